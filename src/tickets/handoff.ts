/** The events of Bot Framework's handoff protocol, in which a bot hands a conversation to an agent hub. */
import * as z from "zod";
import { sentence } from "../../dialogs/words/sentence.ts";
import { type HandOver, listActivities, type Shown } from "./activities.ts";
import { explainTooLong } from "./textLimits.ts";
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
 * The event that hands a conversation over to its hub. If it would be too large, long texts are cut, then the oldest cards
 * are left out, and then the oldest lines; `value` counts both. The caller redacts the hand-over first.
 */
export function buildHandoffInitiate(handOver: HandOver, conversation: string): object {
  const whole = buildEvent(handOver, conversation, { cards: 0, lines: 0 });
  if (countBytes(whole) <= MOST_BYTES) return whole;
  const { length } = handOver.shown;
  const shortest = cut(handOver, FEWEST_LETTERS);
  return (
    fitNewest(cut(handOver, MOST_LETTERS), conversation) ??
    fitNewest(shortest, conversation) ??
    buildEvent(shortest, conversation, { cards: length, lines: length })
  );
}

/** How many of the oldest lines lack their cards, and how many are not there at all. */
type Dropped = { cards: number; lines: number };

/** Keeps as many of the newest cards and lines as fit; undefined when the event is too large even without lines. */
function fitNewest(handOver: HandOver, conversation: string): object | undefined {
  const { length } = handOver.shown;
  const build = (dropped: number) =>
    buildEvent(handOver, conversation, { cards: Math.min(dropped, length), lines: Math.max(0, dropped - length) });
  const fits = (dropped: number) => countBytes(build(dropped)) <= MOST_BYTES;
  let [least, most] = [0, 2 * length];
  if (!fits(most)) return undefined;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) most = middle;
    else least = middle + 1;
  }
  return build(most);
}

function buildEvent({ ticket, shown: all }: HandOver, conversation: string, dropped: Dropped): object {
  const transcript = ticket.transcript.slice(dropped.lines);
  const withoutCards = dropped.cards - dropped.lines;
  const kept = all.slice(dropped.lines);
  const shown = kept.map((line, index) => (index < withoutCards ? { ...line, cards: [] } : line));
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
      linesDropped: dropped.lines,
      cardsDropped: countCards(kept) - countCards(shown),
      ...listCopilotStudioNames(ticket, transcript, conversation),
      reconnect: { ...ticket, transcript },
    },
    attachments: [
      {
        name: "Transcript",
        contentType: "application/json",
        content: { activities: listActivities({ ...ticket, transcript }, shown, conversation, dropped.lines) },
      },
    ],
  };
}

function countCards(shown: readonly Shown[]): number {
  return shown.reduce((count, { cards }) => count + cards.length, 0);
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

function cut<Part>(part: Part, most: number): Part {
  if (typeof part === "string") return shorten(part, most) as Part;
  if (Array.isArray(part)) return part.map((element) => cut(element, most)) as Part;
  if (typeof part !== "object" || part === null || part instanceof Date) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, cut(value, most)])) as Part;
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return sentence("ticket-page.hub.cut", { text: text.slice(0, most), count: text.length - most });
}

function countBytes(event: object): number {
  return Buffer.byteLength(JSON.stringify(event));
}
