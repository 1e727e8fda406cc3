/** Grants a browser access to its person's open conversation, or to the next one. */
import { createHash, randomBytes } from "node:crypto";
import type { Request, Response } from "restify";
import { ownDirectLine } from "../../channels/channels.ts";
import { recogniseBrowser, recogniseFrame } from "../../http/browserCookie.ts";
import type { ListedOrigins } from "../../http/listedOrigins.ts";
import { isOwnOrigin } from "../../http/origins.ts";
import { splitConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import type { Identities } from "./identities.ts";
import type { Grant } from "./tokens.ts";

type BrowserParts = { store: Pick<Store, "conversations">; origins: ListedOrigins; identities: Identities };

/** What our frame on another site sends: the origin of the page around it, and what that page's server signed. */
const header = { page: "x-reconnect-page", identity: "x-reconnect-identity" };

/** `resume`: what a frame keeps to be recognised the next time. */
type Granted = { grant: Grant; resume?: string };

/**
 * Recognises a browser at our own page by its cookie, which is renewed, and our frame on another site by what it sends. A
 * page of another site sends neither, so each of its tokens is for a new person. A signed identity is the same person in
 * every browser. Rejects with `Refused` for a page of a site that is not listed, and for an identity that is not valid.
 */
export async function grantBrowser(request: Request, response: Response, parts: BrowserParts): Promise<Granted> {
  const { store, origins, identities } = parts;
  const origin = origins.require(request);
  const isOwn = origin === undefined || isOwnOrigin(origin, request.header("host") ?? "");
  const token = request.header(header.identity);
  if (token !== undefined) {
    const { person, ...signed } = await identities.take(token, isOwn ? request.header(header.page) : origin);
    return { grant: { conversation: await findConversation(person, store), person, origin, signed } };
  }
  const frame = isOwn ? recogniseFrame(request) : undefined;
  const person = frame?.person ?? (isOwn ? recogniseBrowser(request, response) : makeStranger());
  const grant = { conversation: await findConversation(person, store), person, origin };
  return { grant, ...(frame && { resume: frame.resume }) };
}

async function findConversation(person: string, store: BrowserParts["store"]): Promise<string> {
  const open = await store.conversations.findOpen(ownDirectLine, person);
  return open ? splitConversationKey(open.id).conversation : chooseNextConversation(person, store);
}

/** Deterministic, so that two tabs that ask at once share one conversation. */
async function chooseNextConversation(person: string, store: BrowserParts["store"]): Promise<string> {
  const before = await store.conversations.count(ownDirectLine, person);
  return createHash("sha256").update(`${person} ${before}`).digest("base64url").slice(0, 32);
}

const makeStranger = (): string => `dl_${randomBytes(32).toString("base64url")}`;
