/** In-process servers, each on its own loopback port until its test ends. */
import path from "node:path";
import { onTestFinished } from "vitest";
import { composeApp } from "../../src/compose/composeApp.ts";
import { composeServer } from "../../src/compose/composeServer.ts";
import { readConfig } from "../../src/config.ts";
import { ListedOrigins } from "../../src/http/listedOrigins.ts";
import { createServer, type Server } from "../../src/http/server.ts";
import { openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { DirectLine } from "../../src/transports/directLine/directLine.ts";
import type { IdentityKeys } from "../../src/transports/directLine/identities.ts";
import { type Wish as BotWish, openBot } from "./bot.ts";
import { type ReadableLog, readableLog } from "./log.ts";
import { emptyFolder } from "./process.ts";
import { treeFiles } from "./trees.ts";

/** The tree in `/healthz` for servers without a real tree. */
export const servedTree = { id: "four-causes", version: "1.0.0", hash: "h1" };

export type Served = {
  url: string;
  port: number;
  server: Server;
  logged(): string;
  /** Posts JSON to the bot's endpoint. Resolves with status and body. */
  post(body: string, headers?: Record<string, string>): Promise<[number, unknown]>;
  stop(patienceMs?: number): Promise<void>;
};

type ServedParts = Partial<Omit<Parameters<typeof createServer>[0], "host">>;

/** Serves only the given parts. */
export async function serve({ log, ...parts }: ServedParts = {}): Promise<Served> {
  const captured = readableLog();
  const server = createServer({
    ...{ host: "127.0.0.1", port: 0, tree: servedTree, store: { conversations: { hasTaken: async () => false } } },
    ...parts,
    log: log ?? captured.log,
  });
  const { url, port } = await server.listen();
  let stopped: Promise<void> | undefined;
  const stop = (patienceMs = 0): Promise<void> => {
    stopped ??= server.stop(patienceMs);
    return stopped;
  };
  onTestFinished(() => stop());
  return {
    ...{ url, port, server, logged: captured.logged, stop },
    async post(body, headers = {}) {
      const allHeaders = { "content-type": "application/json", ...headers };
      const answer = await fetch(`${url}/api/messages`, { method: "POST", headers: allHeaders, body });
      const text = await answer.text();
      return [
        answer.status,
        answer.headers.get("content-type")?.includes("json") && text ? JSON.parse(text) : undefined,
      ];
    },
  };
}

export type RunningServer = {
  url: string;
  port: number;
  store: Store;
  logged: ReadableLog["logged"];
  /** Stops as on a signal, and closes the store. */
  stop(patienceMs?: number): Promise<void>;
};

type Wish = Omit<BotWish, "store"> & {
  /** The folder of the store; by default the store is in memory. */
  folder?: string;
  port?: number;
  /** Replaces parts of the store, for example to make it fail. */
  store?: (real: Store) => Partial<Store>;
  hubSecret?: string;
  siteSecret?: string;
  embedOrigins?: string[];
  identity?: IdentityKeys;
};

/** Serves the whole bot over our own Direct Line. */
export async function startServer({
  folder,
  port = 0,
  now = () => new Date(),
  store: change,
  hubSecret,
  siteSecret,
  embedOrigins = [],
  identity = {},
  ...parts
}: Wish = {}): Promise<RunningServer> {
  const real = await openStore(folder ? path.join(folder, "reconnect.db") : ":memory:");
  const { log, logged } = readableLog();
  const store = change ? within(real, change(real)) : real;
  const { bot, trees, live, news } = await openBot({ ...parts, store, log, now });
  const { tree, version, hash } = trees.current.tree;
  const origins = new ListedOrigins(embedOrigins, log);
  const served = await serve({
    ...{ port, log, store, tree: { id: tree, version, hash } },
    parts: [
      new DirectLine({
        store,
        bot,
        live,
        news,
        log,
        now,
        origins,
        secrets: { hub: hubSecret, site: siteSecret },
        identity,
      }),
    ],
  });
  let stopped: Promise<void> | undefined;
  const stop = (patienceMs = 0): Promise<void> => {
    stopped ??= served.stop(patienceMs).then(() => real.close());
    return stopped;
  };
  onTestFinished(() => stop());
  return { url: served.url, port: served.port, store: real, logged, stop };
}

export type RunningApp = {
  url: string;
  logged: ReadableLog["logged"];
  /** Makes a link by which a technician signs in once. */
  newLink(): string;
  /** Afterwards the store is closed. */
  stop(): Promise<void>;
};

/** Serves everything that `npm start` serves, in this process and with the given settings. */
export async function startApp(settings: Record<string, string> = {}): Promise<RunningApp> {
  const config = readConfig({ DATA_DIR: emptyFolder(), PORT: "0", TREE_FILE: treeFiles.fourCauses, ...settings });
  const { log, logged } = readableLog();
  const app = await composeApp(config, log);
  const server = composeServer(config, log, app);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= server.stop(0).then(() => app.store.close());
    return stopped;
  };
  onTestFinished(stop);
  const { url } = await server.start();
  return {
    ...{ url, logged, stop },
    newLink() {
      const link = server.signIn.newLink();
      if (!link) throw new Error("this server has no sign-in links because it has tokens");
      return `${url}${link}`;
    },
  };
}

/** The same object with some members replaced. */
export function within<Whole extends object>(real: Whole, changed: Partial<Whole>): Whole {
  return new Proxy(real, {
    get: (target, name) => {
      const member = Reflect.get(name in changed ? changed : target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}
