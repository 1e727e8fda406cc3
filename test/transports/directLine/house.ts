/** Our own Direct Line as it is served: real server, bot, tree and store in this process, on a port of its own. */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { embeddedTree } from "../../../knowledge/tree/load.ts";
import { composeBot } from "../../../src/compose.ts";
import { createServer } from "../../../src/http/server.ts";
import { createLog } from "../../../src/log.ts";
import type { Phrase } from "../../../src/phrasing/phraseRequest.ts";
import { openStore } from "../../../src/store/openStore.ts";
import type { Store } from "../../../src/store/store.ts";
import { newReference } from "../../../src/tickets/references.ts";
import { DirectLine } from "../../../src/transports/directLine/directLine.ts";
import { openTrees } from "../../../src/turn/trees.ts";

export type House = {
  url: string;
  port: number;
  store: Store;
  logged(): string;
  /** As a stop signal does it; afterwards the store is closed. */
  stop(patienceMs?: number): Promise<void>;
};

type Wish = {
  /** Where the store lives; in memory when none is named. */
  folder?: string;
  now?: () => Date;
  port?: number;
  /** Replaces parts of the store, to make it fail. */
  store?: (real: Store) => Partial<Store>;
  phrase?: Phrase;
  hubSecret?: string;
  hubRedaction?: { people: boolean; hosts: boolean };
};

export async function openHouse({
  folder,
  now = () => new Date(),
  port = 0,
  store: change,
  phrase,
  hubSecret,
  hubRedaction,
}: Wish = {}): Promise<House> {
  const real = await openStore(folder ? path.join(folder, "reconnect.db") : ":memory:");
  const store = change ? within(real, change(real)) : real;
  const written: string[] = [];
  const log = createLog(
    "info",
    new Writable({
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        done();
      },
    }),
  );
  const trees = await openTrees(embeddedTree, real, log);
  const { bot } = composeBot({
    ...{ store, trees, log, now, newId: randomUUID, newReference, phrase },
    helpDesk: { name: "the service desk", contact: undefined, hours: undefined },
    ...(hubRedaction && { hubRedaction }),
  });
  const { tree, version, hash } = trees.current.tree;
  const server = createServer({
    host: "127.0.0.1",
    port,
    log,
    tree: { id: tree, version, hash },
    store,
    parts: [new DirectLine({ store, bot, log, now, hubSecret })],
  });
  const listening = await server.listen();
  let stopped: Promise<void> | undefined;
  const stop = (patienceMs = 0): Promise<void> => {
    stopped ??= server.stop(patienceMs).then(() => real.close());
    return stopped;
  };
  onTestFinished(() => stop());
  return { ...listening, store: real, logged: () => written.join(""), stop };
}

/** The same object with some of its members replaced. */
export function within<Whole extends object>(real: Whole, changed: Partial<Whole>): Whole {
  return new Proxy(real, {
    get: (target, name) => {
      const found = Reflect.get(name in changed ? changed : target, name);
      return typeof found === "function" ? found.bind(target) : found;
    },
  });
}
