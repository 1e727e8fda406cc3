/** A model's text that passed the guard. `key` stands for all that the text depends on; `wording` is the id of the fixed words. */
export type KeptPhrasing = {
  key: string;
  wording: string;
  treeHash: string;
  model: string;
  tone: string;
  text: string;
  at: string;
};

/** A model's text that the guard rejected. `template` holds the fixed words that the bot said instead. */
export type RejectedPhrasing = Omit<KeptPhrasing, "key"> & { template: string; reason: string; detail: string };

/** `times` counts how often that text came for that wording; the rest describes the last time. */
export type StoredRejection = RejectedPhrasing & { times: number };

/** What a language model worded: texts to use again, and rejected ones to look at. */
export interface Phrasings {
  /** The text kept under that key. */
  find(key: string): Promise<string | undefined>;
  /** Replaces the text kept under the same key. */
  keep(phrasing: KeptPhrasing): Promise<void>;
  /** Deletes kept texts, all or those of one wording, and returns how many there were. */
  forget(wording?: string): Promise<number>;
  /** Only the newest thousand stay. */
  keepRejected(rejected: RejectedPhrasing): Promise<void>;
  /** Newest first. */
  listRejected(most: number): Promise<StoredRejection[]>;
}
