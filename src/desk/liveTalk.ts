/** What the person at the chat page and the technician see of each other: who types, and how far each has read. Typing is never stored. */
import { ownDirectLine } from "../channels/channels.ts";
import { makeCaseKey, makeConversationKey, splitCaseKey } from "../store/caseKey.ts";
import type { Store } from "../store/store.ts";
import type { ChatState, createChatStates } from "./chatState.ts";
import type { News } from "./news.ts";
import { Signals } from "./signals.ts";

/** A person's conversation at the chat page. */
export type Chat = { conversation: string; person: string };
/** A technician's name, and the ticket of the person who types. */
type PersonTypes = { technician: string; reference: string };
/** `typing`: the name of the technician who types. Without it, the state of the chat has changed. */
type ChatSignal = { conversation: string; typing?: string };

type Parts = {
  store: Pick<Store, "cases" | "conversations" | "tickets">;
  findState: ReturnType<typeof createChatStates>;
  news: News;
  now: () => Date;
};

/** The pages tell every 3 seconds. A little less, because requests take different times. */
const TYPING_EVERY_MS = 2_500;

/** A technician who wrote or typed within this time is in the middle of the talk. */
const BUSY_MS = 3 * 60_000;

export class LiveTalk {
  readonly #parts: Parts;
  /** When each side of each talk was last said to type. */
  readonly #typed = new Map<string, number>();
  /** When each technician last typed in each ticket. */
  readonly #busy = new Map<string, number>();
  readonly toDesk = new Signals<PersonTypes>();
  readonly toChat = new Signals<ChatSignal>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async findState({ conversation, person }: Chat): Promise<ChatState> {
    const { store, findState } = this.#parts;
    const state = await findState(ownDirectLine, conversation, person);
    const { technician } = await store.conversations.findSeen(makeConversationKey(ownDirectLine, conversation));
    return { ...state, seen: technician };
  }

  /** The number of the last line that the person has seen, and when; null before that. */
  async findSeenByPerson(reference: string): Promise<{ seq: number; at: string } | null> {
    const { conversations, tickets } = this.#parts.store;
    const ticket = await tickets.find(reference);
    if (!ticket) return null;
    const { channel, conversation } = splitCaseKey(ticket.key);
    return (await conversations.findSeen(makeConversationKey(channel, conversation))).person;
  }

  /** Tells the technician who has the case. */
  async personTypes(chat: Chat): Promise<void> {
    if (this.#isTooSoon(`person ${chat.conversation}`)) return;
    const ticket = await this.#findTicket(chat);
    if (ticket?.state !== "with-technician" || ticket.by === null) return;
    this.toDesk.tell({ technician: ticket.by, reference: ticket.reference });
  }

  /** Tells the desk that the person has opened or closed the chat. */
  async personMoved(chat: Chat): Promise<void> {
    const ticket = await this.#findTicket(chat);
    if (ticket) this.#parts.news.tell(ticket.reference);
  }

  /** Records that the person has seen all lines up to `seq`. */
  async personSaw(chat: Chat, seq: number): Promise<void> {
    const { store, news, now } = this.#parts;
    const key = makeConversationKey(ownDirectLine, chat.conversation);
    if (!(await store.conversations.noteSeenByPerson(key, seq, now().toISOString()))) return;
    const ticket = await this.#findTicket(chat);
    if (ticket) news.tell(ticket.reference);
  }

  /** Tells the person. Ignored unless this technician has the case. */
  async technicianTypes(reference: string, technician: string): Promise<void> {
    if (this.#isTooSoon(`technician ${technician} ${reference}`)) return;
    const now = this.#parts.now().getTime();
    for (const [key, at] of this.#busy) if (now - at >= BUSY_MS) this.#busy.delete(key);
    this.#busy.set(`${technician} ${reference}`, now);
    const chat = await this.#findChat(reference, technician);
    if (chat) this.toChat.tell({ conversation: chat.conversation, typing: technician });
  }

  /** Whether the technician typed in the ticket within the last minutes, or wrote their last line then. */
  isBusy(reference: string, technician: string, lastLineAt?: string): boolean {
    const typedAt = this.#busy.get(`${technician} ${reference}`) ?? Number.NEGATIVE_INFINITY;
    const wroteAt = lastLineAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(lastLineAt);
    return this.#parts.now().getTime() - Math.max(typedAt, wroteAt) < BUSY_MS;
  }

  /** Records that the technician has seen all lines up to `seq`. Ignored unless this technician has the case. */
  async technicianSaw(reference: string, technician: string, seq: number): Promise<void> {
    const { conversations } = this.#parts.store;
    const chat = await this.#findChat(reference, technician);
    if (!chat) return;
    const key = makeConversationKey(ownDirectLine, chat.conversation);
    const { lastSeq = 0 } = (await conversations.find(key)) ?? {};
    if (await conversations.noteSeenByTechnician(key, Math.min(seq, lastSeq), technician)) this.toChat.tell(chat);
  }

  async #findTicket({ conversation, person }: Chat) {
    const { cases, tickets } = this.#parts.store;
    const current = await cases.current(makeCaseKey(ownDirectLine, conversation, person));
    return current?.reference ? tickets.find(current.reference) : undefined;
  }

  async #findChat(reference: string, technician: string): Promise<{ conversation: string } | undefined> {
    const ticket = await this.#parts.store.tickets.find(reference);
    if (ticket?.state !== "with-technician" || ticket.by !== technician) return undefined;
    const { channel, conversation } = splitCaseKey(ticket.key);
    return channel === ownDirectLine ? { conversation } : undefined;
  }

  #isTooSoon(who: string): boolean {
    const now = this.#parts.now().getTime();
    for (const [key, at] of this.#typed) if (now - at >= TYPING_EVERY_MS) this.#typed.delete(key);
    if (this.#typed.has(who)) return true;
    this.#typed.set(who, now);
    return false;
  }
}
