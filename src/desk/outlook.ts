/** What somebody who waits can honestly be told: whether anybody is there, when they will be, and how long the queue is. */
import type { LookAtDesk, Outlook } from "../../dialogs/ports.ts";
import type { Store } from "../store/store.ts";
import { momentInWords, nextOpening, openAt } from "./hours.ts";
import type { DeskHours } from "./settings.ts";
import type { Attendance } from "./staffing.ts";

type Parts = { store: Store; attendance: Attendance; deskHours: DeskHours | undefined; now: () => Date };

const MOST_WAITING = 1_000;

export function lookAtDesk({ store, attendance, deskHours, now }: Parts): LookAtDesk {
  return async (reference) => {
    const hours = deskHours && hoursAt(deskHours, now());
    const waiting = reference ? await placeOf(reference) : undefined;
    return { attended: attendance.present().length > 0, ...(hours && { hours }), ...(waiting && { waiting }) };
  };

  async function placeOf(reference: string): Promise<Outlook["waiting"]> {
    const queue = (await store.findTickets({ states: ["waiting"], most: MOST_WAITING })).reverse();
    const mine = queue.find((ticket) => ticket.reference === reference);
    if (!mine) return undefined;
    const undelivered = await store.deliveries({ reference, most: 50 });
    const notYetAt = undelivered.filter(({ state }) => state !== "delivered").map(({ target }) => target);
    const zone = deskHours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    return {
      since: momentInWords(new Date(mine.at), zone, now()),
      before: queue.indexOf(mine),
      notYetAt: [...new Set(notYetAt)],
    };
  }
}

function hoursAt({ hours, timeZone }: DeskHours, now: Date): NonNullable<Outlook["hours"]> {
  const opens = nextOpening(hours, timeZone, now);
  return {
    open: openAt(hours, timeZone, now),
    ...(opens && { opens: momentInWords(opens, timeZone, now) }),
  };
}
