/** Open sockets. Each reads the transcript from its own position; waking it only says that there may be new lines. */
import type { WebSocket } from "ws";
import { ownDirectLine } from "../../channels/channels.ts";
import type { LiveTalk } from "../../desk/liveTalk.ts";
import type { Log } from "../../log.ts";
import { makeConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import { type Audience, toClientActivity } from "./activities.ts";
import { makeStateEvent } from "./passingActivities.ts";

export const LINES_AT_ONCE = 100;
const MOST_UNSENT_BYTES = 4 * 1024 * 1024;
const ALIVE_EVERY_MS = 30_000;
/** A page that is reloaded is back after this time. */
const RELOADED_MS = 1_500;
/** How long to wait for a client's closing handshake. */
const LAST_WORDS_MS = 300;

type Parts = { store: Pick<Store, "conversations">; live: LiveTalk; log: Log };

/** `isPage`: the client is our chat page, which shows who has the case. Other clients do not know these events. */
export type Listener = Audience & { seq: number; isPage: boolean };

export class Readers {
  readonly #parts: Parts;
  readonly #open = new Map<string, Set<Reader>>();
  readonly #pulse: NodeJS.Timeout;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#pulse = setInterval(() => {
      for (const reader of this.#listReaders()) reader.checkAlive();
      // The desk opens and closes.
      this.wakeWaiting();
    }, ALIVE_EVERY_MS).unref();
  }

  /** The number of sockets that read the conversation. */
  count(conversation: string): number {
    return this.#open.get(conversation)?.size ?? 0;
  }

  /** Sends all lines after `seq`, existing and future ones. */
  add(socket: WebSocket, listener: Listener): void {
    const { conversation } = listener;
    const reader = new Reader(socket, listener, this.#parts);
    const readers = this.#open.get(conversation) ?? new Set();
    this.#open.set(conversation, readers.add(reader));
    socket.on("close", () => {
      readers.delete(reader);
      if (readers.size > 0 || this.#open.get(conversation) !== readers) return;
      this.#open.delete(conversation);
      setTimeout(() => this.#tellPresence(listener), RELOADED_MS).unref();
    });
    if (readers.size === 1) this.#tellPresence(listener);
    // A "close" event follows, and the client reconnects with its watermark.
    socket.on("error", () => {});
    void reader.catchUp();
  }

  /** Call when new lines of the conversation are stored, or when its state has changed. */
  wake(conversation: string): void {
    for (const reader of this.#open.get(conversation) ?? []) void reader.catchUp();
  }

  /** Call when something has changed at the desk that persons see who wait or talk with a technician. */
  wakeWaiting(): void {
    for (const reader of this.#listReaders()) if (reader.dependsOnDesk) void reader.catchUp();
  }

  /** Sends an activity that is not stored, such as a typing indicator. */
  show(conversation: string, activity: object): void {
    for (const reader of this.#open.get(conversation) ?? []) reader.show(activity);
  }

  /** Sends such an activity to our own page only. */
  showOnPages(conversation: string, activity: object): void {
    for (const reader of this.#open.get(conversation) ?? []) if (reader.isPage) reader.show(activity);
  }

  /** Closes the sockets of an ended conversation. */
  end(conversation: string): void {
    for (const reader of this.#open.get(conversation) ?? []) reader.close(1000, "the conversation has ended");
  }

  closeAll(): void {
    clearInterval(this.#pulse);
    const readers = this.#listReaders();
    for (const reader of readers) reader.close(1012, "the server is stopping");
    setTimeout(() => {
      for (const reader of readers) reader.hangUp();
    }, LAST_WORDS_MS).unref();
  }

  /** The technicians see whether the person has the chat open. */
  #tellPresence(listener: Listener): void {
    const { live, log } = this.#parts;
    live.personMoved(listener).catch((error) => log.warn({ err: error }, "a person's coming or going was not shown"));
  }

  #listReaders(): Reader[] {
    return [...this.#open.values()].flatMap((readers) => [...readers]);
  }
}

class Reader {
  readonly #socket: WebSocket;
  readonly #audience: Audience;
  readonly #parts: Parts;
  readonly isPage: boolean;
  #seq: number;
  /** The last state that the page got, as JSON. */
  #state = "";
  dependsOnDesk = false;
  #reading = false;
  #woken = false;
  #alive = true;

  constructor(socket: WebSocket, { seq, isPage, ...audience }: Listener, parts: Parts) {
    this.#socket = socket;
    this.#audience = audience;
    this.isPage = isPage;
    this.#seq = seq;
    this.#parts = parts;
    socket.on("pong", () => {
      this.#alive = true;
    });
  }

  async catchUp(): Promise<void> {
    this.#woken = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#woken) {
        this.#woken = false;
        await this.#readOn();
        if (this.isPage) await this.#tellState();
      }
    } catch (error) {
      this.#parts.log.error(
        { conversation: this.#audience.conversation, err: error },
        "socket closed: new lines not read",
      );
      this.close(1011, "try again");
    } finally {
      this.#reading = false;
    }
  }

  async #readOn(): Promise<void> {
    const key = makeConversationKey(ownDirectLine, this.#audience.conversation);
    for (;;) {
      const lines = await this.#parts.store.conversations.linesAfter(key, this.#seq, LINES_AT_ONCE);
      const last = lines.at(-1);
      if (!last || this.#socket.readyState !== this.#socket.OPEN) return;
      // A client that no longer reads must not fill our memory. It reconnects with its watermark.
      if (this.#socket.bufferedAmount > MOST_UNSENT_BYTES) return this.#socket.terminate();
      const activities = lines.map((line) => toClientActivity(line, this.#audience));
      this.#seq = last.seq;
      this.#socket.send(JSON.stringify({ activities, watermark: String(last.seq) }));
    }
  }

  async #tellState(): Promise<void> {
    const state = await this.#parts.live.findState(this.#audience);
    const json = JSON.stringify(state);
    this.dependsOnDesk = state.phase === "waiting" || state.phase === "with-technician";
    if (json === this.#state) return;
    this.#state = json;
    this.show(makeStateEvent(this.#audience.conversation, state));
  }

  show(activity: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify({ activities: [activity] }));
  }

  checkAlive(): void {
    if (!this.#alive || this.#socket.bufferedAmount > MOST_UNSENT_BYTES) {
      this.hangUp();
      return;
    }
    this.#alive = false;
    this.#socket.ping();
    // Scripts in a page do not see pings; an empty frame shows them that the socket is alive.
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send("");
  }

  close(code: number, why: string): void {
    this.#socket.close(code, why);
  }

  hangUp(): void {
    this.#socket.terminate();
  }
}
