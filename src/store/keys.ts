/** A secret that signs tokens, in base64url. */
export type SigningKey = { id: string; secret: string; madeAt: string };

export interface Keys {
  /** Newest first. */
  list(): Promise<SigningKey[]>;
  /** Adds a key and deletes those made before `forgetBefore`. */
  add(key: SigningKey, forgetBefore: string): Promise<void>;
}
