/** When somebody is at the desk. Hours are told by the clock on the wall there, so they move with daylight saving time. */

import { aheadOfUtc, changeBetween, wallClock } from "./wallClock.ts";

/** Minutes after midnight of the day on which it begins; 0 is Monday. `until` is above 1440 when it ends on the next day. */
export type Span = { day: number; from: number; until: number };

/** In the order of the week; no two overlap. */
export type Hours = readonly Span[];

const DAY = 1_440;
const WEEK = 7 * DAY;
const MINUTE_MS = 60_000;
const DAY_MS = DAY * MINUTE_MS;

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const example = "Mon-Fri 08:00-18:00; Sat 09:00-12:00";

/** Says what was expected and what is wrong with what was given. */
export class WrongHours extends Error {
  override readonly name = "WrongHours";
  readonly code = "WRONG_HOURS";
  constructor(wrong: string) {
    super(`desk hours such as "${example}", or 24/7: ${wrong}`);
  }
}

/** Throws `WrongHours`. Days stand in front of their times, `;` between different days, `,` between several of either. */
export function parseHours(text: string): Hours {
  if (text.trim() === "24/7") return days.map((_, day) => ({ day, from: 0, until: DAY }));
  const rules = text.split(";").filter((rule) => rule.trim() !== "");
  if (rules.length === 0) throw new WrongHours("nothing is given");
  const hours = rules.flatMap(parseSpans).sort((one, other) => one.day - other.day || one.from - other.from);
  hours.forEach((one, index) => {
    const after = hours[(index + 1) % hours.length] ?? one;
    const gap = findStart(after) - findStart(one) + (index + 1 < hours.length ? 0 : WEEK) - (one.until - one.from);
    if (gap < 0) throw new WrongHours(`${named(one)} and ${named(after)} overlap`);
  });
  return hours;
}

function parseSpans(rule: string): Span[] {
  const [, on = "", at = ""] = /^([^\d]*)(.*)$/s.exec(rule.trim().replace(/[–—]/g, "-")) ?? [];
  if (!on.trim()) throw new WrongHours(`"${rule.trim()}" begins with no day`);
  if (!at.trim()) throw new WrongHours(`"${rule.trim()}" names no time`);
  const times = at.split(",").map(parseTimes);
  return on.split(",").flatMap((part) => parseDays(part).flatMap((day) => times.map((time) => ({ day, ...time }))));
}

