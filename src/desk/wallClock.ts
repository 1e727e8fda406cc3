/** The clock on the wall in a time zone. */

const MINUTE_MS = 60_000;

/** The first minute with the offset that holds at `late`. */
export function changeBetween(zone: string, early: number, late: number): number {
  let [known, changed] = [early, late];
  while (changed - known > MINUTE_MS) {
    const middle = Math.floor((known + changed) / 2 / MINUTE_MS) * MINUTE_MS;
    if (aheadOfUtc(zone, middle) === aheadOfUtc(zone, late)) changed = middle;
    else known = middle;
  }
  return changed;
}

/** In milliseconds. */
export function aheadOfUtc(zone: string, at: number): number {
  return wallClock(zone, at) - at;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;

/** What calendar and clock show there, as milliseconds that read the same in UTC. */
export function wallClock(zone: string, at: number): number {
  const known = clocks.get(zone);
  const clock = known ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numeric });
  if (!known) clocks.set(zone, clock);
  const shown = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute) + (((at % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
}
