import { fillBlanks } from "../../knowledge/case/blanks.ts";
import { findTakenBack, type Undo } from "../../knowledge/case/events.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { findTitle, listSteps } from "../../knowledge/case/owners.ts";
import { findPermission } from "../../knowledge/case/permission.ts";
import type { OpenChange } from "../../knowledge/case/standing.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { anyOf, sentence } from "../words/sentence.ts";
import { nameBareCode } from "./codeInWords.ts";
import { showPicture } from "./showPicture.ts";
import { listAttempts } from "./tried.ts";
import { talk, type Wording } from "./wording.ts";

/** A line of a summary. `id` is the fact or value under which it can be kept back; null if it cannot be. */
export type Line = { id: string | null; line: string };

/** One line for each fact, each fix or test, and each open change. */
export function summarizeCase(open: OpenCase): string[] {
  return [...listCodes(open), ...listFacts(open), ...listDone(open)].map(({ line }) => `- ${line}`);
}

/** All codes in one line, without the names that programmers gave them. */
export function listCodes({ knowledge: { tree }, standing }: OpenCase): Line[] {
  const codes = standing.codes.map(({ kind, hex }) => nameBareCode(kind, hex));
  // A person who pressed "It says 0x904" gave no code in words.
  const chosen = standing.facts.get("code")?.answers.map((answer) => tree.facts.code?.answers[answer]?.label ?? "");
  const line = [...new Set(codes.length > 0 ? codes : chosen)].filter(Boolean).join("; ");
  return line === "" ? [] : [{ id: "code", line }];
}

/** One line for each fact and each value, such as the computer's name. */
export function listFacts({ knowledge: { tree }, standing }: OpenCase): Line[] {
  const { facts, values, supposed } = standing;
  return [
    ...[...facts]
      .filter(([fact]) => fact !== "code")
      .map(([fact, { answers }]) => {
        const labels = answers.map((answer) => tree.facts[fact]?.answers[answer]?.label ?? "not sure");
        return { id: fact, line: `${tree.facts[fact]?.ask} ${labels.join("; ")}` };
      }),
    ...[...supposed]
      .filter(([fact, { probably }]) => probably && !facts.has(fact) && tree.facts[fact])
      .map(([fact, { answers }]) => {
        const labels = answers.map((answer) => tree.facts[fact]?.answers[answer]?.label ?? answer);
        return { id: fact, line: `${tree.facts[fact]?.ask} ${sentence("perhaps", { answers: anyOf(labels) })}` };
      }),
    ...[...values].flatMap(([blank, value]) =>
      value === null ? [] : [{ id: blank, line: `${tree.blanks[blank]?.ask ?? blank} ${value}` }],
    ),
  ];
}

/** One line for each fix or test that was tried and each open change. */
export function listDone({ knowledge, history, standing }: OpenCase): Line[] {
  return [
    ...listAttempts(knowledge, history).map(({ title, result }) => sentence("tried.line", { title, result })),
    ...standing.openChanges.map((change) => nameOpenChange(knowledge.tree, change)),
  ].map((line) => ({ id: null, line }));
}

/** In one line, for a list. */
const nameOpenChange = (tree: Tree, change: OpenChange): string =>
  sentence("open-change", { did: nameChange(tree, change), undo: change.undo.do });

