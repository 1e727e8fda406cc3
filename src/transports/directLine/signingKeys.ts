/** The secrets that sign tokens, stored so that tokens survive a restart, and replaced every month. */
import { randomBytes, randomUUID, subtle, type webcrypto } from "node:crypto";
import type { SigningKey } from "../../store/keys.ts";
import type { Store } from "../../store/store.ts";

const DAY_MS = 86_400_000;
const SIGNS_FOR_MS = 30 * DAY_MS;
/** Longer than any token lives after its key has stopped signing. */
const VERIFIES_FOR_MS = SIGNS_FOR_MS + DAY_MS;

export type NamedKey = { id: string; key: webcrypto.CryptoKey };

type Parts = { store: Pick<Store, "keys">; now: () => Date };

export class SigningKeys {
  readonly #parts: Parts;
  #known: SigningKey[] = [];
  readonly #made = new Map<string, Promise<webcrypto.CryptoKey>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The current signing key; creates one when all are too old. */
  async toSign(): Promise<NamedKey> {
    const findCurrent = (): SigningKey | undefined => this.#known.find((key) => this.#age(key) < SIGNS_FOR_MS);
    if (!findCurrent()) this.#known = await this.#parts.store.keys.list();
    const key = findCurrent() ?? (await this.#add());
    return { id: key.id, key: await this.#importKey(key) };
  }

  /** The key with that id, even if another process created it; undefined when it is unknown or too old. */
  async toVerify(id: string): Promise<webcrypto.CryptoKey | undefined> {
    const findKey = (): SigningKey | undefined => this.#known.find((key) => key.id === id);
    if (!findKey()) this.#known = await this.#parts.store.keys.list();
    const key = findKey();
    return key && this.#age(key) < VERIFIES_FOR_MS ? this.#importKey(key) : undefined;
  }

  async #add(): Promise<SigningKey> {
    const now = this.#parts.now();
    const key = { id: randomUUID(), secret: randomBytes(32).toString("base64url"), madeAt: now.toISOString() };
    await this.#parts.store.keys.add(key, new Date(now.getTime() - VERIFIES_FOR_MS).toISOString());
    this.#known = [key, ...this.#known];
    return key;
  }

  #age({ madeAt }: SigningKey): number {
    return this.#parts.now().getTime() - Date.parse(madeAt);
  }

  #importKey({ id, secret }: SigningKey): Promise<webcrypto.CryptoKey> {
    const raw = Buffer.from(secret, "base64url");
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = this.#made.get(id) ?? subtle.importKey("raw", raw, algorithm, false, ["sign", "verify"]);
    this.#made.set(id, key);
    return key;
  }
}
