/** Opening hours over weeks, midnights and clock changes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  describeHours,
  describeMoment,
  findNextOpening,
  type Hours,
  isOpenAt,
  parseHours,
} from "../../src/desk/hours.ts";

const berlin = "Europe/Berlin";
const office = parseHours("Mon-Fri 08:00-18:00; Sat 09:00-12:00");
/** Monday to Sunday of a week without a clock change, in UTC. */
const day = (name: string, time: string) =>
  new Date(`2026-11-${23 + ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(name)}T${time}:00Z`);
const at = (moment: string) => new Date(moment);
const next = (hours: Hours, zone: string, when: string) => findNextOpening(hours, zone, at(when))?.toISOString();

describe("the setting", () => {
  test("can list days, ranges and several spans a day", () => {
    const hours = parseHours("Mon, Wed-Thu 8:00-12:00, 13:00-17:30; sunday 10:00–11:00");
    const open = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].flatMap((name) =>
      ["07:59", "08:00", "11:59", "12:00", "13:00", "17:29", "17:30", "10:30"]
        .filter((time) => isOpenAt(hours, "UTC", day(name, time)))
        .map((time) => `${name} ${time}`),
    );
    const worked = ["08:00", "11:59", "13:00", "17:29", "10:30"];
    expect(open).toEqual([
      ...["Mon", "Wed", "Thu"].flatMap((name) => worked.map((time) => `${name} ${time}`)),
      "Sun 10:30",
    ]);
  });

  test("can contain a range over the end of the week and a span over midnight", () => {
    const hours = parseHours("Sat-Mon 22:00-06:00");
    for (const [name, time] of [
      ["Sun", "05:59"],
      ["Tue", "05:59"],
      ["Mon", "03:00"],
      ["Sat", "22:00"],
    ] as const)
      expect([name, isOpenAt(hours, "UTC", day(name, time))]).toEqual([name, true]);
    for (const [name, time] of [
      ["Sat", "03:00"],
      ["Tue", "06:00"],
      ["Tue", "22:00"],
      ["Sun", "12:00"],
    ] as const)
      expect([name, isOpenAt(hours, "UTC", day(name, time))]).toEqual([name, false]);
  });

  test.each([
    ["", "the value is empty"],
    [" ; ", "the value is empty"],
    ["Funday 08:00-18:00", '"Funday" is not a day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun'],
    ["M-F 08:00-18:00", '"M" is not a day'],
    ["Mon-Wed-Fri 08:00-18:00", '"Mon-Wed-Fri" is not a range of days'],
    ["08:00-18:00", '"08:00-18:00" does not start with a day'],
    ["Mon-Fri", '"Mon-Fri" has no time'],
    ["Mon-Fri 8-18", '"8" is not a time of day, such as 08:00'],
    ["Mon-Fri 08:00", '"08:00" is not a span such as 08:00-18:00'],
    ["Mon-Fri 08:00-12:00-18:00", "is not a span"],
    ["Mon-Fri 08:00-25:00", '"25:00" is not a time of day'],
    ["Mon-Fri 08:60-18:00", '"08:60" is not a time of day'],
    ["Mon-Fri 08:00-08:00", '"08:00-08:00" is an empty span; a whole day is 00:00-24:00'],
    ["Mon-Fri 24:00-08:00", "is an empty span"],
    ["Mon 08:00-12:00, 11:00-13:00", "Mon 08:00-12:00 and Mon 11:00-13:00 overlap"],
    ["Sun 22:00-06:00; Mon 05:00-12:00", "Sun 22:00-06:00 and Mon 05:00-12:00 overlap"],
    ["Mon-Fri 08:00-18:00; Fri 09:00-10:00", "overlap"],
    ["Mon-Fri 08:00-18:00 Sat 09:00-12:00", '"18:00 Sat 09:00" is not a time of day'],
  ])("%j is refused, with a right example", (text, why) => {
    const refused = () => parseHours(text);
    expect(refused).toThrow(why);
    expect(refused).toThrow('desk hours such as "Mon-Fri 08:00-18:00; Sat 09:00-12:00", or 24/7');
  });
});

