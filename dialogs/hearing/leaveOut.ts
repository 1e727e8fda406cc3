/** Leaves out single readings of a report, and puts them back. */
import { type Event, findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { formatLetter } from "../wording/wording.ts";
import { sentence } from "../words/sentence.ts";
import { nameReading } from "./nameReading.ts";
import { takeBack } from "./takeBack.ts";

const leavingOut = /^\s*(?:please )?(leave out|remove|drop|ignore|not)\s+(.{1,80})$/i;
const puttingBack =
  /^(?:(?:no|wait|sorry|ok|oh)[\s,]+)*(?:(?:that|it)(?:'?s| is| was) (?:right|correct|true)[\s,.]+)?(?:put|use)\s+(.{1,80}?)\s+(?:back(?: in)?|in again|again)[\s.!]*$/i;
const wrongComputer =
  /\bwrong (?:server|computer|machine|host|pc|report|box)\b|\b(?:another|other|different) (?:server|computer|machine|host)'?s? report\b/i;
const range = /\b([a-z]{1,2})\s*(?:-|–|\bto\b|\bthrough\b)\s*([a-z]{1,2})\b/gi;

/** Obeys a message about the readings of the latest reports. Undefined for any other message. */
export function changeReadings(open: OpenCase, text: string): string | undefined {
  const readings = listReadings(open);
  if (readings.length === 0 || text.length > 120) return undefined;
  const latest = open.history.findLast((event) => "group" in event && event.group !== undefined);
  const isLatest = latest && "group" in latest && latest.group === findLatestGroup(open);
  if (isLatest && wrongComputer.test(text)) return takeBack(open);
  // After a test, "put it back" reports on the change that is to be put back.
  const back = open.move.kind === "revert" ? undefined : puttingBack.exec(text.trim())?.[1];
  if (back) return putBack(open, readings, back);
  const [, verb = "", letters = ""] = leavingOut.exec(text) ?? [];
  return letters === "" ? undefined : leaveOut(open, readings, verb.toLowerCase(), letters);
}

/** `places` are those of the events that rest on the same lines of the report. */
type Reading = { words: string; letter: string; places: number[] };

function leaveOut(open: OpenCase, readings: readonly Reading[], verb: string, said: string): string | undefined {
  const letters = readLetters(readings, said);
  // "Not i" is more likely about the person than about the ninth reading.
  if (
    !letters ||
    (verb === "not" && (letters.unknown.length > 0 || letters.known.some(({ letter }) => letter === "i")))
  )
    return undefined;
  const gone = findTakenBack(open.history);
  const places = letters.known.flatMap((reading) => reading.places).filter((at) => !gone.has(at));
  if (places.length > 0) open.add({ kind: "taken-back", events: places });
  return [
    letters.known.length > 0
      ? sentence("report.left-out-readings", { what: letters.known.map(({ words }) => words).join("; ") })
      : "",
    letters.unknown.length > 0
      ? sentence("report.no-such-reading", {
          letters: letters.unknown.join(", "),
          last: readings.at(-1)?.letter ?? "a",
        })
      : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

// "Put it back" means every reading that is left out. The events are added again in a group of this message, so that "back"
// takes back only this message.
function putBack(open: OpenCase, readings: readonly Reading[], said: string): string | undefined {
  const all = /^(?:it|that|them|all|those|this)(?: all)?$/i.test(said.trim());
  const letters = all ? undefined : readLetters(readings, said);
  if (!all && !letters) return undefined;
  const gone = findTakenBack(open.history);
  const named = (letters?.known ?? readings).filter(({ places }) => places.every((at) => gone.has(at)));
  if (named.length === 0) return sentence("report.nothing-left-out");
  const group = open.history.length;
  const events = named.flatMap(({ places }) => {
    const latest = new Map<string, Event>();
    for (const event of places.flatMap((at) => open.history[at] ?? []))
      if (event.kind === "answered") latest.set(event.fact, event);
      else if (event.kind === "filled") latest.set(`blank ${event.blank}`, event);
    return [...latest.values()].map((event) => ({ ...event, group }));
  });
  open.add(...events);
  return sentence("report.used-again", { what: named.map(({ words }) => words).join("; ") });
}

/** The readings that the letters name. Undefined if other words are said too. */
function readLetters(readings: readonly Reading[], said: string): { known: Reading[]; unknown: string[] } | undefined {
  const letters = readings.map(({ letter }) => letter);
  const spelled = said.toLowerCase().replace(range, (whole, from: string, to: string) => {
    const [first, last] = [letters.indexOf(from), letters.indexOf(to)];
    return first < 0 || last < first ? whole : letters.slice(first, last + 1).join(" ");
  });
  const words = splitWords(spelled).filter((word) => word !== "and");
  if (words.length === 0 || !words.every((word) => letters.includes(word) || /^[a-z]$/.test(word))) return undefined;
  return {
    known: readings.filter(({ letter }) => words.includes(letter)),
    unknown: words.filter((word) => !letters.includes(word)),
  };
}

function findLatestGroup({ history }: OpenCase): number | undefined {
  const gone = findTakenBack(history);
  const latest = history.findLast((event, at) => event.kind === "reported" && !gone.has(at));
  return latest?.kind === "reported" ? latest.group : undefined;
}

/** The readings of the latest message with reports, in the order of their letters. */
function listReadings(open: OpenCase): Reading[] {
  const group = findLatestGroup(open);
  if (group === undefined) return [];
  const readings = new Map<string, { words: string; places: number[] }>();
  let report = "";
  for (const [at, event] of open.history.entries()) {
    const words = nameReading(event);
    if ("group" in event && event.group === group) {
      if (event.kind === "reported") report = event.report;
      if (words === undefined) continue;
      const key = `${report} ${words}`;
      readings.set(key, { words, places: [...(readings.get(key)?.places ?? []), at] });
    } else if (words !== undefined && at > group) {
      // The person left the reading out and put it back, which added its events again.
      for (const reading of readings.values()) if (reading.words === words) reading.places.push(at);
    }
  }
  return [...readings.values()].map((reading, at) => ({ ...reading, letter: formatLetter(at) }));
}
