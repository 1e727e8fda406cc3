/** Grants a browser at our own page access to its person's open conversation, or to the next one. */
import { createHash } from "node:crypto";
import type { Request, Response } from "restify";
import { ownDirectLine } from "../../channels/channels.ts";
import { recogniseBrowser } from "../../http/browserCookie.ts";
import { requireOwnOrigin } from "../../http/origins.ts";
import { splitConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import type { Grant } from "./tokens.ts";

type BrowserStore = Pick<Store, "conversations">;

/** Renews the browser's cookie. Rejects with `Refused` for a page of another site. */
export async function grantBrowser(request: Request, response: Response, store: BrowserStore): Promise<Grant> {
  const origin = requireOwnOrigin(request);
  const person = recogniseBrowser(request, response);
  const open = await store.conversations.findOpen(ownDirectLine, person);
  const conversation = open ? splitConversationKey(open.id).conversation : await chooseNextConversation(person, store);
  return { conversation, person, origin };
}

/** Deterministic, so that two tabs that ask at once share one conversation. */
async function chooseNextConversation(person: string, store: BrowserStore): Promise<string> {
  const before = await store.conversations.count(ownDirectLine, person);
  return createHash("sha256").update(`${person} ${before}`).digest("base64url").slice(0, 32);
}
