/** A secret that signs tokens, in base64url. */
export type SigningKey = { id: string; secret: string; madeAt: string };

export interface Keys {
  /** Newest first. */
  list(): Promise<SigningKey[]>;
  /** Adds a key and deletes those made before `forgetBefore`. */
  add(key: SigningKey, forgetBefore: string): Promise<void>;
  /** Resolves to whether the token is used for the first time. `until` and `now` are in seconds; older uses are forgotten. */
  useOnce(id: string, until: number, now: number): Promise<boolean>;
}
