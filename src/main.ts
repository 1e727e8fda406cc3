/** `npm start`: reads the configuration, listens, and stops on a signal. Nothing imports this file. */
import { flushCompileCache } from "node:module";
import { hostname } from "node:os";
import { WrongKnowledge } from "../knowledge/tree/wrongKnowledge.ts";
import { composeApp } from "./compose/composeApp.ts";
import { composeServer } from "./compose/composeServer.ts";
import { readConfig, readEnvironment, WrongConfiguration } from "./config.ts";
import { NotListening } from "./http/server.ts";
import { createLog } from "./log.ts";
import { StoreUnusable } from "./store/store.ts";
import { IdentityMissing } from "./transports/azure/azureBotService.ts";
import { deskOffMessage } from "./web/desk/signIn.ts";

/** Errors that an administrator can fix: the message is enough, so no stack is printed. */
const expected = [WrongConfiguration, WrongKnowledge, StoreUnusable, IdentityMissing, NotListening];

/** How long a stop waits for running turns and deliveries. */
const PATIENCE_MS = 10_000;

try {
  const config = readConfig(readEnvironment());
  const log = createLog(config.log.level);
  const app = await composeApp(config, log);
  const server = composeServer(config, log, app);
  const { url, bot } = await server.start();
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, async () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, "stopping");
      await server.stop(PATIENCE_MS);
      await app.store.close();
      // Exit even if a channel does not answer.
      process.exit();
    });
  const { tree, version } = app.trees.current.tree;
  log.info({ url, tree, version, ...(bot && { bot }) }, "listening");
  // For the person at the terminal; the JSON log is for machines.
  process.stderr.write(`Reconnect is at ${addressForPeople(url)}\n`);
  const link = server.signIn.newLink();
  if (link) process.stderr.write(`Technicians sign in once at ${url}${link}\n`);
  if (server.signIn.ways.length === 0) log.warn(deskOffMessage);
  // Otherwise Node writes the cache at a graceful exit only, and a killed server would always start slowly.
  flushCompileCache();
} catch (error) {
  if (!(error instanceof Error && expected.some((kind) => error instanceof kind))) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** 0.0.0.0 and :: cannot be opened in a browser; shows the host name instead. */
function addressForPeople(url: string): string {
  return url.replace(/\/\/(?:0\.0\.0\.0|\[::\])/, `//${hostname()}`);
}
