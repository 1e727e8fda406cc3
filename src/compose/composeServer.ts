/** Puts the pages, the transports and the watchers around an app. */
import { setTimeout as wait } from "node:timers/promises";
import type { Config } from "../config.ts";
import { watchAbandoned } from "../desk/abandonedCases.ts";
import { loadCannedReplies } from "../desk/cannedReplies.ts";
import { openDesk } from "../desk/openDesk.ts";
import { ListedOrigins } from "../http/listedOrigins.ts";
import { isLoopback } from "../http/loopback.ts";
import { createMetrics } from "../http/metrics.ts";
import { createServer } from "../http/server.ts";
import type { Log } from "../log.ts";
import { createAzureBotService } from "../transports/azure/azureBotService.ts";
import { DirectLine } from "../transports/directLine/directLine.ts";
import { createProactiveSender, startResending } from "../transports/resending.ts";
import { createCopyFinder } from "../web/chat/ownCopy.ts";
import { createStepFinder } from "../web/chat/steps.ts";
import { createChatPages } from "../web/chat/web.ts";
import { createDeskPages } from "../web/desk/pages.ts";
import { createSignIn, type SignIn } from "../web/desk/signIn.ts";
import { createWidget } from "../web/widget/widget.ts";
import type { App } from "./composeApp.ts";

export type AppServer = {
  /** Starts listening, the outbox and the watchers. Rejects with `NotListening`. */
  start(): Promise<{ url: string; bot: string | undefined }>;
  /** Accepts no new work and waits at most this long for running work. Leaves the store open. */
  stop(patienceMs: number): Promise<void>;
  signIn: SignIn;
};

/** Runs in the background from the start of the server until it stops. */
type Watcher = { stop(): Promise<void> };

/** The pages, the transports and the watchers around an app. Throws `IdentityMissing`. */
export function composeServer(config: Config, log: Log, app: App): AppServer {
  const { store, trees, bot, turns, sends, news, attendance, live, proactiveSenders, presence, outbox, figures } = app;
  const { host, port, metricsToken } = config.http;
  const now = () => new Date();
  // Without credentials, anyone who reaches /api/messages could pose as any person. Our own page has tokens.
  const azure =
    config.azure || isLoopback(host) ? createAzureBotService({ app: config.azure, host, log, bot }) : undefined;
  const sending = azure && { store, log, sends, adapter: azure.adapter, appId: config.azure?.id ?? "" };
  const origins = new ListedOrigins(config.http.embedOrigins, log);
  const secrets = { hub: config.hub.secret, site: config.directLine.secret };
  const ownLine = new DirectLine({
    store,
    bot,
    live,
    news,
    log,
    now,
    origins,
    secrets,
    identity: config.directLine.identity,
  });
  proactiveSenders.add(ownLine.sendProactively);
  presence.add(ownLine.isThere);
  if (sending) proactiveSenders.add(createProactiveSender(sending));
  const signIn = createSignIn({ host, tokens: config.signIn.tokens, now });
  const desk = openDesk({
    store,
    trees,
    turns,
    now: () => now().toISOString(),
    isThere: presence.isThere,
    tellNews: news.tell,
  });
  const cannedReplies = loadCannedReplies(config.desk.cannedRepliesFile);
  const { tree, version, hash } = trees.current.tree;
  const parts = [
    ownLine,
    createChatPages({
      helpDesk: config.helpDesk,
      findSteps: createStepFinder({ store, trees }),
      findOwnCopy: createCopyFinder(store),
      readPerson: ownLine.readPerson,
      tree: trees.current.tree,
      wordsByModel: config.phrasing !== undefined,
      origins,
    }),
    createWidget(),
    createDeskPages({ desk, cannedReplies, news, attendance, live, store, signIn, log, now }),
    createMetrics({ figures: azure ? [...figures, azure.figures] : figures, host, token: metricsToken }),
  ];
  const server = createServer({
    host,
    port,
    log,
    tree: { id: tree, version, hash },
    store,
    parts,
    ...(azure && { onMessages: azure.onMessages }),
  });
  const watchers: Watcher[] = [];
  return {
    signIn,
    async start() {
      // Read before the first turn: replies that a turn has stored and is about to send look unsent too.
      const unsent = await store.conversations.listUnsent();
      const { url } = await server.listen();
      outbox.start();
      watchers.push(watchAbandoned({ store, turns, log, now, afterMs: config.desk.walkedAwayMs }));
      if (sending) watchers.push(startResending(unsent, sending));
      return { url, bot: azure && `${url}/api/messages` };
    },
    async stop(patienceMs) {
      await Promise.all([server.stop(patienceMs), outbox.stop(patienceMs), stopWatchers(watchers, patienceMs)]);
    },
  };
}

async function stopWatchers(watchers: readonly Watcher[], patienceMs: number): Promise<void> {
  const stopped = Promise.all(watchers.map((watcher) => watcher.stop()));
  await Promise.race([stopped, wait(patienceMs, undefined, { ref: false })]);
}
