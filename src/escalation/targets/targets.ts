/** The table of targets. One more is a file beside this one, a line in the table, its settings and a test. */

import type { Log } from "../../log.ts";
import type { Recipient } from "../../turn/ports.ts";
import { redactTicket } from "../redact.ts";
import type { TargetSettings } from "../targetSettings.ts";
import { mail } from "./mail.ts";
import type { Target } from "./target.ts";
import { webhook } from "./webhook.ts";

type World = { log: Log; now?: () => Date };

/** Undefined where it is not configured. */
const table: ((settings: TargetSettings, world: Required<World>) => Target | undefined)[] = [
  (settings, { now }) => settings.webhook && webhook(settings.webhook, now),
  (settings, { log }) => settings.mail && mail(settings.mail, log),
];

/** Those that are configured. Nothing is loaded or asked yet: what is down or heavy must not hold a start. */
export function openTargets(settings: TargetSettings, { log, now = () => new Date() }: World): Target[] {
  return table.flatMap((open) => open(settings, { log, now }) ?? []);
}

/** What a turn has to know of them. */
export function listRecipients(targets: readonly Target[]): Recipient[] {
  return targets.map(({ id, redaction }) => ({
    id,
    // A turn hands in what `packageOf` made.
    redact: (ticket) => redactTicket(ticket, redaction),
  }));
}
