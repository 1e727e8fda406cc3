import { Writable } from "node:stream";
import nock from "nock";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";
import { createLog } from "../../src/log.ts";
import { createAzureModel } from "../../src/phrasing/azureOpenAi.ts";
import type { Figures, Outcome } from "../../src/phrasing/figures.ts";
import type { Verdict } from "../../src/phrasing/guard/guard.ts";
import { type Answer, type Failure, type Model, NoAnswer, type Prompt } from "../../src/phrasing/model.ts";
import { createPhrase, type PhrasingShelf } from "../../src/phrasing/phrase.ts";
import type { PhraseContext } from "../../src/phrasing/phraseRequest.ts";
import { makePhrasingKey } from "../../src/phrasing/phrasingKey.ts";
import { cutOffNetwork } from "../support/network.ts";
import { completions, contoso, filteredPrompt, saying } from "./modelServer.ts";

cutOffNetwork({ expectAll: true });
afterEach(() => {
  vi.useRealTimers();
});

const gateway: Phrasable = { id: "cause:rd-gateway", kind: "explanation", text: "The gateway hung up." };
const reworded = "It was the gateway that hung up.";
const fixedWords = (why: string) => ({ text: gateway.text, by: "template", why });

describe("a reworded text", () => {
  test("goes out if the guard accepts it, and typing is shown before the call", async () => {
    const { phrase, waiting, counted } = open([reworded]);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(waiting).toHaveBeenCalledTimes(1);
    expect(counted.outcomes).toEqual([{ kind: "phrased" }]);
    expect(counted.calls).toEqual([{ seconds: expect.any(Number), tokens: { prompt: 300, answer: 40 } }]);
  });

  test("that is unchanged counts as the fixed words", async () => {
    const { phrase, counted, asked } = open([gateway.text]);
    expect(await phrase()).toEqual(fixedWords("the same"));
    expect(await phrase()).toEqual(fixedWords("the same"));
    expect(counted.outcomes).toEqual([{ kind: "same" }, { kind: "same" }]);
    expect(asked).toHaveLength(1);
  });

  test("goes out even if the metrics fail, and each call is counted once", async () => {
    let calls = 0;
    const fall = () => {
      calls += 1;
      throw new Error("no negative increments");
    };
    const { phrase, lines } = open([reworded], { figures: { call: fall, outcome: fall } });
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(calls).toBe(2);
    expect(lines("error").map(({ msg }) => msg)).toEqual([
      "phrasing metrics not updated",
      "phrasing metrics not updated",
    ]);
  });

  test("that the guard rejects is replaced by the fixed words, and the reason and both texts are stored", async () => {
    const { phrase, counted, shelf } = open(["Reboot the gateway."], { judge: rejecting("unknown-word") });
    expect(await phrase()).toEqual(fixedWords("unknown-word"));
    expect(counted.outcomes).toEqual([{ kind: "rejected", reason: "unknown-word" }]);
    expect(shelf.rejected).toEqual([
      {
        wording: gateway.id,
        treeHash: "t1",
        model: "test/words",
        tone: "calm",
        template: gateway.text,
        text: "Reboot the gateway.",
        reason: "unknown-word",
        detail: "in the first sentence",
        at: "2026-01-01T00:00:00.000Z",
      },
    ]);
    expect(shelf.kept.size).toBe(0);
  });

  test("is judged by the real guard by default", async () => {
    const { phrase } = open(["You are fired."], { judge: undefined });
    expect(await phrase()).toMatchObject({ text: gateway.text, by: "template" });
  });

  test("is replaced by the fixed words if the guard fails", async () => {
    const broken = () => {
      throw new Error("the guard fell over");
    };
    const { phrase, lines } = open([reworded], { judge: broken });
    expect(await phrase()).toEqual(fixedWords("broken"));
    expect(lines("error")).toMatchObject([
      { msg: "phrasing failed unexpectedly", err: { message: "the guard fell over" } },
    ]);
  });

  test("is never in the log, and neither is the person's message", async () => {
    const { phrase, logged } = open([reworded, "Reboot the gateway.", new NoAnswer("forbidden", "see the role")], {
      judge: (_, text) =>
        text === reworded ? { accepted: true } : { accepted: false, reason: "unknown-word", detail: text },
    });
    await phrase({ tone: "calm" });
    await phrase({ tone: "worried" });
    await phrase({ tone: "annoyed" });
    expect(logged.join("")).toContain(gateway.id);
    for (const text of [gateway.text, reworded, "Reboot", "I hate this"]) expect(logged.join("")).not.toContain(text);
  });
});

