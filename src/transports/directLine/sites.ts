/** A site's server, which asks with the secret for tokens of its visitors, as with Azure's Direct Line. */
import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { embedSetting, type ListedOrigins } from "../../http/listedOrigins.ts";
import { Refused } from "../../http/server.ts";
import { spellKeys } from "./callers.ts";
import type { Grant } from "./tokens.ts";

const tokenRequest = z.object({
  user: z.object({ id: z.string().min(1).max(400), name: z.string().trim().max(200).optional() }).optional(),
  trustedOrigins: z.array(z.string().max(300)).max(50).optional(),
});

/**
 * Grants a new conversation for the site's visitor. The token works on the pages of `trustedOrigins`, or on those of every
 * listed origin if the body names none. Throws `Refused` for a body that is not valid, and for an origin that is not listed.
 */
export function grantSite(body: unknown, origins: ListedOrigins, host: string): Grant {
  const read = tokenRequest.safeParse(spellKeys(body ?? {}));
  if (!read.success) {
    const [issue] = read.error.issues;
    const words = `${issue?.path.join(".") || "body"}: ${issue?.message}; send {"user": {"id": "…", "name": "…"}, "trustedOrigins": ["https://…"]} or no body`;
    throw new Refused(400, "BadArgument", words);
  }
  const { user, trustedOrigins: trusted } = read.data;
  for (const origin of trusted ?? [])
    if (!origins.admits(origin, host))
      throw new Refused(400, "BadArgument", `trustedOrigins: ${origin} is not listed in ${embedSetting}`);
  return {
    conversation: randomBytes(24).toString("base64url"),
    person: makeVisitorId(user?.id ?? randomBytes(24).toString("base64url")),
    origin: undefined,
    site: {
      ...(user?.name && { name: user.name }),
      trusted: trusted?.map((origin) => new URL(origin).origin) ?? "listed",
    },
  };
}

// The prefix keeps ids of visitors apart from those of browsers and hubs.
function makeVisitorId(id: string): string {
  return `dl_site_${createHash("sha256").update(id).digest("base64url")}`;
}
