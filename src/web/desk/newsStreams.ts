/**
 * Tells open pages of the desk that something changed, and that a person types (Server-Sent Events). The events carry no
 * content: each page fetches what it shows.
 */
import type { Response } from "restify";
import { sentence } from "../../../dialogs/words/sentence.ts";
import type { Attendance } from "../../desk/attendance.ts";
import type { LiveTalk } from "../../desk/liveTalk.ts";
import type { News } from "../../desk/news.ts";
import { Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { Store } from "../../store/store.ts";
import type { Session } from "./sessions.ts";

/** Browsers open six connections to a server, and a page needs one besides its stream. */
const MOST_PER_SESSION = 4;
const HEARTBEAT_MS = 20_000;
const POLL_MS = 2_000;
/** A technician who opens another page within this time still counts as present. */
const AWAY_MS = 3_000;

type Stream = { session: string; technician: string; write(text: string): void; end(): void };

type Parts = {
  news: News;
  attendance: Attendance;
  live: LiveTalk;
  store: Pick<Store, "othersVersion">;
  log: Log;
  now: () => Date;
};

export class NewsStreams {
  readonly #parts: Parts;
  readonly #streams = new Set<Stream>();
  #stopWatching: (() => void) | undefined;
  /** The store's version at the last poll; undefined before the first one. */
  #version: number | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Answers with a stream that ends with the session. Throws `Refused` when the session has too many streams. */
  open(response: Response, session: Session): void {
    if ([...this.#streams].filter((stream) => stream.session === session.id).length >= MOST_PER_SESSION)
      throw new Refused(429, "TooManyStreams", sentence("desk-page.problem.too-many-tabs"));
    response.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      // Stops nginx from buffering the stream.
      "X-Accel-Buffering": "no",
    });
    const stream: Stream = {
      session: session.id,
      technician: session.technician.name,
      write: (text) => response.write(text),
      end: () => response.end(),
    };
    this.#add(stream, response, session);
    stream.write(`retry: 2000\n\n`);
  }

  endSession(id: string): void {
    for (const stream of this.#streams) if (stream.session === id) stream.end();
  }

  stop(): void {
    for (const stream of this.#streams) stream.end();
  }

  #add(stream: Stream, response: Response, { technician, expiresAt }: Session): void {
    const { attendance, now } = this.#parts;
    const leave = this.#attend(() => attendance.enter(technician.name));
    const end = setTimeout(() => stream.end(), expiresAt.getTime() - now().getTime());
    response.once("close", () => {
      clearTimeout(end);
      this.#streams.delete(stream);
      setTimeout(() => this.#attend(leave), AWAY_MS).unref();
      if (this.#streams.size > 0) return;
      this.#stopWatching?.();
      this.#stopWatching = undefined;
    });
    this.#streams.add(stream);
    this.#stopWatching ??= this.#watch();
  }

  /** Tells the pages when `change` changes who is at the desk, because the queue shows their names. */
  #attend<T>(change: () => T): T {
    const { attendance, news } = this.#parts;
    const before = attendance.present().join();
    const result = change();
    if (attendance.present().join() !== before) news.tell();
    return result;
  }

  /** Called when the first page starts to listen. Returns a function that stops watching. */
  #watch(): () => void {
    const stopListening = this.#parts.news.listen((reference) => this.#tellChanged(reference ?? "queue"));
    const stopShowing = this.#parts.live.toDesk.listen(({ technician, reference }) => {
      for (const stream of this.#streams)
        if (stream.technician === technician) stream.write(`event: typing\ndata: ${reference}\n\n`);
    });
    // A line that begins with a colon is a comment and keeps the connection open.
    const heartbeat = setInterval(() => this.#writeToAll(":\n\n"), HEARTBEAT_MS);
    this.#version = undefined;
    void this.#poll();
    const polling = setInterval(() => this.#poll(), POLL_MS);
    return () => {
      stopListening();
      stopShowing();
      clearInterval(heartbeat);
      clearInterval(polling);
    };
  }

  /** Finds changes by other processes that work on the same store. */
  async #poll(): Promise<void> {
    const { store, log } = this.#parts;
    try {
      const version = await store.othersVersion();
      if (this.#version !== undefined && version !== this.#version) this.#tellChanged("queue");
      this.#version = version;
    } catch (error) {
      log.warn({ err: error }, "looking for changes by other processes failed");
    }
  }

  #tellChanged(what: string): void {
    this.#writeToAll(`event: ticket\ndata: ${what}\n\n`);
  }

  #writeToAll(text: string): void {
    for (const stream of this.#streams) stream.write(text);
  }
}
