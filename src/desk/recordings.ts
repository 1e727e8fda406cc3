/** What a technician recorded last, for the receipt and its undo. */
import { sentence } from "../../dialogs/words/sentence.ts";
import { type Event, findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { findTitle } from "../../knowledge/case/owners.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { Recording } from "./desk.ts";

/** The latest recording of the case. Null if no technician has recorded anything since the case last changed hands. */
export function findRecording({ knowledge: { tree }, history }: OpenCase): Recording | null {
  const at = history.findLastIndex(({ kind }) => kind === "recorded");
  const recorded = history[at];
  if (recorded?.kind !== "recorded" || history.slice(at).some(({ kind }) => changesHands.has(kind))) return null;
  const what = history.slice(recorded.from, at).flatMap((event) => nameRecorded(tree, event));
  return { recording: at, what: [...new Set(what)].join("; "), isTakenBack: findTakenBack(history).has(at) };
}

/** The places of the events that a recording added, including its own. Empty if no recording is at this place, or if it was taken back. */
export function listRecorded(history: readonly Event[], recording: number): number[] {
  const recorded = history[recording];
  const gone = findTakenBack(history);
  if (recorded?.kind !== "recorded" || gone.has(recording)) return [];
  const places = Array.from({ length: recording - recorded.from + 1 }, (_, index) => recorded.from + index);
  return places.filter((at) => !gone.has(at));
}

const changesHands: ReadonlySet<Event["kind"]> = new Set<Event["kind"]>([
  ...(["joined", "released", "handed-back", "resolved", "reopened", "withdrawn", "closed"] as const),
]);

/** "Is a VPN on? – No"; empty for events that only accompany others. */
function nameRecorded(tree: Tree, event: Event): string[] {
  if (event.kind === "filled")
    return [
      sentence("desk-page.receipt.answer", {
        question: tree.blanks[event.blank]?.ask ?? event.blank,
        answer: event.value ?? "",
      }),
    ];
  if (event.kind === "reported") return [tree.reports[event.report]?.title ?? event.report];
  if (event.kind === "looked")
    return [sentence("desk-page.receipt.looked", { title: tree.looks[event.look]?.title ?? event.look })];
  if (event.kind === "performed" || event.kind === "could-not") {
    const title = tree.steps[event.step]?.title ?? event.step;
    return [sentence(event.kind === "performed" ? "desk-page.log.done" : "desk-page.log.could-not", { title })];
  }
  if (event.kind === "checked" && event.of)
    return [sentence("desk-page.receipt.stays", { title: findTitle(tree, event.of) })];
  if (event.kind !== "answered") return [];
  const { ask: question = event.fact, answers = {} } = tree.facts[event.fact] ?? {};
  const labels = event.answers.map((answer) => answers[answer]?.label ?? sentence("label.not-sure"));
  return [sentence("desk-page.receipt.answer", { question, answer: labels.join("; ") })];
}
