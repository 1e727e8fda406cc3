/** A help desk for one test: the real bot, dialogs, tree and store, spoken to through the SDK's TestAdapter. */
import { type Activity, TestAdapter as Adapter, type TestAdapter, type TurnContext } from "botbuilder";
import { pino } from "pino";
import { expect } from "vitest";
import type { Phrase } from "../../dialogs/ports.ts";
import { embeddedTree } from "../../knowledge/load.ts";
import type { TicketPackage } from "../../src/escalation/renderTicket.ts";
import { openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { openTrees } from "../../src/trees.ts";
import { createBot } from "../../src/turn.ts";

export type Desk = {
  chat: Chat;
  store: Store;
  /** Another person in the same conversation, or in another one. */
  person(id: string, conversation?: string): Chat;
  tickets(): Promise<TicketPackage[]>;
};

/** Opens an empty desk. `with` replaces parts of it, such as a store that fails. */
export async function openDesk(
  parts: { store?: Store; channelId?: string; treeFile?: string; phrase?: Phrase; ticks?: () => number } = {},
): Promise<Desk> {
  const log = pino({ level: "silent" });
  const store = parts.store ?? (await openStore(":memory:"));
  const trees = await openTrees(parts.treeFile ?? embeddedTree, store, log);
  let count = 0;
  const bot = createBot({
    store,
    trees,
    helpDesk: { name: "the service desk", contact: "ext. 4000", hours: "8 to 18 h" },
    log,
    now: () => new Date(Date.UTC(2026, 0, 5, 9, 0, count)).toISOString(),
    newId: () => `id-${++count}`,
    newReference: () => `RC-${++count}`,
    phrase: parts.phrase,
    ...(parts.ticks && { ticks: parts.ticks }),
  });
  const adapter = new Adapter(async (context: TurnContext) => bot.run(context));
  const chats = (id: string, conversation: string) =>
    new Chat(adapter, parts.channelId ?? "terminal", id, conversation);
  return {
    chat: chats("ada", "one"),
    store,
    person: (id, conversation = "one") => chats(id, conversation),
    tickets: async () => (await store.tickets()).map((ticket) => ticket.package as TicketPackage).reverse(),
  };
}

export class Chat {
  readonly #adapter: TestAdapter;
  readonly #channelId: string;
  readonly #id: string;
  readonly #conversation: string;
  /** What the bot said since the person last spoke. */
  heard: Partial<Activity>[] = [];
  #count = 0;

  constructor(adapter: TestAdapter, channelId: string, id: string, conversation: string) {
    this.#adapter = adapter;
    this.#channelId = channelId;
    this.#id = id;
    this.#conversation = conversation;
  }

  /** Says it, and waits until it was answered. */
  async user(text: string, more: Partial<Activity> = {}): Promise<void> {
    this.#count += 1;
    const activity: Partial<Activity> = {
      type: "message",
      id: `${this.#id}-${this.#conversation}-${this.#count}`,
      text,
      channelId: this.#channelId,
      serviceUrl: "https://service.example",
      from: { id: this.#id, name: this.#id },
      recipient: { id: "bot", name: "Reconnect" },
      conversation: { id: this.#conversation, name: "", isGroup: false, conversationType: "personal" },
      ...more,
    };
    this.#adapter.activityBuffer.length = 0;
    await this.#adapter.processActivity(activity);
    this.heard = this.#adapter.activityBuffer.splice(0);
  }

  /** Says several things, one after the other. */
  async says(...texts: string[]): Promise<void> {
    for (const text of texts) await this.user(text);
  }

  /** Presses the button with this label on the last card that has it. */
  async presses(label: string, card: Partial<Activity> | undefined = this.#cardWith(label)): Promise<void> {
    const action = actionsOf(card).find(({ title }) => title === label);
    if (!action) throw new Error(`there is no button "${label}" here: ${this.text()}`);
    await this.user("", { value: action.data });
  }

  /** Compares what was heard: each part must appear, in this order. */
  bot(...parts: string[]): void {
    const text = this.text();
    let from = 0;
    for (const part of parts) {
      const at = text.indexOf(part, from);
      expect(at, `"${part}" was not heard in:\n${text}`).toBeGreaterThanOrEqual(0);
      from = at + part.length;
    }
  }

  botDoesNotSay(part: string): void {
    expect(this.text()).not.toContain(part);
  }

  /** All that was heard, in plain text. */
  text(): string {
    return this.heard.map(({ text, summary }) => text ?? summary ?? "").join("\n\n");
  }

  #cardWith(label: string): Partial<Activity> | undefined {
    return this.heard.findLast((activity) => actionsOf(activity).some(({ title }) => title === label));
  }
}

type Button = { title: string; data: object };

/** The buttons of a message's card, wherever they stand in it. */
export function actionsOf(activity: Partial<Activity> | undefined): Button[] {
  return (activity?.attachments ?? []).flatMap(({ content }) => [
    ...content.body.flatMap((element: { actions?: Button[] }) => element.actions ?? []),
    ...(content.actions ?? []),
  ]);
}
