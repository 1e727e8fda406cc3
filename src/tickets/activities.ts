/**
 * The transcript in Bot Framework's own form: activities as its SDKs store them and as its Emulator opens them. The command
 * and the hand-over to an agent hub share it.
 */
import type { Activity, Attachment } from "botbuilder";
import { sentence } from "../../dialogs/words/sentence.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { makeActivityId, nameForClients, ownDirectLine, presentCards, technicianId } from "../channels/channels.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Said, TicketPackage } from "./ticketPackage.ts";
import { createCardReader } from "./transcript.ts";

/** What an activity has besides its line in the package. */
export type Shown = {
  id: string;
  at: Date;
  /** The line that this one answers, if the case has it. */
  replyToId: string | undefined;
  /** The cards that the person saw, without those that reveal what they keep back. */
  cards: Attachment[];
};

/** A package with what its transcript showed, in the order of the transcript. */
export type HandOver = { ticket: TicketPackage; shown: readonly Shown[] };

/** The parts of a package that its activities need. */
type Spoken = Pick<TicketPackage, "reference" | "at" | "person" | "channel" | "transcript">;

export type NumberedLine = Omit<StoredLine, "sent">;

/** `lines`: the lines of the case that are in its transcript. */
export function listShown(
  open: OpenCase,
  lines: readonly NumberedLine[],
  { channel, conversation }: { channel: string; conversation: string },
): Shown[] {
  const readCards = createCardReader(open);
  const nameLine = ({ activityId, seq }: NumberedLine) =>
    channel === ownDirectLine ? makeActivityId(conversation, seq) : activityId;
  const ids = new Map(lines.map((line) => [line.activityId, nameLine(line)]));
  let last = Number.NEGATIVE_INFINITY;
  return lines.map((line) => {
    // Transcript stores and clients sort by time, and the lines of a turn share theirs.
    last = Math.max(Date.parse(line.at), last + 1);
    const { replyToId } = (line.activity ?? {}) as Partial<Activity>;
    return {
      id: nameLine(line),
      at: new Date(last),
      replyToId: ids.get(replyToId ?? ""),
      cards: presentCards(readCards(line), channel),
    };
  });
}

/** One activity for each line of the transcript, and a first one that counts the `dropped` lines before them, if any. */
export function listActivities(
  { reference, at: handedOver, person, channel, transcript }: Spoken,
  shown: readonly Shown[],
  conversation: string,
  dropped = 0,
): Partial<Activity>[] {
  const known = new Set(shown.map(({ id }) => id));
  const makeActivity = (line: Omit<Said, "at">, { id, at, replyToId, cards }: Shown): Partial<Activity> => ({
    type: "message",
    id,
    timestamp: at,
    channelId: nameForClients(channel),
    conversation: { id: conversation } as Activity["conversation"],
    ...nameSpeakers(line, person),
    text: line.text,
    textFormat: "plain",
    attachments: cards,
    // A client would hold the message back while it waits for an id that never comes.
    ...(replyToId !== undefined && known.has(replyToId) && { replyToId }),
    channelData: { reconnect: describeLine(line) },
  });
  // `listShown` made one for each line.
  const activities = transcript.map((line, index) => makeActivity(line, shown[index] as Shown));
  if (dropped === 0) return activities;
  const text = sentence("ticket-page.hub.earlier", { count: dropped, reference });
  const before = (shown[0]?.at.getTime() ?? Date.parse(handedOver)) - 1;
  const notice = { id: `${reference}|earlier`, at: new Date(before), replyToId: undefined, cards: [] };
  return [makeActivity({ who: "bot", text }, notice), ...activities];
}

const bot = { id: "reconnect", name: "Reconnect", role: "bot" };

/** The framework has no role for a technician; "bot" is that of everything which is not the person. */
function nameSpeakers(
  { who, name }: Omit<Said, "at">,
  { id, name: called }: Spoken["person"],
): Pick<Activity, "from" | "recipient"> {
  const person = { id, name: called ?? "", role: "user" };
  if (who === "person") return { from: person, recipient: bot };
  return { from: who === "bot" ? bot : { id: technicianId, name: name ?? "", role: "bot" }, recipient: person };
}

function describeLine({ who, by, leftOut, deleted, edited }: Omit<Said, "at">): object {
  return {
    who,
    ...(by && { by }),
    ...(leftOut && { leftOut }),
    ...(deleted && { deleted }),
    ...(edited && { edited }),
  };
}
