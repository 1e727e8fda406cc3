/** Puts fixed words into other words where that works out, and in time; where not, they stay as they are. */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Around, Phrasable, Phrase, Phrased } from "../../dialogs/ports.ts";
import type { Log } from "../log.ts";
import type { Figures, Outcome } from "./figures.ts";
import { openGate } from "./gate.ts";
import { judge as judgeByRules, type Verdict } from "./guard/guard.ts";
import { type Answer, type Model, NoAnswer, type Prompt } from "./model.ts";
import { onTime } from "./onTime.ts";
import { buildPrompt } from "./prompt.ts";

type Asked = { wording: string; treeHash: string; model: string; tone: string; text: string; at: string };

/** Where accepted texts are kept for the next person, and rejected ones for whoever improves the guard. */
export type PhrasingShelf = {
  phrasing(key: string): Promise<string | undefined>;
  keepPhrasing(kept: Asked & { key: string }): Promise<void>;
  keepRejected(rejected: Asked & { template: string; reason: string; detail: string }): Promise<void>;
};

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

/** Less is not worth a second call. */
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
    const key = keyOf(model.name, wording, around);
    const cached = await fromShelf(key, time.signal);
    if (cached !== undefined && judge(wording.text, cached, "en").accepted)
      return { phrased: phrasedAs(cached, wording), outcome: { kind: "cached" } };
    time.signal.throwIfAborted();

    const { text } = await gate.pass(() => ask(buildPrompt(wording, around), around.waiting, time));
    // Whoever waited has the fixed words by now.
    time.signal.throwIfAborted();
    const verdict = judge(wording.text, text, "en");
    const { treeHash, tone } = around;
    const asked = { wording: wording.id, treeHash, model: model.name, tone, text, at: now() };
    if (verdict.accepted) {
      void keep(() => shelf.keepPhrasing({ ...asked, key }));
      return { phrased: phrasedAs(text, wording), outcome: { kind: "phrased" } };
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
    const seconds = () => (performance.now() - started) / 1_000;
    try {
      const answer = await model.ask(prompt, signal);
      figures.call({ seconds: seconds(), tokens: answer.tokens });
      if (answer.filters.length > 0) figures.filtered(answer.filters);
      return answer;
    } catch (error) {
      figures.call({ seconds: seconds() });
      if (error instanceof NoAnswer && error.filters.length > 0) figures.filtered(error.filters);
      throw error;
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
    try {
      figures.outcome(outcome);
    } catch (err) {
      log.error({ err }, "phrasing is not counted");
    }
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

/** What was said is not part of it: what the guard accepts says nothing of that. */
function keyOf(model: string, { id, text }: Phrasable, { treeHash, tone }: Around): string {
  return createHash("sha256")
    .update(JSON.stringify([id, text, treeHash, model, tone]))
    .digest("hex");
}

function phrasedAs(text: string, wording: Phrasable): Phrased {
  return text === wording.text ? { text, by: "template", why: "the same" } : { text, by: "model" };
}
