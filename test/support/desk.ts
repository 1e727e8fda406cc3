/** A help desk for one test: the real bot, dialogs and store behind the SDK's TestAdapter. */
import { type Activity, TestAdapter as Adapter, type TestAdapter, type TurnContext } from "botbuilder";
import { expect } from "vitest";
import { presentMessage } from "../../src/channels/channels.ts";
import { handOverAbandoned } from "../../src/desk/abandonedCases.ts";
import type { Attendance } from "../../src/desk/attendance.ts";
import type { DeskAction, QueueEntry, Desk as TechniciansDesk, TicketView } from "../../src/desk/desk.ts";
import { openDesk as atDesk } from "../../src/desk/openDesk.ts";
import type { Outbox } from "../../src/escalation/outbox.ts";
import type { Store } from "../../src/store/store.ts";
import type { TicketPackage } from "../../src/tickets/ticketPackage.ts";
import type { Presence } from "../../src/turn/presence.ts";
import { type Wish as BotWish, openBot } from "./bot.ts";

export type Desk = {
  chat: Chat;
  store: Store;
  /** Another person in the same conversation, or in another one. */
  person(id: string, conversation?: string): Chat;
  tickets(): Promise<TicketPackage[]>;
  /** A technician at the desk. */
  technician(name: string): TechnicianAtDesk;
  /** Advances the clock and runs the check for abandoned cases. */
  pass(minutes: number): Promise<void>;
  /** The technicians who have the desk open. */
  attendance: Attendance;
  /** Which people have their chat open. */
  presence: Presence;
  /** Delivers after `start`. */
  outbox: Outbox;
  /** The time of the desk's clock. */
  now(): string;
};

/** `isNamed`: the channel tells the person's name, as Teams does and the terminal does not. */
type Parts = BotWish & { channelId?: string; isNamed?: boolean };

/** Opens an empty desk. Options replace parts of it, for example with a failing store. */
export async function openDesk({ channelId = "terminal", isNamed = true, ...botParts }: Parts = {}): Promise<Desk> {
  let count = 0;
  // Start early enough that the attendance at the desk is already known.
  let passed = -5;
  const clock = () => new Date(Date.UTC(2026, 0, 5, 9, passed, count));
  const now = () => clock().toISOString();
  const newId = () => `id-${++count}`;
  const { bot, turns, proactiveSenders, attendance, presence, outbox, store, trees, log } = await openBot({
    ...{ now: clock, newId, newReference: () => `RC-${++count}` },
    helpDesk: { name: "the service desk", contact: "ext. 4000", hours: "8 to 18 h" },
    ...botParts,
  });
  passed = 0;
  const adapter = new Adapter(async (context: TurnContext) => bot.run(context));
  // A channel that accepts proactive messages.
  const proactiveMessages: Partial<Activity>[] = [];
  let speaking = Promise.resolve(true);
  proactiveSenders.add((_conversation, key) => {
    speaking = speaking.then(async () => {
      for (const { id, activity } of await store.conversations.unsentTo(key)) {
        proactiveMessages.push(presentMessage(activity as Partial<Activity>, toPlain));
        await store.conversations.markSent([id]);
      }
      return true;
    });
    return speaking;
  });
  const desk = atDesk({ store, trees, turns, now, isThere: presence.isThere, tellNews: () => {} });
  const chats = (id: string, conversation: string) =>
    new Chat(adapter, proactiveMessages, channelId, { id, name: isNamed ? id : "" }, conversation);
  return {
    chat: chats("ada", "one"),
    store,
    person: (id, conversation = "one") => chats(id, conversation),
    tickets: async () => (await store.tickets.list()).map((ticket) => ticket.package as TicketPackage).reverse(),
    technician: (name) => new TechnicianAtDesk(desk, name, newId, () => speaking),
    async pass(minutes) {
      passed += minutes;
      await handOverAbandoned({ store, turns, log, now: clock, afterMs: 60 * 60_000 });
      await speaking;
    },
    attendance,
    presence,
    outbox,
    now,
  };
}

const toPlain = { channelId: "terminal", conversation: { isGroup: false } } as Activity;

/** Works on tickets like the pages of the desk. */
export class TechnicianAtDesk {
  readonly #desk: TechniciansDesk;
  readonly #newId: () => string;
  readonly #spoken: () => Promise<unknown>;
  readonly name: string;

  constructor(desk: TechniciansDesk, name: string, newId: () => string, spoken: () => Promise<unknown>) {
    this.#desk = desk;
    this.#spoken = spoken;
    this.name = name;
    this.#newId = newId;
  }

