/** A move in words: the tree's own, with the dialogs' fixed words between them. */

import { type Owner, ownerKey } from "../../knowledge/case/events.ts";
import { choicesOf, type Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { texts } from "./texts.ts";
import { type Choice, talk, type Wording } from "./wording.ts";

/** What can be pressed or said in answer to a move, in the order in which it is shown and numbered. */
export function choicesFor(move: Move): Choice[] {
  const { labels } = texts;
  switch (move.kind) {
    case "ask":
      return choicesOf(move.fact);
    case "look":
      return [...choicesOf(move.fact).filter(({ id }) => id !== "not-sure"), { id: "cannot", label: labels.cannot }];
    case "fill":
      return [{ id: "unknown", label: labels.unknown }];
    case "step":
      return [
        { id: "done", label: labels.done },
        ...(move.last && "cause" in move.of ? [{ id: "no-help", label: labels.noHelp }] : []),
        { id: "cannot", label: labels.cannot },
        { id: "back", label: labels.back },
      ];
    case "check":
      if (move.fact) return choicesOf(move.fact.fact);
      return [
        { id: "works", label: labels.works },
        { id: "no-help", label: labels.sameError },
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

/** The move once more, after small talk or a word in between: what to do and what to answer, without the explanations. */
export function againOf(open: OpenCase, move: Move): Wording {
  const { details: _known, after, ...wording } = wordingOf(open, move);
  if (move.kind === "step") return { ...wording, paragraphs: [move.step.do] };
  return after && move.kind === "look" ? { ...wording, after } : wording;
}

/** The move as it is shown to the person. */
export function wordingOf(open: OpenCase, move: Move): Wording {
  const { tree } = open.knowledge;
  const base = { kind: move.kind, move: move.key, choices: choicesFor(move) };
  switch (move.kind) {
    case "ask":
      return { ...base, paragraphs: [move.fact.ask], from: { fact: move.id } };
    case "look":
      return {
        ...base,
        heading: texts.lookHeading,
        paragraphs: [move.look.do],
        details: place(tree, move.look),
        command: move.run,
        after: [move.fact.ask],
        from: { look: move.id, fact: move.look.learns[0] ?? "" },
      };
    case "fill":
      return {
        ...base,
        paragraphs: [move.blank.ask, ...(move.blank.how ? [move.blank.how] : []), texts.example(move.blank.example)],
        from: { step: move.for },
      };
    case "step":
      return {
        ...base,
        heading: headingOf(tree, move.of),
        warning: move.step.warning,
        paragraphs: [...introduction(open, move), move.step.do],
        details: [
          ...place(tree, move.step),
          ...(move.step.risk === "none" ? [] : [{ label: "Risk", value: move.step.risk }]),
        ],
        command: move.run,
        after: [texts.expect(move.step.expect), ...undoText(move)],
        from: { ...move.of, step: move.id },
      };
    case "check":
      if (move.fact) return { ...base, paragraphs: [move.fact.fact.ask], from: { ...move.of, fact: move.fact.id } };
      return { ...base, paragraphs: [texts.tryNow], from: { ...move.of } };
    case "revert":
      return {
        ...base,
        heading: texts.revertHeading,
        paragraphs: [texts.revertWhy(move.change.do), move.change.undo.do],
        command: move.change.undo.run,
        from: { ...move.change.of, step: move.change.step },
      };
    case "hand-over": {
      const say = tree["hand-overs"][move.to]?.say ?? texts.askHandOver;
      return {
        ...base,
        paragraphs: [say, ...(move.optional ? [] : [move.to === "asked-for" ? texts.askedFor : texts.askHandOver])],
      };
    }
    case "confirm": {
      const found = move.cause ? [texts.worksBecause(tree.causes[move.cause]?.title ?? move.cause)] : [];
      return {
        ...base,
        paragraphs: [texts.resolved(move.by), ...found, ...(move.note ? [move.note] : []), texts.confirm],
        from: move.cause ? { cause: move.cause } : {},
      };
    }
    case "close":
      return { ...base, paragraphs: [texts.closed[move.how]] };
  }
}

// What changes nothing needs no word about undoing it.
function undoText({ undo, step, of }: Move & { kind: "step" }): string[] {
  if (undo) return ["test" in of ? texts.undoAfterTest(undo.do) : texts.undoLater(undo.do)];
  return step.risk === "none" || !step["no-undo"] ? [] : [texts.noUndo(step["no-undo"])];
}

function headingOf(tree: Tree, of: Owner): string {
  return "cause" in of
    ? texts.fixHeading(tree.causes[of.cause]?.title ?? "")
    : texts.testHeading(tree.tests[of.test]?.title ?? "");
}

/** Why a cause comes to mind, as a message of its own: the card of a step holds only what is to be done. */
export function explanationOf(tree: Tree, cause: string): Wording | undefined {
  const { explain } = tree.causes[cause] ?? {};
  return explain ? { ...talk(explain), from: { cause } } : undefined;
}

/** What is said before a move is shown: the explanation of a cause, once, with the first step that is done for it. */
export function beforeMove(open: OpenCase, move: Move): Wording | undefined {
  if (move.kind !== "step" || !("cause" in move.of) || isBegun(open, move.of)) return undefined;
  return explanationOf(open.knowledge.tree, move.of.cause);
}

function introduction(open: OpenCase, { of }: Move & { kind: "step" }): string[] {
  const { tree } = open.knowledge;
  const why = "test" in of && !isBegun(open, of) ? tree.tests[of.test]?.why : undefined;
  return why ? [why] : [];
}

function isBegun({ standing }: OpenCase, of: Owner): boolean {
  return [...standing.performed].some((key) => key.startsWith(`${ownerKey(of)}/`));
}

function place(
  tree: Tree,
  action: { where: keyof Tree["where"]; who: keyof Tree["who"]; minutes: number },
): { label: string; value: string }[] {
  return [
    { label: "Where", value: tree.where[action.where] ?? action.where },
    { label: "Who", value: tree.who[action.who]?.label ?? action.who },
    { label: "Takes", value: action.minutes === 1 ? "about a minute" : `about ${action.minutes} minutes` },
  ];
}

/** More words about the move for somebody who asks how, what, how long or whether it is safe. */
export function howOf(move: Move, question = ""): string {
  const step = move.kind === "step" ? move.step : undefined;
  if (/\b(?:danger\w*|safe|risk\w*|harm\w*|break|delete|lose|undo|undone|goes wrong|go wrong)\b/i.test(question))
    return step
      ? texts.safe(step.risk, [step.warning, ...undoText(move as Move & { kind: "step" })].filter(Boolean).join(" "))
      : texts.safeQuestion;
  if (move.kind === "hand-over") return texts.whoReads;
  if (step && /\bhow long\b|\bminutes\b/i.test(question)) return texts.takes(step.minutes);
  if (move.kind === "ask" || move.kind === "look") return move.fact.how ?? move.fact.why;
  if (move.kind === "fill") return move.blank.how ?? texts.example(move.blank.example);
  if (step) return `${texts.expect(step.expect)} ${texts.noHow}`;
  return texts.noHow;
}
