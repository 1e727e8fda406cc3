/** Local clock times of a time zone. */

const MINUTE_MS = 60_000;

/** The first minute after `early` with the UTC offset that holds at `late`. */
export function findOffsetChange(zone: string, early: number, late: number): number {
  let [before, after] = [early, late];
  while (after - before > MINUTE_MS) {
    const middle = Math.floor((before + after) / 2 / MINUTE_MS) * MINUTE_MS;
    if (computeUtcOffset(zone, middle) === computeUtcOffset(zone, late)) after = middle;
    else before = middle;
  }
  return after;
}

/** How far the local clock is ahead of UTC, in milliseconds. */
export function computeUtcOffset(zone: string, at: number): number {
  return readWallClock(zone, at) - at;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;

/** The local date and time, as the milliseconds at which UTC shows the same. */
export function readWallClock(zone: string, at: number): number {
  const cached = clocks.get(zone);
  const clock = cached ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numeric });
  if (!cached) clocks.set(zone, clock);
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) + (((at % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
}
