/** The part of the environment that concerns the desk; src/config.ts reads it. */
import * as z from "zod";
import { publicSetting } from "../settings/setting.ts";
import { type Hours, parseHours, WrongHours } from "./hours.ts";

/** When somebody is at the desk, by the clock of that zone. */
export type DeskHours = { hours: Hours; timeZone: string };

const LEAST_MINUTES = 5;
/** A week. */
const MOST_MINUTES = 10_080;
const MINUTE_MS = 60_000;

const hours = z.string().transform((text, context): Hours => {
  try {
    return parseHours(text);
  } catch (error) {
    if (!(error instanceof WrongHours)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
});

const minutes = z
  .string()
  .refine(
    (text) => /^\d{1,5}$/.test(text) && Number(text) >= LEAST_MINUTES && Number(text) <= MOST_MINUTES,
    `a whole number of minutes from ${LEAST_MINUTES} to ${MOST_MINUTES}`,
  )
  .transform(Number);

export const deskVariables = {
  DESK_HOURS: publicSetting(hours.optional()),
  DESK_TIME_ZONE: publicSetting(
    z
      .string()
      .refine(isTimeZone, "a time zone of the IANA database, such as Europe/Berlin")
      .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  ),
  WALKED_AWAY_MINUTES: publicSetting(minutes.default(60)),
};

function isTimeZone(name: string): boolean {
  try {
    // An offset such as +02:00 is taken as well, and would be wrong half of the year.
    return /^[a-z]/i.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    // Intl knows no other way to say that there is no such zone.
    return false;
  }
}

type Read = z.infer<z.ZodObject<typeof deskVariables>>;

export function deskSettings(data: Read): { deskHours: DeskHours | undefined; walkedAwayMs: number } {
  return {
    deskHours: data.DESK_HOURS && { hours: data.DESK_HOURS, timeZone: data.DESK_TIME_ZONE },
    walkedAwayMs: data.WALKED_AWAY_MINUTES * MINUTE_MS,
  };
}
