/** Finds reports in a pasted text: their lines, and what is wrong with them. Strict: a line is read whole or not at all. */
import type { Report } from "../tree/reports.ts";
import type { Tree } from "../tree/tree.ts";

/** `from` is the line as it stands in the text. */
export type ReportLine = { key: string; value: string; from: string };

export type ReportFault = {
  /**
   * unknown: no key of this report; damaged: the value is not one that the script prints; empty: the script could not read
   * it; repeated: the same line twice; contradicting: the key twice with different values, neither of which is used;
   * cut-off: lines are missing; no-beginning: the first line is missing.
   */
  kind: "unknown" | "damaged" | "empty" | "repeated" | "contradicting" | "cut-off" | "no-beginning";
  /** The key, or for "cut-off" how many lines of how many are there. */
  what: string;
};

export type FoundReport = {
  report: string;
  lines: ReportLine[];
  faults: ReportFault[];
  /** The place of the report in the text. */
  from: number;
  to: number;
};

// The script itself holds these words in quotation marks, and is no report.
const beginning = /^["'`*]*Reconnect report (\d+) (\w+)(?!["'\w])/i;
const end = /End of report:? (\d+) lines/i;
const keyed = /^([a-z0-9]+(?:[.-][a-z0-9]+)*):(?:\s+(.*))?$/i;
/** A console or a mail program breaks lines that are at least this long. */
const shortestWrapped = 50;
const fewestLines = 3;
/** No script prints a longer value. Without this limit, joining the lines of a huge paste would take minutes. */
const longestValue = 4000;
const mostJoined = 60;

type Line = { text: string; length: number; from: number; to: number };

/** Every report in the text, in its order. A text without the first line of a report counts if three of its keys are there. */
export function findReports({ reports }: Pick<Tree, "reports">, text: string): FoundReport[] {
  if (!/report|:/i.test(text) || Object.keys(reports).length === 0) return [];
  const lines = splitLines(text, listKeys(reports));
  const starts = lines.flatMap(({ text: line }, at) => {
    const [, , kind] = beginning.exec(line) ?? [];
    return kind && Object.hasOwn(reports, kind.toLowerCase()) ? [{ at, id: kind.toLowerCase() }] : [];
  });
  if (starts.length === 0) return findHeadless(reports, lines);
  return starts.flatMap(({ at, id }, index) => {
    const part = lines.slice(at + 1, starts[index + 1]?.at);
    const found = readPart(id, reports[id] as Report, part, { from: lines[at]?.from ?? 0, hasBeginning: true });
    // The person only quotes the first line.
    return found.lines.length > 0 || found.faults.some(({ kind }) => kind !== "cut-off") ? [found] : [];
  });
}

function listKeys(reports: Tree["reports"]): ReadonlySet<string> {
  return new Set(Object.values(reports).flatMap(({ keys }) => Object.keys(keys)));
}

// Without its first line a report is known by its keys, if they belong to one report alone.
function findHeadless(reports: Tree["reports"], lines: readonly Line[]): FoundReport[] {
  const found = Object.entries(reports).map(([id, report]) => {
    const own = lines.filter(({ text }) => Object.hasOwn(report.keys, readKey(text)));
    return { id, report, own };
  });
  const [best, second] = found.sort((a, b) => b.own.length - a.own.length);
  if (!best || best.own.length < fewestLines || best.own.length === second?.own.length) return [];
  const first = lines.indexOf(best.own[0] as Line);
  return [readPart(best.id, best.report, lines.slice(first), { from: lines[first]?.from ?? 0, hasBeginning: false })];
}

const readKey = (line: string): string => keyed.exec(line)?.[1]?.toLowerCase() ?? "";

function readPart(
  id: string,
  report: Report,
  lines: readonly Line[],
  { from, hasBeginning }: { from: number; hasBeginning: boolean },
): FoundReport {
  const closing = lines.findIndex(({ text }) => end.test(text));
  const own = closing < 0 ? lines : lines.slice(0, closing);
  const promised = closing < 0 ? undefined : Number(end.exec(lines[closing]?.text ?? "")?.[1]);
  const faults: ReportFault[] = hasBeginning ? [] : [{ kind: "no-beginning", what: id }];
  const read = new Map<string, { value: string | undefined; from: string }[]>();
  let to = closing < 0 ? from : (lines[closing]?.to ?? from);
  own.forEach((line, at) => {
    const key = readKey(line.text);
    if (key === "") return;
    const known = Object.hasOwn(report.keys, key) ? report.keys[key] : undefined;
    // Sentences before or after the report can hold a colon too.
    if (!known && (closing < 0 || !/^[a-z0-9.-]+$/.test(key))) return;
    to = Math.max(to, line.to);
    const value = known ? readValue(own, at, new RegExp(`^(?:${known.matches})$`, "u")) : "";
    if (!known) faults.push({ kind: "unknown", what: key });
    const found = read.get(key) ?? [];
    found.push({ value, from: line.text });
    read.set(key, found);
  });
  const values = [...read].flatMap(([key, found]): ReportLine[] => {
    if (!Object.hasOwn(report.keys, key)) return [];
    const kind = judgeValues(found.map(({ value }) => value));
    if (kind) faults.push({ kind, what: key });
    const [first] = found;
    return first?.value && (!kind || kind === "repeated") ? [{ key, value: first.value, from: first.from }] : [];
  });
  if (promised === undefined) faults.push({ kind: "cut-off", what: String(read.size) });
  else if (read.size < promised) faults.push({ kind: "cut-off", what: `${read.size} of ${promised}` });
  return { report: id, lines: values, faults, from, to };
}

/** What is wrong with the values that one key has in a report. */
function judgeValues(values: readonly (string | undefined)[]): ReportFault["kind"] | undefined {
  if (new Set(values).size > 1) return "contradicting";
  if (values[0] === "") return "empty";
  if (values[0] === undefined) return "damaged";
  return values.length > 1 ? "repeated" : undefined;
}

/**
 * The value of the line at a place, joined with the lines that follow if it was wrapped there. Undefined if none of the
 * ways to join them gives a value that the script prints.
 */
function readValue(lines: readonly Line[], at: number, whole: RegExp): string | undefined {
  const first = lines[at];
  let values = [keyed.exec(first?.text ?? "")?.[2]?.trim() ?? ""];
  let length = first?.length ?? 0;
  for (let next = at + 1; ; next += 1) {
    const fit = values.find((value) => whole.test(value));
    const following = lines[next];
    const goesOn =
      following &&
      length >= shortestWrapped &&
      following.text !== "" &&
      readKey(following.text) === "" &&
      next - at <= mostJoined &&
      (values[0]?.length ?? 0) < longestValue;
    // A wrapped list can be cut where it still looks whole, so the longest value that fits counts.
    const longer = goesOn ? values.flatMap((value) => [value + following.text, `${value} ${following.text}`]) : [];
    if (!goesOn || (fit !== undefined && !longer.some((value) => whole.test(value))))
      return fit ?? (values[0] === "" ? "" : undefined);
    values = longer.slice(0, 64);
    length = following.length;
  }
}

/** The lines without quoting marks, prompts and typographic characters. Lost line breaks are put back before known keys. */
function splitLines(text: string, keys: ReadonlySet<string>): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const [whole, raw = ""] of text.matchAll(/([^\r\n]*)(?:\r\n?|\n|$)/g)) {
    const line = cleanLine(raw);
    const length = raw.replace(/^(?:[ \t]*>)+ ?/, "").length;
    for (const part of splitKeys(line, keys)) lines.push({ text: part, length, from, to: from + raw.length });
    from += whole.length;
  }
  return lines;
}

function cleanLine(raw: string): string {
  return (
    raw
      .normalize("NFC")
      // The zeros of UTF-16 that was read as bytes, and marks that cannot be seen.
      .replace(/[\0\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]/g, "")
      .replace(/[\s\u00a0\u3000]+/g, " ")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/\uff1a/g, ":")
      .replace(/[\u2018\u2019\u201c\u201d]/g, "'")
      .replace(/^(?: ?[>|])+ ?/, "")
      .replace(/^PS [^>]*> ?/, "")
      .replace(/^ ?[-•*] (?=\S+:)/, "")
      .trim()
  );
}

function splitKeys(line: string, keys: ReadonlySet<string>): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of line.matchAll(
    / (?:([a-z0-9]+(?:[.-][a-z0-9]+)*): |End of report:? \d+ lines|Reconnect report \d+ \w+)/gi,
  )) {
    if (match[1] !== undefined && !keys.has(match[1].toLowerCase())) continue;
    parts.push(line.slice(from, match.index).trim());
    from = match.index + 1;
  }
  return [...parts, line.slice(from).trim()];
}
