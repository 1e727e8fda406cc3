/** The last message of a case: that it works, what it was, what was done, and what stays changed. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { sentence } from "../words/sentence.ts";
import { type KeptChange, listKeptChanges, listKeptSteps } from "./summary.ts";
import { talk, type Wording } from "./wording.ts";

/** The steps that leave nothing to put back are named up to this number. */
const mostSteps = 3;
/** In words. The person has read the whole note when they were asked whether it works. */
const mostOfNote = 40;

/** Nothing is said twice: a step that can be put back stands only with its undo. */
export function wordClosing(open: OpenCase, { how, cause }: Move & { kind: "close" }): Wording {
  const { knowledge, standing } = open;
  // The message about the withdrawal has just named the reference.
  const reference = standing.left === "withdrawn" && !standing.endedTalk ? null : standing.reference;
  const title = cause === null ? undefined : knowledge.tree.causes[cause]?.title;
  const done = how === "works" ? listDone(open, cause) : [];
  // Only the bare words can be reworded by a model: facts and commands beside them are never labelled as its words.
  if (how !== "works" || (!title && !reference && done.length === 0)) return talk(sentence(`closed.${how}`));
  const first = [sentence("closing.works"), title && sentence("works-because", { title })];
  const last = reference ? sentence("closing.again-reference", { reference }) : sentence("closing.again");
  return {
    kind: "close",
    paragraphs: [first.filter(Boolean).join(" "), ...done, last],
    ...(title && cause !== null && { from: { cause } }),
  };
}

function listDone(open: OpenCase, cause: string | null): string[] {
  const { handedOver } = open.standing;
  const resolved = handedOver?.phase === "resolved" ? handedOver.resolved : null;
  const changes = listKeptChanges(open);
  const kept = changes.map(({ title }) => title);
  // What a technician verified need not be what the steps before had been for.
  const steps = cause === null || resolved ? [] : listKeptSteps(open, cause).filter((step) => !kept.includes(step));
  const named = steps.slice(-mostSteps).join("; ");
  const others = Math.max(0, steps.length - mostSteps);
  return [
    ...(kept.length > 0 ? [[sentence("closing.stays"), ...changes.map(wordKept)].join("\n")] : []),
    ...(named ? [sentence(kept.length > 0 ? "closing.also-done" : "closing.done", { steps: named, others })] : []),
    ...(resolved?.note ? [sentence("technician-wrote", { by: handedOver?.by ?? "", note: cut(resolved.note) })] : []),
  ];
}

function wordKept({ title, undo }: KeptChange): string {
  const line = sentence("closing.undo", { step: title, undo: undo.do });
  return undo.run ? `${line}\n\`\`\`\n${undo.run}\n\`\`\`` : line;
}

function cut(note: string): string {
  const words = note.split(/\s+/);
  return words.length > mostOfNote ? `${words.slice(0, mostOfNote).join(" ")} …` : note;
}
