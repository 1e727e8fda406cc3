/** Activities as Direct Line 3.0 puts them on the wire: what a client may send, and a line of the transcript as it sees it. */
import type { Activity } from "botbuilder";
import * as z from "zod";
import { ownDirectLine, presentMessage, technicianId } from "../../channels/channels.ts";
import { Refused } from "../../http/server.ts";
import type { StoredLine } from "../../store/conversations.ts";
import { handoffStatus } from "../../tickets/handoff.ts";
import type { Grant } from "./tokens.ts";

export const bot = { id: "reconnect", name: "Reconnect", role: "bot" } as const;

const MOST_OF_CHANNEL_DATA = 4_000;
const MOST_NESTED = 50;

const name = z.string().min(1).max(200);

// Whatever walks down into what is deeper, as writing it as JSON does, runs out of stack.
const shallow = z.unknown().refine(isShallow, { abort: true, error: `nested deeper than ${MOST_NESTED} levels` });

/** Clients send much more; what we do not read is dropped here. */
const sentActivity = z.object({
  type: name,
  name: name.optional().catch(undefined),
  id: name.optional().catch(undefined),
  text: z.string().nullish(),
  value: shallow.optional(),
  attachments: z.array(z.object({ contentType: name })).nullish(),
  channelData: shallow
    .pipe(z.record(z.string(), z.unknown()))
    .refine(
      (data) => JSON.stringify(data).length <= MOST_OF_CHANNEL_DATA,
      `longer than ${MOST_OF_CHANNEL_DATA} letters`,
    )
    .nullish(),
});

function isShallow(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= MOST_NESTED && level.length > 0; depth += 1)
    level = level.flatMap((part) => (typeof part === "object" && part !== null ? Object.values(part) : []));
  return level.length === 0;
}

export type SentActivity = z.infer<typeof sentActivity>;

/** Throws `Refused` with 400 and the field that is wrong. */
export function readSentActivity(body: unknown): SentActivity {
  const read = sentActivity.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") || "the body";
  throw new Refused(400, "BadArgument", `this is not an activity: ${where}: ${issue?.message ?? "cannot be read"}`);
}

/** Names what a client said, so that saying it again is known to be the same. Undefined where the client names nothing. */
export function readClientName({ channelData, id }: SentActivity): string | undefined {
  const own = channelData?.clientActivityID;
  const given = typeof own === "string" && own.length > 0 && own.length <= 200 ? own : id;
  // Ids of our own, such as that of a greeting, never begin like this.
  return given === undefined ? undefined : `client:${given}`;
}

/**
 * The activity as the bot takes it; undefined for what it has no use for. What the client says of itself counts for
 * nothing; the token tells who it is. Throws `Refused` with 400 for a hub's message that is too long.
 */
export function toBotActivity(said: SentActivity, id: string, grant: Grant): Partial<Activity> | undefined {
  const { name, ...message } = said;
  if (said.type === "message") return { ...makeEnvelope(grant), ...(message as Partial<Activity>), id };
  if (said.type !== "event" || name !== "handoff.status" || !grant.hub) return undefined;
  const status = handoffStatus.safeParse(said.value);
  if (status.success) return { ...makeEnvelope(grant), type: "event", name, value: status.data, id };
  const { issues } = status.error;
  // The protocol forbids rejecting a state that we do not know, so only a known state with a wrong message is refused.
  if (issues.some(({ path }) => path[0] !== "message")) return undefined;
  throw new Refused(400, "BadArgument", `this status was not taken: value.message: ${issues[0]?.message}`);
}

/** The first activity of a conversation: the person has come in. */
export function makeArrival(id: string, grant: Grant): Partial<Activity> {
  return { ...makeEnvelope(grant), type: "conversationUpdate", id, membersAdded: [bot, readPerson(grant)] };
}

function makeEnvelope(grant: Grant): Partial<Activity> {
  const conversation = { id: grant.conversation, name: "", isGroup: false, conversationType: "personal" };
  return {
    channelId: ownDirectLine,
    serviceUrl: "directline:",
    conversation: { ...conversation, ...(grant.hub && { properties: { hub: true } }) } as Activity["conversation"],
    timestamp: new Date(),
    from: readPerson(grant),
    recipient: bot,
  };
}

function readPerson({ person, hub }: Grant): Activity["from"] {
  return { id: person, name: hub?.name ?? "" };
}

/** Unique, and the same whenever the line is read: clients drop what they have already by it. */
export function makeActivityId(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, "0")}`;
}

/** A line of the transcript as a client gets it. */
export function toClientActivity({ activity, at, seq, who }: StoredLine, conversation: string, person: string): object {
  const to = { channelId: ownDirectLine, conversation: { id: conversation } } as Activity;
  const said = activity as Partial<Activity>;
  // A program reads an event. Nothing that anybody types is Markdown, a path with stars in it least of all.
  const shown = said.type === "event" ? said : { textFormat: "plain", ...presentMessage(said, to) };
  // What it answers has another name here, and a client that looks for it in vain holds the message back.
  const { recipient: _, replyToId: _unknown, channelData, ...rest } = shown;
  return {
    ...rest,
    id: makeActivityId(conversation, seq),
    timestamp: at,
    channelId: "directline",
    conversation: { id: conversation },
    from: describeSpeaker(who, said, person),
    // Web Chat puts messages in the order of this number instead of that of two clocks.
    channelData: { ...channelData, "webchat:sequence-id": seq },
  };
}

function describeSpeaker(who: StoredLine["who"], { from }: Partial<Activity>, person: string): object {
  if (who === "person") return { id: person, role: "user" };
  // Web Chat puts whoever is no user on the bot's side.
  return who === "bot" ? bot : { id: technicianId, ...(from?.name && { name: from.name }), role: "bot" };
}

const emptyWatermark = /^(?:null|undefined)?$/;

/** The number of the line up to which a client knows the conversation; undefined when it names none. Throws `Refused`. */
export function readWatermark(given: string | null | undefined, lastSeq: number): number | undefined {
  if (given === null || given === undefined || emptyWatermark.test(given)) return undefined;
  if (!/^\d{1,12}$/.test(given))
    throw new Refused(400, "BadArgument", "the watermark is a number, as it came with the last activities");
  // It may know more than we do, once a backup was restored; waiting for that line again would leave it without news.
  return Math.min(Number(given), lastSeq);
}
