/** A stub of another system that receives tickets. It verifies them, refuses some, and drops the connection for others, sometimes after accepting them. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import * as z from "zod";

const message = z.object({
  type: z.literal("reconnect.handed-over"),
  ticket: z.object({ reference: z.string(), revision: z.number() }),
});

/** The requests with one `webhook-id`. */
export type Accepted = {
  reference: string;
  revision: number;
  times: number;
  /** One hash per distinct payload. */
  payloads: Set<string>;
};

export type Receiver = {
  url: string;
  accepted: Map<string, Accepted>;
  /** How often it refused a request or dropped the connection. */
  moody: number;
  /** Descriptions of invalid requests; empty when all were signed and complete. */
  strange: string[];
  close(): void;
};

/** Maximum failures per ticket, because each failure makes the outbox wait longer. */
const MOST_MOODS = 2;
const THINKS_AT_MOST_MS = 150;

/** `random` decides its behaviour, from 0 to 1. While `calm` returns true, it accepts everything. */
export async function openReceiver(secret: string, random: () => number, calm: () => boolean): Promise<Receiver> {
  const moods = new Map<string, number>();
  const verifier = new Webhook(secret);
  const server = createServer((request, response) => {
    take(request, response).catch((error) => receiver.strange.push(`the receiver failed: ${error}`));
  });
  const receiver: Receiver = {
    url: "",
    accepted: new Map(),
    moody: 0,
    strange: [],
    close() {
      server.close();
      server.closeAllConnections();
    },
  };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    // The sender was killed in the meantime.
    if (body === undefined) return;
    const id = String(request.headers["webhook-id"]);
    const mood = calm() || (moods.get(id) ?? 0) >= MOST_MOODS ? 1 : random();
    if (mood < 0.3) {
      moods.set(id, (moods.get(id) ?? 0) + 1);
      receiver.moody += 1;
    }
    if (mood < 0.1) return answer(response, 503);
    if (mood < 0.2) return void request.socket.destroy();
    note(id, body, request);
    if (mood < 0.3) return void request.socket.destroy();
    if (!calm()) await wait(random() * THINKS_AT_MOST_MS);
    answer(response, 204);
  }

  function note(id: string, body: string, { headers }: IncomingMessage): void {
    const { ticket } = message.parse(verifier.verify(body, headers as Record<string, string>));
    if (headers["idempotency-key"] !== id) receiver.strange.push(`${id} came with another idempotency key`);
    const known = receiver.accepted.get(id) ?? { ...ticket, times: 0, payloads: new Set<string>() };
    known.times += 1;
    known.payloads.add(createHash("sha256").update(body).digest("hex"));
    receiver.accepted.set(id, known);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tickets`;
  return receiver;
}

// Without writeHead, because restify replaces Node's if it is loaded.
function answer(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

/** Undefined when the sender disconnects before the end. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(parts).toString("utf8");
}
