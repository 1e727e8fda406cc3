/** Direct Line 3.0 of our own: the part of the protocol that Web Chat and the official client speak. */
import { randomUUID } from "node:crypto";
import type { Activity } from "botbuilder";
import restify, { type Request, type Response } from "restify";
import { ownDirectLine } from "../../channels/channels.ts";
import { forget, isSecure, personAt } from "../../http/browserCookie.ts";
import { checkOrigin } from "../../http/origins.ts";
import { BODY_LIMIT, type During, type Messages, onlyPlainJson, type Part, Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import { conversationKey, partsOfConversation } from "../../store/caseKey.ts";
import type { Store, StoredConversation } from "../../store/store.ts";
import type { Bot } from "../../turn/messageTurn.ts";
import type { Voice } from "../../turn/voices.ts";
import { activityId, arrival, asActivity, incoming, nameOf, readSaid, readWatermark } from "./activities.ts";
import { browserGrant } from "./browsers.ts";
import { DirectLineAdapter } from "./directLineAdapter.ts";
import { hubGrant, isFromHub, onlyFromHubs } from "./hubs.ts";
import { LINES_AT_ONCE, Readers } from "./readers.ts";
import { SigningKeys } from "./signingKeys.ts";
import { acceptStreams } from "./streams.ts";
import { createTokens, type Grant, lifetimes } from "./tokens.ts";

const PATH = "/v3/directline";
/** A reader who comes back after a year gets this much of what was said, not all of it at once. */
const MOST_HISTORY = 300;
/** Messages of one conversation that wait for their turn; nobody types that fast. */
const MOST_WAITING = 20;

/** Without a secret there are no hubs. */
type Parts = { store: Store; bot: Bot; log: Log; now: () => Date; hubSecret?: string | undefined };

export type DirectLine = Part & {
  /** Brings what was stored unasked to those who read there. */
  voice: Voice;
  /** Whether the person of that conversation has a socket open; undefined for conversations of other channels. */
  isThere(conversation: string): boolean | undefined;
};

/** The routes and the socket. Everything a client sends is checked here, whoever it says it is. */
export function directLine({ store, bot, log, now, hubSecret }: Parts): DirectLine {
  const tokens = createTokens(new SigningKeys({ store, now }), now);
  const readers = new Readers({ store, log });
  const adapter = new DirectLineAdapter(bot, readers);
  const waiting = new Map<string, number>();
  let streams: ReturnType<typeof acceptStreams> | undefined;

  const granted = async (request: Request): Promise<Grant> => {
    const grant = await tokens.read(/^Bearer (\S+)$/i.exec(request.header("authorization") ?? "")?.[1], "talk");
    checkOrigin(request.header("origin"), grant);
    if (request.params.id !== undefined && request.params.id !== grant.conversation)
      throw new Refused(403, "BadToken", "this token is for another conversation");
    return grant;
  };

  const find = async ({ conversation }: Grant): Promise<StoredConversation | undefined> => {
    const found = await store.conversation(conversationKey(ownDirectLine, conversation));
    if (found?.closedAt) throw new Refused(404, "ConversationEnded", "this conversation has ended; begin a new one");
    return found;
  };

  const open = async (grant: Grant): Promise<StoredConversation> => {
    const found = await find(grant);
    if (!found) throw new Refused(404, "ConversationNotFound", "this conversation was never begun, or is gone");
    return found;
  };

  const tokenFor = async (grant: Grant) => ({
    conversationId: grant.conversation,
    token: await tokens.issue(grant, "talk"),
    expires_in: lifetimes.talk,
  });

  const withStream = async (request: Request, grant: Grant, seq: number) => {
    const scheme = isSecure(request) ? "wss" : "ws";
    const stream = await tokens.issue(grant, "stream");
    const path = `${PATH}/conversations/${grant.conversation}/stream?watermark=${seq}&t=${stream}`;
    return { ...(await tokenFor(grant)), streamUrl: `${scheme}://${request.getUrl().host}${path}` };
  };

  /** Clients give up at 4xx and mostly go on trying at 5xx, so whatever breaks on our side ends here. */
  const orAgain =
    (handle: Messages): Messages =>
    async (request, response) => {
      try {
        await handle(request, response);
      } catch (error) {
        if (error instanceof Refused && error.statusCode < 500) throw error;
        if (!(error instanceof Refused)) log.error({ err: error }, "a client could not be served");
        const { code, message } = error instanceof Refused ? error : new Refused(502, "ServiceError", "try again");
        response.send(502, { error: { code, message } });
      }
    };

  async function generate(request: Request, response: Response): Promise<void> {
    const hubs = isFromHub(request, hubSecret);
    const grant = hubs ? await hubGrant(request.body, open) : await browserGrant(request, response, store);
    response.send(200, await tokenFor(grant));
  }

  async function refresh(request: Request, response: Response): Promise<void> {
    const grant = await granted(request);
    await find(grant);
    response.send(200, await tokenFor(grant));
  }

  async function begin(request: Request, response: Response): Promise<void> {
    const grant = await granted(request);
    const known = await find(grant);
    if (!known) {
      await adapter.take(arrival("arrival", grant));
      if (!(await find(grant))) throw new Refused(502, "BotRejectedActivity", "the conversation could not be begun");
    }
    response.send(known ? 200 : 201, await withStream(request, grant, historyFrom(known?.lastSeq ?? 0)));
  }

  async function comeBack(request: Request, response: Response): Promise<void> {
    const grant = await granted(request);
    const { lastSeq } = await open(grant);
    const known = readWatermark(request.query.watermark, lastSeq);
    // An empty watermark comes from a client whose line dropped before it heard anything; none at all, from one that has enough.
    const otherwise = request.query.watermark === "" ? historyFrom(lastSeq) : lastSeq;
    response.send(200, await withStream(request, grant, known ?? otherwise));
  }

  async function read(request: Request, response: Response): Promise<void> {
    const grant = await granted(request);
    const { lastSeq } = await open(grant);
    const after = readWatermark(request.query.watermark, lastSeq) ?? historyFrom(lastSeq);
    const key = conversationKey(ownDirectLine, grant.conversation);
    const lines = await store.linesAfter(key, after, LINES_AT_ONCE);
    const activities = lines.map((line) => asActivity(line, grant.conversation, grant.person));
    response.send(200, { activities, watermark: String(lines.at(-1)?.seq ?? lastSeq) });
  }

  async function say(request: Request, response: Response): Promise<void> {
    const grant = await granted(request);
    const said = readSaid(request.body);
    const { conversation, person } = grant;
    await open(grant);
    if (said.type === "endOfConversation") {
      await store.closeConversation(conversationKey(ownDirectLine, conversation), now().toISOString());
      readers.end(conversation);
      // Whoever sits down at this browser next is somebody else.
      if (personAt(request) === person) forget(response);
    }
    const activity = incoming(said, nameOf(said) ?? randomUUID(), grant);
    if (!activity) return void response.send(200, { id: activityId(conversation, 0) });
    const ahead = waiting.get(conversation) ?? 0;
    if (ahead >= MOST_WAITING) throw new Refused(429, "TooManyRequests", "wait for an answer before you send more");
    waiting.set(conversation, ahead + 1);
    try {
      response.send(200, { id: activityId(conversation, await taken(activity, conversation)) });
    } finally {
      const left = (waiting.get(conversation) ?? 1) - 1;
      if (left > 0) waiting.set(conversation, left);
      else waiting.delete(conversation);
    }
  }

  /** The number of the line that it became, at its first or at an earlier sending; 0 for an event that is no line. */
  async function taken(activity: Partial<Activity>, conversation: string): Promise<number> {
    const [key, id = ""] = [conversationKey(ownDirectLine, conversation), activity.id];
    await adapter.take(activity);
    const seq = await store.seqOf(key, id);
    if (seq !== undefined) return seq;
    if (activity.type === "event" && (await store.seen(key, id))) return 0;
    // Nothing of it was stored, so sending it again is right; a 4xx would tell the client to give up.
    throw new Refused(502, "BotRejectedActivity", `the ${activity.type} could not be stored; send it again`);
  }

  async function refuseUpload(request: Request): Promise<void> {
    await open(await granted(request));
    const words =
      "files and pictures cannot be read here; copy the text of the message (Ctrl+C in its window) and paste it";
    throw new Refused(415, "UploadsNotAccepted", words);
  }

  return {
    async voice({ id, channel }) {
      if (channel !== ownDirectLine) return false;
      readers.wake(partsOfConversation(id).conversation);
      return true;
    },
    isThere(id) {
      const { channel, conversation } = partsOfConversation(id);
      return channel === ownDirectLine ? readers.count(conversation) > 0 : undefined;
    },
    mount(server, during: During) {
      const served = (handle: Messages) => during(orAgain(handle));
      const json = [onlyPlainJson, restify.plugins.bodyParser({ mapParams: false, maxBodySize: BODY_LIMIT })];
      const ofHubs = json.flat().map((read) => onlyFromHubs(hubSecret, read));
      const query = restify.plugins.queryParser({ mapParams: false });
      server.post(`${PATH}/tokens/generate`, ofHubs, served(generate));
      server.post(`${PATH}/tokens/refresh`, served(refresh));
      server.post(`${PATH}/conversations`, served(begin));
      server.get(`${PATH}/conversations/:id`, query, served(comeBack));
      server.get(`${PATH}/conversations/:id/activities`, query, served(read));
      server.post(`${PATH}/conversations/:id/activities`, ...json, served(say));
      server.post(`${PATH}/conversations/:id/upload`, served(refuseUpload));
      server.get(
        `${PATH}/session/getsessionid`,
        during(async (_request, response) => {
          response.send(200, { sessionId: randomUUID() });
        }),
      );
      streams = acceptStreams(server.server, { path: PATH, tokens, readers, log, find: open });
    },
    stop() {
      streams?.stop();
      readers.closeAll();
    },
  };
}

const historyFrom = (lastSeq: number): number => Math.max(0, lastSeq - MOST_HISTORY);
