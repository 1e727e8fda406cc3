/** "Back": what the person's latest message said counts as never said. */
import { type Event, findUndoable } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { texts } from "../wording/texts.ts";

/** Adds what takes it back, and returns what to say about it. */
export function takeBack(open: OpenCase): string {
  const events = findUndoable(open.history);
  if (events.length === 0) return texts.nothingToTakeBack;
  const what = [...new Set(events.map((at) => inWords(open, open.history[at])).filter(Boolean))].join("; ");
  open.add({ kind: "taken-back", events });
  return texts.tookBack(what || texts.yourAnswer);
}

function inWords({ knowledge: { tree } }: OpenCase, event: Event | undefined): string {
  switch (event?.kind) {
    case "answered":
      // The codes themselves are named already.
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
