/** The one place that wires the parts together: the bot, the app with its store and settings, and the server around it. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { LookAtDesk } from "../dialogs/ports.ts";
import type { HelpDesk } from "../dialogs/wording/helpDesk.ts";
import { speak } from "../dialogs/words/sentence.ts";
import type { Config } from "./config.ts";
import { watchAbandoned } from "./desk/abandonedCases.ts";
import { type Attendance, createAttendance } from "./desk/attendance.ts";
import { loadCannedReplies } from "./desk/cannedReplies.ts";
import { createChatStates } from "./desk/chatState.ts";
import { createHubHandler, createInitiator } from "./desk/hub.ts";
import { LiveTalk } from "./desk/liveTalk.ts";
import { createNews, type News } from "./desk/news.ts";
import { openDesk } from "./desk/openDesk.ts";
import { lookAtDesk } from "./desk/outlook.ts";
import type { DeskHours } from "./desk/settings.ts";
import { createAnswerMail } from "./escalation/answerMail.ts";
import { createDeliveryFigures } from "./escalation/deliveryFigures.ts";
import { type AttemptOutcome, Outbox } from "./escalation/outbox.ts";
import type { Redaction } from "./escalation/redact.ts";
import type { MailSettings } from "./escalation/targets/mailSettings.ts";
import type { Target } from "./escalation/targets/target.ts";
import { listRecipients, openTargets } from "./escalation/targets/targets.ts";
import { isLoopback } from "./http/loopback.ts";
import { createMetrics, type Figures } from "./http/metrics.ts";
import { createServer } from "./http/server.ts";
import type { Log } from "./log.ts";
import { openPhrasing } from "./phrasing/openPhrasing.ts";
import type { Phrase } from "./phrasing/phraseRequest.ts";
import { type CaseLocks, createCaseLocks } from "./store/caseLocks.ts";
import { findStoreFile, openStore } from "./store/openStore.ts";
import type { Store, TurnRecord } from "./store/store.ts";
import { createReference } from "./tickets/references.ts";
import { createAzureBotService } from "./transports/azure/azureBotService.ts";
import { DirectLine } from "./transports/directLine/directLine.ts";
import { createProactiveSender, startResending } from "./transports/resending.ts";
import { answerMail, createAnnouncer } from "./turn/answerNotice.ts";
import { CaseTurns } from "./turn/caseTurn.ts";
import { type Bot, MessageTurns } from "./turn/messageTurn.ts";
import type { Trees } from "./turn/openTurn.ts";
import { Presence } from "./turn/presence.ts";
import { ProactiveSenders } from "./turn/proactiveSenders.ts";
import { TurnRunner } from "./turn/runner.ts";
import { createTalk } from "./turn/talk.ts";
import { loadKnowledge, openTrees } from "./turn/trees.ts";
import { createStepFinder } from "./web/chat/steps.ts";
import { createChatPages } from "./web/chat/web.ts";
import { createDeskPages } from "./web/desk/pages.ts";
import { canSignIn, createSignIn, type SignIn } from "./web/desk/signIn.ts";

/** The bot and what technicians do through it. */
export type BotParts = {
  bot: Bot;
  /** Turns that no message of the person begins. */
  turns: CaseTurns;
  /** Lets one sender at a time send to a person. */
  sends: CaseLocks;
  news: News;
  attendance: Attendance;
  live: LiveTalk;
  proactiveSenders: ProactiveSenders;
  /** Which people have their chat open. */
  presence: Presence;
  /** Delivers to the targets after `start`. */
  outbox: Outbox;
  lookAtDesk: LookAtDesk;
};

export type BotOptions = {
  store: Store;
  trees: Trees;
  log: Log;
  now: () => Date;
  /** A new unique id. */
  newId: () => string;
  /** A new ticket reference, short enough to be read out over the phone. */
  newReference: () => string;
  helpDesk: HelpDesk;
  deskHours?: DeskHours | undefined;
  /** Whether technicians can sign in at all. */
  hasDesk?: boolean;
  /** The desk runs in another process, so this one does not know which technicians have it open. */
  deskElsewhere?: boolean;
  /** The address of this server for links in messages, such as that of a ticket at the desk. */
  publicUrl?: string | undefined;
  targets?: readonly Target[];
  /** Mails technicians' answers to people who left an address; without it, none are mailed. */
  mail?: MailSettings | undefined;
  /** Time limit of one delivery attempt. */
  attemptMs?: number;
  /** What to redact in hand-overs to an agent hub; nothing by default. */
  hubRedaction?: Redaction;
  attempted?: (target: string, outcome: AttemptOutcome) => void;
  phrase?: Phrase | undefined;
  /** A monotonic clock, in milliseconds. */
  ticks?: () => number;
};

/** Everything external is an option, so that tests compose the same bot. */
export function composeBot(options: BotOptions): BotParts {
  const { store, trees, log, newId, helpDesk, targets = [], attempted, deskHours, hasDesk = true, publicUrl } = options;
  const now = () => options.now().toISOString();
  const sends = createCaseLocks();
  const news = createNews();
  const attendance = createAttendance();
  const proactiveSenders = new ProactiveSenders(log);
  const presence = new Presence();
  const { mail } = options;
  const mailer = mail && createAnswerMail({ mail, store, trees, helpDesk, publicUrl, now, isThere: presence.isThere });
  const outbox = new Outbox({
    deliveries: store.deliveries,
    targets,
    receivers: mailer ? [mailer] : [],
    attemptMs: options.attemptMs ?? 30_000,
    log,
    now,
    newsOf: news.tell,
    random: Math.random,
    ...(attempted && { attempted }),
  });
  const present = options.deskElsewhere ? undefined : attendance;
  const look = lookAtDesk({ store, attendance: present, deskHours, hasDesk, now: options.now });
  const findState = createChatStates({ store, look, helpDesk });
  const live = new LiveTalk({ store, findState, news, now: options.now });
  const runner = new TurnRunner({
    store,
    trees,
    now,
    newId,
    locks: createCaseLocks(),
    targets: listRecipients(targets),
    ticketAddress: (reference) => (publicUrl && hasDesk ? `${publicUrl}/desk/tickets/${reference}` : undefined),
    initiateHandoff: createInitiator(options.hubRedaction ?? { people: false, hosts: false }),
    stored: ({ cases, deliveries }: TurnRecord) => {
      for (const { ticket } of cases) if (ticket) news.tell(ticket.reference);
      if (deliveries.length > 0) outbox.wake();
    },
  });
  const talk = createTalk({
    helpDesk,
    lookAtDesk: look,
    hasAnswerMail: mailer !== undefined,
    newReference: options.newReference,
  });
  const shared = { runner, store, talk, now, newId };
  const turns = new CaseTurns({
    ...shared,
    ...(mailer && {
      announceAnswer: createAnnouncer({ deliveries: store.deliveries, isThere: presence.isThere, now, newId }),
    }),
    sendProactively: (conversation, key) => proactiveSenders.send(conversation, key),
  });
  const handleHubStatus = createHubHandler({ store, turns });
  const { phrase, ticks } = options;
  const bot = new MessageTurns({ ...shared, sends, log, phrase, handleHubStatus, ticks });
  return { bot, turns, sends, news, attendance, live, proactiveSenders, presence, outbox, lookAtDesk: look };
}

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
  const ownLine = new DirectLine({ store, bot, live, news, log, now, hubSecret: config.hub.secret });
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
      tree: trees.current.tree,
      wordsByModel: config.phrasing !== undefined,
    }),
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
