/** Checks a client's token, which gives access to one conversation, and issues new tokens for it. */
import type { Request } from "restify";
import { ownDirectLine } from "../../channels/channels.ts";
import { isSecure } from "../../http/browserCookie.ts";
import type { ListedOrigins } from "../../http/listedOrigins.ts";
import { Refused } from "../../http/server.ts";
import { makeConversationKey } from "../../store/caseKey.ts";
import type { Conversations, StoredConversation } from "../../store/conversations.ts";
import { type Grant, lifetimes, type Tokens } from "./tokens.ts";

export const PATH = "/v3/directline";

type Parts = { conversations: Pick<Conversations, "find">; tokens: Tokens; origins: ListedOrigins };

/** All methods reject with `Refused` when the client lacks access. */
export class Access {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads the token of a request and checks it against the origin and the conversation of the request. */
  async readGrant(request: Request): Promise<Grant> {
    const [, token] = /^Bearer (\S+)$/i.exec(request.header("authorization") ?? "") ?? [];
    const grant = await this.#parts.tokens.read(token, "talk");
    this.#parts.origins.check(request.headers, grant);
    if (request.params.id !== undefined && request.params.id !== grant.conversation)
      throw new Refused(403, "BadToken", "this token is for another conversation");
    return grant;
  }

  /** What was said stays readable after the end. */
  async requireHistory({ conversation }: Grant): Promise<StoredConversation> {
    const stored = await this.#parts.conversations.find(makeConversationKey(ownDirectLine, conversation));
    if (!stored) throw new Refused(404, "ConversationNotFound", "this conversation does not exist");
    return stored;
  }

  /** Undefined before the conversation has begun. */
  async findConversation({ conversation }: Grant): Promise<StoredConversation | undefined> {
    const stored = await this.#parts.conversations.find(makeConversationKey(ownDirectLine, conversation));
    if (stored?.closedAt) throw new Refused(404, "ConversationEnded", "this conversation has ended; start a new one");
    return stored;
  }

  async requireConversation(grant: Grant): Promise<StoredConversation> {
    const stored = await this.findConversation(grant);
    if (!stored) throw new Refused(404, "ConversationNotFound", "this conversation does not exist");
    return stored;
  }

  async describeToken(grant: Grant) {
    return {
      conversationId: grant.conversation,
      token: await this.#parts.tokens.issue(grant, "talk"),
      expires_in: lifetimes.talk,
    };
  }

  /** Adds the URL of a socket that sends every line after `seq`. */
  async describeStream(request: Request, grant: Grant, seq: number) {
    const scheme = isSecure(request) ? "wss" : "ws";
    const stream = await this.#parts.tokens.issue(grant, "stream");
    const path = `${PATH}/conversations/${grant.conversation}/stream?watermark=${seq}&t=${stream}`;
    return { ...(await this.describeToken(grant)), streamUrl: `${scheme}://${request.getUrl().host}${path}` };
  }
}
