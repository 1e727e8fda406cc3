/** Tells a person who is handed over, or waits, what to expect. */
import { sentence } from "../words/sentence.ts";
import type { HelpDesk, Outlook } from "./helpDesk.ts";

export function wordHandedOver(reference: string, helpDesk: HelpDesk): string {
  return `${sentence("handed-over", { reference })} ${wordReach(helpDesk) ?? sentence("keep-reference")}`;
}

/** How to reach the help desk besides the chat; undefined if that is not configured. */
export function wordReach({ name, contact, hours }: HelpDesk): string | undefined {
  if (!contact) return undefined;
  return hours ? sentence("reach-us-hours", { name, contact, hours }) : sentence("reach-us", { name, contact });
}

/** Whether a technician can answer now, and when the desk is open. Empty if nothing is known. */
export function wordOutlook({ attended, hours, hasDesk }: Outlook): string {
  if (!hasDesk) return sentence("no-desk");
  const open = hours ? sentence("desk.hours", { hours: hours.inWords }) : "";
  if (hours && !hours.open) {
    const closed = hours.opens ? sentence("desk.closed-until", { opens: hours.opens }) : sentence("desk.closed");
    return [closed, attended && sentence("desk.attended"), open].filter(Boolean).join(" ");
  }
  if (attended) return sentence("desk.attended");
  if (attended === undefined) return open;
  return hours ? `${sentence("desk.unattended")} ${open}` : sentence("desk.unattended-no-hours");
}

/** How long a hand-over takes, for a person who has not agreed to it yet. */
export function wordOfferOutlook(outlook: Outlook): string {
  return sentence("how-long-desk", { outlook: wordOutlook(outlook) }).trim();
}

/** How long the ticket has waited, and how many are before it. */
export function wordWaiting(reference: string, { waiting, hasDesk }: Outlook): string {
  if (!hasDesk) return sentence("stored", { reference });
  if (!waiting) return sentence("waits.new", { reference });
  return sentence("waits.since", { reference, since: waiting.since, before: waiting.before });
}
