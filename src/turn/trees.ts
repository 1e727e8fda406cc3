/** Provides the current tree, and by hash the older trees of running cases. */
import { readFileSync } from "node:fs";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree, parseTree } from "../../knowledge/tree/load.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { Trees } from "./openTurn.ts";

/** Keeps the current tree in the store. Rejects with WrongKnowledge when its file is not valid. */
export async function openTrees(treeFile: string, store: Pick<Store, "trees">, log: Log): Promise<Trees> {
  const codes = loadCodes();
  const text = readTreeText(treeFile);
  const tree = parseTree(text, treeFile);
  await store.trees.keep({ hash: tree.hash, id: tree.tree, version: tree.version, text });
  const current: Knowledge = { tree, codes };
  const trees = new Map<string, Knowledge>([[tree.hash, current]]);
  return {
    current,
    async byHash(hash) {
      const known = trees.get(hash);
      if (known) return known;
      const text = await store.trees.findText(hash);
      let knowledge = current;
      try {
        if (text !== undefined) knowledge = { tree: parseTree(text, `the kept tree ${hash.slice(0, 12)}`), codes };
      } catch (error) {
        // The case continues with the current tree: answers keep their ids, and undo steps are in the case's own events.
        log.warn({ hash, err: error }, "older tree not readable; the case continues with the current tree");
      }
      trees.set(hash, knowledge);
      return knowledge;
    },
  };
}

/** The file is read once, so that the kept text is the checked text. */
function readTreeText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    // Throws an error that explains the problem and the fix.
    loadTree(file);
    throw error;
  }
}
