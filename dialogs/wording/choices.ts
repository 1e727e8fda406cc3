/** Lists the choices that a person has in reply to a move. */
import { listAnswers, type Move } from "../../knowledge/case/moves.ts";
import { labels } from "./labels.ts";
import type { Choice } from "./wording.ts";

/** The choices in the order in which they are shown and numbered. */
export function listChoices(move: Move): Choice[] {
  switch (move.kind) {
    case "ask":
      return listAnswers(move.fact);
    case "ask-back":
      return [
        { id: "yes", label: labels.yes },
        { id: "no", label: labels.no },
      ];
    case "look":
      return [...listAnswers(move.fact).filter(({ id }) => id !== "not-sure"), { id: "cannot", label: labels.cannot }];
    case "together":
      return [
        { id: "send", label: labels.sendAnswers },
        { id: "one-by-one", label: labels.oneByOne },
      ];
    case "report":
      return [
        ...(move.right ? [{ id: "no-right", label: labels.notAdministrator }] : []),
        ...(move.report.needs.length > 0 ? [{ id: "no-way-in", label: labels.noWayIn }] : []),
        { id: "cannot", label: labels.noScript },
      ];
    case "fill":
      return [{ id: "unknown", label: labels.unknown }];
    case "step":
      if (move.result)
        return [
          ...listAnswers(move.result.fact).filter(({ id }) => id !== "not-sure"),
          { id: "another", label: labels.another },
          { id: "cannot", label: labels.cannot },
        ];
      return [
        { id: "done", label: labels.done },
        { id: "not-needed", label: labels.notNeeded },
        { id: "cannot", label: labels.cannot },
      ];
    case "check":
      return [
        ...(move.fact
          ? listAnswers(move.fact.fact).filter(({ id }) => id !== "not-sure")
          : [
              { id: "works", label: labels.works },
              { id: "no-help", label: labels.sameError },
            ]),
        { id: "another", label: labels.another },
        { id: "later", label: labels.later },
      ];
    case "neighbour":
      return [
        { id: "works", label: labels.works },
        { id: "no-help", label: labels.noHelp },
        { id: "another", label: labels.another },
      ];
    case "revert":
      return [
        { id: "done", label: labels.reverted },
        { id: "cannot", label: labels.cannotRevert },
      ];
    case "hand-over":
      if (move.reference) return [];
      return [
        { id: "yes", label: labels.handOver },
        { id: "no", label: move.optional || move.to === "asked-for" ? labels.goOn : labels.notNow },
      ];
    case "confirm":
      return [
        { id: "works", label: labels.works },
        { id: "no-help", label: labels.notYet },
      ];
    case "close":
      return [];
  }
}
