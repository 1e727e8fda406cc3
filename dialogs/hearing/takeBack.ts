/** The command "back": takes back everything that the person's latest message added. */
import { type Event, findUndoable } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { texts } from "../wording/texts.ts";

/** Adds the "taken-back" event and returns the reply. */
export function takeBack(open: OpenCase): string {
  const events = findUndoable(open.history);
  if (events.length === 0) return texts.nothingToTakeBack;
  const what = [...new Set(events.map((at) => describeEvent(open, open.history[at])).filter(Boolean))].join("; ");
  open.add({ kind: "taken-back", events });
  return texts.tookBack(what || texts.yourAnswer);
}

function describeEvent({ knowledge: { tree } }: OpenCase, event: Event | undefined): string {
  switch (event?.kind) {
    case "answered":
      // The "codes" event already names the codes.
      if (event.fact === "code" && event.origin === "said") return "";
      return `${tree.facts[event.fact]?.ask ?? event.fact} ${event.answers.map((answer) => tree.facts[event.fact]?.answers[answer]?.label ?? "not sure").join("; ")}`;
    case "codes":
      return event.codes.map(({ hex, kind }) => (kind === "event" ? `event ${Number(hex)}` : hex)).join(", ");
    case "filled":
      return `${tree.blanks[event.blank]?.ask ?? event.blank} ${event.value ?? "cannot tell"}`;
    case "could-not":
      return `"${texts.labels.cannot}"`;
    case "checked":
      return event.works ? `"${texts.labels.works}"` : `"${texts.labels.noHelp}"`;
    case "leaving":
      return event.how === "stopped" ? '"stop"' : '"start over"';
    case "stayed":
      return `"${texts.labels.goOn}"`;
    default:
      return "";
  }
}
