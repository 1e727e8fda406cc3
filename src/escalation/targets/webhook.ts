/** Sends a ticket to an address of the administrator's choice, in the form of Standard Webhooks (standardwebhooks.com). */
import { createHmac } from "node:crypto";
import type { TicketPackage } from "../../tickets/ticketPackage.ts";
import { DeliveryFailed, readCode, type Target } from "./target.ts";
import type { WebhookSettings } from "./webhookSettings.ts";

const DEADLINE_MS = 10_000;
/** How much of an answer is read before we hang up. */
const MOST_BYTES = 65_536;
/** Refusals that may not last. */
const temporary = [408, 409, 425, 429];

export function openWebhook(
  { url, key, redaction }: WebhookSettings,
  now: () => Date,
  deadlineMs = DEADLINE_MS,
): Target {
  // A path or a query may hold a token.
  const { host } = new URL(url);
  return {
    id: "webhook",
    redaction,
    async deliver(ticket, id, signal) {
      const body = buildBody(ticket);
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8", ...signHeaders({ id, body, key, now }) },
        body,
        // Following a redirect would send a person's words to a host that the administrator did not choose.
        redirect: "manual",
        signal: deadline,
      }).catch((cause) => {
        throw describeNoAnswer(host, deadlineMs, cause);
      });
      await drain(response);
      if (!response.ok) throw describeRefusal(host, response, now());
    },
  };
}

function buildBody(ticket: TicketPackage): string {
  return JSON.stringify({ type: "reconnect.handed-over", timestamp: ticket.at, ticket });
}

function signHeaders({ id, body, key, now }: { id: string; body: string; key: Buffer; now: () => Date }) {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
    "idempotency-key": id,
    "user-agent": "Reconnect",
  };
}

/** Reads the answer to its end, because some receivers abort their work when the client hangs up. */
async function drain({ body }: Response): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.length;
      // Leaving the loop closes the connection.
      if (size > MOST_BYTES) break;
    }
  } catch {
    // The status has already arrived, and only that counts.
  }
}

function describeNoAnswer(host: string, deadlineMs: number, cause: unknown): DeliveryFailed {
  const isLate = cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
  const why = isLate ? `within ${deadlineMs / 1000} seconds` : `(${readCode(cause) ?? "unknown reason"})`;
  return new DeliveryFailed(`${host} did not answer ${why}`, { forGood: false, cause });
}

function describeRefusal(host: string, { status, headers }: Response, now: Date): DeliveryFailed {
  if (status >= 300 && status < 400) {
    const message = `${host} redirects elsewhere (${status}); set the final address in WEBHOOK_URL`;
    return new DeliveryFailed(message, { forGood: true });
  }
  const forGood = status < 500 && !temporary.includes(status);
  return new DeliveryFailed(`${host} answered with ${status}`, {
    forGood,
    waitMs: readRetryAfter(headers.get("retry-after"), now),
  });
}

/** Accepts seconds or an HTTP date; ignores anything else. */
function readRetryAfter(text: string | null, now: Date): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const until = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}
