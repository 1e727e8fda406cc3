/** The events of Bot Framework's handoff protocol, in which a bot hands a conversation to an agent hub. */
import * as z from "zod";
import { sentence } from "../../dialogs/words/sentence.ts";
import { explainTooLong } from "./textLimits.ts";
import { explainMissing } from "./ticketInWords.ts";
import type { Said, TicketPackage } from "./ticketPackage.ts";

/** In bytes of JSON. Hubs and their queues refuse events that are much larger. */
const MOST_BYTES = 200_000;
/** The limit for one text, such as a pasted log, when the event is too large. */
const MOST_LETTERS = 4_000;
/** The limit when the event is still too large. */
const FEWEST_LETTERS = 250;

/** The protocol does not specify the message, so a value that is not text is dropped. A text too long for a note is refused. */
const statusMessage = z
  .unknown()
  .transform((message) => (typeof message === "string" ? message : undefined))
  .superRefine((message, context) => {
    const tooLong = explainTooLong("note", message ?? "");
    if (tooLong) context.addIssue({ code: "custom", message: tooLong });
  });

/** The value of `handoff.status`. */
export const handoffStatus = z.object({
  state: z.enum(["accepted", "failed", "completed"]),
  message: statusMessage.optional(),
});
export type HandoffStatus = z.infer<typeof handoffStatus>;

/**
 * The event that hands a conversation over to its hub. If it would be too large, long texts are cut, and then the oldest
 * transcript lines are dropped; `value.linesDropped` counts them. The caller redacts the package first.
 */
export function buildHandoffInitiate(ticket: TicketPackage, conversation: string): object {
  const whole = buildEvent(ticket, conversation, 0);
  if (countBytes(whole) <= MOST_BYTES) return whole;
  return (
    fitNewestLines(cut(ticket, MOST_LETTERS), conversation) ??
    fitNewestLines(cut(ticket, FEWEST_LETTERS), conversation) ??
    buildEvent(cut(ticket, FEWEST_LETTERS), conversation, ticket.transcript.length)
  );
}

/** Keeps as many of the newest lines as fit; undefined when the event is too large even without lines. */
function fitNewestLines(ticket: TicketPackage, conversation: string): object | undefined {
  const fits = (dropped: number) => countBytes(buildEvent(ticket, conversation, dropped)) <= MOST_BYTES;
  let [least, most] = [0, ticket.transcript.length];
  if (!fits(most)) return undefined;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) most = middle;
    else least = middle + 1;
  }
  return buildEvent(ticket, conversation, most);
}

function buildEvent(ticket: TicketPackage, conversation: string, dropped: number): object {
  const transcript = ticket.transcript.slice(dropped);
  const { reference, revision, urgency, impact } = ticket;
  return {
    type: "event",
    name: "handoff.initiate",
    conversation: { id: conversation },
    value: {
      reference,
      revision,
      ...(urgency && { urgency }),
      ...(impact && { impact }),
      linesDropped: dropped,
      ...listCopilotStudioNames(ticket, transcript, conversation),
      reconnect: { ...ticket, transcript },
    },
    attachments: [
      {
        name: "Transcript",
        contentType: "application/json",
        content: { activities: listActivities(transcript, ticket, conversation, dropped) },
      },
    ],
  };
}

/** Adapters that were written for Copilot Studio route by these names. */
function listCopilotStudioNames(ticket: TicketPackage, transcript: readonly Said[], conversation: string): object {
  const causesWith = (standing: string) =>
    ticket.suspects.filter((suspect) => suspect.standing === standing).map(({ cause }) => cause);
  // The likeliest suspect comes first in the ticket and last in `va_Topics`.
  const topics = [ticket.tree.id, ...causesWith("tried"), ...causesWith("likely").reverse()];
  const phrases = transcript.flatMap(({ who, text }) => (who === "person" && text ? [text] : []));
  const undone = ticket.openChanges.map((change) => sentence("ticket-page.hub.put-back", { undo: change.undo.do }));
  return {
    va_Scope: "bot",
    va_LastTopic: topics.at(-1),
    va_Topics: topics,
    va_LastPhrases: phrases.at(-1) ?? "",
    va_Phrases: phrases,
    va_ConversationId: conversation,
    va_AgentMessage: [`${ticket.reference}: ${ticket.reason.text}`, ticket.impact, ...undone]
      .filter(Boolean)
      .join("\n"),
    va_BotId: "reconnect",
    va_Language: "en-us",
  };
}

function listActivities(
  lines: readonly Said[],
  ticket: TicketPackage,
  conversation: string,
  dropped: number,
): object[] {
  const message = (text: string, from: object, timestamp: string) => ({
    type: "message",
    timestamp,
    conversation: { id: conversation },
    from,
    text,
  });
  const [first] = lines;
  const missing = sentence("ticket-page.hub.earlier", { count: dropped, reference: ticket.reference });
  return [
    ...(dropped > 0 ? [message(missing, roles.bot, first?.at ?? ticket.at)] : []),
    ...lines.map((line) => message(explainMissing(line) ?? line.text, nameSpeaker(line, ticket), line.at)),
  ];
}

const roles = { bot: { id: "reconnect", name: "Reconnect", role: "bot" } } as const;

function nameSpeaker({ who, name }: Said, { person }: TicketPackage): object {
  if (who === "bot") return roles.bot;
  if (who === "technician") return { id: "technician", ...(name && { name }), role: "bot" };
  return { id: person.id, ...(person.name && { name: person.name }), role: "user" };
}

function cut<Part>(part: Part, most: number): Part {
  if (typeof part === "string") return shorten(part, most) as Part;
  if (Array.isArray(part)) return part.map((element) => cut(element, most)) as Part;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, cut(value, most)])) as Part;
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return sentence("ticket-page.hub.cut", { text: text.slice(0, most), count: text.length - most });
}

function countBytes(event: object): number {
  return Buffer.byteLength(JSON.stringify(event));
}