describe("in words", () => {
  test.each([
    [
      "Mon-Fri 08:00-18:00; Sat 09:00-12:00",
      "Monday to Friday 08:00 to 18:00, Saturday 09:00 to 12:00 (Europe/Berlin)",
    ],
    [
      "Mon,Tue,Thu 8:00-12:00,13:00-17:00",
      "Monday to Tuesday 08:00 to 12:00 and 13:00 to 17:00, Thursday 08:00 to 12:00 and 13:00 to 17:00 (Europe/Berlin)",
    ],
    ["Fri 22:00-06:00", "Friday 22:00 to 06:00 (Europe/Berlin)"],
    ["Sun 12:00-24:00", "Sunday 12:00 to 24:00 (Europe/Berlin)"],
    ["24/7", "around the clock, every day"],
    ["Mon-Sun 00:00-24:00", "around the clock, every day"],
  ])("%s", (text, words) => {
    expect(describeHours(parseHours(text), berlin)).toBe(words);
  });

  test("a moment is named relative to the current day", () => {
    const now = at("2026-11-25T09:00:00Z");
    const told = (moment: string) => describeMoment(at(moment), berlin, now);
    expect(told("2026-11-25T12:00:00Z")).toBe("today at 13:00");
    expect(told("2026-11-25T23:30:00Z")).toBe("tomorrow at 00:30");
    expect(told("2026-11-26T07:00:00Z")).toBe("tomorrow at 08:00");
    expect(told("2026-11-30T07:00:00Z")).toBe("on Monday at 08:00");
    expect(told("2026-12-02T07:00:00Z")).toBe("on Wednesday 2 December at 08:00");
    expect(told("2026-11-24T07:00:00Z")).toBe("on Tuesday 24 November at 08:00");
  });

  test('"today" depends on the time zone, not on this machine', () => {
    const [moment, now] = [at("2026-11-25T20:00:00Z"), at("2026-11-25T09:00:00Z")];
    expect(describeMoment(moment, "America/New_York", now)).toBe("today at 15:00");
    expect(describeMoment(moment, "Asia/Kolkata", now)).toBe("tomorrow at 01:30");
    expect(describeMoment(moment, "Pacific/Chatham", now)).toBe("tomorrow at 09:45");
  });
});

