import { setTimeout as wait } from "node:timers/promises";
import restify, { type Next, type Request, type RequestHandler, type Response } from "restify";
import type { Log } from "../log.ts";
import type { Conversations } from "../store/conversations.ts";

export type HandleRequest = (request: Request, response: Response) => Promise<void>;

type Address = { host: string; port: number };

type Parts = Address & {
  log: Log;
  tree: { id: string; version: string; hash: string };
  store: { conversations: Pick<Conversations, "hasTaken"> };
  /** Handles the posts of Azure Bot Service. Without it the server has no `/api/messages`. */
  onMessages?: HandleRequest;
  /** The other parts that this server serves. */
  parts?: readonly Part[];
};

/** Wraps a handler so that a stop waits for its requests. */
export type TrackRequest = (handle: HandleRequest) => HandleRequest;

/** `read` parses body and query before `answer` runs. */
export type Route = { method: "get" | "post"; path: string; read?: RequestHandler[]; answer: HandleRequest };

/** A part of the server, such as Direct Line or the page. */
export type Part = { mount(server: restify.Server, during: TrackRequest): void; stop?(): void };

export type Server = {
  /** Rejects with `NotListening`. */
  listen(): Promise<{ url: string; port: number }>;
  /** Takes no new turns, waits at most `patienceMs` for those in flight, and closes. */
  stop(patienceMs?: number): Promise<void>;
};

/** The port is in use, or the address does not belong to this machine. */
export class NotListening extends Error {
  override readonly name = "NotListening";
  readonly code = "NOT_LISTENING";
  constructor({ host, port }: Address, cause: Error & { code?: string }) {
    const why = cause.code === "EADDRINUSE" ? "another program uses that port" : cause.message;
    super(
      `the server cannot listen on ${host}, port ${port}\n✖ ${why}\n  → set PORT or HOST to a free address, or end that program`,
      { cause },
    );
  }
}

/** A refusal whose message goes to the caller. */
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

/** In bytes: three times the longest log that a person has pasted so far. */
export const BODY_LIMIT = 256 * 1024;
const STORE_PATIENCE_MS = 2_000;

export function createServer({ host, port, log, tree, store, onMessages, parts = [] }: Parts): Server {
  const server = openRestify(log);
  const turns = new Set<Promise<void>>();
  const during: TrackRequest = (handle) => async (request, response) => {
    const turn = handle(request, response);
    turns.add(turn);
    await turn.finally(() => turns.delete(turn));
  };

  const health = checkHealth(tree, store);
  server.get("/healthz", health);
  server.head("/healthz", health);
  if (onMessages) {
    const read = restify.plugins.bodyParser({ mapParams: false, maxBodySize: BODY_LIMIT });
    server.post("/api/messages", requirePlainJson, read, during(onMessages));
  }
  for (const part of parts) part.mount(server, during);

  return {
    listen: () => listenOn(server, { host, port }),
    async stop(patienceMs = 10_000) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const finished = Promise.allSettled(turns).then(() => true);
      if (!(await Promise.race([finished, timeOut(patienceMs)])))
        log.warn({ turns: turns.size }, "server stopped before all turns finished");
      for (const part of parts) part.stop?.();
      // A turn ends shortly before its response is sent, so give open connections a moment. Idle ones can close at once.
      server.server.closeIdleConnections();
      await Promise.race([closed, wait(500, undefined, { ref: false })]);
      server.server.closeAllConnections();
      await closed;
    },
  };
}

function openRestify(log: Log): restify.Server {
  // restify's warnings contain whole requests and responses, including what people typed and tokens; log only its errors.
  const quiet = log.child({ part: "http" }, { level: log.isLevelEnabled("error") ? "error" : "silent" });
  const server = restify.createServer({ name: "", log: quiet as never });
  server.server.requestTimeout = 30_000;
  server.pre(requireValidAddress);
  server.on("restifyError", (_request: Request, response: Response, error: unknown, done: () => void) => {
    sendError(response, error, log);
    done();
  });
  return server;
}

function checkHealth(tree: Parts["tree"], store: Parts["store"]): HandleRequest {
  return async (_request, response) => {
    const answers = await Promise.race([
      store.conversations.hasTaken("healthz", "healthz").then(isStored, isLost),
      timeOut(STORE_PATIENCE_MS),
    ]);
    response.header("Cache-Control", "no-store");
    response.send(answers ? 200 : 503, { status: answers ? "ok" : "failing", tree, store: answers ? "ok" : "failing" });
  };
}

function listenOn(server: restify.Server, address: Address): Promise<{ url: string; port: number }> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(new NotListening(address, error));
    const { host } = address;
    server.once("error", refuse);
    server.listen(address.port, host, () => {
      server.removeListener("error", refuse);
      const { port } = server.address();
      resolve({ port, url: `http://${host.includes(":") ? `[${host}]` : host}:${port}` });
    });
  });
}

const isStored = () => true;
const isLost = () => false;
const timeOut = (milliseconds: number) => wait(milliseconds, false, { ref: false });

/** Any web page can post other content types without a preflight request, and a compressed body can expand to any size. */
export function requirePlainJson(request: Request, _response: Response, next: Next): void {
  const packed = (request.header("content-encoding") ?? "identity") !== "identity";
  if (request.getContentType() !== "application/json" || packed) {
    next(new Refused(415, "UnsupportedMediaType", "send the activity as application/json, not compressed"));
    return;
  }
  next();
}

/** Answers in the shape that Bot Framework services use. Logs internal errors and hides them from the caller. */
function sendError(response: Response, error: unknown, log: Log): void {
  const { statusCode = 500, code, body, message } = (error ?? {}) as Partial<Refused> & { body?: { code?: string } };
  const ours = statusCode >= 500 && !(error instanceof Refused);
  if (ours) log.error({ err: error }, "request failed");
  if (response.headersSent) return;
  response.send(statusCode, {
    error: ours
      ? { code: "ServiceError", message: "the server failed to handle the request" }
      : { code: body?.code ?? code ?? "BadArgument", message },
  });
}

/** Refuses invalid URLs early: restify would throw for them later, outside any handler, and end the process. */
function requireValidAddress(request: Request, _response: Response, next: Next): void {
  let wrong: Refused | undefined;
  try {
    request.getUrl();
  } catch {
    wrong = new Refused(400, "BadArgument", "the Host header and the path do not form a valid URL");
  }
  next(wrong);
}
