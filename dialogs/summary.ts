/** What a person sees of their own case: what is known, what was tried, the steps on one page, what was passed on. */
import { standingOf } from "../knowledge/case.ts";
import type { Move } from "../knowledge/moves.ts";
import { filled, permission } from "../knowledge/next.ts";
import type { OpenCase } from "./ports.ts";
import { codeInWords } from "./takeIn.ts";
import { texts } from "./texts.ts";
import { triedSoFar } from "./ticket.ts";
import { talk, type Wording } from "./wording.ts";

/** One line a fact, one a fix or test, one a change that is still in place. */
export function summaryOf({ knowledge, history }: OpenCase): string[] {
  const standing = standingOf(knowledge.tree, history);
  return [
    ...[...new Set(standing.codes.map((code) => codeInWords(knowledge, code)))].map((line) => `- ${line}`),
    ...[...standing.facts]
      .filter(([fact]) => fact !== "code")
      .map(([fact, { answers }]) => {
        const labels = answers.map((answer) => knowledge.tree.facts[fact]?.answers[answer]?.label ?? "not sure");
        return `- ${knowledge.tree.facts[fact]?.ask} ${labels.join("; ")}`;
      }),
    ...triedSoFar(knowledge, history).map(({ title, result }) => `- Tried: ${title}: ${result}`),
    ...standing.openChanges.map(
      (change) => `- ${texts.openChange(change.do, `${change.undo.do} ${change.undo.run ?? ""}`.trim())}`,
    ),
  ];
}

export function whatWasTried(open: OpenCase): Wording {
  const lines = summaryOf(open);
  return { ...talk(lines.length > 0 ? lines.join("\n") : texts.nothingKnown), heading: texts.tried };
}

/** The steps of the fix or test that is under way, as far as this person may do them, as one message to print or to send. */
export function onePage({ knowledge: { tree }, history }: OpenCase, move: Move): Wording {
  const of =
    move.kind === "step" || move.kind === "check" ? move.of : move.kind === "revert" ? move.change.of : undefined;
  if (!of) return talk(texts.printNothing);
  const standing = standingOf(tree, history);
  const steps = (("cause" in of ? tree.causes[of.cause]?.fix : tree.tests[of.test]?.steps) ?? []).flatMap(
    (id) => tree.steps[id] ?? [],
  );
  const forbidden = steps.findIndex((step) => permission(tree, step, standing) !== "yes");
  const fenced = (command: string | undefined) => command && `\`\`\`\n${filled(command, standing).run}\n\`\`\``;
  const pages = (forbidden < 0 ? steps : steps.slice(0, forbidden)).map((step, at) =>
    [
      step.warning && `WARNING: ${step.warning}`,
      `${at + 1}. ${step.do} (${tree.where[step.where]})`,
      fenced(step.run),
      texts.expect(step.expect),
      step.undo && texts.toUndo(step.undo.do),
      fenced(step.undo?.run),
    ]
      .filter(Boolean)
      .join("\n"),
  );
  const title = "cause" in of ? tree.causes[of.cause]?.title : tree.tests[of.test]?.title;
  return { ...talk(...pages), heading: `${texts.print}\n${title}` };
}
