/** The public signing keys of a token issuer, read from its OpenID metadata. */
import { type CryptoKey, importJWK } from "jose";
import * as z from "zod";

/** `endorsements`: the channels that the issuer vouches for with this key. */
export type SigningKey = { key: CryptoKey; endorsements: readonly string[] };

/** The issuer's metadata cannot be fetched or read, so its tokens cannot be verified. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";
  readonly code = "KEYS_UNAVAILABLE";
  constructor(url: string, cause: unknown) {
    super(`the signing keys of ${url} are not available`, { cause });
  }
}

/** Keys older than this are fetched again while they stay in use. */
const REFRESH_AFTER_MS = 12 * 3_600_000;
/** Older keys are not trusted. Microsoft requires a refresh at least every 24 hours. */
const USABLE_FOR_MS = 24 * 3_600_000;
/** Pause after a fetch, so that made-up key ids do not each cause a fetch. */
const COOLDOWN_MS = 5 * 60_000;
/** Pause after a failed fetch. */
const RETRY_AFTER_MS = 10_000;
/** Azure Bot Service waits 15 seconds for a response, and two documents must be fetched. */
const TIMEOUT_MS = 4_000;
/** Maximum size of a document. Bot Framework's are about 50 KB. */
const MOST_BYTES = 1024 * 1024;

const metadata = z.object({ jwks_uri: z.url({ protocol: /^https$/ }) });
const keySet = z.object({ keys: z.array(z.unknown()).max(500) });
const rsaKey = z.looseObject({
  kid: z.string(),
  kty: z.literal("RSA"),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).nullish(),
});

export class SigningKeys {
  readonly #url: string;
  readonly #now: () => Date;
  #keys: ReadonlyMap<string, SigningKey> = new Map();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #failure: unknown;
  #loading: Promise<void> | undefined;

  /** `url`: the address of the issuer's OpenID metadata. */
  constructor(url: string, now: () => Date) {
    this.#url = url;
    this.#now = now;
  }

  /** Undefined when the issuer has no such key. Rejects with `KeysUnavailable`. */
  async find(id: string): Promise<SigningKey | undefined> {
    const known = this.#age() < USABLE_FOR_MS ? this.#keys.get(id) : undefined;
    if (known) {
      if (this.#age() > REFRESH_AFTER_MS) void this.#refresh();
      return known;
    }
    await this.#refresh();
    if (this.#age() >= USABLE_FOR_MS) throw new KeysUnavailable(this.#url, this.#failure);
    const key = this.#keys.get(id);
    // The issuer may have published the key after the last successful fetch.
    if (!key && this.#failure !== undefined) throw new KeysUnavailable(this.#url, this.#failure);
    return key;
  }

  #age(): number {
    return this.#now().getTime() - this.#loadedAt;
  }

  /** Fetches unless the last attempt was too recent. Concurrent requests wait for the same fetch. */
  async #refresh(): Promise<void> {
    const pause = this.#failure === undefined ? COOLDOWN_MS : RETRY_AFTER_MS;
    const at = this.#now().getTime();
    if (!this.#loading && at - this.#triedAt >= pause) {
      this.#triedAt = at;
      this.#loading = this.#load().finally(() => {
        this.#loading = undefined;
      });
    }
    await this.#loading;
  }

  async #load(): Promise<void> {
    try {
      const { jwks_uri } = metadata.parse(await fetchJson(this.#url));
      const { keys } = keySet.parse(await fetchJson(jwks_uri));
      this.#keys = new Map((await Promise.all(keys.map(importKey))).flat());
      this.#loadedAt = this.#now().getTime();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
  }
}

/** Empty for a key of another type or one too short for RS256, so that the other keys stay usable. */
async function importKey(published: unknown): Promise<[string, SigningKey][]> {
  const read = rsaKey.safeParse(published);
  if (!read.success) return [];
  const { kid, kty, n, e, endorsements } = read.data;
  try {
    const key = await importJWK({ kty, n, e }, "RS256");
    if (key instanceof Uint8Array || Buffer.from(n, "base64url").length < 256) return [];
    return [[kid, { key, endorsements: endorsements ?? [] }]];
  } catch {
    // A key that cannot be imported verifies nothing.
    return [];
  }
}

async function fetchJson(url: string): Promise<unknown> {
  // A redirect could leave https.
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${url} answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`${url} answered with more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
