/** Words a move: mostly with sentences of the tree, joined by the dialogs' fixed sentences. */

import { listAnswers, type Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { findTitle } from "../../knowledge/case/owners.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import { rankSuspects } from "../../knowledge/case/suspects.ts";
import { windows } from "../../knowledge/tree/fields.ts";
import { NOT_SURE, type Tree } from "../../knowledge/tree/tree.ts";
import { listChoices } from "./choices.ts";
import { hasBegun } from "./explanations.ts";
import { reportTexts } from "./reportTexts.ts";
import { showPicture } from "./showPicture.ts";
import { texts } from "./texts.ts";
import type { Wording } from "./wording.ts";

/** The wording for a move that is repeated after small talk: the action and the choices, without the explanations. */
export function repeatMove(open: OpenCase, move: Move): Wording {
  const { details: _known, after, folded: _explained, ...wording } = wordMove(open, move);
  if (move.kind === "step") return { ...wording, paragraphs: [move.step.do] };
  return after && move.kind === "look" ? { ...wording, after } : wording;
}

/** The full wording of a move. */
export function wordMove(open: OpenCase, move: Move): Wording {
  // The cast pairs the function with its move, which the compiler cannot follow across a union.
  const write = writers[move.kind] as (open: OpenCase, move: Move) => Body;
  const body = write(open, move);
  // The sentence introduces the fix, so it stands only before the first step.
  const begins = move.kind !== "check" && (move.kind !== "step" || move.number === 1);
  const paragraphs = [...(move.lead && begins ? [move.lead] : []), ...body.paragraphs];
  return { kind: move.kind, move: move.key, choices: listChoices(move), ...body, paragraphs };
}

/** Offers two answers of the question that was asked, when the words fit both. */
export function offerNear(move: Move, answers: readonly string[]): Wording {
  const choices = listChoices(move).filter(({ id }) => answers.includes(id));
  return { kind: move.kind, move: move.key, paragraphs: [texts.nearAnswers], choices };
}

/** The part of a wording that depends on the kind of move. */
type Body = Omit<Wording, "kind" | "move" | "choices">;
type Writers = { [K in Move["kind"]]: (open: OpenCase, move: Move & { kind: K }) => Body };

const writers: Writers = {
  ask: ({ knowledge: { tree }, standing }, { id, fact, supposed }) => {
    const knowsNothing = standing.facts.size === 0 && standing.codes.length === 0 && !standing.anotherMessage;
    return {
      paragraphs: [
        (id === "code" && knowsNothing && tree.opening) || fact.ask,
        ...(supposed
          ? [
              texts.doYouMean(
                supposed.words,
                supposed.answers.map((answer) => fact.answers[answer]?.label ?? ""),
              ),
            ]
          : []),
      ],
      ...showPicture(fact),
      from: { fact: id },
    };
  },
  "ask-back": (_, { id, fact, answer, words }) => ({
    paragraphs: [texts.youWrote(words), `${fact.ask} ${fact.answers[answer]?.label ?? ""}`],
    from: { fact: id },
  }),
  look: ({ knowledge: { tree } }, { id, look, fact, run }) => ({
    heading: look.title ?? texts.lookHeading,
    paragraphs: [look.do],
    details: describePlace(tree, look),
    command: run,
    after: [run ? texts.pasteIt : texts.pasteLog],
    instead: fact.ask,
    ...showPicture(look),
    from: { look: id, fact: look.learns[0] ?? "" },
  }),
  together: (_, { facts }) => ({
    paragraphs: [reportTexts.together],
    questions: facts.map(({ id, fact, supposed }) => ({
      id,
      label: supposed
        ? `${fact.ask} ${texts.fromYourWords(supposed.words, fact.answers[supposed.answers[0] ?? ""]?.label ?? "")}`
        : fact.ask,
      choices: listAnswers(fact).filter((answer) => answer.id !== NOT_SURE),
      value: supposed?.answers[0],
    })),
  }),
  report: ({ knowledge: { tree } }, { id, report, script, right }) => ({
    heading: report.title,
    paragraphs: [...(right ? [reportTexts.ifYouMay] : []), report.explain, script.do],
    details: describePlace(tree, { ...report, window: script.window }),
    command: script.run,
    file: script.file,
    ...showPicture(script),
    from: { report: id },
  }),
  fill: (_, { blank, for: step }) => ({
    paragraphs: [blank.ask, ...(blank.how ? [blank.how] : []), texts.example(blank.example)],
    from: { step },
  }),
  step: (open, move) => ({
    heading: wordHeading(open.knowledge.tree, move),
    warning: move.step.warning,
    ...nameCause(open, move),
    paragraphs: [...introduceTest(open, move), move.step.do],
    details: [
      ...describePlace(open.knowledge.tree, move.step),
      ...(move.step.risk === "none" ? [] : [{ label: "Risk", value: move.step.risk }]),
    ],
    command: move.run,
    ...showPicture(move.step),
    after: [texts.expect(move.step.expect), ...wordUndo(move), ...(move.result ? [move.result.fact.ask] : [])],
    from: { ...move.of, step: move.id },
  }),
  check: (_, { of, fact: asked, before }) =>
    asked
      ? { paragraphs: [asked.fact.ask], from: { ...of, fact: asked.id } }
      : { paragraphs: [before ? texts.tryBefore : texts.tryNow], from: { ...of } },
  neighbour: (_, { id, neighbour }) => ({
    heading: texts.neighbourHeading(neighbour.title),
    paragraphs: [
      neighbour.explain,
      texts.neighbourChecks,
      ...neighbour.checks.map(({ do: what, run, window }, at) =>
        [`${at + 1}. ${what}`, run && `${window ? `${texts.typeIn(windows[window])}:\n` : ""}\`\`\`\n${run}\n\`\`\``]
          .filter(Boolean)
          .join("\n"),
      ),
      texts.neighbourAsk,
    ],
    from: { neighbour: id },
  }),
  revert: (_, { change }) => ({
    heading: texts.revertHeading,
    paragraphs: [texts.revertWhy(change.do), change.undo.do],
    command: change.undo.run,
    from: { ...change.of, step: change.step },
  }),
  "hand-over": ({ knowledge: { tree }, standing }, { to, optional }) => ({
    paragraphs: [
      tree["hand-overs"][to]?.say ?? texts.askHandOver,
      ...(optional ? [] : nameMostLikely(tree, standing)),
      ...(optional ? [] : [to === "asked-for" ? texts.askedFor : texts.askHandOver]),
    ],
  }),
  confirm: ({ knowledge: { tree } }, { by, cause, note }) => ({
    paragraphs: [
      texts.resolved(by),
      ...(cause ? [texts.worksBecause(tree.causes[cause]?.title ?? cause)] : []),
      ...(note ? [note] : []),
      texts.confirm,
    ],
    from: cause ? { cause } : {},
  }),
  close: (_, { how }) => ({ paragraphs: [texts.closed[how]] }),
};

function nameMostLikely(tree: Tree, standing: Standing): string[] {
  const [first] = rankSuspects(tree, standing);
  return first?.standing === "likely" ? [texts.mostLikely(first.title, first.because)] : [];
}

// A step without risk and undo says nothing about undoing it.
export function wordUndo({ undo, step, of }: Move & { kind: "step" }): string[] {
  if (undo) return ["test" in of ? texts.undoAfterTest(undo.do) : texts.undoLater(undo.do)];
  return step.risk === "none" || !step["no-undo"] ? [] : [texts.noUndo(step["no-undo"])];
}

function wordHeading(tree: Tree, { step, of, number, count }: Move & { kind: "step" }): string {
  if (step.title) return texts.stepHeading(number, count, step.title);
  return "cause" in of ? texts.fixHeading(findTitle(tree, of)) : texts.testHeading(findTitle(tree, of));
}

// The heading of a step without a title names the cause already.
function nameCause(open: OpenCase, { step, of }: Move & { kind: "step" }): Pick<Body, "subheading" | "folded"> {
  const { tree } = open.knowledge;
  if (!step.title || !("cause" in of)) return {};
  const folded = hasBegun(open, of) ? undefined : tree.causes[of.cause]?.explain;
  return { subheading: texts.iThink(findTitle(tree, of)), folded };
}

function introduceTest(open: OpenCase, { of }: Move & { kind: "step" }): string[] {
  const { tree } = open.knowledge;
  const why = "test" in of && !hasBegun(open, of) ? tree.tests[of.test]?.why : undefined;
  return why ? [why] : [];
}

function describePlace(
  tree: Tree,
  action: {
    where: keyof Tree["where"];
    who: keyof Tree["who"];
    minutes: number;
    window?: keyof typeof windows | undefined;
  },
): { label: string; value: string }[] {
  return [
    ...(action.window ? [{ label: "Type it in", value: windows[action.window] }] : []),
    { label: "Where", value: tree.where[action.where] ?? action.where },
    { label: "Who", value: tree.who[action.who]?.label ?? action.who },
    { label: "Takes", value: action.minutes === 1 ? "about a minute" : `about ${action.minutes} minutes` },
  ];
}
