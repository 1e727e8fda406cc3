/** Our own Direct Line 3.0 server: the part of the protocol that Web Chat and the official client use. */
import { randomUUID } from "node:crypto";
import restify, { type Request, type Response } from "restify";
import { ownDirectLine } from "../../channels/channels.ts";
import type { LiveTalk } from "../../desk/liveTalk.ts";
import type { News } from "../../desk/news.ts";
import { shareAcrossOrigins } from "../../http/crossOrigin.ts";
import type { ListedOrigins } from "../../http/listedOrigins.ts";
import {
  BODY_LIMIT,
  type HandleRequest,
  type Part,
  Refused,
  type Route,
  requirePlainJson,
  type TrackRequest,
} from "../../http/server.ts";
import type { Log } from "../../log.ts";
import { makeConversationKey, splitConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import type { Bot } from "../../turn/messageTurn.ts";
import type { ProactiveSender } from "../../turn/proactiveSenders.ts";
import { Access, PATH } from "./access.ts";
import { makeArrival, readWatermark, toClientActivity } from "./activities.ts";
import { grantBrowser } from "./browsers.ts";
import { findCaller, isSameSecret, readBodyWithSecret, type Secrets } from "./callers.ts";
import { DirectLineAdapter } from "./directLineAdapter.ts";
import { grantHub } from "./hubs.ts";
import { Identities, type IdentityKeys } from "./identities.ts";
import { PostedActivities } from "./postedActivities.ts";
import { LINES_AT_ONCE, Readers } from "./readers.ts";
import { SigningKeys } from "./signingKeys.ts";
import { grantSite } from "./sites.ts";
import { acceptStreams } from "./streams.ts";
import { createTokens, type Grant, type Tokens } from "./tokens.ts";

/** How many of the latest lines a client without a watermark gets. */
const MOST_HISTORY = 300;

/** `origins`: the listed pages of other sites. */
type Parts = {
  store: Pick<Store, "conversations" | "keys">;
  bot: Bot;
  live: LiveTalk;
  news: News;
  log: Log;
  now: () => Date;
  origins: ListedOrigins;
  secrets: Secrets;
  identity?: IdentityKeys;
};

/** The routes and sockets. They validate everything that a client sends and trust only its token. */
export class DirectLine implements Part {
  readonly #parts: Parts;
  readonly #tokens: Tokens;
  readonly #identities: Identities;
  readonly #access: Access;
  readonly #readers: Readers;
  readonly #adapter: DirectLineAdapter;
  readonly #posts: PostedActivities;
  #streams: ReturnType<typeof acceptStreams> | undefined;

  constructor(parts: Parts) {
    const { store, bot, live, news, log, now, origins } = parts;
    this.#parts = parts;
    this.#tokens = createTokens(new SigningKeys({ store, now }), now);
    this.#identities = new Identities(parts.identity ?? {}, store.keys, now);
    this.#access = new Access({ conversations: store.conversations, tokens: this.#tokens, origins });
    this.#readers = new Readers({ store, live, log });
    this.#adapter = new DirectLineAdapter(bot, this.#readers);
    const [access, readers, adapter] = [this.#access, this.#readers, this.#adapter];
    this.#posts = new PostedActivities({ store, access, readers, adapter, live, news, now });
  }

  /** Wakes the sockets of the conversation, which then send the stored messages. */
  readonly sendProactively: ProactiveSender = async ({ id, channel }) => {
    if (channel !== ownDirectLine) return false;
    this.#readers.wake(splitConversationKey(id).conversation);
    return true;
  };

  /** Whether the person of that conversation has a socket open; undefined for conversations of other channels. */
  readonly isThere = (id: string): boolean | undefined => {
    const { channel, conversation } = splitConversationKey(id);
    return channel === ownDirectLine ? this.#readers.count(conversation) > 0 : undefined;
  };

  /** The person who may use the token. Rejects with `Refused`. */
  readonly readPerson = async (token: string): Promise<string> => (await this.#tokens.read(token, "talk")).person;

  mount(server: restify.Server, during: TrackRequest): void {
    shareAcrossOrigins(server, PATH, this.#parts.origins);
    for (const { method, path, read = [], answer } of this.#routes())
      server[method](`${PATH}${path}`, ...read, during(this.#keepClientsTrying(answer)));
    const find = (grant: Grant) => this.#access.requireConversation(grant);
    const { log, origins } = this.#parts;
    this.#streams = acceptStreams(server.server, {
      path: PATH,
      tokens: this.#tokens,
      origins,
      readers: this.#readers,
      log,
      find,
    });
  }

  stop(): void {
    this.#streams?.stop();
    this.#posts.stop();
    this.#readers.closeAll();
  }

  #routes(): Route[] {
    const json = [requirePlainJson, restify.plugins.bodyParser({ mapParams: false, maxBodySize: BODY_LIMIT })].flat();
    const withSecret = json.map((read) => readBodyWithSecret(this.#parts.secrets, read));
    const query = [restify.plugins.queryParser({ mapParams: false })].flat();
    return [
      { method: "post", path: "/tokens/generate", read: withSecret, answer: this.#generateToken },
      { method: "post", path: "/tokens/refresh", answer: this.#refreshToken },
      { method: "post", path: "/conversations", read: withSecret, answer: this.#begin },
      { method: "get", path: "/conversations/:id", read: query, answer: this.#resume },
      { method: "get", path: "/conversations/:id/activities", read: query, answer: this.#sendHistory },
      { method: "post", path: "/conversations/:id/activities", read: json, answer: this.#posts.take },
      { method: "post", path: "/conversations/:id/upload", answer: this.#refuseUpload },
      { method: "get", path: "/session/getsessionid", answer: sendSessionId },
    ];
  }

  /** Answers every failure on our side with 502: clients give up at 4xx, and most of them retry at 5xx. */
  #keepClientsTrying(answer: HandleRequest): HandleRequest {
    return async (request, response) => {
      try {
        await answer(request, response);
      } catch (error) {
        if (error instanceof Refused && error.statusCode < 500) throw error;
        if (!(error instanceof Refused)) this.#parts.log.error({ err: error }, "Direct Line request failed");
        const { code, message } = error instanceof Refused ? error : new Refused(502, "ServiceError", "try again");
        response.send(502, { error: { code, message } });
      }
    };
  }

  readonly #generateToken: HandleRequest = async (request, response) => {
    const bySecret = await this.#grantBySecret(request);
    const { grant, resume } = bySecret
      ? { grant: bySecret }
      : await grantBrowser(request, response, { ...this.#parts, identities: this.#identities });
    response.send(200, { ...(await this.#access.describeToken(grant)), ...(resume && { resume }) });
  };

  /** Undefined for a request without a secret. */
  async #grantBySecret(request: Request): Promise<Grant | undefined> {
    const { secrets, origins } = this.#parts;
    const caller = findCaller(request, secrets);
    if (caller === "hub") return grantHub(request.body, (named) => this.#access.requireConversation(named));
    return caller === "site" ? grantSite(request.body, origins, request.header("host") ?? "") : undefined;
  }

  readonly #refreshToken: HandleRequest = async (request, response) => {
    const grant = await this.#access.readGrant(request);
    await this.#access.findConversation(grant);
    response.send(200, await this.#access.describeToken(grant));
  };

  /** A site's server may begin with its secret, without a token. */
  readonly #begin: HandleRequest = async (request, response) => {
    const isSecret = isSameSecret(request, this.#parts.secrets);
    const grant =
      (isSecret ? await this.#grantBySecret(request) : undefined) ?? (await this.#access.readGrant(request));
    const known = await this.#access.findConversation(grant);
    if (!known) {
      await this.#adapter.take(makeArrival("arrival", grant));
      if (!(await this.#access.findConversation(grant)))
        throw new Refused(502, "BotRejectedActivity", "the conversation could not be started; try again");
    }
    const seq = findHistoryStart(known?.lastSeq ?? 0);
    response.send(known ? 200 : 201, await this.#access.describeStream(request, grant, seq));
  };

  readonly #resume: HandleRequest = async (request, response) => {
    const grant = await this.#access.readGrant(request);
    const { lastSeq } = await this.#access.requireConversation(grant);
    const known = readWatermark(request.query.watermark, lastSeq);
    // A client whose socket closed before it received anything sends an empty watermark. A client that has all lines sends none.
    const fallback = request.query.watermark === "" ? findHistoryStart(lastSeq) : lastSeq;
    response.send(200, await this.#access.describeStream(request, grant, known ?? fallback));
  };

  readonly #sendHistory: HandleRequest = async (request, response) => {
    const grant = await this.#access.readGrant(request);
    const { lastSeq, closedAt } = await this.#access.requireHistory(grant);
    const after = readWatermark(request.query.watermark, lastSeq) ?? findHistoryStart(lastSeq);
    // A client that asks for news learns that there will be none.
    if (closedAt && after >= lastSeq) await this.#access.requireConversation(grant);
    const key = makeConversationKey(ownDirectLine, grant.conversation);
    const lines = await this.#parts.store.conversations.linesAfter(key, after, LINES_AT_ONCE);
    const activities = lines.map((line) => toClientActivity(line, grant));
    response.send(200, { activities, watermark: String(lines.at(-1)?.seq ?? lastSeq) });
  };

  readonly #refuseUpload: HandleRequest = async (request) => {
    await this.#access.requireConversation(await this.#access.readGrant(request));
    const words =
      "files and pictures are not supported; copy the text of the message (Ctrl+C in its window) and paste it";
    throw new Refused(415, "UploadsNotAccepted", words);
  };
}

async function sendSessionId(_request: Request, response: Response): Promise<void> {
  response.send(200, { sessionId: randomUUID() });
}

const findHistoryStart = (lastSeq: number): number => Math.max(0, lastSeq - MOST_HISTORY);
