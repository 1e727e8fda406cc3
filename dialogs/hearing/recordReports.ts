/** Adds what was read in reports to the case, and shows each reading so that it can be left out on its own. */
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { ReportFault } from "../../knowledge/reading/findReports.ts";
import type { ReadReport } from "../../knowledge/reading/readReports.ts";
import { makeReportEvents } from "../../knowledge/reading/reportEvents.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { formatLetter } from "../wording/wording.ts";
import { sentence } from "../words/sentence.ts";
import { nameReading } from "./nameReading.ts";

/** Adds the events of all readings, in one group. Returns the paragraphs that show them. `now` is ISO 8601. */
export function recordReports(
  open: OpenCase,
  reports: readonly ReadReport[],
  { group, now }: { group: number; now?: string | undefined },
): string[] {
  let letters = 0;
  return reports.flatMap((report) => {
    const { paragraphs, count } = recordReport(open, report, { group, now, letters });
    letters += count;
    return paragraphs;
  });
}

/** `letters` is how many the reports before it in the message have. */
function recordReport(
  open: OpenCase,
  report: ReadReport,
  { group, now, letters }: { group: number; now: string | undefined; letters: number },
): { paragraphs: string[]; count: number } {
  const { tree } = open.knowledge;
  const read = { ...report, facts: sortUnusualFirst(tree, report.facts) };
  const title = tree.reports[read.report]?.title ?? read.report;
  const expected = open.standing.values.get("host") ?? undefined;
  const events = makeReportEvents(read, open.standing, group);
  open.add(...events);
  const words = [...new Set(events.flatMap((event) => nameReading(event) ?? []))];
  const keys = tree.reports[read.report]?.keys ?? {};
  const readings = words.map((line, at) => {
    const reason = read.facts.find(({ from }) => from === line)?.because ?? `${keys[line.split(":")[0] ?? ""]?.says}.`;
    return `${formatLetter(letters + at)}. ${reason} (${line})`;
  });
  const refused = read.lines.some(({ key, value }) => key === "admin" && value === "no") && read.lines.length <= 4;
  const paragraphs = [
    warnOfOther(read, expected),
    warnOfAge(read, now),
    refused && read.report === "server" ? sentence("report.not-as-administrator") : "",
    read.lines.some(({ key }) => key === "window") ? sentence("report.narrow-window") : "",
    readings.length > 0
      ? [
          sentence("report.from-report", { title: title.toLowerCase(), about: read.host ? ` (${read.host})` : "" }),
          ...readings,
        ].join("\n")
      : sentence("report.from-report-nothing", { title: title.toLowerCase() }),
    read.earlier.length > 0 ? sentence("report.earlier-report") : "",
    wordFaults(read.faults).join(" "),
    readings.length > 0 ? sentence("report.leave-out-reading") : "",
  ].filter((paragraph) => paragraph !== "");
  return { paragraphs, count: readings.length };
}

// Readings that differ from the usual come first, so that the reader finds them. Rights, and how the script was run, are
// never findings.
function sortUnusualFirst(tree: Tree, facts: ReadReport["facts"]): ReadReport["facts"] {
  const aboutPeople = new Set([
    ...Object.values(tree.who).flatMap(({ fact }) => fact ?? []),
    ...Object.values(tree.reports).flatMap(({ needs }) => needs),
  ]);
  const isUsual = ({ fact, answer }: { fact: string; answer: string }) =>
    tree.facts[fact]?.usual === answer || aboutPeople.has(fact);
  return facts.toSorted((a, b) => Number(isUsual(a)) - Number(isUsual(b)));
}

function wordFaults(faults: readonly ReportFault[]): string[] {
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const what = faults.flatMap((fault) => (fault.kind === kind ? [fault.what] : [])).join(", ");
    if (kind === "no-beginning") return sentence("report.fault.no-beginning");
    if (kind !== "cut-off") return sentence(`report.fault.${kind}`, { keys: what });
    // "12 of 20"
    return /of/.test(what) ? sentence("report.fault.lines-missing", { count: what }) : sentence("report.fault.cut-off");
  });
}

// A name and an address cannot be compared.
function warnOfOther({ report, host }: ReadReport, expected: string | undefined): string {
  const isAddress = (name: string) => /^[\d.]+$|:/.test(name);
  if (!host || !expected || isAddress(host) !== isAddress(expected)) return "";
  const short = (name: string) => (isAddress(name) ? name : name.split(".")[0]?.toLowerCase());
  if (short(host) === short(expected)) return "";
  return report === "server"
    ? sentence("report.of-other", { host, expected })
    : sentence("report.about-other", { host, expected });
}

const dayMs = 24 * 60 * 60 * 1000;

function warnOfAge({ made }: ReadReport, now: string | undefined): string {
  const age = made && now ? Date.parse(now) - Date.parse(made) : 0;
  return age > dayMs ? sentence("report.is-old", { days: Math.floor(age / dayMs) }) : "";
}
