/** The parts that every entry point has, made of the configuration. */
import { randomUUID } from "node:crypto";
import type { Config } from "./config.ts";
import { deliveryFigures } from "./escalation/deliveryFigures.ts";
import { openTargets } from "./escalation/targets/targets.ts";
import type { Figures } from "./http/metrics.ts";
import type { Log } from "./log.ts";
import { openPhrasing } from "./phrasing/openPhrasing.ts";
import { openStore, storeFile } from "./store/openStore.ts";
import type { Store } from "./store/store.ts";
import { newReference } from "./tickets/references.ts";
import type { TreeShelf } from "./turn/openTurn.ts";
import { openTrees } from "./turn/trees.ts";
import { canSignIn } from "./web/desk/signIn.ts";
import { type Wired, wire } from "./wire.ts";

export type House = Wired & {
  store: Store;
  trees: TreeShelf;
  /** What is counted here. */
  figures: readonly Figures[];
};

type Needed =
  | "hubRedaction"
  | "host"
  | "deskTokens"
  | "dataDir"
  | "treeFile"
  | "helpDesk"
  | "phrasing"
  | "deskHours"
  | "targets";

/** Opens the store of the configuration; whoever assembles closes it. `deskElsewhere`: technicians work with another process. */
export async function assemble(config: Pick<Config, Needed>, log: Log, { deskElsewhere = false } = {}): Promise<House> {
  const store = await openStore(storeFile(config.dataDir));
  try {
    const trees = await openTrees(config.treeFile, store, log);
    const now = () => new Date();
    const { helpDesk, deskHours, hubRedaction } = config;
    const targets = openTargets(config.targets, { log, now });
    const { phrase, register } =
      (await openPhrasing(config.phrasing, { shelf: store, log, now: () => now().toISOString() })) ?? {};
    const delivered = deliveryFigures(
      store,
      targets.map(({ id }) => id),
    );
    const { attempted } = delivered;
    const hasDesk = canSignIn({ host: config.host, tokens: config.deskTokens });
    const parts = {
      hasDesk,
      hubRedaction,
      attempted,
      deskElsewhere,
      store,
      trees,
      log,
      now,
      newId: randomUUID,
      newReference,
      helpDesk,
      deskHours,
      targets,
      phrase,
    };
    return { ...wire(parts), store, trees, figures: [delivered, ...(register ? [register] : [])] };
  } catch (error) {
    await store.close();
    throw error;
  }
}
