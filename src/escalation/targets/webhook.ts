/** Tells an address of the administrator's choice, in the form of Standard Webhooks (standardwebhooks.com). */
import { createHmac } from "node:crypto";
import type { TicketPackage } from "../../tickets/ticketPackage.ts";
import { DeliveryFailed, readCode, type Target } from "./target.ts";
import type { WebhookSettings } from "./webhookSettings.ts";

const DEADLINE_MS = 10_000;
/** What is read of an answer whose words nobody needs. */
const MOST_BYTES = 65_536;
/** Refusals that may be over the next time. */
const passing = [408, 409, 425, 429];

export function webhook({ url, key, redaction }: WebhookSettings, now: () => Date, deadlineMs = DEADLINE_MS): Target {
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
        headers: { "content-type": "application/json; charset=utf-8", ...signed({ id, body, key, now }) },
        body,
        // Followed, a person's words would go to a host that nobody chose.
        redirect: "manual",
        signal: deadline,
      }).catch((cause) => {
        throw unanswered(host, deadlineMs, cause);
      });
      await readAway(response);
      if (!response.ok) throw refused(host, response, now());
    },
  };
}

function buildBody(ticket: TicketPackage): string {
  return JSON.stringify({ type: "reconnect.handed-over", timestamp: ticket.at, ticket });
}

function signed({ id, body, key, now }: { id: string; body: string; key: Buffer; now: () => Date }) {
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

/** To its end, because hanging up would look to the other side as if nobody waited for its work. */
async function readAway({ body }: Response): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.length;
      // Leaving the loop hangs up.
      if (size > MOST_BYTES) break;
    }
  } catch {
    // The status has come, and that is the answer.
  }
}

function unanswered(host: string, deadlineMs: number, cause: unknown): DeliveryFailed {
  const isLate = cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
  const why = isLate ? `within ${deadlineMs / 1000} seconds` : `(${readCode(cause) ?? "unknown why"})`;
  return new DeliveryFailed(`${host} did not answer ${why}`, { forGood: false, cause });
}

function refused(host: string, { status, headers }: Response, now: Date): DeliveryFailed {
  if (status >= 300 && status < 400) {
    const message = `${host} redirects elsewhere (${status}); set the final address in WEBHOOK_URL`;
    return new DeliveryFailed(message, { forGood: true });
  }
  const forGood = status < 500 && !passing.includes(status);
  return new DeliveryFailed(`${host} answered with ${status}`, {
    forGood,
    waitMs: readRetryAfter(headers.get("retry-after"), now),
  });
}

/** Seconds or a date of HTTP; anything else counts as not given. */
function readRetryAfter(text: string | null, now: Date): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const until = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}
