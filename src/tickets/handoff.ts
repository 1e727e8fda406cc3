/** The events by which a bot hands a conversation to an agent hub, as Bot Framework's handoff protocol puts them on the wire. */
import * as z from "zod";
import { explainTooLong } from "./textLimits.ts";
import type { Said, TicketPackage } from "./ticketPackage.ts";

/** In bytes of JSON; hubs and their queues refuse what is much larger. */
const MOST_BYTES = 200_000;
/** Of one text, such as a log that somebody pasted, where the whole is too large. */
const MOST_LETTERS = 4_000;
/** Where even that is too much. */
const FEWEST_LETTERS = 250;

/** The message has no specified form, so one that is not text is dropped. One that is too long for a note is refused. */
const statusMessage = z
  .unknown()
  .transform((message) => (typeof message === "string" ? message : undefined))
  .superRefine((message, context) => {
    const tooLong = explainTooLong("note", message ?? "");
    if (tooLong) context.addIssue({ code: "custom", message: tooLong });
  });

/** What a hub says in `handoff.status`. */
export const handoffStatus = z.object({
  state: z.enum(["accepted", "failed", "completed"]),
  message: statusMessage.optional(),
});
export type HandoffStatus = z.infer<typeof handoffStatus>;

/**
 * The event for a hand-over, for the hub of that conversation. Too large, long texts are cut and the oldest lines of the
 * transcript are left away, which `value.linesDropped` counts. The package is taken as it is: redact it first.
 */
export function handoffInitiate(ticket: TicketPackage, conversation: string): object {
  const whole = initiation(ticket, conversation, 0);
  if (bytesOf(whole) <= MOST_BYTES) return whole;
  return (
    fitted(cut(ticket, MOST_LETTERS), conversation) ??
    fitted(cut(ticket, FEWEST_LETTERS), conversation) ??
    initiation(cut(ticket, FEWEST_LETTERS), conversation, ticket.transcript.length)
  );
}

/** With as many of the newest lines as there is room for; undefined when there is no room even without any. */
function fitted(ticket: TicketPackage, conversation: string): object | undefined {
  const fits = (dropped: number) => bytesOf(initiation(ticket, conversation, dropped)) <= MOST_BYTES;
  let [least, most] = [0, ticket.transcript.length];
  if (!fits(most)) return undefined;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) most = middle;
    else least = middle + 1;
  }
  return initiation(ticket, conversation, most);
}

function initiation(ticket: TicketPackage, conversation: string, dropped: number): object {
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
      ...asCopilotStudioNamesIt(ticket, transcript, conversation),
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

/** Adapters that were written for Copilot Studio route by these. */
function asCopilotStudioNamesIt(ticket: TicketPackage, transcript: readonly Said[], conversation: string): object {
  const standing = (wanted: string) =>
    ticket.suspects.filter((suspect) => suspect.standing === wanted).map(({ cause }) => cause);
  // The most suspected one stands first there and last here.
  const topics = [ticket.tree.id, ...standing("tried"), ...standing("likely").reverse()];
  const phrases = transcript.flatMap(({ who, text }) => (who === "person" && text ? [text] : []));
  const undone = ticket.openChanges.map((change) => `Put back first: ${change.undo.do}`);
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
  const missing = `${dropped} earlier ${dropped === 1 ? "line is" : "lines are"} not shown here; the ticket ${ticket.reference} has all of them.`;
  return [
    ...(dropped > 0 ? [message(missing, roles.bot, first?.at ?? ticket.at)] : []),
    ...lines.map((line) =>
      message(line.leftOut ? "(left out by the person)" : line.text, nameSpeaker(line, ticket), line.at),
    ),
  ];
}

const roles = { bot: { id: "reconnect", name: "Reconnect", role: "bot" } } as const;

function nameSpeaker({ who, name }: Said, { person }: TicketPackage): object {
  if (who === "bot") return roles.bot;
  if (who === "technician") return { id: "technician", ...(name && { name }), role: "bot" };
  return { id: person.id, ...(person.name && { name: person.name }), role: "user" };
}

function cut<Part>(part: Part, most: number): Part {
  if (typeof part === "string") return shortened(part, most) as Part;
  if (Array.isArray(part)) return part.map((one) => cut(one, most)) as Part;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, cut(value, most)])) as Part;
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)} … (${text.length - most} more letters)` : text;
}

function bytesOf(event: object): number {
  return Buffer.byteLength(JSON.stringify(event));
}
