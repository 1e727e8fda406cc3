/** Identity tokens: the server of a page that shows the chat says in one, signed, who its visitor is. */
import { createHash } from "node:crypto";
import { errors, importSPKI, type JWTVerifyGetKey, jwtVerify } from "jose";
import * as z from "zod";
import { Refused } from "../../http/server.ts";
import type { Keys } from "../../store/keys.ts";

/** `person` is the same for each token of the same visitor. */
export type Identity = { person: string; name?: string; email?: string };

/** With a secret, tokens are signed by HS256; with a public key, by RS256 or ES256. */
export type IdentityKeys = { secret?: string | undefined; publicKey?: string | undefined };

/** A token that lives longer could be found and used by others. */
const MOST_LIFETIME_S = 600;
/** Clocks differ. */
const TOLERANCE_S = 30;

const claims = z.object({
  sub: z.string().min(1).max(400),
  name: z.string().trim().min(1).max(200).exactOptional(),
  email: z.email().max(200).exactOptional(),
  /** Of the page that shows the chat. */
  origin: z.string(),
  /** Different for each token. */
  jti: z.string().min(8).max(200),
  iat: z.number(),
  exp: z.number(),
});

export class Identities {
  readonly #keys: IdentityKeys;
  readonly #used: Pick<Keys, "useOnce">;
  readonly #now: () => Date;

  constructor(keys: IdentityKeys, used: Pick<Keys, "useOnce">, now: () => Date) {
    this.#keys = keys;
    this.#used = used;
    this.#now = now;
  }

  /** Rejects with `Refused`, with the reason: each token is good for one page, for ten minutes and for one use. */
  async take(token: string, page: string | undefined): Promise<Identity> {
    const { payload } = await jwtVerify(token, this.#findKey, {
      currentDate: this.#now(),
      clockTolerance: TOLERANCE_S,
    }).catch(throwRefusal);
    const read = claims.safeParse(payload);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw refuse(`${issue?.path.join(".")}: ${issue?.message}`);
    }
    const { sub, name, email, origin, jti, iat, exp } = read.data;
    if (exp - iat > MOST_LIFETIME_S) throw refuse(`exp: at most ${MOST_LIFETIME_S} seconds after iat`);
    if (origin !== page) throw refuse(`origin: it is for pages of ${origin.slice(0, 200)}, and this one is of ${page}`);
    const seconds = Math.floor(this.#now().getTime() / 1000);
    if (!(await this.#used.useOnce(hash(jti), exp + TOLERANCE_S, seconds)))
      throw refuse("jti: it was used before; make a new one for each page");
    return { person: `dl_user_${hash(sub)}`, ...(name && { name }), ...(email && { email }) };
  }

  readonly #findKey: JWTVerifyGetKey = async ({ alg = "" }) => {
    const { secret, publicKey } = this.#keys;
    if (alg === "HS256" && secret !== undefined) return new TextEncoder().encode(secret);
    if ((alg === "RS256" || alg === "ES256") && publicKey !== undefined) return importSPKI(publicKey, alg);
    throw refuse(
      `alg: ${alg.slice(0, 20)} is not set up; set IDENTITY_SECRET for HS256, or IDENTITY_PUBLIC_KEY_FILE for RS256 and ES256`,
    );
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("base64url");

const refuse = (why: string): Refused => new Refused(403, "BadIdentity", `the identity token is not valid: ${why}`);

function throwRefusal(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw refuse("exp: it has expired; make a new one for each page");
  if (error instanceof errors.JWSSignatureVerificationFailed) throw refuse("its signature does not fit the key");
  if (error instanceof errors.JOSEError || error instanceof TypeError) throw refuse("it is no signed JSON Web Token");
  throw error;
}
