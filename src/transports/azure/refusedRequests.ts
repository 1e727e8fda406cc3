/** Counts the requests that the Azure endpoint turns away, for `/metrics` and for one log line a minute. */
import type { Registry } from "prom-client";
import type { Log } from "../../log.ts";
import { type Reason, refusals } from "./verifyToken.ts";

/** `keys-unavailable`: the token could not be judged. `tenant`: it is valid, and the activity is of a tenant that the bot does not serve. */
type Outcome = Reason | "keys-unavailable" | "tenant";

const outcomes: readonly Outcome[] = [...(Object.keys(refusals) as Reason[]), "keys-unavailable", "tenant"];
const MINUTE_MS = 60_000;

export class RefusedRequests {
  readonly #log: Log;
  // A counter that appears with its first event hides that event from a query for increases.
  readonly #counts = new Map<Outcome, number>(outcomes.map((outcome) => [outcome, 0]));
  /** What happened since the last log line. */
  readonly #unlogged = new Map<Outcome, number>();
  /** Why the keys are unavailable, as last seen since then. */
  #cause: Error | undefined;
  #minute: NodeJS.Timeout | undefined;
  #register: Promise<Registry> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** `cause`: what stands in the way when it is not the request. */
  count(outcome: Outcome, cause?: Error): void {
    if (cause) this.#cause = cause;
    increase(this.#counts, outcome);
    increase(this.#unlogged, outcome);
    // The first one is logged at once, the others together when the minute is over.
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
    this.#log.warn(line, "requests to the bot endpoint were turned away");
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
  // Loading it takes a tenth of a second, which a start need not wait for.
  const { Counter, Registry } = await import("prom-client");
  const register = new Registry();
  new Counter({
    name: "reconnect_bot_requests_refused_total",
    help: "Requests to /api/messages that were refused, by reason: what is wrong with the token; keys-unavailable, when it could not be judged; or tenant, when it is of a tenant that the bot does not serve (answered with 200).",
    labelNames: ["reason"],
    registers: [register],
    collect() {
      this.reset();
      for (const [reason, count] of counts) this.inc({ reason }, count);
    },
  });
  return register;
}
