import { setTimeout as wait } from "node:timers/promises";
import restify, { type Next, type Request, type Response } from "restify";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";

export type Messages = (request: Request, response: Response) => Promise<void>;

type Address = { host: string; port: number };

type Parts = Address & {
  log: Log;
  tree: { id: string; version: string; hash: string };
  store: Pick<Store, "seen">;
  /** Takes what Azure Bot Service posts; without it there is no `/api/messages`. */
  onMessages?: Messages;
  /** What else is served here. */
  parts?: readonly Part[];
};

/** Counts a request as under way, so that a stop waits for it. */
export type During = (handle: Messages) => Messages;

/** Something that is served: our own Direct Line, the page. */
export type Part = { mount(server: restify.Server, during: During): void; stop?(): void };

export type Server = {
  /** Rejects with `NotListening`. */
  listen(): Promise<{ url: string; port: number }>;
  /** Takes no new turns, lets those in flight finish, at most `patienceMs`, and closes. */
  stop(patienceMs?: number): Promise<void>;
};

/** The port is taken, or the address is not this machine's. */
export class NotListening extends Error {
  override readonly name = "NotListening";
  readonly code = "NOT_LISTENING";
  constructor({ host, port }: Address, cause: Error & { code?: string }) {
    const why = cause.code === "EADDRINUSE" ? "another program has that port" : cause.message;
    super(
      `nothing listens on ${host}, port ${port}\n✖ ${why}\n  → set PORT or HOST to something free, or end that program`,
      { cause },
    );
  }
}

/** An answer that tells the caller what was wrong with the request. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly statusCode: number;
  readonly code: string;
  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** In bytes; the longest log that anybody pasted so far was a third of it. */
export const BODY_LIMIT = 256 * 1024;
const STORE_PATIENCE_MS = 2_000;

export function createServer({ host, port, log, tree, store, onMessages, parts = [] }: Parts): Server {
  // restify warns with whole requests and responses, words and tokens included; only its errors are let through.
  const quiet = log.child({ part: "http" }, { level: log.isLevelEnabled("error") ? "error" : "silent" });
  const server = restify.createServer({ name: "", log: quiet as never });
  server.server.requestTimeout = 30_000;
  const turns = new Set<Promise<void>>();
  const during: During = (handle) => async (request, response) => {
    const turn = handle(request, response);
    turns.add(turn);
    await turn.finally(() => turns.delete(turn));
  };

  server.pre(onlyAddresses);
  server.on("restifyError", (_request: Request, response: Response, error: unknown, done: () => void) => {
    tell(response, error, log);
    done();
  });
  const health: Messages = async (_request, response) => {
    const answers = await Promise.race([
      store.seen("healthz", "healthz").then(isStored, isLost),
      lateAfter(STORE_PATIENCE_MS),
    ]);
    response.header("Cache-Control", "no-store");
    response.send(answers ? 200 : 503, { status: answers ? "ok" : "failing", tree, store: answers ? "ok" : "failing" });
  };
  server.get("/healthz", health);
  server.head("/healthz", health);
  if (onMessages) {
    const read = restify.plugins.bodyParser({ mapParams: false, maxBodySize: BODY_LIMIT });
    server.post("/api/messages", onlyPlainJson, read, during(onMessages));
  }
  for (const part of parts) part.mount(server, during);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const refuse = (error: Error) => reject(new NotListening({ host, port }, error));
        server.once("error", refuse);
        server.listen(port, host, () => {
          server.removeListener("error", refuse);
          const { port } = server.address();
          resolve({ port, url: `http://${host.includes(":") ? `[${host}]` : host}:${port}` });
        });
      }),
    async stop(patienceMs = 10_000) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const finished = Promise.allSettled(turns).then(() => true);
      if (!(await Promise.race([finished, lateAfter(patienceMs)])))
        log.warn({ turns: turns.size }, "stopped before all turns were done");
      for (const part of parts) part.stop?.();
      // A turn is done a moment before its answer is out; connections that only idle need no such moment.
      server.server.closeIdleConnections();
      await Promise.race([closed, wait(500, undefined, { ref: false })]);
      server.server.closeAllConnections();
      await closed;
    },
  };
}

const isStored = () => true;
const isLost = () => false;
const lateAfter = (milliseconds: number) => wait(milliseconds, false, { ref: false });

/** Other content types would let any web page post without asking first; a packed body can unpack to any size. */
export function onlyPlainJson(request: Request, _response: Response, next: Next): void {
  const packed = (request.header("content-encoding") ?? "identity") !== "identity";
  if (request.getContentType() !== "application/json" || packed) {
    next(new Refused(415, "UnsupportedMediaType", "send the activity as application/json, not compressed"));
    return;
  }
  next();
}

/** Answers in the shape Bot Framework services use. What is our own fault is logged, not told. */
function tell(response: Response, error: unknown, log: Log): void {
  const { statusCode = 500, code, body, message } = (error ?? {}) as Partial<Refused> & { body?: { code?: string } };
  const ours = statusCode >= 500 && !(error instanceof Refused);
  if (ours) log.error({ err: error }, "a request failed");
  if (response.headersSent) return;
  response.send(statusCode, {
    error: ours
      ? { code: "ServiceError", message: "the request could not be answered" }
      : { code: body?.code ?? code ?? "BadArgument", message },
  });
}

/** restify reads the address of a request where nobody catches what it throws, and the process would end. */
function onlyAddresses(request: Request, _response: Response, next: Next): void {
  let wrong: Refused | undefined;
  try {
    request.getUrl();
  } catch {
    wrong = new Refused(400, "BadArgument", "the Host header and the path make no address");
  }
  next(wrong);
}
