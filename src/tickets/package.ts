/** Builds the stored ticket: what the case says, plus the person, the channel, the time and the transcript. */
import type { Activity } from "botbuilder";
import type { Ticket } from "../../dialogs/wording/ticket.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Line, StoredLine } from "../store/conversations.ts";
import type { TicketPackage } from "./ticketPackage.ts";
import { createTranscriber, isSaid } from "./transcript.ts";

export type MakePackage = (
  handedOver: { ticket: Ticket; reference: string; revision: number; at: string; open: OpenCase; desk?: string },
  lines: readonly (Line | StoredLine)[],
) => TicketPackage;

/** The address of a ticket at the desk, by its reference; undefined where none is configured. */
export type FindTicketAddress = (reference: string) => string | undefined;

/** Makes packages for the person of this activity. */
export function createPackager(
  { channelId, from }: Pick<Activity, "channelId" | "from">,
  findAddress: FindTicketAddress = () => undefined,
): MakePackage {
  return ({ ticket, open, ...when }, lines) => {
    const { told } = open.standing;
    const name = from?.name || told.name;
    const desk = when.desk ?? findAddress(when.reference);
    return {
      ...ticket,
      ...when,
      ...(desk && { desk }),
      channel: channelId,
      person: {
        id: from?.id ?? "",
        ...(name && { name }),
        ...(told.contact && { contact: told.contact }),
        ...(ticket.facts.some(({ fact, answer }) => fact === "on-behalf" && answer === "yes") && {
          onBehalf: sentence("ticket-page.a-caller"),
        }),
      },
      redacted: { secrets: 0, people: 0, hosts: 0 },
      transcript: lines.filter(isSaid).map(createTranscriber(open)),
    };
  };
}
