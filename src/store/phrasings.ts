/** A model's text that passed the guard. `key` identifies everything that the text depends on; `wording` is the id of the fixed wording. */
export type KeptPhrasing = {
  key: string;
  wording: string;
  treeHash: string;
  model: string;
  tone: string;
  text: string;
  at: string;
};

/** A model's text that the guard rejected. `template` is the fixed wording that the bot said instead. */
export type RejectedPhrasing = Omit<KeptPhrasing, "key"> & { template: string; reason: string; detail: string };

/** `times` is how often the model produced this text for this wording; the other fields describe the last time. */
export type StoredRejection = RejectedPhrasing & { times: number };

/** Texts of the language model: accepted ones to reuse, and rejected ones to review. */
export interface Phrasings {
  /** The text kept under the key. */
  find(key: string): Promise<string | undefined>;
  /** Replaces the text kept under the same key. */
  keep(phrasing: KeptPhrasing): Promise<void>;
  /** Deletes kept texts, all of them or those of one wording. Returns their number. */
  forget(wording?: string): Promise<number>;
  /** Keeps only the newest thousand. */
  keepRejected(rejected: RejectedPhrasing): Promise<void>;
  /** Newest first. */
  listRejected(most: number): Promise<StoredRejection[]>;
}
