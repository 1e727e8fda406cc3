/** Words a move: mostly with sentences of the tree, joined by the dialogs' fixed sentences. */

import { notUnderstood } from "../../knowledge/case/events.ts";
import { listAnswers, type Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { findTitle } from "../../knowledge/case/owners.ts";
import { windows } from "../../knowledge/tree/fields.ts";
import { NOT_SURE, type Step, type Tree } from "../../knowledge/tree/tree.ts";
import { anyOf, sentence } from "../words/sentence.ts";
import { listChoices } from "./choices.ts";
import { wordClosing } from "./closing.ts";
import { hasBegun } from "./explanations.ts";
import { nameMostLikely } from "./mostLikely.ts";
import { showPicture } from "./showPicture.ts";
import { nameChange, wordOpenChange } from "./summary.ts";
import type { Wording } from "./wording.ts";

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
              sentence("do-you-mean", {
                words: supposed.words,
                answers: anyOf(supposed.answers.map((answer) => `"${fact.answers[answer]?.label ?? ""}"`)),
              }),
            ]
          : []),
      ],
      ...showPicture(fact),
      from: { fact: id },
    };
  },
  "ask-back": (_, { id, fact, answer, words }) => ({
    paragraphs: [sentence("you-wrote", { words }), `${fact.ask} ${fact.answers[answer]?.label ?? ""}`],
    from: { fact: id },
  }),
  look: ({ knowledge: { tree } }, { id, look, fact, run }) => ({
    heading: look.title ?? sentence("look-heading"),
    paragraphs: [look.do],
    place: describePlace(tree, look),
    command: run,
    after: [run ? sentence("paste-it") : sentence("paste-log")],
    instead: fact.ask,
    ...showPicture(look),
    from: { look: id, fact: look.learns[0] ?? "" },
  }),
  together: (_, { facts }) => ({
    paragraphs: [sentence("report.together")],
    questions: facts.map(({ id, fact, supposed }) => ({
      id,
      label: supposed
        ? `${fact.ask} ${sentence("from-your-words", { words: supposed.words, answer: fact.answers[supposed.answers[0] ?? ""]?.label ?? "" })}`
        : fact.ask,
      choices: listAnswers(fact).filter((answer) => answer.id !== NOT_SURE),
      value: supposed?.answers[0],
    })),
  }),
  report: ({ knowledge: { tree } }, { id, report, script, right }) => ({
    heading: report.title,
    paragraphs: [...(right ? [sentence("report.if-you-may")] : []), report.explain, script.do],
    place: describePlace(tree, { ...report, window: script.window }),
    command: script.run,
    file: script.file,
    ...showPicture(script),
    from: { report: id },
  }),
  fill: (_, { blank, for: step }) => ({
    paragraphs: [blank.ask, ...(blank.how ? [blank.how] : []), sentence("example", { value: blank.example })],
    from: { step },
  }),
  step: (open, move) => ({
    heading: wordHeading(open.knowledge.tree, move),
    warning: move.step.warning,
    ...nameCause(open, move),
    paragraphs: [...introduceTest(open, move), move.step.do],
    place: describePlace(open.knowledge.tree, move.step),
    command: move.run,
    ...showPicture(move.step),
    after: [sentence("expect", { what: move.step.expect })],
    undo: foldUndo(move),
    ask: move.result?.fact.ask,
    from: { ...move.of, step: move.id },
  }),
  check: (_, { of, fact: asked, before }) =>
    asked
      ? { paragraphs: [asked.fact.ask], from: { ...of, fact: asked.id } }
      : { paragraphs: [before ? sentence("try-before") : sentence("try-now")], from: { ...of } },
  neighbour: (_, { id, neighbour }) => ({
    heading: sentence("neighbour-heading", { title: neighbour.title }),
    paragraphs: [
      neighbour.explain,
      sentence("neighbour-checks"),
      ...neighbour.checks.map(({ do: what, run, window }, at) =>
        [
          `${at + 1}. ${what}`,
          run && `${window ? `${sentence("type-in", { window: windows[window] })}:\n` : ""}\`\`\`\n${run}\n\`\`\``,
        ]
          .filter(Boolean)
          .join("\n"),
      ),
      sentence("neighbour-ask"),
    ],
    from: { neighbour: id },
  }),
  revert: ({ knowledge: { tree } }, { change }) => ({
    heading: sentence("revert-heading"),
    paragraphs: [sentence("revert-why", { did: nameChange(tree, change) }), change.undo.do],
    command: change.undo.run,
    from: { ...change.of, step: change.step },
  }),
  "hand-over": ({ knowledge: { tree }, standing }, { to, optional }) => ({
    paragraphs: [
      ...wordOffer(tree, to, standing.stuck.count),
      ...(optional ? [] : nameMostLikely(tree, standing)),
      ...standing.openChanges.map((change) => wordOpenChange(tree, change)),
    ],
  }),
  confirm: ({ knowledge: { tree } }, { by, cause, note }) => {
    const title = cause === null ? undefined : tree.causes[cause]?.title;
    return {
      heading: sentence("resolved", { by }),
      paragraphs: [
        ...(title ? [sentence("works-because", { title })] : []),
        ...(note ? [sentence("technician-wrote", { by, note })] : []),
      ],
      ask: sentence("confirm"),
      from: cause ? { cause } : {},
    };
  },
  close: (open, move) => ({ paragraphs: wordClosing(open, move).paragraphs }),
};

