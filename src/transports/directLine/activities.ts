/** Direct Line 3.0 activities: parses what clients send, and formats lines of the transcript for clients. */
import type { Activity } from "botbuilder";
import * as z from "zod";
import {
  makeActivityId,
  nameForClients,
  ownDirectLine,
  presentMessage,
  technicianId,
} from "../../channels/channels.ts";
import { Refused } from "../../http/server.ts";
import type { StoredLine } from "../../store/conversations.ts";
import { handoffStatus } from "../../tickets/handoff.ts";
import type { Grant } from "./tokens.ts";

export const bot = { id: "reconnect", name: "Reconnect", role: "bot" } as const;

const MOST_OF_CHANNEL_DATA = 4_000;
const MOST_NESTED = 50;

const name = z.string().min(1).max(200);

// Deeper values overflow the stack of recursive code, such as JSON.stringify.
const shallow = z.unknown().refine(isShallow, { abort: true, error: `nested deeper than ${MOST_NESTED} levels` });

/** Clients send more fields; those that we do not read are dropped here. */
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
      `longer than ${MOST_OF_CHANNEL_DATA} characters`,
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

/** Clients of .NET write the first letters of keys large. What the client keeps for itself stays as it is. */
function smallKeys(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const small = (key: string) => key.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      small(key),
      small(key) === "attachments" && Array.isArray(value) ? value.map(smallKeys) : value,
    ]),
  );
}

/** Throws `Refused` with status 400 and the name of the wrong field. */
export function readSentActivity(body: unknown): SentActivity {
  const read = sentActivity.safeParse(smallKeys(body));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") || "body";
  throw new Refused(
    400,
    "BadArgument",
    `the body is not a valid activity: ${where}: ${issue?.message ?? "not readable"}`,
  );
}

/** The client's own id of a message, which makes sending it again idempotent. Undefined when the client sends none. */
export function readClientName({ channelData, id }: SentActivity): string | undefined {
  const clientId = channelData?.clientActivityID;
  const name = typeof clientId === "string" && clientId.length > 0 && clientId.length <= 200 ? clientId : id;
  // The prefix keeps these ids apart from our own, such as that of a greeting.
  return name === undefined ? undefined : `client:${name}`;
}

/**
 * Converts to an activity for the bot; undefined if the bot ignores its type. The sender comes from the token, never
 * from the body. Throws `Refused` with status 400 when a hub's message is too long.
 */
export function toBotActivity(sent: SentActivity, id: string, grant: Grant): Partial<Activity> | undefined {
  const { name, ...message } = sent;
  if (sent.type === "message") return { ...makeEnvelope(grant), ...(message as Partial<Activity>), id };
  if (sent.type !== "event" || name !== "handoff.status" || !grant.hub) return undefined;
  const status = handoffStatus.safeParse(sent.value);
  if (status.success) return { ...makeEnvelope(grant), type: "event", name, value: status.data, id };
  const { issues } = status.error;
  // The protocol forbids rejecting an unknown state, so only a known state with an invalid message is refused.
  if (issues.some(({ path }) => path[0] !== "message")) return undefined;
  throw new Refused(400, "BadArgument", `the status is not valid: value.message: ${issues[0]?.message}`);
}

/** The first activity of a conversation: the person joins. */
export function makeArrival(id: string, grant: Grant): Partial<Activity> {
  return { ...makeEnvelope(grant), type: "conversationUpdate", id, membersAdded: [bot, readPerson(grant)] };
}

function makeEnvelope(grant: Grant): Partial<Activity> {
  return {
    channelId: ownDirectLine,
    serviceUrl: "directline:",
    conversation: describeConversation(grant),
    timestamp: new Date(),
    from: readPerson(grant),
    recipient: bot,
  };
}

function describeConversation({ conversation: id, hub }: Audience): Activity["conversation"] {
  const conversation = { id, name: "", isGroup: false, conversationType: "personal" };
  return { ...conversation, ...(hub && { properties: { hub: true } }) } as Activity["conversation"];
}

function readPerson({ person, hub, site, signed }: Grant): Activity["from"] {
  const name = signed?.name ?? hub?.name ?? site?.name ?? "";
  return { id: person, name, ...(signed?.email && { email: signed.email }) } as Activity["from"];
}

/** Who reads a conversation. */
export type Audience = Pick<Grant, "conversation" | "person" | "hub">;

/** Formats a line of the transcript for a client of the conversation. */
export function toClientActivity({ activity, at, seq, who }: StoredLine, grant: Audience): object {
  const { conversation, person } = grant;
  const target = { channelId: ownDirectLine, conversation: describeConversation(grant) } as Activity;
  const stored = activity as Partial<Activity>;
  // Events are read by programs. Typed text is never Markdown; a path with asterisks must stay as it is.
  const presented = stored.type === "event" ? stored : { textFormat: "plain", ...presentMessage(stored, target) };
  // The answered activity has another id here, and a client would hold the message back while it waits for the stored id.
  const { recipient: _, replyToId: _unknown, channelData, ...rest } = presented;
  return {
    ...rest,
    id: makeActivityId(conversation, seq),
    timestamp: at,
    channelId: nameForClients(ownDirectLine),
    conversation: { id: conversation },
    from: describeSpeaker(who, stored, person),
    // Web Chat sorts messages by this number instead of by two clocks.
    channelData: { ...channelData, "webchat:sequence-id": seq },
  };
}

function describeSpeaker(who: StoredLine["who"], { from }: Partial<Activity>, person: string): object {
  if (who === "person") return { id: person, role: "user" };
  // Web Chat shows every sender that is not a user on the bot's side.
  return who === "bot" ? bot : { id: technicianId, ...(from?.name && { name: from.name }), role: "bot" };
}

const emptyWatermark = /^(?:null|undefined)?$/;

/** The number of the last line that a client has; undefined when it sends none. Throws `Refused`. */
export function readWatermark(watermark: string | null | undefined, lastSeq: number): number | undefined {
  if (watermark === null || watermark === undefined || emptyWatermark.test(watermark)) return undefined;
  if (!/^\d{1,12}$/.test(watermark))
    throw new Refused(400, "BadArgument", "the watermark must be the number that came with the last activities");
  // After a backup is restored, the client may be ahead of us. It must not wait until we reach its number again.
  return Math.min(Number(watermark), lastSeq);
}
