/** Puts who, where, when and the transcript to what the case says: the ticket as it is stored. */
import type { Activity } from "botbuilder";
import type { MakePackage } from "../openTurn.ts";
import { inTranscript, type TicketPackage } from "./renderTicket.ts";

/** For the person of this activity. */
export function packageOf({ channelId, from }: Activity): MakePackage {
  return (ticket, reference, at, lines): TicketPackage => ({
    ...ticket,
    reference,
    at,
    channel: channelId,
    person: {
      id: from?.id ?? "",
      ...(from?.name && { name: from.name }),
      ...(ticket.facts.some(({ fact, answer }) => fact === "on-behalf" && answer === "yes") && {
        onBehalf: "a caller",
      }),
    },
    transcript: lines.map(inTranscript),
  });
}
