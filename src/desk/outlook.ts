/** Tells the dialogs what a waiting person can expect: who is at the desk, when it opens, and the place in the queue. */

import type { LookAtDesk } from "../../dialogs/ports.ts";
import type { Outlook } from "../../dialogs/wording/helpDesk.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import type { Store } from "../store/store.ts";
import { answerMail } from "../turn/answerNotice.ts";
import { type Attendance, agentOfHub } from "./attendance.ts";
import { describeHours, describeMoment, findNextOpening, isOpenAt } from "./hours.ts";
import type { DeskHours } from "./settings.ts";

type Parts = {
  store: Pick<Store, "tickets" | "deliveries">;
  /** Undefined when another process serves the desk. */
  attendance: Attendance | undefined;
  deskHours: DeskHours | undefined;
  /** Whether technicians can sign in at all. */
  hasDesk: boolean;
  now: () => Date;
};

/** After a start, the browsers of technicians need this long to reconnect. */
const RECONNECT_MS = 30_000;

export function lookAtDesk({ store, attendance, deskHours, hasDesk, now }: Parts): LookAtDesk {
  const startedAt = now().getTime();
  return async ({ reference, technician } = {}) => {
    const hours = deskHours && describeDeskHours(deskHours, now());
    const waiting = reference ? await findPlace(reference) : undefined;
    const present = attendance?.present();
    const isSettled = now().getTime() - startedAt > RECONNECT_MS;
    const ifKnown = (isThere: boolean | undefined) => (isThere || isSettled ? isThere : undefined);
    return {
      hasDesk,
      attended: ifKnown(present && present.length > 0),
      // Only the hub knows where its agent is.
      ...(technician && technician !== agentOfHub && { isThere: ifKnown(present?.includes(technician)) }),
      ...(hours && { hours }),
      ...(waiting && { waiting }),
    };
  };

  async function findPlace(reference: string): Promise<Outlook["waiting"]> {
    const place = await store.tickets.placeInQueue(reference);
    if (!place) return undefined;
    const deliveries = await store.deliveries.list({ reference, most: 50 });
    const notYetAt = deliveries
      .filter(({ target, state }) => target !== answerMail && state !== "delivered")
      .map(({ target }) => target);
    return {
      since: describeDuration(now().getTime() - Date.parse(place.waitsSince)),
      before: place.before,
      notYetAt: [...new Set(notYetAt)],
    };
  }
}

/** A duration needs no time zone; a clock time would, and the person may be in another one. */
function describeDuration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 2) return sentence("page.duration.moment");
  if (minutes < 120) return sentence("page.duration.minutes", { count: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48
    ? sentence("page.duration.hours", { count: hours })
    : sentence("page.duration.days", { count: Math.round(hours / 24) });
}

function describeDeskHours({ hours, timeZone }: DeskHours, now: Date): NonNullable<Outlook["hours"]> {
  const opens = findNextOpening(hours, timeZone, now);
  return {
    open: isOpenAt(hours, timeZone, now),
    inWords: describeHours(hours, timeZone),
    ...(opens && { opens: describeMoment(opens, timeZone, now) }),
  };
}
