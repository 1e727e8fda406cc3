/** Who asks for a token: an agent hub or a site's server, each with its secret, or a browser. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "restify";
import { Refused } from "../../http/server.ts";

/** A secret that is not configured is undefined. */
export type Secrets = { hub: string | undefined; site: string | undefined };
type Caller = keyof Secrets | "browser";

const bearer = /^Bearer(?: (.*))?$/i;

/** Whether the request carries one of the secrets, and no token. */
export function isSameSecret(request: Request, secrets: Secrets): boolean {
  const said = hashSecret(bearer.exec(request.header("authorization") ?? "")?.[1] ?? "");
  return [secrets.hub, secrets.site].some(
    (secret) => secret !== undefined && timingSafeEqual(said, hashSecret(secret)),
  );
}

/** Throws `Refused` for a wrong secret. Without any secret, every caller is a browser, whatever it sends. */
export function findCaller(request: Request, { hub, site }: Secrets): Caller {
  const header = bearer.exec(request.header("authorization") ?? "");
  if (!header || (hub === undefined && site === undefined)) return "browser";
  const said = hashSecret(header[1] ?? "");
  const is = (secret: string | undefined) => secret !== undefined && timingSafeEqual(said, hashSecret(secret));
  const [isHub, isSite] = [is(hub), is(site)];
  if (isHub) return "hub";
  if (isSite) return "site";
  throw new Refused(403, "BadToken", "this is not the secret of a configured hub or site");
}

/** Parses the body only of requests that may carry a secret. A browser's request needs no body. */
export function readBodyWithSecret(secrets: Secrets, read: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const hasBody = request.header("transfer-encoding") || Number(request.header("content-length") ?? 0) > 0;
    const hasSecret = secrets.hub !== undefined || secrets.site !== undefined;
    if (hasBody && hasSecret && bearer.test(request.header("authorization") ?? ""))
      return read(request, response, next);
    next();
  };
}

/** The keys of a request for a token. */
const keys = ["user", "id", "name", "conversationId", "trustedOrigins"];
const spelling = new Map(keys.map((key) => [key.toLowerCase(), key]));

/** Clients of .NET write the first letters of keys large. Returns the body with the keys that we read as we write them. */
export function spellKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [spelling.get(key.toLowerCase()) ?? key, spellKeys(each)]),
  );
}

function hashSecret(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
