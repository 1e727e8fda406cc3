/** Reads from a case what the desk needs: the ticket's state, entries for its log, whether something waits for the person. */
import { describeBriefly } from "../../dialogs/wording/brief.ts";
import { hideKeptBack } from "../../dialogs/wording/keptBack.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import type { Event } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import type { CaseState } from "../store/cases.ts";
import type { TicketLogEntry, TicketStanding, TicketState } from "../store/tickets.ts";

export function readCaseState({ closed, handedOver }: Standing): CaseState {
  return closed ? "closed" : (handedOver?.phase ?? "bot");
}

/** Null before the first hand-over. Technicians do not see what the person keeps back. */
export function readTicketStanding(open: OpenCase, changedAt: string): (TicketStanding & { reference: string }) | null {
  const { standing } = open;
  if (!standing.reference) return null;
  return {
    ...describeBriefly(hideKeptBack(open)),
    reference: standing.reference,
    state: readTicketState(standing),
    by: standing.handedOver?.by ?? null,
    urgency: standing.told.urgency ?? null,
    openChanges: standing.openChanges.length,
    times: standing.times,
    changedAt,
  };
}

function readTicketState({ closed, handedOver, left }: Standing): TicketState {
  if (left === "withdrawn" && closed?.how !== "works") return "withdrawn";
  if (closed) return "closed";
  return handedOver?.phase ?? "with-bot";
}

/** A person who asked for a technician, or whose change is still in place, needs a ticket even if they never write again. */
export function waitsForPerson({ closed, handedOver, openChanges, wantsPerson }: Standing): boolean {
  return !closed && !handedOver && (wantsPerson || openChanges.length > 0);
}

/** The log entry for an event; undefined for events that concern only the person and the bot. */
export function describeForLog(event: Event): Pick<TicketLogEntry, "who" | "what" | "detail"> | undefined {
  switch (event.kind) {
    case "handed-over":
      return { who: event.to === "asked-for" ? "person" : "bot", what: "handed-over", detail: event.to };
    case "withdrawn":
      return { who: "person", what: "withdrawn", detail: "" };
    case "joined":
      return { who: event.by, what: "claimed", detail: "" };
    case "released":
      return { who: event.by, what: "released", detail: "" };
    case "handed-back":
      return { who: event.by, what: "handed-back", detail: "" };
    case "resolved":
      return { who: event.by, what: "resolved", detail: event.cause ?? sentence("desk-page.no-cause") };
    case "reopened":
      return { who: event.by ?? "person", what: "reopened", detail: "" };
    case "closed":
      return { who: "person", what: "closed", detail: event.how };
    default:
      return undefined;
  }
}
