/** Another system that takes tickets: it verifies them, refuses some, and hangs up on others, sometimes only after it has taken them. */
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

/** What came under one `webhook-id`. */
export type Accepted = {
  reference: string;
  revision: number;
  times: number;
  /** One hash for each different payload. */
  payloads: Set<string>;
};

export type Receiver = {
  url: string;
  accepted: Map<string, Accepted>;
  /** How often it refused, or hung up. */
  moody: number;
  /** In words; empty as long as everything was signed and whole. */
  strange: string[];
  close(): void;
};

/** How often it may be difficult about one ticket: each time it is left alone for longer. */
const MOST_MOODS = 2;
const THINKS_AT_MOST_MS = 150;

/** `random` tells its mood, from 0 to 1; while `calm` it takes everything. */
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
    const body = await bodyOf(request);
    // Whoever sent it was killed meanwhile.
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
    if (headers["idempotency-key"] !== id) receiver.strange.push(`${id} came under another idempotency key`);
    const before = receiver.accepted.get(id);
    const known = before ?? { ...ticket, times: 0, payloads: new Set<string>() };
    known.times += 1;
    known.payloads.add(createHash("sha256").update(body).digest("hex"));
    receiver.accepted.set(id, known);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tickets`;
  return receiver;
}

// restify, where it is loaded, puts a writeHead of its own in the place of Node's.
function answer(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

/** Undefined when whoever sends it hangs up before its end. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(parts).toString("utf8");
}