describe("a stored text", () => {
  test("goes out again without a call and without typing", async () => {
    const { phrase, asked, waiting, counted } = open([reworded]);
    await phrase();
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(asked).toHaveLength(1);
    expect(waiting).toHaveBeenCalledTimes(1);
    expect(counted.outcomes).toEqual([{ kind: "phrased" }, { kind: "cached" }]);
  });

  test("is judged again, because the guard may be stricter now", async () => {
    const strict = { now: false };
    const { phrase, asked } = open([reworded, "The gateway was the one to hang up."], {
      judge: (_, text) =>
        strict.now && text === reworded ? { accepted: false, reason: "too-long", detail: "" } : { accepted: true },
    });
    await phrase();
    strict.now = true;
    expect(await phrase()).toEqual({ text: "The gateway was the one to hang up.", by: "model" });
    expect(asked).toHaveLength(2);
  });

  test("is used only for the same wording, tone, tree and model", async () => {
    const { phrase, asked, shelf } = open([reworded, reworded, reworded, reworded, reworded]);
    await phrase();
    await phrase({ tone: "worried" });
    await phrase({ treeHash: "t2" });
    await phrase({}, { ...gateway, text: "The gateway hung up. It is old." });
    await phrase({}, { ...gateway, id: "cause:other" });
    expect(asked).toHaveLength(5);
    await phrase({ said: "something else" });
    expect(asked).toHaveLength(5);
    for (const key of shelf.kept.keys()) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  test("has no opening that answers a mood if its tone is calm", async () => {
    const friendly = `That sounds frustrating. ${reworded}`;
    const { phrase, asked, shelf } = open([friendly, reworded, friendly]);
    expect(await phrase()).toEqual({ text: friendly, by: "model" });
    expect(shelf.kept.size).toBe(0);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(shelf.kept.size).toBe(1);
    await phrase({ tone: "annoyed" });
    expect(await phrase({ tone: "annoyed" })).toEqual({ text: friendly, by: "model" });
    expect(asked).toHaveLength(3);
  });

  test("is used only with the same rules", () => {
    const by = { model: "m", system: "Reword it." };
    const key = makePhrasingKey(by, gateway, { treeHash: "t1", tone: "calm" });
    expect(makePhrasingKey({ ...by }, { ...gateway }, { treeHash: "t1", tone: "calm" })).toBe(key);
    expect(makePhrasingKey({ ...by, system: "Reword it well." }, gateway, { treeHash: "t1", tone: "calm" })).not.toBe(
      key,
    );
  });

  test("is optional: if the store fails, the reworded text still goes out", async () => {
    const fails = () => Promise.reject(new Error("the disk is full"));
    const { phrase, lines } = open([reworded], {
      shelf: { find: fails, keep: fails, keepRejected: fails },
    });
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    await vi.waitFor(() => expect(lines("warn").map(({ msg }) => msg)).toContain("phrasing not stored"));
  });

  test("that never loads delays the fixed words only up to the deadline", async () => {
    const never = () => new Promise<never>(() => {});
    const { phrase, asked } = open([reworded], {
      shelf: { find: never, keep: never, keepRejected: never },
      deadlineMs: 20,
    });
    expect(await phrase()).toEqual(fixedWords("late"));
    expect(asked).toEqual([]);
  });
});

describe("a failure", () => {
  test.each<Failure>([
    "unreachable",
    "forbidden",
    "no-deployment",
    "truncated",
    "refusal",
    "malformed",
    "broken-schema",
    "empty",
  ])("%s leaves the fixed words, is counted, and is not retried", async (failure) => {
    const { phrase, asked, counted } = open([new NoAnswer(failure, "see somewhere")]);
    expect(await phrase()).toEqual(fixedWords(failure));
    expect(asked).toHaveLength(1);
    expect(counted.outcomes).toEqual([{ kind: "failed", failure }]);
    expect(counted.calls).toEqual([{ seconds: expect.any(Number) }]);
  });

  test("of the content filter is counted by category", async () => {
    const filters = [{ side: "prompt", category: "jailbreak", severity: "detected", filtered: true }] as const;
    const { phrase, counted } = open([new NoAnswer("filtered-prompt", "refused", { filters })]);
    expect(await phrase()).toEqual(fixedWords("filtered-prompt"));
    expect(counted.filters).toEqual(filters);
  });

  test("of another type than NoAnswer leaves the fixed words and is logged as an error", async () => {
    const { phrase, lines } = open([new TypeError("not a NoAnswer")]);
    expect(await phrase()).toEqual(fixedWords("broken"));
    expect(lines("error")).toHaveLength(1);
  });

  test.each<Failure>(["server-error", "rate-limited"])("%s is retried once", async (failure) => {
    const soon = () => new NoAnswer(failure, "not now", { retryAfterMs: 1 });
    const { phrase, asked, waiting } = open([soon(), reworded, soon(), soon()]);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(await phrase({ tone: "worried" })).toEqual(fixedWords(failure));
    expect(asked).toHaveLength(4);
    expect(waiting).toHaveBeenCalledTimes(2);
  });

  test("is not retried if the server asks for a longer delay than the time that is left", async () => {
    const { phrase, asked } = open([new NoAnswer("rate-limited", "not now", { retryAfterMs: 37_000 })]);
    expect(await phrase()).toEqual(fixedWords("rate-limited"));
    expect(asked).toHaveLength(1);
  });
});

describe("the deadline", () => {
  test("is the time for which the channel waits, if that is shorter than the configured one", async () => {
    const { phrase, waiting } = open(["forever"]);
    expect(await phrase({ withinMs: 250 })).toEqual(fixedWords("late"));
    expect(waiting).toHaveBeenCalledTimes(1);
  });

  test("is the configured one, if the channel waits longer", async () => {
    const { phrase } = open(["forever"], { deadlineMs: 250 });
    expect(await phrase({ withinMs: 60_000 })).toEqual(fixedWords("late"));
  });

  test("that has already passed prevents the call", async () => {
    const { phrase, asked, waiting } = open([reworded]);
    expect(await phrase({ withinMs: 0 })).toEqual(fixedWords("late"));
    expect(asked).toEqual([]);
    expect(waiting).not.toHaveBeenCalled();
  });

  test("that is too near prevents the call, and does not count as a failure of the model", async () => {
    const { phrase, asked, waiting, counted, lines } = open([reworded]);
    for (let times = 0; times < 4; times++) expect(await phrase({ withinMs: 150 })).toEqual(fixedWords("late"));
    expect([asked, counted.calls, lines("warn")]).toEqual([[], [], []]);
    expect(waiting).not.toHaveBeenCalled();
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(await phrase({ withinMs: 150 })).toEqual({ text: reworded, by: "model" });
  });

  test("includes the guard: if it takes too long, the fixed words go out", async () => {
    const judge = (): Verdict => {
      for (const end = performance.now() + 300; performance.now() < end; );
      return { accepted: true };
    };
    const { phrase, shelf } = open([reworded], { judge, deadlineMs: 250 });
    expect(await phrase()).toEqual(fixedWords("late"));
    expect(shelf.kept.size).toBe(0);
    const stored = open([], {
      judge,
      deadlineMs: 250,
      shelf: { find: async () => reworded, keep: async () => {}, keepRejected: async () => {} },
    });
    expect(await stored.phrase()).toEqual(fixedWords("late"));
  });

  test("includes the retry", async () => {
    const { phrase, asked } = open([new NoAnswer("server-error", "not now", { retryAfterMs: 1 }), "forever"], {
      deadlineMs: 400,
    });
    expect(await phrase()).toEqual(fixedWords("late"));
    expect(asked).toHaveLength(2);
  });

  test("discards a later answer: it neither goes out nor is stored", async () => {
    let answerNow = (_: Answer) => {};
    const careless: Model = {
      name: "test/careless",
      ask: (_, signal) =>
        new Promise((answer, fail) => {
          answerNow = answer;
          signal.addEventListener("abort", () => {
            answer(answerOf(reworded));
            fail(signal.reason);
          });
        }),
    };
    const { phrase, shelf } = open([], { model: careless, deadlineMs: 250 });
    expect(await phrase()).toEqual(fixedWords("late"));
    answerNow(answerOf(reworded));
    expect(shelf.kept.size).toBe(0);
  });
});

describe("too many calls at once", () => {
  test("are refused with the fixed words, until a running call ends", async () => {
    const held = holding();
    const { phrase, counted } = open([], { model: held.model, mostAtOnce: 2 });
    const first = phrase({ tone: "calm" });
    const second = phrase({ tone: "worried" });
    await vi.waitFor(() => expect(held.waiting).toHaveLength(2));
    expect(await phrase({ tone: "annoyed" })).toEqual(fixedWords("busy"));
    expect(counted.calls).toEqual([]);
    for (const answer of held.waiting.splice(0)) answer(answerOf(reworded));
    expect(await first).toEqual({ text: reworded, by: "model" });
    await second;
    const next = phrase({ tone: "hurried" });
    await vi.waitFor(() => expect(held.waiting).toHaveLength(1));
    held.waiting[0]?.(answerOf(reworded));
    expect(await next).toEqual({ text: reworded, by: "model" });
  });
});

describe("a pause", () => {
  const down = () => new NoAnswer("unreachable", "connection refused; check OPENAI_BASE_URL");
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

  test("follows three failures in a row; it prevents calls, and is logged once", async () => {
    const { phrase, asked, lines } = open([down(), down(), down()]);
    for (let times = 0; times < 3; times++) expect(await phrase()).toEqual(fixedWords("unreachable"));
    for (let times = 0; times < 5; times++) expect(await phrase()).toEqual(fixedWords("paused"));
    expect(asked).toHaveLength(3);
    expect(lines("warn")).toMatchObject([
      {
        msg: "phrasing pauses",
        failure: "unreachable",
        seconds: 20,
        err: { message: "connection refused; check OPENAI_BASE_URL" },
      },
    ]);
  });

  test.each<Failure>(["unauthorized", "forbidden", "no-deployment"])(
    "follows a single %s, which only a new setting corrects",
    async (failure) => {
      const { phrase, lines } = open([new NoAnswer(failure, "see the settings")]);
      expect(await phrase()).toEqual(fixedWords(failure));
      expect(await phrase()).toEqual(fixedWords("paused"));
      expect(lines("warn")).toHaveLength(1);
    },
  );

  test.each<Failure>([
    "filtered-prompt",
    "filtered-answer",
    "refusal",
    "malformed",
    "broken-schema",
    "truncated",
    "empty",
  ])("does not follow %s, which says nothing about the health of the server", async (failure) => {
    const failing = Array.from({ length: 8 }, () => new NoAnswer(failure, "of no use"));
    const { phrase, lines } = open(failing);
    for (let times = 0; times < 8; times++) expect(await phrase()).toEqual(fixedWords(failure));
    expect(lines("warn")).toEqual([]);
  });

  test("ends with a successful trial call", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { phrase } = open([down(), down(), down(), reworded, reworded]);
    for (let times = 0; times < 4; times++) await phrase();
    later(20_000);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(await phrase({ tone: "worried" })).toEqual({ text: reworded, by: "model" });
  });

  test("gets longer if the trial call fails as well", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { phrase, lines } = open([down(), down(), down(), down(), reworded]);
    for (let times = 0; times < 3; times++) await phrase();
    later(20_000);
    expect(await phrase()).toEqual(fixedWords("unreachable"));
    later(20_000);
    expect(await phrase()).toEqual(fixedWords("paused"));
    later(40_000);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(lines("warn").map(({ seconds }) => seconds)).toEqual([20, 60]);
  });

  test("is as long as the server asked for", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const limited = () => new NoAnswer("rate-limited", "enough", { retryAfterMs: 100_000 });
    const { phrase } = open([limited(), limited(), limited(), reworded]);
    for (let times = 0; times < 3; times++) await phrase();
    later(90_000);
    expect(await phrase()).toEqual(fixedWords("paused"));
    later(10_000);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
  });

  test("lasts at most a quarter of an hour, whatever the server asks for", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const limited = () => new NoAnswer("rate-limited", "enough", { retryAfterMs: 86_400_000 });
    const { phrase, lines } = open([limited(), limited(), limited(), reworded]);
    for (let times = 0; times < 3; times++) await phrase();
    expect(lines("warn").map(({ seconds }) => seconds)).toEqual([900]);
    later(890_000);
    expect(await phrase()).toEqual(fixedWords("paused"));
    later(10_000);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
  });

  test.each<Failure>(["malformed", "filtered-prompt", "refusal", "empty", "truncated", "broken-schema"])(
    "does not follow failures with a useless answer in between: %s",
    async (failure) => {
      const useless = new NoAnswer(failure, "of no use");
      const { phrase, lines, asked } = open([down(), down(), useless, down(), down(), useless, down(), down(), down()]);
      for (let times = 0; times < 9; times++) await phrase();
      expect(asked).toHaveLength(9);
      expect(lines("warn")).toHaveLength(1);
    },
  );

  test("gets longer if the trial call fails for another reason", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { phrase, lines } = open([
      down(),
      down(),
      down(),
      new NoAnswer("forbidden", "see the role"),
      down(),
      reworded,
    ]);
    for (let times = 0; times < 3; times++) await phrase();
    later(20_000);
    expect(await phrase()).toEqual(fixedWords("forbidden"));
    later(59_000);
    expect(await phrase()).toEqual(fixedWords("paused"));
    later(1_000);
    expect(await phrase()).toEqual(fixedWords("unreachable"));
    later(299_000);
    expect(await phrase()).toEqual(fixedWords("paused"));
    later(1_000);
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
    expect(lines("warn").map(({ failure, seconds }) => [failure, seconds])).toEqual([
      ["unreachable", 20],
      ["forbidden", 60],
      ["unreachable", 300],
    ]);
  });

  test("allows a single trial call, and other calls do not wait for it", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const held = holding();
    const failing: (NoAnswer | undefined)[] = [down(), down(), down()];
    const model: Model = {
      name: "test/held",
      ask(prompt, signal) {
        const failure = failing.shift();
        return failure ? Promise.reject(failure) : held.model.ask(prompt, signal);
      },
    };
    const { phrase } = open([], { model });
    for (let times = 0; times < 3; times++) await phrase();
    later(20_000);
    const trial = phrase();
    await vi.waitFor(() => expect(held.waiting).toHaveLength(1));
    expect(await phrase({ tone: "worried" })).toEqual(fixedWords("paused"));
    held.waiting[0]?.(answerOf(reworded));
    expect(await trial).toEqual({ text: reworded, by: "model" });
  });

  test("does not prevent the use of stored texts", async () => {
    const { phrase } = open([reworded, new NoAnswer("forbidden", "see the role")]);
    await phrase();
    await phrase({ tone: "worried" });
    expect(await phrase({ tone: "annoyed" })).toEqual(fixedWords("paused"));
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
  });
});

