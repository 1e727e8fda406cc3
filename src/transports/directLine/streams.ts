/** Opens the sockets that send new lines to clients. Clients send only empty frames over them. */
import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { ListedOrigins } from "../../http/listedOrigins.ts";
import { Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { StoredConversation } from "../../store/conversations.ts";
import { readWatermark } from "./activities.ts";
import type { Readers } from "./readers.ts";
import type { Grant, Tokens } from "./tokens.ts";

/** More tabs than one person opens; more sockets are a bug or an attack. */
const MOST_SOCKETS = 20;
/** Clients send empty frames only. */
const MOST_RECEIVED_BYTES = 1_024;

type Parts = {
  path: string;
  tokens: Tokens;
  origins: ListedOrigins;
  readers: Readers;
  log: Log;
  /** Rejects with `Refused` for a conversation that does not exist or has ended. */
  find: (grant: Grant) => Promise<StoredConversation>;
};

/** `stop` closes connections that are still waiting for their socket. */
export function acceptStreams(server: Server, { path, tokens, origins, readers, log, find }: Parts): { stop(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_RECEIVED_BYTES, perMessageDeflate: false });
  const pending = new Set<Duplex>();
  let stopped = false;
  // Some HTTP clients offer HTTP/2 with every request; ignore that.
  Object.assign(server, {
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === "websocket",
  });

  const admit = async (request: IncomingMessage) => {
    const url = URL.parse(request.url ?? "", "http://host");
    const [, id] = new RegExp(`^${path}/conversations/([^/]+)/stream$`).exec(url?.pathname ?? "") ?? [];
    if (!url || id === undefined) throw new Refused(404, "ResourceNotFound", "there is no socket at this path");
    const grant = await tokens.read(url.searchParams.get("t") ?? undefined, "stream");
    origins.check(request.headers, grant);
    if (grant.conversation !== id) throw new Refused(403, "BadToken", "this token is for another conversation");
    const { lastSeq } = await find(grant);
    if (readers.count(id) >= MOST_SOCKETS)
      throw new Refused(429, "TooManyRequests", "too many sockets are open in this conversation");
    const isPage = url.searchParams.get("state") === "1" && !grant.hub;
    return { ...grant, isPage, seq: readWatermark(url.searchParams.get("watermark"), lastSeq) ?? lastSeq };
  };

  server.on("upgrade", async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Until it is a WebSocket, this is the only error listener, and an unhandled error ends the process.
    const ignore = (): void => {};
    socket.on("error", ignore);
    if (stopped) return void socket.destroy();
    // The HTTP server no longer tracks this socket but would wait for it when it stops.
    pending.add(socket);
    socket.once("close", () => pending.delete(socket));
    try {
      const reader = await admit(request);
      sockets.handleUpgrade(request, socket, head, (opened) => {
        socket.off("error", ignore);
        pending.delete(socket);
        readers.add(opened, reader);
      });
    } catch (error) {
      if (!(error instanceof Refused)) log.error({ err: error }, "socket not opened");
      sendRefusal(socket, error instanceof Refused ? error : new Refused(502, "ServiceError", "try again"));
    }
  });

  return {
    stop() {
      stopped = true;
      for (const socket of pending) socket.destroy();
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
  // A client that does not close its side would keep the socket half open forever.
  socket.once("finish", () => socket.destroy());
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
