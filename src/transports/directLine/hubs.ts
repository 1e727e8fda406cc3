/** Agent hubs: programs that own their persons' chats and send messages for them, authenticated by a secret. */
import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { Refused } from "../../http/server.ts";
import type { StoredConversation } from "../../store/conversations.ts";
import { spellKeys } from "./callers.ts";
import type { Grant } from "./tokens.ts";

const tokenRequest = z.object({
  user: z.object({ id: z.string().min(1).max(400), name: z.string().trim().max(200).optional() }).optional(),
  conversationId: z.string().min(1).max(200).optional(),
});

type Find = (grant: Grant) => Promise<StoredConversation>;

/** Grants a new conversation for the hub's person, or the named one if it belongs to that person. Rejects with `Refused`. */
export async function grantHub(body: unknown, find: Find): Promise<Grant> {
  const read = tokenRequest.safeParse(spellKeys(body ?? {}));
  if (!read.success) {
    const [issue] = read.error.issues;
    const words = `${issue?.path.join(".") || "body"}: ${issue?.message}; send {"user": {"id": "…", "name": "…"}} or no body`;
    throw new Refused(400, "BadArgument", words);
  }
  const { user, conversationId } = read.data;
  const grant: Grant = {
    conversation: conversationId ?? randomBytes(24).toString("base64url"),
    person: makeHubPersonId(user?.id ?? randomBytes(24).toString("base64url")),
    // A hub is not a web page, so a page cannot use its token.
    origin: undefined,
    hub: { ...(user?.name && { name: user.name }) },
  };
  if (conversationId !== undefined && (await find(grant)).person !== grant.person)
    throw new Refused(403, "BadToken", "this conversation belongs to another person");
  return grant;
}

// The prefix keeps ids of hubs apart from those of browsers. Direct Line reserves "dl_" for ids in tokens.
function makeHubPersonId(id: string): string {
  return `dl_hub_${createHash("sha256").update(id).digest("base64url")}`;
}
