/** Counts the requests that the Azure endpoint refuses, for `/metrics` and for one log line per minute. */
import type { Registry } from "prom-client";
import type { Log } from "../../log.ts";
import { type Reason, refusals } from "./verifyToken.ts";

/** `keys-unavailable`: the token could not be verified. `tenant`: the token is valid, but the bot does not serve the activity's tenant. */
type Outcome = Reason | "keys-unavailable" | "tenant";

const outcomes: readonly Outcome[] = [...(Object.keys(refusals) as Reason[]), "keys-unavailable", "tenant"];
const MINUTE_MS = 60_000;

export class RefusedRequests {
  readonly #log: Log;
  // Start at zero: a counter that first appears as 1 hides its first event from queries for increases.
  readonly #counts = new Map<Outcome, number>(outcomes.map((outcome) => [outcome, 0]));
  /** Counts since the last log line. */
  readonly #unlogged = new Map<Outcome, number>();
  /** The last reason since then why the keys were unavailable. */
  #cause: Error | undefined;
  #minute: NodeJS.Timeout | undefined;
  #register: Promise<Registry> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** `cause`: the error, if the request is not at fault. */
  count(outcome: Outcome, cause?: Error): void {
    if (cause) this.#cause = cause;
    increase(this.#counts, outcome);
    increase(this.#unlogged, outcome);
    // The first refusal is logged at once, the others together at the end of the minute.
    if (!this.#minute) this.#writeLine();
  }

  /** In the text format of Prometheus. */
  async metrics(): Promise<string> {
    this.#register ??= createRegister(this.#counts);
    return (await this.#register).metrics();
  }

  #writeLine(): void {
    this.#minute = undefined;
    if (this.#unlogged.size === 0) return;
    const line = { requests: Object.fromEntries(this.#unlogged), ...(this.#cause && { err: this.#cause }) };
    this.#log.warn(line, "requests to /api/messages refused");
    this.#unlogged.clear();
    this.#cause = undefined;
    this.#minute = setTimeout(() => this.#writeLine(), MINUTE_MS);
    this.#minute.unref();
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function createRegister(counts: ReadonlyMap<Outcome, number>): Promise<Registry> {
  // Loading the library takes a tenth of a second, so the start does not wait for it.
  const { Counter, Registry } = await import("prom-client");
  const register = new Registry();
  new Counter({
    name: "reconnect_bot_requests_refused_total",
    help: "Requests to /api/messages that were refused, by reason: the token's fault; keys-unavailable, when the token could not be verified; or tenant, when the bot does not serve the tenant (answered with 200).",
    labelNames: ["reason"],
    registers: [register],
    collect() {
      this.reset();
      for (const [reason, count] of counts) this.inc({ reason }, count);
    },
  });
  return register;
}
