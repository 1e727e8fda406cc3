/** Provides the current tree, and by hash the older trees of running cases. */
import { readFileSync } from "node:fs";
import { loadScorerBeside } from "../../knowledge/reading/scorer/scorer.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree, parseTree } from "../../knowledge/tree/load.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { Trees } from "./openTurn.ts";

/** What the files say: the checked tree with its text, and the codes. */
export type LoadedKnowledge = Knowledge & { text: string };

/** Throws WrongKnowledge when a file is not valid. */
export function loadKnowledge(treeFile: string): LoadedKnowledge {
  const text = readTreeText(treeFile);
  return { text, tree: parseTree(text, treeFile), codes: loadCodes(), scorer: loadScorerBeside(treeFile) };
}

/** Keeps the current tree in the store. */
export async function openTrees(
  { text, tree, codes, scorer }: LoadedKnowledge,
  store: Pick<Store, "trees">,
  log: Log,
): Promise<Trees> {
  await store.trees.keep({ hash: tree.hash, id: tree.tree, version: tree.version, text });
  const current: Knowledge = { tree, codes, scorer };
  const trees = new Map<string, Knowledge>([[tree.hash, current]]);
  return {
    current,
    async byHash(hash) {
      const known = trees.get(hash);
      if (known) return known;
      const text = await store.trees.findText(hash);
      let knowledge = current;
      try {
        if (text !== undefined)
          knowledge = { tree: parseTree(text, `the kept tree ${hash.slice(0, 12)}`), codes, scorer };
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