describe("over the network", () => {
  const model = () => createAzureModel({ ...contoso, apiKey: "k", clientId: undefined });
  const answering = (status: number, body: nock.Body, headers?: nock.ReplyHeaders) =>
    nock(contoso.endpoint).post(completions).reply(status, body, headers);

  test("a short rate limit is waited for", async () => {
    answering(429, { error: { code: "429", message: "Try again in 1 second." } }, { "retry-after-ms": "5" });
    answering(200, saying(reworded));
    const { phrase } = open([], { model: model() });
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
  });

  test("a long rate limit is not waited for", async () => {
    answering(429, { error: { code: "429", message: "Try again in 37 seconds." } }, { "retry-after": "37" });
    const { phrase } = open([], { model: model() });
    expect(await phrase()).toEqual(fixedWords("rate-limited"));
  });

  test("a server error is retried", async () => {
    answering(500, { error: { code: "InternalServerError", message: "The server had an error." } });
    answering(200, saying(reworded));
    const { phrase } = open([], { model: model() });
    expect(await phrase()).toEqual({ text: reworded, by: "model" });
  });

  test("a slow answer is not waited for, and is discarded when it arrives", async () => {
    let came = () => {};
    const coming = new Promise<void>((resolve) => {
      came = resolve;
    });
    nock(contoso.endpoint)
      .post(completions)
      .reply(async () => {
        await coming;
        return [200, saying(reworded)];
      });
    const { phrase, shelf } = open([], { model: model() });
    expect(await phrase({ withinMs: 250 })).toEqual(fixedWords("late"));
    came();
    await new Promise((soon) => setTimeout(soon, 20));
    expect(shelf.kept.size).toBe(0);
  });

  test("a content filter leaves the fixed words, and its categories are counted", async () => {
    answering(400, filteredPrompt);
    const { phrase, counted } = open([], { model: model() });
    expect(await phrase()).toEqual(fixedWords("filtered-prompt"));
    expect(counted.filters).toContainEqual({
      side: "prompt",
      category: "jailbreak",
      severity: "detected",
      filtered: true,
    });
  });
});

