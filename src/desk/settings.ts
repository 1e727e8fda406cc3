/** The desk's hours, and the agent hub that may take cases. */
import { resolve } from "node:path";
import * as z from "zod";
import { redactionSetting } from "../escalation/redactionSetting.ts";
import { defineSettings } from "../settings/group.ts";
import { filePath, secret, wholeNumber } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";
import { type Hours, parseHours, WrongHours } from "./hours.ts";

/** When the desk is open, by the local clock of that time zone. */
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

export const deskSettings = defineSettings({
  variables: {
    DESK_HOURS: publicSetting(hours.optional()),
    DESK_TIME_ZONE: publicSetting(
      z
        .string()
        .refine(isTimeZone, "a time zone of the IANA database, such as Europe/Berlin")
        .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
    ),
    CANNED_REPLIES_FILE: publicSetting(filePath.optional().transform((file) => file && resolve(file))),
    WALKED_AWAY_MINUTES: publicSetting(wholeNumber(LEAST_MINUTES, MOST_MINUTES, "of minutes ").default(60)),
  },
  read: (data) => ({
    /** Undefined when no hours are set. */
    hours: data.DESK_HOURS && { hours: data.DESK_HOURS, timeZone: data.DESK_TIME_ZONE },
    /** The file of the technicians' canned replies; undefined for our own. */
    cannedRepliesFile: data.CANNED_REPLIES_FILE,
    /** A case that waits for its person this long becomes a ticket. */
    walkedAwayMs: data.WALKED_AWAY_MINUTES * MINUTE_MS,
  }),
});

export const hubSettings = defineSettings({
  variables: {
    HUB_SECRET: secret.min(24, "at least 24 characters").optional(),
    // A hub owns its persons' chats and knows their names.
    HUB_REDACT: publicSetting(redactionSetting("none")),
  },
  read: (data) => ({
    /** The secret of the agent hub; undefined without a hub. */
    secret: data.HUB_SECRET,
    /** What the hub must not see. */
    redaction: data.HUB_REDACT,
  }),
});

function isTimeZone(name: string): boolean {
  try {
    // Intl also accepts an offset such as +02:00, which would be wrong for half of the year.
    return /^[a-z]/i.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    // Intl throws for an unknown time zone.
    return false;
  }
}
