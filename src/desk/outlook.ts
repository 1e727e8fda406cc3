/** What somebody who waits can honestly be told: whether anybody is there, when they will be, and how long the queue is. */
import type { LookAtDesk } from "../../dialogs/ports.ts";
import type { Outlook } from "../../dialogs/wording/helpDesk.ts";
import type { Store } from "../store/store.ts";
import { describeHours, describeMoment, findNextOpening, isOpenAt } from "./hours.ts";
import type { DeskHours } from "./settings.ts";
import { type Attendance, agentOfHub } from "./staffing.ts";

type Parts = {
  store: Pick<Store, "tickets" | "deliveries">;
  /** Undefined where the desk is another process's. */
  attendance: Attendance | undefined;
  deskHours: DeskHours | undefined;
  /** Whether technicians can sign in anywhere. */
  hasDesk: boolean;
  now: () => Date;
};

const COMING_BACK_MS = 30_000;

export function lookAtDesk({ store, attendance, deskHours, hasDesk, now }: Parts): LookAtDesk {
  const began = now().getTime();
  return async ({ reference, technician } = {}) => {
    const hours = deskHours && hoursAt(deskHours, now());
    const waiting = reference ? await placeOf(reference) : undefined;
    const present = attendance?.present();
    // After a start the browsers of those who are there come back one by one.
    const known = now().getTime() - began > COMING_BACK_MS;
    const sure = (isThere: boolean | undefined) => (isThere || known ? isThere : undefined);
    return {
      hasDesk,
      attended: sure(present && present.length > 0),
      // Where an agent of a hub is, only the hub knows.
      ...(technician && technician !== agentOfHub && { isThere: sure(present?.includes(technician)) }),
      ...(hours && { hours }),
      ...(waiting && { waiting }),
    };
  };

  async function placeOf(reference: string): Promise<Outlook["waiting"]> {
    const place = await store.tickets.placeInQueue(reference);
    if (!place) return undefined;
    const undelivered = await store.deliveries.list({ reference, most: 50 });
    const notYetAt = undelivered.filter(({ state }) => state !== "delivered").map(({ target }) => target);
    return {
      since: describeDuration(now().getTime() - Date.parse(place.at)),
      before: place.before,
      notYetAt: [...new Set(notYetAt)],
    };
  }
}

/** A clock's time would need a time zone that the person may not be in. */
function describeDuration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 2) return "a moment";
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

function hoursAt({ hours, timeZone }: DeskHours, now: Date): NonNullable<Outlook["hours"]> {
  const opens = findNextOpening(hours, timeZone, now);
  return {
    open: isOpenAt(hours, timeZone, now),
    inWords: describeHours(hours, timeZone),
    ...(opens && { opens: describeMoment(opens, timeZone, now) }),
  };
}
