/** Signed tokens, valid for half an hour. Each lets a client take part in one conversation as one person. */
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { Refused } from "../../http/server.ts";
import type { SigningKeys } from "./signingKeys.ts";

/**
 * `origin` is that of the page that asked for it. `hub`: an agent hub sends for the person. `site`: a site's server asked for
 * it, for its visitor, on the pages that it trusts. Without any of them, no web page can use the token.
 */
export type Grant = {
  conversation: string;
  person: string;
  origin: string | undefined;
  hub?: { name?: string };
  site?: { name?: string; trusted: string[] | "listed" };
  /** Who the person is, as the server of the page that shows the chat has signed it. */
  signed?: { name?: string; email?: string };
};

/** `talk` is sent in a header and can be refreshed. `stream` is part of a socket's URL, so it lives only a minute. */
export type Use = keyof typeof lifetimes;

export const lifetimes = { talk: 1_800, stream: 60 } as const;

// The official client reads the person's id from `user`.
const claims = z.object({
  conv: z.string(),
  user: z.string(),
  origin: z.string().optional(),
  hub: z.object({ name: z.string().exactOptional() }).exactOptional(),
  site: z
    .object({ name: z.string().exactOptional(), trusted: z.union([z.array(z.string()), z.literal("listed")]) })
    .exactOptional(),
  signed: z.object({ name: z.string().exactOptional(), email: z.string().exactOptional() }).exactOptional(),
  use: z.string(),
  exp: z.number(),
});

export type Tokens = {
  issue(grant: Grant, use: Use): Promise<string>;
  /** Rejects with `Refused`: 401 without a token, 403 for an expired or forged token or one for another use. */
  read(token: string | undefined, use: Use): Promise<Grant>;
};

/** Size of the cache of verified tokens, which saves verifying a signature for each message. */
const MOST_REMEMBERED = 10_000;

export function createTokens(keys: SigningKeys, now: () => Date): Tokens {
  const remembered = new Map<string, { grant: Grant; use: string; until: number }>();
  const seconds = () => Math.floor(now().getTime() / 1000);

  async function verify(token: string) {
    const key = await keys.toVerify(readKeyId(token));
    if (!key) throw createBadToken();
    const options = { algorithms: ["HS256"], currentDate: now(), requiredClaims: ["exp"] };
    const { payload } = await jwtVerify(token, key, options).catch(throwRefusal);
    const read = claims.safeParse(payload);
    if (!read.success) throw createBadToken();
    const { conv: conversation, user: person, origin, use, exp, ...rest } = read.data;
    const grant: Grant = { conversation, person, origin, ...rest };
    return { grant, use, until: exp };
  }

  return {
    async issue({ conversation: conv, person: user, ...rest }, use) {
      const { id, key } = await keys.toSign();
      const issuedAt = seconds();
      return new SignJWT({ conv, user, use, ...rest })
        .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: id })
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimes[use])
        .sign(key);
    },
    async read(token, use) {
      if (!token) throw new Refused(401, "Unauthorized", "send a token as Authorization: Bearer");
      let known = remembered.get(token);
      if (!known || known.until <= seconds()) {
        remembered.delete(token);
        known = await verify(token);
        // Drop the oldest. If it is still in use, it is verified again.
        const [oldest] = remembered.keys();
        if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
        remembered.set(token, known);
      }
      if (known.use !== use) throw createBadToken();
      return known.grant;
    },
  };
}

function readKeyId(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? "";
  } catch {
    // The text is not a token.
    throw createBadToken();
  }
}

function throwRefusal(error: unknown): never {
  if (error instanceof errors.JWTExpired)
    throw new Refused(403, "TokenExpired", "the token has expired; request a new one");
  if (error instanceof errors.JOSEError) throw createBadToken();
  throw error;
}

function createBadToken(): Refused {
  return new Refused(403, "BadToken", "this token is not valid for this request");
}