function parseDays(part: string): number[] {
  const [first = 0, last = first, ...more] = part.split("-").map(parseDay);
  if (more.length > 0) throw new WrongHours(`"${part.trim()}" is no range of days`);
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

function parseDay(word: string): number {
  const given = word.trim().toLowerCase();
  const day = days.findIndex((name) => given.length >= 3 && name.toLowerCase().startsWith(given));
  if (day < 0)
    throw new WrongHours(`"${word.trim()}" is no day; write ${days.map((name) => name.slice(0, 3)).join(", ")}`);
  return day;
}

function parseTimes(part: string): { from: number; until: number } {
  const [from, until, ...more] = part.split("-").map(parseMinute);
  if (from === undefined || until === undefined || more.length > 0)
    throw new WrongHours(`"${part.trim()}" is no span of time, such as 08:00-18:00`);
  if (from === until || from === DAY)
    throw new WrongHours(`"${part.trim()}" lasts no time; a whole day is 00:00-24:00`);
  return { from, until: until < from ? until + DAY : until };
}

function parseMinute(clock: string): number {
  const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(clock.trim()) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (hour === undefined || Number(minute) > 59 || minutes > DAY)
    throw new WrongHours(`"${clock.trim()}" is no time of day, such as 08:00`);
  return minutes;
}

export function isOpenAt(hours: Hours, zone: string, when: Date): boolean {
  const minute = Math.floor(wallClock(zone, when.getTime()) / MINUTE_MS);
  // Day 0 of the clock was a Thursday.
  const ofWeek = (minute + 3 * DAY) % WEEK;
  return hours.some((span) => {
    const since = (ofWeek - findStart(span) + WEEK) % WEEK;
    return since < span.until - span.from;
  });
}

/** When the desk opens next after it was closed, later than `when`. Undefined when it never closes. */
export function findNextOpening(hours: Hours, zone: string, when: Date): Date | undefined {
  const today = Math.floor(wallClock(zone, when.getTime()) / DAY_MS);
  const found = Array.from({ length: 11 }, (_, ahead) => startsOn(today - 1 + ahead, hours, zone))
    .flat()
    .filter((start) => start > when.getTime())
    .sort((one, other) => one - other)
    .find((start) => opens(hours, zone, start));
  return found === undefined ? undefined : new Date(found);
}

/** The moments of that day on which it may open. Around a change of the clock a time can come twice, or be jumped over. */
function startsOn(day: number, hours: Hours, zone: string): number[] {
  const midnight = day * DAY_MS;
  const before = aheadOfUtc(zone, midnight - DAY_MS);
  const after = aheadOfUtc(zone, midnight + 2 * DAY_MS);
  const starts = hours
    .filter((span) => span.day === (day + 3) % 7)
    .flatMap(({ from }) => [before, after].map((ahead) => midnight + from * MINUTE_MS - ahead));
  return before === after ? starts : [...starts, changeBetween(zone, midnight - DAY_MS, midnight + 2 * DAY_MS)];
}

function opens(hours: Hours, zone: string, start: number): boolean {
  return isOpenAt(hours, zone, new Date(start)) && !isOpenAt(hours, zone, new Date(start - 1));
}

/** As in "Monday to Friday 08:00 to 18:00, Saturday 09:00 to 12:00 (Europe/Berlin)". */
export function describeHours(hours: Hours, zone: string): string {
  const told = days.map((_, day) =>
    hours
      .filter((span) => span.day === day)
      .map(describeTimes)
      .join(" and "),
  );
  if (told.every((times) => times === describeTimes({ from: 0, until: DAY }))) return "around the clock, every day";
  const groups: { first: number; last: number; times: string }[] = [];
  told.forEach((times, day) => {
    const before = groups.at(-1);
    if (before?.times === times) before.last = day;
    else groups.push({ first: day, last: day, times });
  });
  const words = groups
    .filter(({ times }) => times !== "")
    .map(({ first, last, times }) => `${first === last ? days[first] : `${days[first]} to ${days[last]}`} ${times}`);
  return `${words.join(", ")} (${zone})`;
}

/** As in "today at 13:00", "tomorrow at 08:00", "on Monday at 08:00", and with the date where the day alone would mislead. */
export function describeMoment(date: Date, zone: string, now: Date): string {
  const at = wallClock(zone, date.getTime());
  const away = Math.floor(at / DAY_MS) - Math.floor(wallClock(zone, now.getTime()) / DAY_MS);
  const time = clockTime((at % DAY_MS) / MINUTE_MS);
  if (away === 0) return `today at ${time}`;
  if (away === 1) return `tomorrow at ${time}`;
  const shown = { timeZone: "UTC", weekday: "long", ...((away < 0 || away > 6) && dated) } as const;
  return `on ${new Intl.DateTimeFormat("en-GB", shown).format(at).replace(",", "")} at ${time}`;
}

const dated = { day: "numeric", month: "long" } as const;

function findStart({ day, from }: Span): number {
  return day * DAY + from;
}

function named(span: Span): string {
  return `${days[span.day]?.slice(0, 3)} ${clockTime(span.from)}-${clockTime(span.until)}`;
}

function describeTimes({ from, until }: Pick<Span, "from" | "until">): string {
  return `${clockTime(from)} to ${clockTime(until)}`;
}

function clockTime(minutes: number): string {
  const whole = Math.floor(minutes);
  const ofDay = whole > DAY ? whole - DAY : whole;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}
