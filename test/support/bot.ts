/** The bot of one test, with real dialogs and a real store, composed as in the server. */
import { randomUUID } from "node:crypto";
import { type BotOptions, type BotParts, composeBot } from "../../src/compose/composeBot.ts";
import { createLog, type Log } from "../../src/log.ts";
import { openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { createReference } from "../../src/tickets/references.ts";
import type { Trees } from "../../src/turn/openTurn.ts";
import { type LoadedKnowledge, loadKnowledge, openTrees } from "../../src/turn/trees.ts";
import { treeFiles } from "./trees.ts";

export type Wish = Partial<BotOptions> & {
  /** By default a small tree; only tests of the real tree change it. */
  treeFile?: string;
};

/** Composes the bot with an empty in-memory store. Each option can be replaced. */
export async function openBot({
  treeFile = treeFiles.fourCauses,
  log = createLog("silent"),
  ...wish
}: Wish = {}): Promise<BotParts & { store: Store; trees: Trees; log: Log }> {
  const store = wish.store ?? (await openStore(":memory:"));
  const trees = wish.trees ?? (await openTrees(loadOnce(treeFile), store, log));
  const helpDesk = { name: "the service desk", contact: undefined, hours: undefined };
  const parts = composeBot({
    ...{ now: () => new Date(), newId: randomUUID, newReference: createReference, helpDesk },
    ...wish,
    ...{ store, trees, log },
  });
  return { ...parts, store, trees, log };
}

/** Reading the files takes longer than most conversations. Files of tests do not change while they run. */
const loadedFiles = new Map<string, LoadedKnowledge>();

function loadOnce(treeFile: string): LoadedKnowledge {
  const knowledge = loadedFiles.get(treeFile) ?? loadKnowledge(treeFile);
  loadedFiles.set(treeFile, knowledge);
  return knowledge;
}
