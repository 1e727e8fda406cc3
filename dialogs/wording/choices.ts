/** Lists the choices that a person has in reply to a move. */
import { listAnswers, type Move } from "../../knowledge/case/moves.ts";
import { sentence } from "../words/sentence.ts";
import type { Choice } from "./wording.ts";

/** The choices in the order in which they are shown and numbered. */
export function listChoices(move: Move): Choice[] {
  switch (move.kind) {
    case "ask":
      return listAnswers(move.fact);
    case "ask-back":
      return [
        { id: "yes", label: sentence("label.yes") },
        { id: "no", label: sentence("label.no") },
      ];
    case "look":
      return [
        ...listAnswers(move.fact).filter(({ id }) => id !== "not-sure"),
        { id: "cannot", label: sentence("label.cannot") },
      ];
    case "together":
      return [
        { id: "send", label: sentence("label.send-answers") },
        { id: "one-by-one", label: sentence("label.one-by-one") },
      ];
    case "report":
      return [
        ...(move.right ? [{ id: "no-right", label: sentence("label.not-administrator") }] : []),
        ...(move.report.needs.length > 0 ? [{ id: "no-way-in", label: sentence("label.no-way-in") }] : []),
        { id: "cannot", label: sentence("label.no-script") },
      ];
    case "fill":
      return [{ id: "unknown", label: sentence("label.unknown") }];
    case "step":
      if (move.result)
        return [
          ...listAnswers(move.result.fact).filter(({ id }) => id !== "not-sure"),
          { id: "another", label: sentence("label.another") },
          // Some tests say when there is nothing to test.
          ...(move.step.do.includes(sentence("label.not-needed")) ? [notNeeded()] : []),
          { id: "cannot", label: sentence("label.cannot") },
        ];
      return [
        { id: "done", label: sentence("label.done") },
        notNeeded(),
        { id: "cannot", label: sentence("label.cannot") },
      ];
    case "check":
      return [
        ...(move.fact
          ? listAnswers(move.fact.fact).filter(({ id }) => id !== "not-sure")
          : [
              { id: "works", label: sentence("label.works") },
              { id: "no-help", label: sentence("label.same-error") },
            ]),
        { id: "another", label: sentence("label.another") },
        { id: "later", label: sentence("label.later") },
      ];
    case "neighbour":
      return [
        { id: "works", label: sentence("label.works") },
        { id: "no-help", label: sentence("label.no-help") },
        { id: "another", label: sentence("label.another") },
      ];
    case "revert":
      return [
        { id: "done", label: sentence("label.reverted") },
        { id: "cannot", label: sentence("label.cannot-revert") },
      ];
    case "hand-over":
      if (move.reference) return [];
      return [
        { id: "yes", label: sentence("label.hand-over") },
        {
          id: "no",
          label: move.optional || move.to === "asked-for" ? sentence("label.go-on") : sentence("label.not-now"),
        },
      ];
    case "confirm":
      return [
        { id: "works", label: sentence("label.works") },
        { id: "no-help", label: sentence("label.not-yet") },
      ];
    case "close":
      return [];
  }
}

const notNeeded = (): Choice => ({ id: "not-needed", label: sentence("label.not-needed") });
