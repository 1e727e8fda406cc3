/** A place outside of the house that receives tickets. */

import type { TicketPackage } from "../../tickets/ticketPackage.ts";
import type { Redaction } from "../redact.ts";

export type Target = {
  /** Part of the idempotency key, so it is never renamed once released. */
  id: string;
  redaction: Redaction;
  /**
   * Resolves when the other side has it for good. `key` is the same at every attempt. Rejects with `DeliveryFailed`.
   * Once `signal` is aborted nobody waits for it any more.
   */
  deliver(ticket: TicketPackage, key: string, signal: AbortSignal): Promise<void>;
};

type Why = {
  /** The same would be refused again. */
  forGood: boolean;
  /** How long the other side wants to be left alone. */
  waitMs?: number | undefined;
  cause?: unknown;
};

/** The message is stored and shown: it holds no secret, and nothing that the other side said. */
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

/** What went wrong below, in one word such as ECONNREFUSED or HTTPParserError. It is safe to show, as a message may not be. */
export function readCode(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const own = [code, error.name].find((word) => /^[A-Z]\w{2,60}$/.test(word) && !tellNothing.includes(word));
  return readCode(error.cause, depth + 1) ?? own;
}

const tellNothing = ["Error", "TypeError"];
