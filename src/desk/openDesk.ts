/** Implements the desk on the store: lists and shows tickets, and runs technicians' actions as turns of the case. */

import { sentence } from "../../dialogs/words/sentence.ts";
import type { Store } from "../store/store.ts";
import type { StoredTicket, TicketLogEntry } from "../store/tickets.ts";
import type { CaseTurns } from "../turn/caseTurn.ts";
import type { Trees } from "../turn/openTurn.ts";
import { decide, explainBadNote } from "./decide.ts";
import type { Desk, Technician } from "./desk.ts";
import { countTickets, listAnswered, listTickets } from "./queue.ts";
import { viewTicket } from "./view.ts";

type Parts = {
  store: Pick<Store, "cases" | "conversations" | "tickets" | "deliveries">;
  trees: Trees;
  turns: CaseTurns;
  now: () => string;
  isThere: (conversation: string) => boolean | undefined;
  /** Tells open pages that the ticket changed. */
  tellNews: (reference: string) => void;
};

/** Further visits within this time are not logged. */
const SEEN_AGAIN_MS = 10 * 60_000;

export function openDesk(parts: Parts): Desk {
  const { store, turns, now, tellNews } = parts;

  async function noteSeen({ reference }: StoredTicket, { name }: Technician): Promise<void> {
    const at = now();
    const isTheirs = ({ who, what }: TicketLogEntry) => who === name && what === "saw";
    const lastVisit = (await store.tickets.log(reference)).findLast(isTheirs);
    if (lastVisit && Date.parse(at) - Date.parse(lastVisit.at) < SEEN_AGAIN_MS) return;
    await store.tickets.addToLog({ reference, at, who: name, what: "saw", detail: "" });
  }

  async function writeNote({ reference }: StoredTicket, { name }: Technician, id: string, text: string) {
    const note = text.trim();
    const why = explainBadNote(note);
    if (why) return { done: false as const, why };
    await store.tickets.addNote(reference, { id, at: now(), by: name, text: note });
    tellNews(reference);
    return { done: true as const };
  }

  return {
    queue: (technician, wish) => listTickets(store, technician, wish),
    count: (technician) => countTickets(store, technician),
    answered: (technician) => listAnswered(store, technician),
    async ticket(reference, technician) {
      const ticket = await store.tickets.find(reference);
      if (!ticket) return undefined;
      await noteSeen(ticket, technician);
      return viewTicket(parts, ticket, technician);
    },
    async act(reference, technician, id, action) {
      const ticket = await store.tickets.find(reference);
      if (!ticket) return { done: false, why: sentence("desk-page.refusal.no-ticket", { reference }) };
      if (action.kind === "note") return writeNote(ticket, technician, id, action.text);
      const [line] = (await store.conversations.linesOfCase(ticket.caseId)).slice(-1);
      const conversation = line && (await store.conversations.findReference(line.conversation));
      if (!conversation) return { done: false, why: sentence("desk-page.refusal.no-conversation") };
      return turns.run(ticket.key, conversation, `desk:${id}`, (turn) =>
        decide(turn, ticket, technician, action, now()),
      );
    },
  };
}
