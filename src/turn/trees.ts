/** The trees at hand: the one of today, and by their hash those with which running cases began. */
import { readFileSync } from "node:fs";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree, parseTree } from "../../knowledge/tree/load.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { Trees } from "./openTurn.ts";

/** Keeps today's tree in the store. Rejects with WrongKnowledge when its file cannot be used. */
export async function openTrees(treeFile: string, store: Pick<Store, "trees">, log: Log): Promise<Trees> {
  const codes = loadCodes();
  const text = readTreeText(treeFile);
  const tree = parseTree(text, treeFile);
  await store.trees.keep({ hash: tree.hash, id: tree.tree, version: tree.version, text });
  const current: Knowledge = { tree, codes };
  const older = new Map<string, Knowledge>([[tree.hash, current]]);
  return {
    current,
    async byHash(hash) {
      const known = older.get(hash);
      if (known) return known;
      const text = await store.trees.findText(hash);
      let found = current;
      try {
        if (text !== undefined) found = { tree: parseTree(text, `the kept tree ${hash.slice(0, 12)}`), codes };
      } catch (error) {
        // The case goes on with today's tree: its answers keep their ids, and its undos are in its own events.
        log.warn({ hash, err: error }, "an older tree can no longer be read");
      }
      older.set(hash, found);
      return found;
    },
  };
}

/** Read once, so that the text that is kept is the one that was checked. */
function readTreeText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    // It refuses with what is wrong and the way out.
    loadTree(file);
    throw error;
  }
}
