/** Opens what the settings name (store, tree, targets, language model) and composes the bot with it. */
import { randomUUID } from "node:crypto";
import { speak } from "../../dialogs/words/sentence.ts";
import type { Config } from "../config.ts";
import { createDeliveryFigures } from "../escalation/deliveryFigures.ts";
import { openTargets } from "../escalation/targets/targets.ts";
import type { Figures } from "../http/metrics.ts";
import type { Log } from "../log.ts";
import { openPhrasing } from "../phrasing/openPhrasing.ts";
import { findStoreFile, openStore } from "../store/openStore.ts";
import type { Store } from "../store/store.ts";
import { createReference } from "../tickets/references.ts";
import { answerMail } from "../turn/answerNotice.ts";
import type { Trees } from "../turn/openTurn.ts";
import { loadKnowledge, openTrees } from "../turn/trees.ts";
import { canSignIn } from "../web/desk/signIn.ts";
import { type BotParts, composeBot } from "./composeBot.ts";

/** The parts that every entry point uses. */
export type App = BotParts & {
  store: Store;
  trees: Trees;
  /** Sources of `/metrics`. */
  figures: readonly Figures[];
};

/** Opens the configured store; the caller closes it. `deskElsewhere`: the technicians' desk runs in another process. */
export async function composeApp(config: Config, log: Log, { deskElsewhere = false } = {}): Promise<App> {
  const store = await openStore(findStoreFile(config.store.dataDir));
  try {
    const knowledge = loadKnowledge(config.knowledge.treeFile);
    if (!speak(knowledge.tree.language))
      log.warn({ language: knowledge.tree.language }, "dialogs/words/ has no file for the tree's language");
    const trees = await openTrees(knowledge, store, log);
    const now = () => new Date();
    const targets = openTargets(config.targets, { log, now });
    const phrasing = await openPhrasing(config.phrasing, {
      shelf: store.phrasings,
      log,
      now: () => now().toISOString(),
    });
    const { mail } = config.targets;
    const receivers = [...targets.map(({ id }) => id), ...(mail ? [answerMail] : [])];
    const delivered = createDeliveryFigures(store.deliveries, receivers);
    const bot = composeBot({
      store,
      trees,
      log,
      now,
      newId: randomUUID,
      newReference: createReference,
      helpDesk: config.helpDesk,
      deskHours: config.desk.hours,
      hasDesk: canSignIn({ host: config.http.host, tokens: config.signIn.tokens }),
      deskElsewhere,
      publicUrl: config.http.publicUrl,
      targets,
      mail,
      attemptMs: config.outbox.attemptMs,
      hubRedaction: config.hub.redaction,
      attempted: delivered.attempted,
      phrase: phrasing?.phrase,
    });
    return { ...bot, store, trees, figures: [delivered, ...(phrasing?.register ? [phrasing.register] : [])] };
  } catch (error) {
    await store.close();
    throw error;
  }
}
