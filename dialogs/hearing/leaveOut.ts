/** Leaves out single readings of a report, and puts them back. */
import { findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { reportTexts } from "../wording/reportTexts.ts";
import { formatLetter } from "../wording/wording.ts";
import { nameReading } from "./nameReading.ts";
import { takeBack } from "./takeBack.ts";

const leavingOut = /^\s*(?:please )?(leave out|remove|drop|ignore|not)\s+(.{1,80})$/i;
const puttingBack =
  /^(?:(?:no|wait|sorry|ok|oh)[\s,]+)*(?:(?:that|it)(?:'?s| is| was) (?:right|correct|true)[\s,.]+)?(?:put|take|use)\s+(.{1,80}?)\s+(?:back(?: in)?|in again|again)[\s.!]*$/i;
const wrongComputer =
  /\bwrong (?:server|computer|machine|host|pc|report|box)\b|\b(?:another|other|different) (?:server|computer|machine|host)'?s? report\b/i;

/** Obeys a message about the readings of the latest report. Undefined for any other message. */
export function changeReadings(open: OpenCase, text: string): string | undefined {
  const readings = listReadings(open);
  if (readings.length === 0) return undefined;
  const latest = open.history.findLast((event) => "group" in event && event.group !== undefined);
  const isLatest = latest && "group" in latest && latest.group === findLatestReport(open)?.group;
  if (isLatest && text.length < 80 && wrongComputer.test(text)) return takeBack(open);
  const back = puttingBack.exec(text.trim())?.[1];
  if (back) return putBack(open, readings, splitWords(back));
  const [, verb = "", letters = ""] = leavingOut.exec(text) ?? [];
  return leaveOut(open, readings, verb.toLowerCase(), splitWords(letters));
}

type Reading = { words: string; places: number[] };

const isLetter = (word: string) => /^[a-z]{1,2}$/.test(word);

function leaveOut(open: OpenCase, readings: readonly Reading[], verb: string, said: string[]): string | undefined {
  const letters = said.filter((word) => word !== "and");
  if (letters.length === 0 || !letters.every(isLetter)) return undefined;
  const gone = findTakenBack(open.history);
  const named = readings.filter((_, index) => letters.includes(formatLetter(index)));
  if (named.length === 0)
    return verb === "not" ? undefined : reportTexts.noSuchReading(formatLetter(readings.length - 1));
  const places = named.flatMap((reading) => reading.places).filter((at) => !gone.has(at));
  if (places.length > 0) open.add({ kind: "taken-back", events: places });
  return reportTexts.leftOutReadings(named.map(({ words }) => words));
}

// "Put it back" means all that is left out.
function putBack(open: OpenCase, readings: readonly Reading[], said: string[]): string | undefined {
  const gone = findTakenBack(open.history);
  const isOut = ({ places }: Reading) => places.every((at) => gone.has(at));
  const all = said.some((word) => /^(?:it|that|them|all|those|this)$/.test(word));
  const named = readings.filter((reading, index) => isOut(reading) && (all || said.includes(formatLetter(index))));
  if (named.length === 0) return undefined;
  open.add(...named.flatMap(({ places }) => places.slice(-1).flatMap((at) => open.history[at] ?? [])));
  return reportTexts.usedAgain(named.map(({ words }) => words));
}

const findLatestReport = ({ history }: OpenCase) => {
  const latest = history.findLast((event) => event.kind === "reported");
  return latest?.kind === "reported" ? latest : undefined;
};

/** The readings of the latest report in the order of their letters: the places of the events that rest on the same lines. */
function listReadings(open: OpenCase): Reading[] {
  const { history } = open;
  const latest = findLatestReport(open);
  if (!latest) return [];
  const readings = new Map<string, number[]>();
  for (const [at, event] of history.entries())
    if ("group" in event && event.group === latest.group) {
      const words = nameReading(event);
      if (words !== undefined) readings.set(words, [...(readings.get(words) ?? []), at]);
    }
  return [...readings].map(([words, places]) => ({ words, places }));
}
