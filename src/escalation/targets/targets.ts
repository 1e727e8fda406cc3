/** The table of targets: what each reads from the environment, and how it is opened. */
import type { Log } from "../../log.ts";
import { combineSettings } from "../../settings/group.ts";
import type { Recipient } from "../../turn/ports.ts";
import { redactTicket } from "../redact.ts";
import { mail } from "./mail.ts";
import { mailSettings } from "./mailSettings.ts";
import type { Target } from "./target.ts";
import { webhook } from "./webhook.ts";
import { webhookSettings } from "./webhookSettings.ts";

type World = { log: Log; now: () => Date };

export const targetSettings = combineSettings({ webhook: webhookSettings, mail: mailSettings });

type Settings = ReturnType<typeof targetSettings.read>;

/** How each target is opened with its settings. */
const openers: { [Id in keyof Settings]: (settings: NonNullable<Settings[Id]>, world: World) => Target } = {
  webhook: (settings, { now }) => webhook(settings, now),
  mail: (settings, { log }) => mail(settings, log),
};

/** Opens the targets that are configured. Connects to none of them and loads no library yet, so a start does not wait for them. */
export function openTargets(
  settings: Settings,
  { log, now = () => new Date() }: { log: Log; now?: () => Date },
): Target[] {
  const open = <Id extends keyof Settings>(id: Id): Target | undefined => {
    const own = settings[id];
    return own && openers[id](own, { log, now });
  };
  return (Object.keys(openers) as (keyof Settings)[]).flatMap((id) => open(id) ?? []);
}

/** What a turn has to know of the targets. */
export function listRecipients(targets: readonly Target[]): Recipient[] {
  return targets.map(({ id, redaction }) => ({ id, redact: (ticket) => redactTicket(ticket, redaction) }));
}
