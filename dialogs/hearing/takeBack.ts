/** The command "back": takes back everything that the person's latest message added. */
import { type Event, findUndoable } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { nameBareCode } from "../wording/codeInWords.ts";
import { sentence } from "../words/sentence.ts";
import { nameReading } from "./nameReading.ts";

/** Whether "back" would take anything back. */
export const hasUndoable = (open: OpenCase): boolean => findUndoable(open.history).length > 0;

/** Adds the "taken-back" event and returns the reply. */
export function takeBack(open: OpenCase): string {
  const events = findUndoable(open.history);
  const what = describeReport(open, events) ?? describeEvents(open, events);
  open.add({ kind: "taken-back", events });
  return sentence("took-back", { what: what || sentence("your-answer") });
}

function describeEvents(open: OpenCase, places: readonly number[]): string {
  return [...new Set(places.map((at) => describeEvent(open, open.history[at])).filter(Boolean))].join("; ");
}

// A report answers many questions at once. The reply names the report instead of each answer.
function describeReport({ knowledge: { tree }, history }: OpenCase, places: readonly number[]): string | undefined {
  const report = places.map((at) => history[at]).find((event) => event?.kind === "reported");
  if (report?.kind !== "reported") return undefined;
  const title = tree.reports[report.report]?.title.toLowerCase() ?? report.report;
  const readings = new Set(places.map((at) => history[at]).map((event) => (event ? nameReading(event) : undefined)));
  readings.delete(undefined);
  return sentence("report.the-report", { title, host: report.host ? ` (${report.host})` : "", count: readings.size });
}

function describeEvent({ knowledge: { tree } }: OpenCase, event: Event | undefined): string {
  switch (event?.kind) {
    case "answered":
      // The "codes" event already names the codes.
      if (event.fact === "code" && event.origin === "said") return "";
      return `${tree.facts[event.fact]?.ask ?? event.fact} ${event.answers.map((answer) => tree.facts[event.fact]?.answers[answer]?.label ?? sentence("unsure")).join("; ")}`;
    case "codes":
      return event.codes.map(({ hex, kind }) => (kind === "event" ? nameBareCode(kind, hex) : hex)).join(", ");
    case "filled":
      return `${tree.blanks[event.blank]?.ask ?? event.blank} ${event.value ?? sentence("label.unknown")}`;
    case "could-not":
      return `"${sentence("label.cannot")}"`;
    case "checked":
      return event.works ? `"${sentence("label.works")}"` : `"${sentence("label.no-help")}"`;
    case "leaving":
      return event.how === "stopped" ? '"stop"' : '"start over"';
    case "stayed":
      return `"${sentence("label.go-on")}"`;
    default:
      return "";
  }
}
