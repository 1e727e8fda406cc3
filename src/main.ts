/** Wires the parts together and listens. Nothing imports this file. */
import { WrongKnowledge } from "../knowledge/wrongKnowledge.ts";
import { assemble } from "./assemble.ts";
import { azureBotService, IdentityMissing } from "./channels/azureBotService.ts";
import { environment, readConfig, WrongConfiguration } from "./config.ts";
import { createLog } from "./log.ts";
import { createServer, NotListening } from "./server.ts";
import { StoreUnusable } from "./store/store.ts";
import { sendUnsent } from "./unsent.ts";

/** What an administrator can put right: the message is enough, a stack would only frighten. */
const expected = [WrongConfiguration, WrongKnowledge, StoreUnusable, IdentityMissing, NotListening];

try {
  const config = readConfig(environment());
  const log = createLog(config.logLevel);
  const { store, trees, bot } = await assemble(config, log);
  const { adapter, onMessages } = azureBotService({ config, log, bot });
  const { tree, version, hash } = trees.current.tree;
  const server = createServer({ config, log, tree: { id: tree, version, hash }, store, onMessages });
  const { url } = await server.listen();
  log.info({ url, tree, version, bot: `${url}/api/messages` }, "listening");

  const resent = sendUnsent(store, adapter, config.app?.id ?? "", log);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, "stopping");
      await server.stop();
      await resent;
      await store.close();
    });
  await resent;
} catch (error) {
  if (!(error instanceof Error && expected.some((kind) => error instanceof kind))) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
