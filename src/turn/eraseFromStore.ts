/** Collects everything in the store that repeats a deleted message, with what is left of it. */
import type { Activity } from "botbuilder";
import type { StoredLine } from "../store/conversations.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { Erasure, Store } from "../store/store.ts";
import { rebuildPackage } from "../tickets/rebuildPackage.ts";
import { summarizeForList } from "../tickets/ticketInWords.ts";
import { readPackage, type TicketPackage } from "../tickets/ticketPackage.ts";
import { answerMail } from "./answerNotice.ts";
import type { Recipient } from "./ports.ts";
import type { TurnCase } from "./turnCase.ts";

export type ErasedLines = Erasure["lines"];

/** `handedOver`: the turn writes the ticket anew, which needs no rebuilding. */
type Erasing = { lines: ErasedLines; person: Activity["from"]; handedOver: boolean };

type Parts = {
  store: Pick<Store, "conversations" | "tickets" | "deliveries">;
  targets?: readonly Recipient[] | undefined;
};

/** `turnCase` is the case of the lines, from which the words are erased already. */
export async function eraseFromStore(
  { store, targets = [] }: Parts,
  turnCase: TurnCase,
  { lines: changed, person, handedOver }: Erasing,
): Promise<Erasure> {
  const { id: caseId, before, standing, stored } = turnCase;
  const events = [...turnCase.rewritten].flatMap(([place, event]) =>
    place < stored ? [{ caseId, place, event }] : [],
  );
  const ticket = standing.reference === null ? undefined : await store.tickets.find(standing.reference);
  if (!ticket || ticket.caseId !== caseId) return { lines: changed, events, tickets: [], deliveries: [] };
  const lines = applyChanges(await store.conversations.linesOfCase(caseId), changed);
  const rebuild = (content: TicketPackage) =>
    rebuildPackage(content, { open: turnCase, lines, told: before.told, person });
  const content = rebuild(readPackage(ticket));
  const { person: name, about } = summarizeForList(content);
  const deliveries = await store.deliveries.list({ reference: ticket.reference, most: Number.MAX_SAFE_INTEGER });
  return {
    lines: changed,
    events,
    tickets: handedOver ? [] : [{ reference: ticket.reference, package: content, person: name, about }],
    deliveries: deliveries
      // The note of an answer holds no words.
      .filter(({ target }) => target !== answerMail)
      .map((delivery) => ({ id: delivery.id, payload: rebuildPayload(delivery, targets, rebuild) })),
  };
}

/** The lines as they are after the turn. */
export function applyChanges(lines: readonly StoredLine[], changed: Erasure["lines"]): StoredLine[] {
  const byId = new Map(changed.map((line) => [line.id, line]));
  return lines.map((line) => {
    const { events: _, ...kept } = line;
    const change = byId.get(line.id);
    return change ? { ...kept, ...change, provenance: null } : line;
  });
}

/** Delivered copies in the outbox lose the words too, although the target keeps what it was sent. */
function rebuildPayload(
  { target, payload }: StoredDelivery,
  targets: readonly Recipient[],
  rebuild: (content: TicketPackage) => TicketPackage,
): object {
  const sent = readPackage({ package: payload });
  const recipient = targets.find(({ id }) => id === target);
  if (recipient) return recipient.redact(rebuild(sent));
  // How a target that is not configured any more redacts is not known, so only what contains no words is left.
  const { impact: _, ...rest } = sent;
  return { ...rest, facts: [], transcript: [] };
}
