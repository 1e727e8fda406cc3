/** The parts every way of starting Reconnect needs: store, trees and the bot. */
import { randomUUID } from "node:crypto";
import type { Registry } from "prom-client";
import { type CaseLocks, caseLocks } from "./caseLocks.ts";
import type { Config } from "./config.ts";
import type { Log } from "./log.ts";
import type { TreeShelf } from "./openTurn.ts";
import { openPhrasing } from "./phrasing/openPhrasing.ts";
import { newReference } from "./references.ts";
import { openStore, storeFile } from "./store/openStore.ts";
import type { Store } from "./store/store.ts";
import { openTrees } from "./trees.ts";
import { createBot } from "./turn.ts";

export type House = {
  store: Store;
  trees: TreeShelf;
  bot: ReturnType<typeof createBot>;
  locks: CaseLocks;
  /** What is counted here; nothing without a model. */
  register: Registry | undefined;
};

/** Opens the store of the configuration; whoever assembles closes it. */
export async function assemble(
  config: Pick<Config, "dataDir" | "treeFile" | "helpDesk" | "phrasing">,
  log: Log,
): Promise<House> {
  const store = await openStore(storeFile(config.dataDir));
  try {
    const trees = await openTrees(config.treeFile, store, log);
    const now = () => new Date().toISOString();
    const locks = caseLocks();
    const { phrase, register } = (await openPhrasing(config.phrasing, { shelf: store, log, now })) ?? {};
    const bot = createBot({
      store,
      trees,
      locks,
      helpDesk: config.helpDesk,
      log,
      now,
      newId: randomUUID,
      newReference,
      phrase,
    });
    return { store, trees, bot, locks, register };
  } catch (error) {
    await store.close();
    throw error;
  }
}
