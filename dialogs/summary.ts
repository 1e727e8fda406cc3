/** What a person sees of their own case: what is known, what was tried, the steps on one page, what was passed on. */
import { standingOf, takenBack } from "../knowledge/case.ts";
import type { Move } from "../knowledge/moves.ts";
import type { OpenCase } from "./ports.ts";
import { codeInWords } from "./takeIn.ts";
import { texts } from "./texts.ts";
import { triedSoFar } from "./ticket.ts";
import { talk, type Wording } from "./wording.ts";

/** One line a fact, one a fix or test, one a change that is still in place. */
export function summaryOf({ knowledge, history }: OpenCase): string[] {
  const standing = standingOf(knowledge.tree, history);
  const gone = takenBack(history);
  const codes = history.flatMap((event, at) => (event.kind === "codes" && !gone.has(at) ? event.codes : []));
  return [
    ...[...new Set(codes.map((code) => codeInWords(knowledge, code)))].map((line) => `- ${line}`),
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

/** All steps of the fix or test that is under way, with commands and undo, as one message to print or to send. */
export function onePage({ knowledge: { tree } }: OpenCase, move: Move): Wording {
  const of = move.kind === "step" || move.kind === "check" ? move.of : undefined;
  if (!of) return talk(texts.printNothing);
  const ids = "cause" in of ? tree.causes[of.cause]?.fix : tree.tests[of.test]?.steps;
  const pages = (ids ?? []).flatMap((id, at) => {
    const step = tree.steps[id];
    if (!step) return [];
    const lines = [
      `${at + 1}. ${step.do} (${tree.where[step.where]}; ${tree.who[step.who]?.label})`,
      step.warning && `   WARNING: ${step.warning}`,
      step.run && `\`\`\`\n${step.run}\n\`\`\``,
      `   You should see: ${step.expect}`,
      step.undo && `   To undo: ${step.undo.do}`,
      step.undo?.run && `\`\`\`\n${step.undo.run}\n\`\`\``,
    ];
    return lines.filter(Boolean).join("\n");
  });
  const title = "cause" in of ? tree.causes[of.cause]?.title : tree.tests[of.test]?.title;
  return { ...talk(...pages), heading: `${texts.print}\n${title}` };
}
