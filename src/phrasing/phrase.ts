/** Puts fixed words into other words where that works out, and in time; where not, they stay as they are. */
import { setTimeout as wait } from "node:timers/promises";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { Figures, Outcome } from "./figures.ts";
import { openGate } from "./gate.ts";
import { beginsFriendly, judge as judgeByRules, type Verdict } from "./guard/guard.ts";
import { keptKey } from "./keptKey.ts";
import { type Answer, type Model, NoAnswer, type Prompt } from "./model.ts";
import { onTime } from "./onTime.ts";
import type { Around, Phrase, Phrased } from "./phraseRequest.ts";
import { buildPrompt } from "./prompt.ts";

/** Where accepted texts are kept for the next person, and rejected ones for whoever improves the guard. */
export type PhrasingShelf = Pick<Store, "phrasing" | "keepPhrasing" | "keepRejected">;

type Parts = {
  model: Model;
  shelf: PhrasingShelf;
  log: Log;
  figures: Figures;
  now: () => string;
  deadlineMs: number;
  mostAtOnce: number;
  judge?: (template: string, text: string, locale: string) => Verdict;
};

/** What became of it, before anybody is told. */
type Found = { phrased: Phrased; outcome: Outcome };

/** Less is not worth a call. */
const LEAST_FOR_A_CALL_MS = 200;

export function createPhrase(parts: Parts): Phrase {
  const { model, shelf, log, figures, now, judge = judgeByRules } = parts;
  const gate = openGate(parts.mostAtOnce, ({ failure, ms }) =>
    log.warn({ failure: failure.failure, seconds: Math.round(ms / 1_000), err: failure }, "phrasing pauses"),
  );

  return async (wording, around) => {
    const started = performance.now();
    const deadline = started + Math.min(parts.deadlineMs, around.withinMs);
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new NoAnswer("late", "it took longer than the person waits")),
      deadline - started,
    );
    let found: Found;
    try {
      if (deadline <= started) throw new NoAnswer("late", "there is no time left");
      found = await find(wording, around, { signal: late.signal, deadline });
    } catch (error) {
      found = fixed(wording, error);
    } finally {
      clearTimeout(timer);
    }
    tell(wording, found, performance.now() - started);
    return found.phrased;
  };

  async function find(wording: Phrasable, around: Around, time: Time): Promise<Found> {
    const prompt = buildPrompt(wording, around);
    const key = keptKey({ model: model.name, system: prompt.system }, wording, around);
    const cached = await fromShelf(key, time.signal);
    time.signal.throwIfAborted();
    if (cached !== undefined && judge(wording.text, cached, "en").accepted) {
      stillInTime(time);
      return foundAs(cached, wording, "cached");
    }
    // Before the gate, because what nobody was given time for speaks against nobody.
    stillInTime(time, LEAST_FOR_A_CALL_MS);

    const { text } = await gate.pass(() => ask(prompt, around.waiting, time));
    time.signal.throwIfAborted();
    const verdict = judge(wording.text, text, "en");
    stillInTime(time);
    const { treeHash, tone } = around;
    const asked = { wording: wording.id, treeHash, model: model.name, tone, text, at: now() };
    if (verdict.accepted) {
      // A beginning that answers one person's mood is not for the next one, who may have none.
      if (tone !== "calm" || !beginsFriendly(text)) void keep(() => shelf.keepPhrasing({ ...asked, key }));
      return foundAs(text, wording, "phrased");
    }
    const { reason, detail } = verdict;
    void keep(() => shelf.keepRejected({ ...asked, template: wording.text, reason, detail }));
    return { phrased: { text: wording.text, by: "template", why: reason }, outcome: { kind: "rejected", reason } };
  }

  async function ask(prompt: Prompt, waiting: () => void, time: Time): Promise<Answer> {
    waiting();
    try {
      return await call(prompt, time.signal);
    } catch (error) {
      const again = pauseBefore(error, time);
      if (again === undefined) throw error;
      await wait(again, undefined, { signal: time.signal }).catch(() => time.signal.throwIfAborted());
      return await call(prompt, time.signal);
    }
  }

  async function call(prompt: Prompt, signal: AbortSignal): Promise<Answer> {
    const started = performance.now();
    const [asked] = await Promise.allSettled([model.ask(prompt, signal)]);
    const seconds = (performance.now() - started) / 1_000;
    const answered = asked.status === "fulfilled";
    const told: unknown = answered ? undefined : asked.reason;
    const filters = answered ? asked.value.filters : told instanceof NoAnswer ? told.filters : [];
    // Apart from the call, because a mistake in counting is none of the model's.
    count(() => {
      figures.call({ seconds, tokens: answered ? asked.value.tokens : undefined });
      if (filters.length > 0) figures.filtered(filters);
    });
    if (!answered) throw told;
    return asked.value;
  }

  function count(write: () => void): void {
    try {
      write();
    } catch (err) {
      log.error({ err }, "phrasing is not counted");
    }
  }

  async function fromShelf(key: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      return await onTime(shelf.phrasing(key), signal);
    } catch (err) {
      log.warn({ err }, "kept phrasings cannot be read");
      return undefined;
    }
  }

  /** Nobody waits for it. */
  async function keep(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (err) {
      log.warn({ err }, "a phrasing was not kept");
    }
  }

  function tell(wording: Phrasable, { phrased, outcome }: Found, ms: number): void {
    const why = phrased.by === "template" ? phrased.why : undefined;
    log.info({ wording: wording.id, outcome: outcome.kind, why, ms: Math.round(ms) }, "phrasing");
    count(() => figures.outcome(outcome));
  }

  /** Nothing that goes wrong here may cost the person an answer; what is no `NoAnswer` is a mistake of ours. */
  function fixed(wording: Phrasable, error: unknown): Found {
    const { text } = wording;
    if (error instanceof NoAnswer)
      return {
        phrased: { text, by: "template", why: error.failure },
        outcome: { kind: "failed", failure: error.failure },
      };
    log.error({ wording: wording.id, err: error }, "phrasing fell over");
    return { phrased: { text, by: "template", why: "broken" }, outcome: { kind: "rejected", reason: "broken" } };
  }
}

type Time = { signal: AbortSignal; deadline: number };

/** How long to wait before the one more try; undefined when there is none, or no time for it. */
function pauseBefore(error: unknown, { signal, deadline }: Time): number | undefined {
  if (!(error instanceof NoAnswer) || signal.aborted) return undefined;
  if (error.failure !== "rate-limited" && error.failure !== "server-error") return undefined;
  // Spread out, because whoever failed together would come back together.
  const pause = error.retryAfterMs ?? 100 + Math.random() * 200;
  return performance.now() + pause + LEAST_FOR_A_CALL_MS < deadline ? pause : undefined;
}

/** The timer cannot fire while we compute, so the clock is asked as well. */
function stillInTime({ signal, deadline }: Time, needed = 0): void {
  signal.throwIfAborted();
  if (deadline - performance.now() < needed) throw new NoAnswer("late", "there is no time left");
}

function foundAs(text: string, wording: Phrasable, kind: "phrased" | "cached"): Found {
  if (text === wording.text) return { phrased: { text, by: "template", why: "the same" }, outcome: { kind: "same" } };
  return { phrased: { text, by: "model" }, outcome: { kind } };
}