/** Says why a technician is offered. An offer that was declined comes in other words. */
function wordOffer(tree: Tree, to: string, stuck: number): string[] {
  if (to === notUnderstood && stuck > 2) return [sentence("offer-again", { count: stuck })];
  // A person who asked for a technician knows why.
  return to === "asked-for" ? [] : [tree["hand-overs"][to]?.say ?? ""];
}

// A step without risk and undo says nothing about undoing it.
export function wordUndo({ undo, step, of }: Move & { kind: "step" }): string[] {
  if (undo)
    return ["test" in of ? sentence("undo-after-test", { undo: undo.do }) : sentence("undo-later", { undo: undo.do })];
  return step.risk === "none" || !step["no-undo"] ? [] : [sentence("no-undo", { why: step["no-undo"] })];
}

// The change of a test is always put back, and a risky step should be easy to leave, so both say how without a press.
function foldUndo(move: Move & { kind: "step" }): Body["undo"] {
  const [how] = wordUndo(move);
  return how === undefined ? undefined : { how, isFolded: move.step.risk === "none" && "cause" in move.of };
}

function wordHeading(tree: Tree, { step, of, number, count }: Move & { kind: "step" }): string {
  if (step.title) return sentence("step-heading", { number, count, title: step.title });
  return "cause" in of
    ? sentence("fix-heading", { title: findTitle(tree, of) })
    : sentence("test-heading", { title: findTitle(tree, of) });
}

// The heading of a step without a title names the cause already.
function nameCause(open: OpenCase, { step, of }: Move & { kind: "step" }): Pick<Body, "subheading" | "folded"> {
  const { tree } = open.knowledge;
  if (!step.title || !("cause" in of)) return {};
  const folded = hasBegun(open, of) ? undefined : tree.causes[of.cause]?.explain;
  return { subheading: sentence("i-think", { title: findTitle(tree, of) }), folded };
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
    risk?: Step["risk"];
  },
): string {
  const where = tree.where[action.where] ?? action.where;
  const line = [
    action.window ? sentence("place.in-window", { where, window: windows[action.window] }) : where,
    sentence("place.by", { who: tree.who[action.who]?.label ?? action.who }),
    sentence("place.minutes", { minutes: action.minutes }),
    ...(action.risk && action.risk !== "none" ? [sentence("place.risk", { risk: action.risk })] : []),
  ].join(" · ");
  return line.charAt(0).toUpperCase() + line.slice(1);
}
