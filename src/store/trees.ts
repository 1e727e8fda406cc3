export type StoredTree = { hash: string; id: string; version: string; text: string };

/** The trees that cases were opened with, as their files were. */
export interface Trees {
  /** A tree must be kept before a case of it is committed. Keeping it again changes nothing. */
  keep(tree: StoredTree): Promise<void>;
  findText(hash: string): Promise<string | undefined>;
}
