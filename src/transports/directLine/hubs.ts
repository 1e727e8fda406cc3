/** Agent hubs: programs that own the channel of their persons and speak for them here, with a secret of their own. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "restify";
import * as z from "zod";
import { Refused } from "../../http/server.ts";
import type { StoredConversation } from "../../store/conversations.ts";
import type { Grant } from "./tokens.ts";

const tokenRequest = z.object({
  user: z.object({ id: z.string().min(1).max(400), name: z.string().trim().max(200).optional() }).optional(),
  conversationId: z.string().min(1).max(200).optional(),
});

const bearer = /^Bearer(?: (.*))?$/i;

/** Reads bodies of what may come from a hub. What a browser asks is served whatever its body is. */
export function readBodyFromHubs(secret: string | undefined, read: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const maybeHub = secret !== undefined && bearer.test(request.header("authorization") ?? "");
    const hasBody = request.header("transfer-encoding") || Number(request.header("content-length") ?? 0) > 0;
    if (maybeHub && hasBody) return read(request, response, next);
    next();
  };
}

/** Whether a hub asks. Throws `Refused` for one that shows the wrong secret; where no hub is expected nobody is one. */
export function isFromHub(request: Request, secret: string | undefined): boolean {
  const shown = bearer.exec(request.header("authorization") ?? "");
  if (secret === undefined || !shown) return false;
  if (!timingSafeEqual(hashSecret(shown[1] ?? ""), hashSecret(secret)))
    throw new Refused(403, "BadToken", "this is not the secret of a hub that is known here");
  return true;
}

type Find = (grant: Grant) => Promise<StoredConversation>;

/** For a new conversation of the hub's person, or for the one it names if that is theirs. Rejects with `Refused`. */
export async function grantHub(body: unknown, find: Find): Promise<Grant> {
  const read = tokenRequest.safeParse(body ?? {});
  if (!read.success) {
    const [issue] = read.error.issues;
    const words = `${issue?.path.join(".") || "the body"}: ${issue?.message}; send {"user": {"id": "…", "name": "…"}} or nothing`;
    throw new Refused(400, "BadArgument", words);
  }
  const { user, conversationId } = read.data;
  const grant: Grant = {
    conversation: conversationId ?? randomBytes(24).toString("base64url"),
    person: makeHubPersonId(user?.id ?? randomBytes(24).toString("base64url")),
    // A hub is a program; a page that got hold of its token has no use for it.
    origin: undefined,
    hub: { ...(user?.name && { name: user.name }) },
  };
  if (conversationId !== undefined && (await find(grant)).person !== grant.person)
    throw new Refused(403, "BadToken", "this conversation is somebody else's");
  return grant;
}

// No browser has an id like this, whatever a hub calls its persons; Direct Line reserves the beginning for ids in tokens.
function makeHubPersonId(id: string): string {
  return `dl_hub_${createHash("sha256").update(id).digest("base64url")}`;
}

function hashSecret(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
