/** Wires the parts together and listens. Nothing imports this file. */
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { WrongKnowledge } from "../knowledge/tree/wrongKnowledge.ts";
import { assemble } from "./assemble.ts";
import { environment, readConfig, WrongConfiguration } from "./config.ts";
import { openDesk } from "./desk/openDesk.ts";
import { watchForsaken } from "./desk/walkedAway.ts";
import { isLoopback } from "./http/loopback.ts";
import { metrics } from "./http/metrics.ts";
import { createServer, NotListening } from "./http/server.ts";
import { createLog } from "./log.ts";
import { StoreUnusable } from "./store/store.ts";
import { azureBotService, IdentityMissing } from "./transports/azure/azureBotService.ts";
import { directLine } from "./transports/directLine/directLine.ts";
import { sendAgain, unaskedBy } from "./transports/unsent.ts";
import { findSteps } from "./web/chat/steps.ts";
import { web } from "./web/chat/web.ts";
import { deskPages } from "./web/desk/pages.ts";
import { createSignIn, howToOpenTheDesk } from "./web/desk/signIn.ts";

/** What an administrator can put right: the message is enough, a stack would only frighten. */
const expected = [WrongConfiguration, WrongKnowledge, StoreUnusable, IdentityMissing, NotListening];

/** How long a stop waits for what is under way. */
const PATIENCE_MS = 10_000;

try {
  const config = readConfig(environment());
  const log = createLog(config.logLevel);
  const house = await assemble(config, log);
  const { store, trees, bot, turns, sends, news, attendance, voices, outbox, figures } = house;
  const now = () => new Date();
  // Without credentials anybody who reaches that endpoint could speak as anybody; the page has tokens of its own.
  const azure = config.app || isLoopback(config.host) ? azureBotService({ config, log, bot }) : undefined;
  const sending = azure && { store, log, sends, adapter: azure.adapter, appId: config.app?.id ?? "" };
  const ownLine = directLine({ store, bot, log, now, hubSecret: config.hubSecret });
  voices.add(ownLine.voice);
  if (sending) voices.add(unaskedBy(sending));
  const signIn = createSignIn({ host: config.host, tokens: config.deskTokens, now });
  const desk = openDesk({ store, trees, turns, now: () => now().toISOString(), isThere: ownLine.isThere });
  const { tree, version, hash } = trees.current.tree;
  const parts = [
    ownLine,
    web({
      helpDesk: config.helpDesk,
      stepsOf: findSteps({ store, trees }),
      wordsByModel: config.phrasing !== undefined,
    }),
    deskPages({ desk, news, attendance, store, signIn, log, now }),
    metrics({ figures: azure ? [...figures, azure.figures] : figures, host: config.host, token: config.metricsToken }),
  ];
  const server = createServer({
    config,
    log,
    tree: { id: tree, version, hash },
    store,
    parts,
    ...(azure && { onMessages: azure.onMessages }),
  });
  // Read before anybody can speak: what a turn has stored and is just sending is not unsent.
  const unsent = await store.unsent();
  const { url } = await server.listen();
  outbox.start();
  const watch = watchForsaken({ store, turns, log, now, afterMs: config.walkedAwayMs });
  const resending = sending && sendAgain(unsent, sending);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, async () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, "stopping");
      const rest = Promise.all([watch.stop(), resending?.stop()]);
      await Promise.all([server.stop(PATIENCE_MS), outbox.stop(PATIENCE_MS), Promise.race([rest, wait(PATIENCE_MS)])]);
      await store.close();
      // A channel that does not answer must not hold what is stopped.
      process.exit();
    });
  log.info({ url, tree, version, ...(azure && { bot: `${url}/api/messages` }) }, "listening");
  // For the person at the terminal; the log is for machines.
  process.stderr.write(`Reconnect is at ${forPeople(url)}\n`);
  const link = signIn.newLink();
  if (link) process.stderr.write(`Technicians sign in once at ${url}${link}\n`);
  if (signIn.ways.length === 0) log.warn(howToOpenTheDesk);
} catch (error) {
  if (!(error instanceof Error && expected.some((kind) => error instanceof kind))) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** All addresses of this machine are none that a browser could open. */
function forPeople(url: string): string {
  return url.replace(/\/\/(?:0\.0\.0\.0|\[::\])/, `//${hostname()}`);
}