/** With the command that puts it back on lines of its own, so that it can be copied. */
export function wordOpenChange(tree: Tree, change: OpenChange): string {
  const { run } = change.undo;
  return `${nameOpenChange(tree, change)}${run ? `\n\`\`\`\n${run}\n\`\`\`` : ""}`;
}

/** The title of the step, which is shorter than what it told the person to do. */
export function nameChange(tree: Tree, { step, do: did }: OpenChange): string {
  return tree.steps[step]?.title ?? did;
}

/** The steps of the fix that changed something and were not put back, by their titles. */
export function listKeptSteps(open: OpenCase, cause: string): string[] {
  const { tree } = open.knowledge;
  const steps = listPerformed(open).flatMap(({ step: id, of, title }) => {
    const step = tree.steps[id];
    return step && !step.prepares && step.risk !== "none" && "cause" in of && of.cause === cause ? [title] : [];
  });
  return [...new Set(steps)];
}

/** A change that is still in place, by the title of its step. */
export type KeptChange = { title: string; undo: Undo };

/** Every change of the case that could be put back and was not, with how it was to be put back when it was made. */
export function listKeptChanges(open: OpenCase): KeptChange[] {
  const changes = listPerformed(open).flatMap(({ title, undo }) => (undo ? [{ title, undo }] : []));
  return [...new Map(changes.map((change) => [change.title, change])).values()];
}

/** What was done and not put back, in order. */
function listPerformed({ knowledge: { tree }, history }: OpenCase) {
  const gone = findTakenBack(history);
  const putBack = new Set(history.flatMap((event) => (event.kind === "reverted" && event.done ? [event.change] : [])));
  return history.flatMap((event, at) =>
    event.kind === "performed" && !putBack.has(at) && !gone.has(at)
      ? [{ ...event, title: tree.steps[event.step]?.title ?? event.do.replace(/[.:]$/, "") }]
      : [],
  );
}

export function wordAttempts(open: OpenCase): Wording {
  const lines = summarizeCase(open);
  return {
    ...talk(lines.length > 0 ? lines.join("\n") : sentence("nothing-known")),
    heading: sentence("what-we-tried"),
  };
}

/** The steps of a fix, a test or a look for printing. Commands are verbatim, with the values of the case filled in. */
export type PrintableSteps = {
  title: string;
  steps: {
    do: string;
    where: string;
    warning?: string | undefined;
    run?: string | undefined;
    expect?: string | undefined;
    /** The question to answer in the chat afterwards. */
    ask?: string | undefined;
    undo?: string | undefined;
    undoRun?: string | undefined;
    picture?: { id: string; alt: string } | undefined;
  }[];
};

/**
 * The current look, or the steps of the current fix or test up to the first one that the person may not do. Undefined if the
 * move belongs to none of these.
 */
export function printSteps({ knowledge: { tree }, standing }: OpenCase, move: Move): PrintableSteps | undefined {
  if (move.kind === "look") {
    const { do: what, where } = move.look;
    return {
      title: sentence("look-heading"),
      steps: [{ do: what, where: tree.where[where], run: move.run, ask: move.fact.ask, ...showPicture(move.look) }],
    };
  }
  if (move.kind === "report") {
    const { report, script } = move;
    const step = { do: `${report.explain} ${script.do}`, where: tree.where[report.where], run: script.run };
    return { title: report.title, steps: [{ ...step, ...showPicture(script) }] };
  }
  const of =
    move.kind === "step" || move.kind === "check" ? move.of : move.kind === "revert" ? move.change.of : undefined;
  if (!of) return undefined;
  const steps = listSteps(tree, of).flatMap((id) => tree.steps[id] ?? []);
  const forbidden = steps.findIndex((step) => findPermission(tree, step, standing) !== "yes");
  const command = (run: string | undefined): string | undefined => run && fillBlanks(run, standing).run;
  return {
    title: findTitle(tree, of),
    steps: (forbidden < 0 ? steps : steps.slice(0, forbidden)).map((step) => ({
      do: step.do,
      where: tree.where[step.where],
      warning: step.warning,
      run: command(step.run),
      expect: step.expect,
      undo: step.undo?.do,
      undoRun: command(step.undo?.run),
      ...showPicture(step),
    })),
  };
}

/** The same as one message, for printing. */
export function printPage(open: OpenCase, move: Move): Wording {
  const paper = printSteps(open, move);
  if (!paper) return talk(sentence("print-nothing"));
  return { ...talk(...paper.steps.map(printStep)), heading: `${sentence("print")}\n${paper.title}` };
}

function printStep(step: PrintableSteps["steps"][number], at: number): string {
  const fenced = (run: string | undefined) => run && `\`\`\`\n${run}\n\`\`\``;
  return [
    step.warning && sentence("warning", { warning: step.warning }),
    `${at + 1}. ${step.do} (${step.where})`,
    fenced(step.run),
    step.expect && sentence("expect", { what: step.expect }),
    step.ask && sentence("then-answer", { ask: step.ask }),
    step.undo && sentence("to-undo", { undo: step.undo }),
    fenced(step.undoRun),
  ]
    .filter(Boolean)
    .join("\n");
}
