/** Rewords fixed texts with the model. If that fails or takes too long, the fixed text stays. */
import { setTimeout as wait } from "node:timers/promises";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";
import type { Log } from "../log.ts";
import type { Phrasings } from "../store/phrasings.ts";
import type { Figures, Outcome } from "./figures.ts";
import { Gate } from "./gate.ts";
import { beginsFriendly, judge as judgeByRules, type Verdict } from "./guard/guard.ts";
import { type Answer, type Model, NoAnswer, type Prompt } from "./model.ts";
import type { Phrase, PhraseContext, PhraseResult } from "./phraseRequest.ts";
import { makePhrasingKey } from "./phrasingKey.ts";
import { buildPrompt } from "./prompt.ts";
import { waitUntilAborted } from "./waitUntilAborted.ts";

/** Stores accepted texts for reuse, and rejected ones for improving the guard. */
export type PhrasingShelf = Pick<Phrasings, "find" | "keep" | "keepRejected">;

type Judge = (template: string, text: string, locale: string) => Verdict;

type Parts = {
  model: Model;
  shelf: PhrasingShelf;
  log: Log;
  figures: Figures;
  now: () => string;
  deadlineMs: number;
  mostAtOnce: number;
  judge?: Judge;
};

/** The text for the person, and the outcome for metrics and log. */
type Result = { phrased: PhraseResult; outcome: Outcome };

/** With less time left, a call would be late. */
const LEAST_FOR_A_CALL_MS = 200;

export function createPhrase(parts: Parts): Phrase {
  const phraser = new Phraser(parts);
  return (wording, context) => phraser.phrase(wording, context);
}

