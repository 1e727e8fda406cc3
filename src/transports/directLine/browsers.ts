/** Grants a browser access to its person's open conversation, or to the next one. */
import { createHash, randomBytes } from "node:crypto";
import type { Request, Response } from "restify";
import { ownDirectLine } from "../../channels/channels.ts";
import { recogniseBrowser } from "../../http/browserCookie.ts";
import type { ListedOrigins } from "../../http/listedOrigins.ts";
import { isOwnOrigin } from "../../http/origins.ts";
import { splitConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import type { Grant } from "./tokens.ts";

type BrowserStore = Pick<Store, "conversations">;

/**
 * Renews the cookie of a browser at our own page. A page of another site sends no cookie, so each of its tokens is for a new
 * person. Rejects with `Refused` for a page of a site that is not listed.
 */
export async function grantBrowser(
  request: Request,
  response: Response,
  store: BrowserStore,
  origins: ListedOrigins,
): Promise<Grant> {
  const origin = origins.require(request);
  const isOwn = origin === undefined || isOwnOrigin(origin, request.header("host") ?? "");
  const person = isOwn ? recogniseBrowser(request, response) : makeStranger();
  const open = await store.conversations.findOpen(ownDirectLine, person);
  const conversation = open ? splitConversationKey(open.id).conversation : await chooseNextConversation(person, store);
  return { conversation, person, origin };
}

/** Deterministic, so that two tabs that ask at once share one conversation. */
async function chooseNextConversation(person: string, store: BrowserStore): Promise<string> {
  const before = await store.conversations.count(ownDirectLine, person);
  return createHash("sha256").update(`${person} ${before}`).digest("base64url").slice(0, 32);
}

const makeStranger = (): string => `dl_${randomBytes(32).toString("base64url")}`;
