/** What a browser at our own page is granted: the conversation that its person has open, or the next one. */
import { createHash } from "node:crypto";
import type { Request, Response } from "restify";
import { ownDirectLine } from "../../channels/channels.ts";
import { recogniseBrowser } from "../../http/browserCookie.ts";
import { requireOwnOrigin } from "../../http/origins.ts";
import { splitConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import type { Grant } from "./tokens.ts";

type BrowserStore = Pick<Store, "conversations">;

/** Renews the cookie by which the browser is known. Rejects with `Refused` for the page of somebody else. */
export async function grantBrowser(request: Request, response: Response, store: BrowserStore): Promise<Grant> {
  const origin = requireOwnOrigin(request);
  const person = recogniseBrowser(request, response);
  const known = await store.conversations.findOpen(ownDirectLine, person);
  const conversation = known
    ? splitConversationKey(known.id).conversation
    : await chooseNextConversation(person, store);
  return { conversation, person, origin };
}

/** The same for two tabs that ask at once: they are to meet in one conversation. */
async function chooseNextConversation(person: string, store: BrowserStore): Promise<string> {
  const before = await store.conversations.count(ownDirectLine, person);
  return createHash("sha256").update(`${person} ${before}`).digest("base64url").slice(0, 32);
}
