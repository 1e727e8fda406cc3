/** Adds what was read in reports to the case, and shows each reading so that it can be left out on its own. */
import type { Event } from "../../knowledge/case/events.ts";
import { findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { ReportFault } from "../../knowledge/reading/findReports.ts";
import type { ReadReport } from "../../knowledge/reading/readReports.ts";
import { makeReportEvents } from "../../knowledge/reading/reportEvents.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { reportTexts } from "../wording/reportTexts.ts";
import { formatLetter } from "../wording/wording.ts";

/** Adds the events of all readings, in one group. Returns the paragraphs that show them. `now` is ISO 8601. */
export function recordReports(
  open: OpenCase,
  reports: readonly ReadReport[],
  { group, now }: { group: number; now?: string | undefined },
): string[] {
  return reports.flatMap((report) => recordReport(open, report, group, now));
}

function recordReport(open: OpenCase, read: ReadReport, group: number, now: string | undefined): string[] {
  const { tree } = open.knowledge;
  const title = tree.reports[read.report]?.title ?? read.report;
  const expected = open.standing.values.get("host") ?? undefined;
  const events = makeReportEvents(read, open.standing, group);
  open.add(...events);
  const words = [...new Set(events.flatMap((event) => nameReading(event) ?? []))];
  const keys = tree.reports[read.report]?.keys ?? {};
  const readings = words.map((line, at) => {
    const reason = read.facts.find(({ from }) => from === line)?.because ?? `${keys[line.split(":")[0] ?? ""]?.says}.`;
    return `${formatLetter(at)}. ${reason} (${line})`;
  });
  const refused = read.lines.some(({ key, value }) => key === "admin" && value === "no") && read.lines.length <= 4;
  return [
    refused && read.report === "server" ? reportTexts.notAsAdministrator : "",
    read.lines.some(({ key }) => key === "window") ? reportTexts.narrowWindow : "",
    readings.length > 0
      ? [reportTexts.fromReport(title.toLowerCase(), read.host ? ` (${read.host})` : ""), ...readings].join("\n")
      : reportTexts.fromReportNothing(title.toLowerCase()),
    wordFaults(read.faults).join(" "),
    warnOfOther(read, expected),
    warnOfAge(read, now),
    readings.length > 0 ? reportTexts.leaveOutReading : "",
  ].filter((paragraph) => paragraph !== "");
}

function wordFaults(faults: readonly ReportFault[]): string[] {
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  return kinds.map((kind) =>
    reportTexts.reportFaults[kind](
      faults
        .filter((fault) => fault.kind === kind)
        .map(({ what }) => what)
        .join(", "),
    ),
  );
}

// A report of the server names the computer itself. An address says nothing about the name.
function warnOfOther({ report, host }: ReadReport, expected: string | undefined): string {
  if (report !== "server" || !host || !expected || /^[\d.]+$/.test(expected)) return "";
  const short = (name: string) => name.split(".")[0]?.toLowerCase();
  return short(host) === short(expected) ? "" : reportTexts.reportOfOther(host, expected);
}

const dayMs = 24 * 60 * 60 * 1000;

function warnOfAge({ made }: ReadReport, now: string | undefined): string {
  const age = made && now ? Date.parse(now) - Date.parse(made) : 0;
  return age > dayMs ? reportTexts.reportIsOld(Math.floor(age / dayMs)) : "";
}

/** The readings of the latest report in the order of their letters: the places of the events that rest on the same lines. */
function listReadings({ history }: OpenCase): { words: string; places: number[] }[] {
  const latest = history.findLast((event) => event.kind === "reported");
  if (latest?.kind !== "reported") return [];
  const readings = new Map<string, number[]>();
  for (const [at, event] of history.entries())
    if ("group" in event && event.group === latest.group) {
      const words = nameReading(event);
      if (words !== undefined) readings.set(words, [...(readings.get(words) ?? []), at]);
    }
  return [...readings].map(([words, places]) => ({ words, places }));
}

/** The lines that a reading rests on. A blank is filled from the line of its own name. */
function nameReading(event: Event): string | undefined {
  if (event.kind === "answered" && event.origin === "pasted") return event.words;
  return event.kind === "filled" && event.value !== null ? `${event.blank}: ${event.value}` : undefined;
}

const request = /^\s*(?:please )?(?:leave out|remove|drop|ignore|not)\s+(.{1,80})$/i;

/** Takes back the readings that the message names by their letters. Undefined for any other message. */
export function leaveOutReadings(open: OpenCase, text: string): string | undefined {
  const words = splitWords(request.exec(text)?.[1] ?? "").filter((word) => word !== "and");
  if (words.length === 0 || !words.every((word) => /^[a-z]{1,2}$/.test(word))) return undefined;
  const gone = findTakenBack(open.history);
  const named = listReadings(open).filter(
    ({ places }, index) => words.includes(formatLetter(index)) && places.some((at) => !gone.has(at)),
  );
  if (named.length === 0) return undefined;
  open.add({ kind: "taken-back", events: named.flatMap(({ places }) => places) });
  return reportTexts.leftOutReadings(named.map((reading) => reading.words));
}
