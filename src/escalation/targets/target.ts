/** Who takes deliveries out of the outbox, above all the systems that receive a copy of each hand-over. */

import type { TicketPackage } from "../../tickets/ticketPackage.ts";
import type { Redaction } from "../redact.ts";

export type Target = {
  /** Part of the idempotency key, so it is never renamed once released. */
  id: string;
  redaction: Redaction;
  /**
   * Resolves when the other side has stored the ticket. Rejects with `DeliveryFailed`. `key` is the same at every attempt.
   * The outbox stops waiting when it aborts `signal`.
   */
  deliver(ticket: TicketPackage, key: string, signal: AbortSignal): Promise<void>;
};

/** "not-needed": nothing was sent, and nothing has to be. An object replaces the payload of the delivery. */
export type Receipt = "delivered" | "not-needed" | { payload: object };

/** Takes the deliveries of one kind, those whose `target` is its id. */
export type Receiver = {
  id: string;
  /** How many it takes at the same time, if that is limited. */
  atOnce?: number;
  /** Like `deliver` of a target. `payload` is as a turn stored it. */
  deliver(payload: object, key: string, signal: AbortSignal): Promise<Receipt>;
};

export function receiveTickets(target: Target): Receiver {
  return {
    id: target.id,
    async deliver(payload, key, signal) {
      // The payload is a package that a turn stored.
      await target.deliver(payload as TicketPackage, key, signal);
      return "delivered";
    },
  };
}

type Why = {
  /** A retry would be refused again. */
  forGood: boolean;
  /** How long the other side asks us to wait before a retry. */
  waitMs?: number | undefined;
  cause?: unknown;
};

/** The message is stored and shown, so it must contain no secret and nothing of the other side's answer. */
export class DeliveryFailed extends Error {
  override readonly name = "DeliveryFailed";
  readonly code = "DELIVERY_FAILED";
  readonly forGood: boolean;
  readonly waitMs: number | undefined;
  constructor(message: string, { forGood, waitMs, cause }: Why) {
    super(message, { cause });
    this.forGood = forGood;
    this.waitMs = waitMs;
  }
}

/** The code or class of the innermost error, such as ECONNREFUSED or HTTPParserError. Unlike a message, it is safe to show. */
export function readCode(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const outer = [code, error.name].find((word) => /^[A-Z]\w{2,60}$/.test(word) && !genericNames.includes(word));
  return readCode(error.cause, depth + 1) ?? outer;
}

const genericNames = ["Error", "TypeError"];
