/** When the desk is open. Hours follow the local clock of the desk's time zone, so they move with daylight saving time. */

import { sentence, spokenLanguage } from "../../dialogs/words/sentence.ts";
import { computeUtcOffset, findOffsetChange, readWallClock } from "./wallClock.ts";

/** `from` and `until` are minutes after midnight of `day`; day 0 is Monday. `until` is above 1440 when the span ends on the next day. */
export type Span = { day: number; from: number; until: number };

/** In the order of the week, without overlaps. */
export type Hours = readonly Span[];

const DAY = 1_440;
const WEEK = 7 * DAY;
const MINUTE_MS = 60_000;
const DAY_MS = DAY * MINUTE_MS;

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const example = "Mon-Fri 08:00-18:00; Sat 09:00-12:00";

/** Its message says what is expected and what is wrong. */
export class WrongHours extends Error {
  override readonly name = "WrongHours";
  readonly code = "WRONG_HOURS";
  constructor(wrong: string) {
    super(`desk hours such as "${example}", or 24/7: ${wrong}`);
  }
}

/** Days come before their times. `;` separates rules; `,` separates several days or times. Throws `WrongHours`. */
export function parseHours(text: string): Hours {
  if (text.trim() === "24/7") return days.map((_, day) => ({ day, from: 0, until: DAY }));
  const rules = text.split(";").filter((rule) => rule.trim() !== "");
  if (rules.length === 0) throw new WrongHours("the value is empty");
  const hours = rules.flatMap(parseSpans).sort((a, b) => a.day - b.day || a.from - b.from);
  hours.forEach((span, index) => {
    const next = hours[(index + 1) % hours.length] ?? span;
    const gap = findStart(next) - findStart(span) + (index + 1 < hours.length ? 0 : WEEK) - (span.until - span.from);
    if (gap < 0) throw new WrongHours(`${describeSpan(span)} and ${describeSpan(next)} overlap`);
  });
  return hours;
}

function parseSpans(rule: string): Span[] {
  const [, dayPart = "", timePart = ""] = /^([^\d]*)(.*)$/s.exec(rule.trim().replace(/[–—]/g, "-")) ?? [];
  if (!dayPart.trim()) throw new WrongHours(`"${rule.trim()}" does not start with a day`);
  if (!timePart.trim()) throw new WrongHours(`"${rule.trim()}" has no time`);
  const times = timePart.split(",").map(parseTimes);
  return dayPart
    .split(",")
    .flatMap((part) => parseDays(part).flatMap((day) => times.map((time) => ({ day, ...time }))));
}

