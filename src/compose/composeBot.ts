/** Wires the bot: its turns, its dialogs, and what technicians do through it. */
import type { LookAtDesk } from "../../dialogs/ports.ts";
import type { HelpDesk } from "../../dialogs/wording/helpDesk.ts";
import { type Attendance, createAttendance } from "../desk/attendance.ts";
import { createChatStates } from "../desk/chatState.ts";
import { createHubHandler, createInitiator } from "../desk/hub.ts";
import { LiveTalk } from "../desk/liveTalk.ts";
import { createNews, type News } from "../desk/news.ts";
import { lookAtDesk } from "../desk/outlook.ts";
import type { DeskHours } from "../desk/settings.ts";
import { createAnswerMail } from "../escalation/answerMail.ts";
import { type AttemptOutcome, Outbox } from "../escalation/outbox.ts";
import type { Redaction } from "../escalation/redact.ts";
import type { MailSettings } from "../escalation/targets/mailSettings.ts";
import type { Target } from "../escalation/targets/target.ts";
import { listRecipients } from "../escalation/targets/targets.ts";
import type { Log } from "../log.ts";
import type { Phrase } from "../phrasing/phraseRequest.ts";
import { type CaseLocks, createCaseLocks } from "../store/caseLocks.ts";
import type { Store, TurnRecord } from "../store/store.ts";
import { createAnnouncer } from "../turn/answerNotice.ts";
import { CaseTurns } from "../turn/caseTurn.ts";
import { type Bot, MessageTurns } from "../turn/messageTurn.ts";
import type { Trees } from "../turn/openTurn.ts";
import { Presence } from "../turn/presence.ts";
import { ProactiveSenders } from "../turn/proactiveSenders.ts";
import { TurnRunner } from "../turn/runner.ts";
import { createTalk } from "../turn/talk.ts";

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