class Phraser {
  readonly #parts: Parts;
  readonly #judge: Judge;
  readonly #gate: Gate;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#judge = parts.judge ?? judgeByRules;
    this.#gate = new Gate(parts.mostAtOnce, ({ failure, ms }) =>
      parts.log.warn({ failure: failure.failure, seconds: Math.round(ms / 1_000), err: failure }, "phrasing pauses"),
    );
  }

  /** Never rejects, and never takes longer than `context.withinMs` or the configured deadline. */
  async phrase(wording: Phrasable, context: PhraseContext): Promise<PhraseResult> {
    const started = performance.now();
    const deadline = started + Math.min(this.#parts.deadlineMs, context.withinMs);
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new NoAnswer("late", "the model took longer than the person waits")),
      deadline - started,
    );
    let result: Result;
    try {
      if (deadline <= started) throw new NoAnswer("late", "there is no time left");
      result = await this.#reword(wording, context, { signal: late.signal, deadline });
    } catch (error) {
      result = this.#keepFixedText(wording, error);
    } finally {
      clearTimeout(timer);
    }
    this.#report(wording, result, performance.now() - started);
    return result.phrased;
  }

  async #reword(wording: Phrasable, context: PhraseContext, time: Time): Promise<Result> {
    const { model } = this.#parts;
    const prompt = buildPrompt(wording, context);
    const key = makePhrasingKey({ model: model.name, system: prompt.system }, wording, context);
    const cached = await this.#readShelf(key, time.signal);
    time.signal.throwIfAborted();
    if (cached !== undefined && this.#judge(wording.text, cached, "en").accepted) {
      requireTime(time);
      return acceptText(cached, wording, "cached");
    }
    // Checked before the gate, so that a person in a hurry does not count as a failure of the model.
    requireTime(time, LEAST_FOR_A_CALL_MS);

    const { text } = await this.#gate.pass(() => this.#ask(prompt, context.waiting, time));
    time.signal.throwIfAborted();
    const verdict = this.#judge(wording.text, text, "en");
    requireTime(time);
    this.#keep(text, verdict, { wording, context, key });
    if (verdict.accepted) return acceptText(text, wording, "phrased");
    const { reason } = verdict;
    return { phrased: { text: wording.text, by: "template", why: reason }, outcome: { kind: "rejected", reason } };
  }

  async #ask(prompt: Prompt, waiting: () => void, time: Time): Promise<Answer> {
    waiting();
    try {
      return await this.#call(prompt, time.signal);
    } catch (error) {
      const pause = pauseBeforeRetry(error, time);
      if (pause === undefined) throw error;
      await wait(pause, undefined, { signal: time.signal }).catch(() => time.signal.throwIfAborted());
      return await this.#call(prompt, time.signal);
    }
  }

  async #call(prompt: Prompt, signal: AbortSignal): Promise<Answer> {
    const { model, figures } = this.#parts;
    const started = performance.now();
    const [call] = await Promise.allSettled([model.ask(prompt, signal)]);
    const seconds = (performance.now() - started) / 1_000;
    const answered = call.status === "fulfilled";
    const failure: unknown = answered ? undefined : call.reason;
    const filters = answered ? call.value.filters : failure instanceof NoAnswer ? failure.filters : [];
    // Count outside the call, so that an error in counting does not look like a failure of the model.
    this.#count(() => {
      figures.call({ seconds, tokens: answered ? call.value.tokens : undefined });
      if (filters.length > 0) figures.filtered(filters);
    });
    if (!answered) throw failure;
    return call.value;
  }

  #count(write: () => void): void {
    try {
      write();
    } catch (err) {
      this.#parts.log.error({ err }, "phrasing metrics not updated");
    }
  }

  async #readShelf(key: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      return await waitUntilAborted(this.#parts.shelf.find(key), signal);
    } catch (err) {
      this.#parts.log.warn({ err }, "stored phrasings not read");
      return undefined;
    }
  }

  /** Stores the model's text in the background, so that the person does not wait for it. */
  #keep(text: string, verdict: Verdict, { wording, context, key }: StoreRequest): void {
    const { model, shelf, now } = this.#parts;
    const { treeHash, tone } = context;
    const entry = { wording: wording.id, treeHash, model: model.name, tone, text, at: now() };
    if (!verdict.accepted) {
      const { reason, detail } = verdict;
      void this.#write(() => shelf.keepRejected({ ...entry, template: wording.text, reason, detail }));
      return;
    }
    // An opening that answers one person's mood does not suit the next person, who may be calm.
    if (tone !== "calm" || !beginsFriendly(text)) void this.#write(() => shelf.keep({ ...entry, key }));
  }

  async #write(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (err) {
      this.#parts.log.warn({ err }, "phrasing not stored");
    }
  }

  #report(wording: Phrasable, { phrased, outcome }: Result, ms: number): void {
    const { log, figures } = this.#parts;
    const why = phrased.by === "template" ? phrased.why : undefined;
    log.info({ wording: wording.id, outcome: outcome.kind, why, ms: Math.round(ms) }, "phrasing");
    this.#count(() => figures.outcome(outcome));
  }

  /** After any failure the person gets the fixed text. An error other than `NoAnswer` is a defect of this program. */
  #keepFixedText(wording: Phrasable, error: unknown): Result {
    const { text } = wording;
    if (error instanceof NoAnswer) {
      const { failure } = error;
      return { phrased: { text, by: "template", why: failure }, outcome: { kind: "failed", failure } };
    }
    this.#parts.log.error({ wording: wording.id, err: error }, "phrasing failed unexpectedly");
    return { phrased: { text, by: "template", why: "broken" }, outcome: { kind: "rejected", reason: "broken" } };
  }
}

type StoreRequest = { wording: Phrasable; context: PhraseContext; key: string };
type Time = { signal: AbortSignal; deadline: number };

/** The delay before the only retry; undefined if a retry would not help or there is no time for it. */
function pauseBeforeRetry(error: unknown, { signal, deadline }: Time): number | undefined {
  if (!(error instanceof NoAnswer) || signal.aborted) return undefined;
  if (error.failure !== "rate-limited" && error.failure !== "server-error") return undefined;
  // Jitter, because calls that fail together would otherwise retry together.
  const pause = error.retryAfterMs ?? 100 + Math.random() * 200;
  return performance.now() + pause + LEAST_FOR_A_CALL_MS < deadline ? pause : undefined;
}

/** Checks the clock as well as the signal, because the timer cannot fire during a computation. */
function requireTime({ signal, deadline }: Time, needed = 0): void {
  signal.throwIfAborted();
  if (deadline - performance.now() < needed) throw new NoAnswer("late", "there is no time left");
}

function acceptText(text: string, wording: Phrasable, kind: "phrased" | "cached"): Result {
  if (text === wording.text) return { phrased: { text, by: "template", why: "the same" }, outcome: { kind: "same" } };
  return { phrased: { text, by: "model" }, outcome: { kind } };
}