function parseDays(part: string): number[] {
  const [first = 0, last = first, ...more] = part.split("-").map(parseDay);
  if (more.length > 0) throw new WrongHours(`"${part.trim()}" is not a range of days`);
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

function parseDay(word: string): number {
  const prefix = word.trim().toLowerCase();
  const day = days.findIndex((name) => prefix.length >= 3 && name.toLowerCase().startsWith(prefix));
  if (day < 0)
    throw new WrongHours(`"${word.trim()}" is not a day; write ${days.map((name) => name.slice(0, 3)).join(", ")}`);
  return day;
}

function parseTimes(part: string): { from: number; until: number } {
  const [from, until, ...more] = part.split("-").map(parseMinute);
  if (from === undefined || until === undefined || more.length > 0)
    throw new WrongHours(`"${part.trim()}" is not a span such as 08:00-18:00`);
  if (from === until || from === DAY)
    throw new WrongHours(`"${part.trim()}" is an empty span; a whole day is 00:00-24:00`);
  return { from, until: until < from ? until + DAY : until };
}

function parseMinute(clock: string): number {
  const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(clock.trim()) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (hour === undefined || Number(minute) > 59 || minutes > DAY)
    throw new WrongHours(`"${clock.trim()}" is not a time of day, such as 08:00`);
  return minutes;
}

export function isOpenAt(hours: Hours, zone: string, when: Date): boolean {
  const minute = Math.floor(readWallClock(zone, when.getTime()) / MINUTE_MS);
  // Day 0 of the clock was a Thursday.
  const ofWeek = (minute + 3 * DAY) % WEEK;
  return hours.some((span) => {
    const since = (ofWeek - findStart(span) + WEEK) % WEEK;
    return since < span.until - span.from;
  });
}

/** The next opening after `when`; undefined when the desk never closes. */
export function findNextOpening(hours: Hours, zone: string, when: Date): Date | undefined {
  const today = Math.floor(readWallClock(zone, when.getTime()) / DAY_MS);
  const opening = Array.from({ length: 11 }, (_, ahead) => listStarts(today - 1 + ahead, hours, zone))
    .flat()
    .filter((start) => start > when.getTime())
    .sort((a, b) => a - b)
    .find((start) => opensAt(hours, zone, start));
  return opening === undefined ? undefined : new Date(opening);
}

/** The moments of a day at which the desk may open. When the clocks change, a time can occur twice or not at all. */
function listStarts(day: number, hours: Hours, zone: string): number[] {
  const midnight = day * DAY_MS;
  const before = computeUtcOffset(zone, midnight - DAY_MS);
  const after = computeUtcOffset(zone, midnight + 2 * DAY_MS);
  const starts = hours
    .filter((span) => span.day === (day + 3) % 7)
    .flatMap(({ from }) => [before, after].map((ahead) => midnight + from * MINUTE_MS - ahead));
  return before === after ? starts : [...starts, findOffsetChange(zone, midnight - DAY_MS, midnight + 2 * DAY_MS)];
}

function opensAt(hours: Hours, zone: string, start: number): boolean {
  return isOpenAt(hours, zone, new Date(start)) && !isOpenAt(hours, zone, new Date(start - 1));
}

/** As in "Monday to Friday 08:00 to 18:00, Saturday 09:00 to 12:00 (Europe/Berlin)". */
export function describeHours(hours: Hours, zone: string): string {
  const timesOfDays = days.map((_, day) =>
    hours
      .filter((span) => span.day === day)
      .map(describeTimes)
      .reduce((some, more) => (some ? sentence("page.hours.several-times", { some, more }) : more), ""),
  );
  if (timesOfDays.every((times) => times === describeTimes({ from: 0, until: DAY })))
    return sentence("page.hours.always");
  const groups: { first: number; last: number; times: string }[] = [];
  timesOfDays.forEach((times, day) => {
    const previous = groups.at(-1);
    if (previous?.times === times) previous.last = day;
    else groups.push({ first: day, last: day, times });
  });
  const words = groups
    .filter(({ times }) => times !== "")
    .map(({ first, last, times }) => `${describeDays(first, last)} ${times}`);
  return `${words.join(", ")} (${zone})`;
}

/** As in "today at 13:00", "tomorrow at 08:00", "on Monday at 08:00". Adds the date when the day alone would be ambiguous. */
export function describeMoment(date: Date, zone: string, now: Date): string {
  const at = readWallClock(zone, date.getTime());
  const away = Math.floor(at / DAY_MS) - Math.floor(readWallClock(zone, now.getTime()) / DAY_MS);
  const time = formatClockTime((at % DAY_MS) / MINUTE_MS);
  if (away === 0) return sentence("page.moment.today", { time });
  if (away === 1) return sentence("page.moment.tomorrow", { time });
  const format = { timeZone: "UTC", weekday: "long", ...((away < 0 || away > 6) && dated) } as const;
  return sentence("page.moment.later", { day: formatDate(at, format), time });
}

function describeDays(first: number, last: number): string {
  // Day 0 of the clock was a Thursday.
  const name = (day: number) => formatDate((day - 3) * DAY_MS, { timeZone: "UTC", weekday: "long" });
  return first === last ? name(first) : sentence("page.hours.days", { first: name(first), last: name(last) });
}

/** English dates name the day before the month. */
function formatDate(at: number, format: Intl.DateTimeFormatOptions): string {
  const language = spokenLanguage() === "en" ? "en-GB" : spokenLanguage();
  return new Intl.DateTimeFormat(language, format).format(at).replace(",", "");
}

const dated = { day: "numeric", month: "long" } as const;

function findStart({ day, from }: Span): number {
  return day * DAY + from;
}

function describeSpan(span: Span): string {
  return `${days[span.day]?.slice(0, 3)} ${formatClockTime(span.from)}-${formatClockTime(span.until)}`;
}

function describeTimes({ from, until }: Pick<Span, "from" | "until">): string {
  return sentence("page.hours.times", { from: formatClockTime(from), until: formatClockTime(until) });
}

function formatClockTime(minutes: number): string {
  const whole = Math.floor(minutes);
  const ofDay = whole > DAY ? whole - DAY : whole;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}