describe("the next opening", () => {
  test("is this morning, tomorrow, or after the weekend", () => {
    expect(next(office, berlin, "2026-11-25T05:00:00Z")).toBe("2026-11-25T07:00:00.000Z");
    expect(next(office, berlin, "2026-11-25T18:00:00Z")).toBe("2026-11-26T07:00:00.000Z");
    expect(next(office, berlin, "2026-11-28T11:00:00Z")).toBe("2026-11-30T07:00:00.000Z");
  });

  test("is the one after the next closing while the desk is open", () => {
    expect(next(office, berlin, "2026-11-25T07:00:00Z")).toBe("2026-11-26T07:00:00.000Z");
    expect(next(parseHours("Mon 09:00-10:00"), "UTC", "2026-11-23T09:00:00Z")).toBe("2026-11-30T09:00:00.000Z");
  });

  test("is not midnight between two days that follow each other without a break", () => {
    const hours = parseHours("Mon 08:00-24:00; Tue 00:00-12:00");
    expect(next(hours, "UTC", "2026-11-23T09:00:00Z")).toBe("2026-11-30T08:00:00.000Z");
  });

  test("never comes where the desk never closes", () => {
    expect(next(parseHours("24/7"), berlin, "2026-11-25T07:00:00Z")).toBe(undefined);
  });

  test("stays at the same time of the wall clock when the clock changes", () => {
    expect(next(office, berlin, "2026-03-28T12:00:00Z")).toBe("2026-03-30T06:00:00.000Z");
    expect(next(office, berlin, "2026-10-24T12:00:00Z")).toBe("2026-10-26T07:00:00.000Z");
    expect(next(office, "America/New_York", "2026-03-07T18:00:00Z")).toBe("2026-03-09T12:00:00.000Z");
  });

  test("is the moment of the change when the clock jumps over it", () => {
    const night = parseHours("Sun 02:30-05:00");
    expect(next(night, berlin, "2026-03-29T00:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    expect(isOpenAt(night, berlin, at("2026-03-29T00:59:00Z"))).toBe(false);
    expect(isOpenAt(night, berlin, at("2026-03-29T01:00:00Z"))).toBe(true);
  });

  test("comes twice in the night in which an hour comes twice", () => {
    const night = parseHours("Sun 02:00-02:30");
    expect(next(night, berlin, "2026-10-24T23:00:00Z")).toBe("2026-10-25T00:00:00.000Z");
    expect(next(night, berlin, "2026-10-25T00:45:00Z")).toBe("2026-10-25T01:00:00.000Z");
    expect(next(night, berlin, "2026-10-25T01:00:00Z")).toBe("2026-11-01T01:00:00.000Z");
  });
});

describe("whatever the hours and wherever the desk", () => {
  const MINUTE = 60_000;
  /** Clock changes. Chatham's offset is not a whole number of hours, and its clocks change at 2:45. */
  const changes: Record<string, string[]> = {
    "Europe/Berlin": ["2026-03-29T01:00Z", "2026-10-25T01:00Z"],
    "America/New_York": ["2026-03-08T07:00Z", "2026-11-01T06:00Z"],
    "Asia/Kolkata": ["2026-03-29T01:00Z"],
    "Pacific/Chatham": ["2026-04-04T14:00Z", "2026-09-26T14:00Z"],
    "Australia/Lord_Howe": ["2026-04-04T15:00Z", "2026-10-03T15:30Z"],
  };
  const places = fc.constantFrom(
    ...Object.entries(changes).flatMap(([zone, all]) => all.map((one) => ({ zone, one }))),
  );
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const hours = fc
    .uniqueArray(fc.integer({ min: 0, max: 7 * 96 - 1 }), { minLength: 2, maxLength: 8 })
    .map((edges) => edges.sort((one, other) => one - other).map((edge) => edge * 15))
    .map((edges) =>
      edges.flatMap((from, index) => {
        const until = edges[index + 1];
        if (index % 2 > 0 || until === undefined || until - from >= 1_440) return [];
        const name = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][Math.floor(from / 1_440)];
        return [`${name} ${clock(from % 1_440)}-${clock(until % 1_440)}`];
      }),
    )
    .filter((rules) => rules.length > 0)
    .map((rules) => rules.join("; "));
  const minutesAway = fc.integer({ min: -3 * 1_440, max: 1_440 });

  test("the next opening is the first minute that is open after one that is not", () => {
    fc.assert(
      fc.property(hours, places, minutesAway, (text, { zone, one }, away) => {
        const when = Date.parse(one) + away * MINUTE;
        const parsed = parseHours(text);
        const found = findNextOpening(parsed, zone, new Date(when))?.getTime();
        // In these examples, all clock changes and openings are at a multiple of five minutes.
        const step = 5 * MINUTE;
        let before = isOpenAt(parsed, zone, new Date(when));
        let seen: number | undefined;
        for (
          let moment = Math.floor(when / step + 1) * step;
          seen === undefined && moment < when + 9 * 288 * step;
          moment += step
        ) {
          const open = isOpenAt(parsed, zone, new Date(moment));
          if (open && !before) seen = moment;
          before = open;
        }
        expect(found && new Date(found).toISOString()).toBe(seen && new Date(seen).toISOString());
      }),
      { numRuns: 60 },
    );
  });

  test("only the local clock decides whether the desk is open", () => {
    const words = (zone: string, when: number) =>
      new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(
        when,
      );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 95 }), places, minutesAway, (quarters, { zone, one }, away) => {
        const when = Date.parse(one) + away * MINUTE;
        const shown = /^(\w+),? (\d\d:\d\d)$/.exec(words(zone, when));
        const from = clock(quarters * 15);
        const parsed = parseHours(`Sat-Mon ${from}-24:00`);
        const expected = ["Sat", "Sun", "Mon"].includes(shown?.[1] ?? "") && (shown?.[2] ?? "") >= from;
        expect(isOpenAt(parsed, zone, new Date(when))).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("parsed hours can be described", () => {
    fc.assert(
      fc.property(hours, places, (text, { zone }) => {
        expect(describeHours(parseHours(text), zone)).toContain(zone);
      }),
    );
  });
});