type Open = {
  model?: Model;
  shelf?: PhrasingShelf;
  figures?: Partial<Figures>;
  deadlineMs?: number;
  mostAtOnce?: number;
  judge?: ((template: string, text: string) => Verdict) | undefined;
};

/** A `Phrase` whose model gives these answers in order; "forever" never answers. */
function open(answers: (string | Error)[], given: Open = {}) {
  const asked: Prompt[] = [];
  const scripted: Model = {
    name: "test/words",
    async ask(prompt, signal) {
      asked.push(prompt);
      const answer = answers.shift() ?? new Error("unexpected call");
      if (answer instanceof Error) throw answer;
      if (answer !== "forever") return answerOf(answer);
      return new Promise((_, fail) => {
        signal.addEventListener("abort", () => fail(new NoAnswer("late", "it did not answer in time")));
      });
    },
  };
  const counted = { outcomes: [] as Outcome[], calls: [] as object[], filters: [] as object[] };
  const figures: Figures = {
    outcome: (outcome) => counted.outcomes.push(outcome),
    call: (call) => counted.calls.push(call),
    filtered: (filters) => counted.filters.push(...filters),
    ...given.figures,
  };
  const logged: string[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      logged.push(String(chunk));
      done();
    },
  });
  const kept = new Map<string, string>();
  const rejected: object[] = [];
  const shelf: PhrasingShelf = {
    find: async (key) => kept.get(key),
    keep: async ({ key, text }) => void kept.set(key, text),
    keepRejected: async (phrasing) => void rejected.push(phrasing),
  };
  const { deadlineMs = 4_000, mostAtOnce = 4 } = given;
  const judge = "judge" in given ? given.judge : (): Verdict => ({ accepted: true });
  const phrase = createPhrase({
    model: given.model ?? scripted,
    shelf: given.shelf ?? shelf,
    log: createLog("debug", sink),
    figures,
    now: () => "2026-01-01T00:00:00.000Z",
    deadlineMs,
    mostAtOnce,
    ...(judge && { judge }),
  });
  const waiting = vi.fn();
  const context: PhraseContext = { treeHash: "t1", said: "I hate this", tone: "calm", withinMs: 10_000, waiting };
  return {
    phrase: (differing: Partial<PhraseContext> = {}, wording = gateway) =>
      phrase(wording, { ...context, ...differing }),
    asked,
    waiting,
    counted,
    shelf: { kept, rejected },
    logged,
    lines: (level: string) => logged.map((line) => JSON.parse(line)).filter((line) => line.level === level),
  };
}

function answerOf(text: string): Answer {
  return { text, tokens: { prompt: 300, answer: 40 }, filters: [] };
}

function rejecting(reason: "unknown-word"): () => Verdict {
  return () => ({ accepted: false, reason, detail: "in the first sentence" });
}

/** A model that answers when the test says so. */
function holding() {
  const waiting: ((answer: Answer) => void)[] = [];
  const model: Model = { name: "test/held", ask: () => new Promise((answer) => waiting.push(answer)) };
  return { model, waiting };
}
