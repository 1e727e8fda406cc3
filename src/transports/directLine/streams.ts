/** Opens the sockets over which a client hears what is new. Nothing is taken from them but signs of life. */
import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { checkOrigin } from "../../http/origins.ts";
import { Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { StoredConversation } from "../../store/conversations.ts";
import { readWatermark } from "./activities.ts";
import type { Readers } from "./readers.ts";
import type { Grant, Tokens } from "./tokens.ts";

/** Tabs of one person; more than that is a fault or an attack. */
const MOST_SOCKETS = 20;
/** Clients send empty frames only. */
const MOST_RECEIVED_BYTES = 1_024;

type Parts = {
  path: string;
  tokens: Tokens;
  readers: Readers;
  log: Log;
  /** Rejects with `Refused` for a conversation that is not there or has ended. */
  find: (grant: Grant) => Promise<StoredConversation>;
};

/** `stop` hangs up on whoever is still asking for a socket. */
export function acceptStreams(server: Server, { path, tokens, readers, log, find }: Parts): { stop(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_RECEIVED_BYTES, perMessageDeflate: false });
  const asking = new Set<Duplex>();
  let stopped = false;
  // Some HTTP clients offer HTTP/2 with every request; they are answered as if they had not.
  Object.assign(server, {
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === "websocket",
  });

  const admit = async (request: IncomingMessage) => {
    const url = URL.parse(request.url ?? "", "http://host");
    const [, id] = new RegExp(`^${path}/conversations/([^/]+)/stream$`).exec(url?.pathname ?? "") ?? [];
    if (!url || id === undefined) throw new Refused(404, "ResourceNotFound", "there is no socket here");
    const grant = await tokens.read(url.searchParams.get("t") ?? undefined, "stream");
    checkOrigin(request.headers.origin, grant);
    if (grant.conversation !== id) throw new Refused(403, "BadToken", "this token is for another conversation");
    const { lastSeq } = await find(grant);
    if (readers.count(id) >= MOST_SOCKETS) throw new Refused(429, "TooManyRequests", "too many sockets are open");
    return { ...grant, seq: readWatermark(url.searchParams.get("watermark"), lastSeq) ?? lastSeq };
  };

  server.on("upgrade", async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Until it is a WebSocket nobody else listens, and an error without a listener ends the process.
    const ignore = (): void => {};
    socket.on("error", ignore);
    if (stopped) return void socket.destroy();
    // Nor does the server itself know it any more, and it would wait for it when it stops.
    asking.add(socket);
    socket.once("close", () => asking.delete(socket));
    try {
      const reader = await admit(request);
      sockets.handleUpgrade(request, socket, head, (opened) => {
        socket.off("error", ignore);
        asking.delete(socket);
        readers.add(opened, reader);
      });
    } catch (error) {
      if (!(error instanceof Refused)) log.error({ err: error }, "a socket could not be opened");
      sendRefusal(socket, error instanceof Refused ? error : new Refused(502, "ServiceError", "try again"));
    }
  });

  return {
    stop() {
      stopped = true;
      for (const socket of asking) socket.destroy();
    },
  };
}

function sendRefusal(socket: Duplex, { statusCode, code, message }: Refused): void {
  const body = JSON.stringify({ error: { code, message } });
  const head = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  // Whoever does not hang up in turn would keep it half open for ever.
  socket.once("finish", () => socket.destroy());
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