  async queue(): Promise<string[]> {
    return (await this.#desk.queue({ name: this.name })).map(({ reference }) => reference);
  }

  /** The rows of a list or of a search; of all open tickets by default. */
  rows(wish?: Parameters<TechniciansDesk["queue"]>[1]): Promise<QueueEntry[]> {
    return this.#desk.queue({ name: this.name }, wish);
  }

  /** The rows of the technician's tickets in which the person wrote last. */
  answered(): Promise<QueueEntry[]> {
    return this.#desk.answered({ name: this.name });
  }

  count(): ReturnType<TechniciansDesk["count"]> {
    return this.#desk.count({ name: this.name });
  }

  async sees(reference: string): Promise<TicketView> {
    const view = await this.#desk.ticket(reference, { name: this.name });
    if (!view) throw new Error(`ticket ${reference} does not exist`);
    return view;
  }

  /** Resolves with "done" or the reason for a refusal. */
  async does(reference: string, action: DeskAction, id = this.#newId()): Promise<string> {
    const outcome = await this.#desk.act(reference, { name: this.name }, id, action);
    await this.#spoken();
    return outcome.done ? "done" : outcome.why;
  }
}

export class Chat {
  readonly #adapter: TestAdapter;
  readonly #proactiveMessages: Partial<Activity>[];
  readonly #channelId: string;
  readonly #from: { id: string; name: string };
  readonly #conversation: string;
  /** The bot's messages since the person's last message. */
  heard: Partial<Activity>[] = [];
  #count = 0;
  /** The ids of the person's messages by their newest texts. */
  readonly #ids = new Map<string, string>();

  constructor(
    adapter: TestAdapter,
    proactiveMessages: Partial<Activity>[],
    channelId: string,
    from: { id: string; name: string },
    conversation: string,
  ) {
    this.#adapter = adapter;
    this.#proactiveMessages = proactiveMessages;
    this.#channelId = channelId;
    this.#from = from;
    this.#conversation = conversation;
  }

  /** Sends a message and waits for the answer. */
  async user(text: string, more: Partial<Activity> = {}): Promise<void> {
    this.#count += 1;
    const activity: Partial<Activity> = {
      type: "message",
      id: `${this.#from.id}-${this.#conversation}-${this.#count}`,
      text,
      channelId: this.#channelId,
      serviceUrl: "https://service.example",
      from: this.#from,
      recipient: { id: "bot", name: "Reconnect" },
      conversation: { id: this.#conversation, name: "", isGroup: false, conversationType: "personal" },
      ...more,
    };
    if (activity.type === "message" && activity.id) this.#ids.set(text, activity.id);
    this.#adapter.activityBuffer.length = 0;
    await this.#adapter.processActivity(activity);
    this.heard = this.#adapter.activityBuffer.splice(0);
  }

  /** Edits the latest message with this text. */
  async edits(text: string, to: string, more: Partial<Activity> = {}): Promise<void> {
    const id = this.#ids.get(text) ?? "";
    this.#ids.set(to, id);
    await this.user(to, { type: "messageUpdate", id, timestamp: new Date(this.#count * 1_000), ...more });
  }

  /** Deletes the latest message with this text. */
  async deletes(text: string, more: Partial<Activity> = {}): Promise<void> {
    const id = this.#ids.get(text) ?? "";
    await this.user("", { type: "messageDelete", id, timestamp: new Date(this.#count * 1_000), ...more });
  }

  /** Collects the proactive messages. */
  listens(): void {
    this.heard = this.#proactiveMessages.splice(0);
  }

  /** Sends several messages, one after another. */
  async says(...texts: string[]): Promise<void> {
    for (const text of texts) await this.user(text);
  }

  /** Presses the button with this label on the last card that has it. */
  async presses(label: string, card: Partial<Activity> | undefined = this.#cardWith(label)): Promise<void> {
    await this.fillsIn({}, label, card);
  }

  /** Presses the button with values in the card's fields. */
  async fillsIn(
    fields: Record<string, string>,
    label: string,
    card: Partial<Activity> | undefined = this.#cardWith(label),
  ): Promise<void> {
    const action = actionsOf(card).find(({ title }) => title === label);
    if (!action) throw new Error(`no card has a button "${label}": ${this.text()}`);
    await this.user("", { value: { ...action.data, ...fields } });
  }

  /** Checks that each part appears in the bot's messages, in this order. */
  bot(...parts: string[]): void {
    const text = this.text();
    let from = 0;
    for (const part of parts) {
      const at = text.indexOf(part, from);
      expect(at, `the bot did not say "${part}" in:\n${text}`).toBeGreaterThanOrEqual(0);
      from = at + part.length;
    }
  }

  botDoesNotSay(part: string): void {
    expect(this.text()).not.toContain(part);
  }

  /** The bot's messages in plain text. */
  text(): string {
    return this.heard.map(({ text, summary }) => text ?? summary ?? "").join("\n\n");
  }

  #cardWith(label: string): Partial<Activity> | undefined {
    return this.heard.findLast((activity) => actionsOf(activity).some(({ title }) => title === label));
  }
}

type Button = { type: string; title: string; data: object };

type Element = { actions?: Button[]; items?: Element[] };

function listActions({ actions = [], items = [] }: Element): Button[] {
  return [...actions, ...items.flatMap(listActions)];
}

/** The buttons anywhere in a message's cards. */
export function actionsOf(activity: Partial<Activity> | undefined): Button[] {
  return (activity?.attachments ?? []).flatMap(({ content }) => [
    ...content.body.flatMap(listActions),
    ...(content.actions ?? []),
  ]);
}
