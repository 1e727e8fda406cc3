export type StoredTree = { hash: string; id: string; version: string; text: string };

/** The trees that cases were opened with, as the exact text of their files. */
export interface Trees {
  /** Idempotent. A tree must be kept before the first case that uses it is committed. */
  keep(tree: StoredTree): Promise<void>;
  findText(hash: string): Promise<string | undefined>;
}
