/** The bot and what technicians do through it, wired over a store. Everything from outside comes in as a part, so that tests wire the same. */
import type { LookAtDesk } from "../dialogs/ports.ts";
import type { Config } from "./config.ts";
import { createHubs, initiations } from "./desk/hub.ts";
import { createNews, type News } from "./desk/news.ts";
import { lookAtDesk } from "./desk/outlook.ts";
import { type Attendance, createAttendance } from "./desk/staffing.ts";
import { type AttemptOutcome, createOutbox, type Outbox } from "./escalation/outbox.ts";
import type { Redaction } from "./escalation/redact.ts";
import type { Target } from "./escalation/targets/target.ts";
import { addressed } from "./escalation/targets/targets.ts";
import type { Log } from "./log.ts";
import type { Phrase } from "./phrasing/phraseRequest.ts";
import { type CaseLocks, caseLocks } from "./store/caseLocks.ts";
import type { Store, TurnRecord } from "./store/store.ts";
import { CaseTurns } from "./turn/caseTurn.ts";
import { type Bot, MessageTurns } from "./turn/messageTurn.ts";
import type { TreeShelf } from "./turn/openTurn.ts";
import { TurnRunner } from "./turn/runner.ts";
import { createTalk } from "./turn/talk.ts";
import { Voices } from "./turn/voices.ts";

export type Wired = {
  bot: Bot;
  /** What happens in a case without a message of its person. */
  turns: CaseTurns;
  /** One at a time sends to a person. */
  sends: CaseLocks;
  news: News;
  attendance: Attendance;
  voices: Voices;
  /** Delivers to the targets outside, once it is started. */
  outbox: Outbox;
  lookAtDesk: LookAtDesk;
};

type Parts = {
  store: Store;
  trees: TreeShelf;
  log: Log;
  now: () => Date;
  /** A new unique id. */
  newId: () => string;
  /** A new ticket reference, short enough to be read out over the phone. */
  newReference: () => string;
  helpDesk: Config["helpDesk"];
  deskHours?: Config["deskHours"];
  /** Whether technicians can sign in at all. */
  hasDesk?: boolean;
  /** The desk is in another process, so nobody knows here who has it open. */
  deskElsewhere?: boolean;
  targets?: readonly Target[];
  /** What an agent hub is not to see of a hand-over; it sees all where nothing is said. */
  hubRedaction?: Redaction;
  attempted?: (target: string, outcome: AttemptOutcome) => void;
  phrase?: Phrase | undefined;
  /** A clock that only goes forward, in milliseconds. */
  ticks?: () => number;
};

export function wire(parts: Parts): Wired {
  const { store, trees, log, newId, newReference, helpDesk, targets = [], attempted } = parts;
  const now = () => parts.now().toISOString();
  const locks = caseLocks();
  const sends = caseLocks();
  const news = createNews();
  const attendance = createAttendance();
  const voices = new Voices(log);
  const outbox = createOutbox({
    ...{ store, targets, log, now, newsOf: news.tell, random: Math.random },
    ...(attempted && { attempted }),
  });
  const there = parts.deskElsewhere ? undefined : attendance;
  const { deskHours, hasDesk = true } = parts;
  const look = lookAtDesk({ store, attendance: there, deskHours, hasDesk, now: parts.now });
  const talk = createTalk({ helpDesk, lookAtDesk: look, newReference });
  const stored = ({ cases, deliveries }: TurnRecord): void => {
    for (const { ticket } of cases) if (ticket) news.tell(ticket.reference);
    if (deliveries.length > 0) outbox.wake();
  };
  const initiateHandoff = initiations(parts.hubRedaction ?? { people: false, hosts: false });
  const runner = new TurnRunner({
    store,
    trees,
    locks,
    now,
    newId,
    targets: addressed(targets),
    initiateHandoff,
    stored,
  });
  const shared = { runner, store, talk, now, newId };
  const turns = new CaseTurns({ ...shared, speak: (conversation, key) => voices.speak(conversation, key) });
  const handleHubStatus = createHubs({ store, turns });
  const { phrase, ticks } = parts;
  const bot = new MessageTurns({ ...shared, sends, log, phrase, handleHubStatus, ticks });
  return { bot, turns, sends, news, attendance, voices, outbox, lookAtDesk: look };
}
