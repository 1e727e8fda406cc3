/** The table of targets: the settings of each, and how to open it. */
import type { Log } from "../../log.ts";
import { combineSettings } from "../../settings/group.ts";
import type { Recipient } from "../../turn/ports.ts";
import { redactTicket } from "../redact.ts";
import { openMail } from "./mail.ts";
import { mailSettings } from "./mailSettings.ts";
import type { Target } from "./target.ts";
import { openWebhook } from "./webhook.ts";
import { webhookSettings } from "./webhookSettings.ts";

type World = { log: Log; now: () => Date };

export const targetSettings = combineSettings({ webhook: webhookSettings, mail: mailSettings });

type Settings = ReturnType<typeof targetSettings.read>;

/** How each target is opened with its settings. Undefined if they are for something else only. */
const openers: { [Id in keyof Settings]: (settings: NonNullable<Settings[Id]>, world: World) => Target | undefined } = {
  webhook: (settings, { now }) => openWebhook(settings, now),
  mail: (settings, { log }) => (settings.to.length > 0 ? openMail(settings, log) : undefined),
};

/** Opens the configured targets. It neither connects nor loads a library, so a start does not wait for it. */
export function openTargets(
  settings: Settings,
  { log, now = () => new Date() }: { log: Log; now?: () => Date },
): Target[] {
  const open = <Id extends keyof Settings>(id: Id): Target | undefined => {
    const targetConfig = settings[id];
    return targetConfig && openers[id](targetConfig, { log, now });
  };
  return (Object.keys(openers) as (keyof Settings)[]).flatMap((id) => open(id) ?? []);
}

/** What a turn needs to know about the targets. */
export function listRecipients(targets: readonly Target[]): Recipient[] {
  return targets.map(({ id, redaction }) => ({ id, redact: (ticket) => redactTicket(ticket, redaction) }));
}
