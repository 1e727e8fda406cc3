/** Tells open pages of the desk that something has changed (Server-Sent Events), never what: they fetch themselves what they show. */
import type { Response } from "restify";
import type { News } from "../../desk/news.ts";
import type { Attendance } from "../../desk/staffing.ts";
import { Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { Store } from "../../store/store.ts";
import type { Session } from "./sessions.ts";

/** Browsers keep six connections to a server, and a page needs one beside its stream. */
const MOST_PER_SESSION = 4;
const HEARTBEAT_MS = 20_000;
const LOOK_MS = 2_000;
/** Whoever goes from page to page has not left. */
const AWAY_MS = 3_000;

type Stream = { session: string; write(text: string): void; end(): void };

export type NewsStreams = {
  /** Answers with a stream that ends with the session. Throws `Refused` when the session has enough of them. */
  open(response: Response, session: Session): void;
  endSession(id: string): void;
  stop(): void;
};

type Parts = { news: News; attendance: Attendance; store: Pick<Store, "othersVersion">; log: Log; now: () => Date };

export function createNewsStreams({ news, attendance, store, log, now }: Parts): NewsStreams {
  const streams = new Set<Stream>();
  let quiet: (() => void) | undefined;

  const toAll = (text: string): void => {
    for (const stream of streams) stream.write(text);
  };
  /** The queue shows who is there. */
  const attend = <T>(change: () => T): T => {
    const before = attendance.present().join();
    const changed = change();
    if (attendance.present().join() !== before) news.tell();
    return changed;
  };
  // Only while somebody listens.
  const watch = (): (() => void) => {
    const deaf = news.listen((reference) => toAll(`event: ticket\ndata: ${reference ?? "queue"}\n\n`));
    // A line that begins with a colon is nothing but a sign of life.
    const heartbeat = setInterval(() => toAll(":\n\n"), HEARTBEAT_MS);
    let version: number | undefined;
    // Another process on the same store tells nothing here.
    const look = async (): Promise<void> => {
      try {
        const found = await store.othersVersion();
        if (version !== undefined && found !== version) toAll("event: ticket\ndata: queue\n\n");
        version = found;
      } catch (error) {
        log.warn({ err: error }, "the desk could not look for news");
      }
    };
    void look();
    const looking = setInterval(look, LOOK_MS);
    return () => {
      deaf();
      clearInterval(heartbeat);
      clearInterval(looking);
    };
  };

  return {
    open(response, session) {
      if ([...streams].filter((stream) => stream.session === session.id).length >= MOST_PER_SESSION)
        throw new Refused(429, "TooManyStreams", "this browser has the desk open often enough; close a tab");
      response.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        // nginx would keep back what is to be told at once.
        "X-Accel-Buffering": "no",
      });
      const leave = attend(() => attendance.enter(session.technician.name));
      const stream: Stream = {
        session: session.id,
        write: (text) => response.write(text),
        end: () => response.end(),
      };
      const end = setTimeout(() => stream.end(), session.expiresAt.getTime() - now().getTime());
      response.once("close", () => {
        clearTimeout(end);
        streams.delete(stream);
        setTimeout(() => attend(leave), AWAY_MS).unref();
        if (streams.size > 0) return;
        quiet?.();
        quiet = undefined;
      });
      streams.add(stream);
      quiet ??= watch();
      stream.write(`retry: 2000\n\n`);
    },
    endSession(id) {
      for (const stream of streams) if (stream.session === id) stream.end();
    },
    stop() {
      for (const stream of streams) stream.end();
    },
  };
}
