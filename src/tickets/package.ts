/** Puts who, where, when and the transcript to what the case says: the ticket as it is stored. */
import type { Activity } from "botbuilder";
import { standingOf } from "../../knowledge/case/case.ts";
import type { MakePackage } from "../turn/openTurn.ts";
import type { TicketPackage } from "./ticketPackage.ts";
import { isSaid, transcriber } from "./transcript.ts";

/** For the person of this activity. */
export function packageOf({ channelId, from }: Pick<Activity, "channelId" | "from">): MakePackage {
  return ({ ticket, tree, history, ...when }, lines): TicketPackage => {
    const { told } = standingOf(tree, history);
    const name = from?.name || told.name;
    return {
      ...ticket,
      ...when,
      channel: channelId,
      person: {
        id: from?.id ?? "",
        ...(name && { name }),
        ...(told.contact && { contact: told.contact }),
        ...(ticket.facts.some(({ fact, answer }) => fact === "on-behalf" && answer === "yes") && {
          onBehalf: "a caller",
        }),
      },
      redacted: { secrets: 0, people: 0, hosts: 0 },
      transcript: lines.filter(isSaid).map(transcriber(tree, history)),
    };
  };
}
