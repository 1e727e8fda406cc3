/** The outbox on a real store. The targets are functions of the test, and the test moves the clock. */
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { computePause } from "../../src/escalation/backoff.ts";
import { type AttemptOutcome, Outbox, type OutboxStore } from "../../src/escalation/outbox.ts";
import { DeliveryFailed, type Receiver, type Target } from "../../src/escalation/targets/target.ts";
import type { Delivery } from "../../src/store/deliveries.ts";
import type { Store } from "../../src/store/store.ts";
import { handOver, makeDelivery, storeWith } from "../support/ticket.ts";

const nine = "2026-01-05T09:00:00.000Z";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: Date.parse(nine) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A target that delivers as the function says and remembers the keys that arrived. */
function aTarget(id: string, deliver: (key: string, signal: AbortSignal) => unknown = () => {}) {
  const arrived: string[] = [];
  const target: Target = {
    id,
    redaction: { people: true, hosts: true },
    async deliver(_, key, signal) {
      await deliver(key, signal);
      arrived.push(key);
    },
  };
  return { target, arrived };
}

function hangs(_: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("gone"))));
}

function busy(): never {
  throw new DeliveryFailed("desk.example answered with 503", { forGood: false });
}

async function running(
  deliveries: readonly Delivery[],
  targets: readonly Target[],
  {
    over = ({ deliveries }: Store): OutboxStore => deliveries,
    attemptMs = 30_000,
    receivers = [] as readonly Receiver[],
  } = {},
) {
  const store = await storeWith(deliveries);
  const said: string[] = [];
  const news: string[] = [];
  const counted: [string, AttemptOutcome][] = [];
  const outbox = new Outbox({
    deliveries: over(store),
    targets,
    receivers,
    attemptMs,
    log: pino({ level: "info" }, { write: (line: string) => said.push(line) }),
    now: () => new Date().toISOString(),
    random: () => 1,
    newsOf: (reference) => news.push(reference),
    attempted: (target, outcome) => counted.push([target, outcome]),
  });
  onTestFinished(() => outbox.stop(0));
  outbox.start();
  const one = async (id: string) => (await store.deliveries.list({ most: 100 })).find((delivery) => delivery.id === id);
  return { outbox, store, said, news, counted, one };
}

async function secondsPass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

describe("the outbox", () => {
  test("delivers each stored delivery once and reports it to the desk, the log and the figures", async () => {
    const { target, arrived } = aTarget("webhook");
    const { one, news, said, counted } = await running([makeDelivery("RC-1", "webhook", nine)], [target]);
    await secondsPass(0);
    expect(arrived).toEqual(["RC-1-1-webhook"]);
    expect(await one("RC-1-1-webhook")).toMatchObject({
      state: "delivered",
      attempts: 1,
      deliveredAt: nine,
      error: null,
    });
    expect(news).toEqual(["RC-1"]);
    expect(counted).toEqual([["webhook", "delivered"]]);
    expect(said.map((line) => JSON.parse(line))).toMatchObject([
      { delivery: "RC-1-1-webhook", attempt: 1, msg: "delivered" },
    ]);

    await secondsPass(3600);
    expect(arrived).toHaveLength(1);
  });

  test("a later delivery goes out when the outbox is woken, and soon even without that", async () => {
    const { target, arrived } = aTarget("webhook");
    const { outbox, store } = await running([], [target]);
    await secondsPass(1);
    await handOver(store, [makeDelivery("RC-1", "webhook", nine)]);
    outbox.wake();
    await secondsPass(0);
    expect(arrived).toEqual(["RC-1-1-webhook"]);

    await handOver(store, [makeDelivery("RC-2", "webhook", nine)]);
    await secondsPass(30);
    expect(arrived).toEqual(["RC-1-1-webhook", "RC-2-1-webhook"]);
  });

  test("a target that is down gets retries with the same key at growing intervals", async () => {
    const tries: [string, number][] = [];
    const { target } = aTarget("webhook", (key) => {
      tries.push([key, (Date.now() - Date.parse(nine)) / 1000]);
      if (tries.length < 4) busy();
    });
    const { one, news } = await running([makeDelivery("RC-1", "webhook", nine)], [target]);
    await secondsPass(1);
    expect(await one("RC-1-1-webhook")).toMatchObject({
      state: "waiting",
      attempts: 1,
      error: "desk.example answered with 503",
    });
    await secondsPass(60);
    expect(tries).toEqual([0, 5, 15, 35].map((at) => ["RC-1-1-webhook", at]));
    expect(await one("RC-1-1-webhook")).toMatchObject({ state: "delivered", attempts: 4, error: null });
    expect(news).toHaveLength(4);
  });

  test("a retry waits as long as the other side asks", async () => {
    const tries: number[] = [];
    const { target } = aTarget("webhook", () => {
      tries.push((Date.now() - Date.parse(nine)) / 1000);
      if (tries.length === 1) throw new DeliveryFailed("later", { forGood: false, waitMs: 120_000 });
    });
    await running([makeDelivery("RC-1", "webhook", nine)], [target]);
    await secondsPass(600);
    expect(tries).toEqual([0, 125]);
  });

  test("a delivery that another process stores goes out soon, even while another one waits for long", async () => {
    const { target, arrived } = aTarget("webhook", (key) => {
      if (key.startsWith("RC-1-")) throw new DeliveryFailed("later", { forGood: false, waitMs: 3_600_000 });
    });
    const { store } = await running([makeDelivery("RC-1", "webhook", nine)], [target]);
    await secondsPass(1);
    await handOver(store, [makeDelivery("RC-2", "webhook", nine)]);
    await secondsPass(30);
    expect(arrived).toEqual(["RC-2-1-webhook"]);
  });

  test("a delivery that is refused for good is not retried until an administrator asks for it", async () => {
    let configured = false;
    const { target, arrived } = aTarget("webhook", () => {
      if (!configured) throw new DeliveryFailed("desk.example answered with 404", { forGood: true });
    });
    const { one, store, counted, said } = await running([makeDelivery("RC-1", "webhook", nine)], [target]);
    await secondsPass(100_000);
    expect(await one("RC-1-1-webhook")).toMatchObject({
      state: "dead",
      attempts: 1,
      error: "desk.example answered with 404",
    });
    expect(counted).toEqual([["webhook", "dead"]]);
    expect(said.join("")).toContain("given up until an administrator retries it");

    configured = true;
    expect(await store.deliveries.retryDead(new Date().toISOString())).toBe(1);
    await secondsPass(30);
    expect(arrived).toEqual(["RC-1-1-webhook"]);
  });

  test("a delivery that fails for about a day is dead", async () => {
    const { target } = aTarget("webhook", busy);
    const { one } = await running([makeDelivery("RC-1", "webhook", nine)], [target]);
    await secondsPass(47 * 3600);
    expect(await one("RC-1-1-webhook")).toMatchObject({ state: "waiting" });
    await secondsPass(2 * 3600);
    expect(await one("RC-1-1-webhook")).toMatchObject({ state: "dead", attempts: 57 });
  });

  test("a target that hangs does not hold up the others, and its attempt ends after half a minute", async () => {
    const slow = aTarget("mail", hangs);
    const quick = aTarget("webhook");
    const ids = Array.from({ length: 20 }, (_, n) => `RC-${n}`);
    const { one } = await running(
      [...ids.map((id) => makeDelivery(id, "mail", nine)), ...ids.map((id) => makeDelivery(id, "webhook", nine))],
      [slow.target, quick.target],
    );
    await secondsPass(1);
    expect(quick.arrived).toHaveLength(20);
    expect(await one("RC-0-1-mail")).toMatchObject({ state: "waiting", attempts: 1, error: null });
    expect(await one("RC-3-1-mail")).toMatchObject({ state: "waiting", attempts: 0 });
    await secondsPass(30);
    expect(await one("RC-0-1-mail")).toMatchObject({
      state: "waiting",
      error: expect.stringContaining("no answer before"),
    });
    expect(await one("RC-3-1-mail")).toMatchObject({ attempts: 1 });
  });

  test("an attempt ends sooner when the settings say so", async () => {
    const { target } = aTarget("webhook", hangs);
    const { one } = await running([makeDelivery("RC-1", "webhook", nine)], [target], { attemptMs: 4000 });
    await secondsPass(3);
    expect(await one("RC-1-1-webhook")).toMatchObject({ error: null });
    await secondsPass(1);
    expect(await one("RC-1-1-webhook")).toMatchObject({ error: expect.stringContaining("no answer before") });
  });

  test("a target that ignores the signal does not block the outbox", async () => {
    const { target } = aTarget("mail", () => new Promise(() => {}));
    const { one } = await running([makeDelivery("RC-1", "mail", nine)], [target]);
    await secondsPass(31);
    expect(await one("RC-1-1-mail")).toMatchObject({ error: expect.stringContaining("no answer before") });
  });

  test("a delivery for a target that is no longer configured says so", async () => {
    const { one } = await running([makeDelivery("RC-1", "pager", nine)], []);
    await secondsPass(1);
    expect(await one("RC-1-1-pager")).toMatchObject({
      state: "dead",
      error: expect.stringContaining("pager is no longer configured"),
    });
  });

  test.each([
    ["half a minute", 30],
    ["four seconds", 4],
  ])(
    "killed between sending and noting, it goes out again under the same key: where an attempt may take %s, after one and a half times as long",
    async (_, seconds) => {
      const { target, arrived } = aTarget("webhook");
      const forgets = (store: Store): OutboxStore => ({
        takeDue: (...wish) => store.deliveries.takeDue(...wish),
        nextDue: (except) => store.deliveries.nextDue(except),
        markFailed: (...outcome) => store.deliveries.markFailed(...outcome),
        drop: (id) => store.deliveries.drop(id),
        // The first write fails because the disk is full. That leaves the same state as SIGKILL: a lease without a result.
        markDelivered: (id, at) =>
          arrived.length > 1 ? store.deliveries.markDelivered(id, at) : Promise.reject(new Error("disk full")),
      });
      const { one, said } = await running([makeDelivery("RC-1", "webhook", nine)], [target], {
        over: forgets,
        attemptMs: seconds * 1000,
      });
      await secondsPass(seconds * 1.5 - 1);
      expect(arrived).toEqual(["RC-1-1-webhook"]);
      expect(said.join("")).toContain("it may be sent again");
      await secondsPass(2);
      expect(arrived).toEqual(["RC-1-1-webhook", "RC-1-1-webhook"]);
      expect(await one("RC-1-1-webhook")).toMatchObject({ state: "delivered", attempts: 2 });
    },
  );

  test("the outbox survives a store that cannot be read for a while", async () => {
    let broken = true;
    const { target, arrived } = aTarget("webhook");
    const breaks = (store: Store): OutboxStore => ({
      takeDue: (...wish) => store.deliveries.takeDue(...wish),
      nextDue: (except) => (broken ? Promise.reject(new Error("locked")) : store.deliveries.nextDue(except)),
      markFailed: (...outcome) => store.deliveries.markFailed(...outcome),
      drop: (id) => store.deliveries.drop(id),
      markDelivered: (...outcome) => store.deliveries.markDelivered(...outcome),
    });
    await running([makeDelivery("RC-1", "webhook", nine)], [target], { over: breaks });
    await secondsPass(10);
    broken = false;
    await secondsPass(30);
    expect(arrived).toEqual(["RC-1-1-webhook"]);
  });

  test("an unexpected error of a target is logged and costs no other delivery", async () => {
    const { target, arrived } = aTarget("webhook", (key) => {
      if (key.startsWith("RC-1-")) throw new TypeError("undefined is not a function");
    });
    const deliveries = [makeDelivery("RC-1", "webhook", nine), makeDelivery("RC-2", "webhook", nine)];
    const { one, said } = await running(deliveries, [target]);
    await secondsPass(1);
    expect(arrived).toEqual(["RC-2-1-webhook"]);
    expect(await one("RC-1-1-webhook")).toMatchObject({
      state: "waiting",
      error: "webhook failed unexpectedly; see the log",
    });
    expect(said.join("")).toContain("is not a function");
  });

  test("two processes on one store send each delivery once", async () => {
    const { target, arrived } = aTarget("webhook");
    const { store } = await running([], [target]);
    const parts = {
      deliveries: store.deliveries,
      targets: [target],
      attemptMs: 30_000,
      log: pino({ level: "silent" }),
      now: () => new Date().toISOString(),
      random: () => 1,
    };
    const other = new Outbox(parts);
    onTestFinished(() => other.stop(0));
    await handOver(
      store,
      Array.from({ length: 10 }, (_, n) => makeDelivery(`RC-${n}`, "webhook", nine)),
    );
    other.start();
    await secondsPass(40);
    expect(arrived.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `RC-${n}-1-webhook`));
  });

  test("a stop waits for running attempts and takes no more deliveries", async () => {
    const { target, arrived } = aTarget("webhook", () => new Promise((done) => setTimeout(done, 3000)));
    const ids = Array.from({ length: 9 }, (_, n) => `RC-${n}`);
    const { outbox, one } = await running(
      ids.map((id) => makeDelivery(id, "webhook", nine)),
      [target],
    );
    await secondsPass(1);
    const stopped = outbox.stop(10_000);
    await secondsPass(3);
    await stopped;
    expect(arrived).toHaveLength(3);
    expect(await one("RC-0-1-webhook")).toMatchObject({ state: "delivered" });
    await secondsPass(600);
    expect(await one("RC-3-1-webhook")).toMatchObject({ state: "waiting", attempts: 0 });
  });

  test("a stop waits for a delivery that is being taken at that moment", async () => {
    let atStop: Promise<string[]> | undefined;
    const { target, arrived } = aTarget("webhook");
    const stopsMeanwhile = (store: Store): OutboxStore => ({
      takeDue: (...wish) => {
        atStop ??= outbox.stop(10_000).then(() => [...arrived]);
        return store.deliveries.takeDue(...wish);
      },
      nextDue: (except) => store.deliveries.nextDue(except),
      markFailed: (...outcome) => store.deliveries.markFailed(...outcome),
      drop: (id) => store.deliveries.drop(id),
      markDelivered: (...outcome) => store.deliveries.markDelivered(...outcome),
    });
    const { outbox, store } = await running([], [target], { over: stopsMeanwhile });
    await handOver(store, [makeDelivery("RC-1", "webhook", nine), makeDelivery("RC-2", "webhook", nine)]);
    await secondsPass(60);
    expect(await atStop).toEqual(["RC-1-1-webhook"]);
    expect(arrived).toEqual(["RC-1-1-webhook"]);
  });

  test("a stop that runs out of patience leaves a hanging delivery to the next start", async () => {
    const { target } = aTarget("webhook", hangs);
    const { outbox, one } = await running([makeDelivery("RC-1", "webhook", nine)], [target]);
    await secondsPass(1);
    const stopped = outbox.stop(2000);
    await secondsPass(2);
    await stopped;
    expect(await one("RC-1-1-webhook")).toMatchObject({
      state: "waiting",
      attempts: 1,
      error: expect.stringContaining("no answer"),
    });
  });
});

describe("a receiver of something else than tickets", () => {
  const sent = (n: number, dueAt?: string): Delivery => ({
    ...{ id: `RC-1-${n}-note`, target: "note", reference: "RC-1", revision: 1, at: nine, payload: { n } },
    ...(dueAt && { dueAt }),
  });

  test("gets its deliveries when they are due, and what it did with them stays in the store", async () => {
    const arrived: object[] = [];
    const note: Receiver = {
      id: "note",
      async deliver(payload) {
        arrived.push(payload);
        return { payload: { upTo: 7 } };
      },
    };
    const { one } = await running([sent(1, "2026-01-05T09:01:00.000Z")], [], { receivers: [note] });
    await secondsPass(59);
    expect(arrived).toEqual([]);
    await secondsPass(1);
    expect(arrived).toEqual([{ n: 1 }]);
    expect(await one("RC-1-1-note")).toMatchObject({ state: "delivered", payload: { upTo: 7 } });
  });

  test("can say that one is not needed any more, which leaves the outbox without counting as delivered", async () => {
    const note: Receiver = { id: "note", deliver: async () => "not-needed" };
    const { store, counted, news } = await running([sent(1)], [], { receivers: [note] });
    await secondsPass(1);
    expect(await store.deliveries.list({ most: 5 })).toEqual([]);
    expect(counted).toEqual([]);
    expect(news).toEqual(["RC-1"]);
  });

  test("gets one after another if it takes only one at once", async () => {
    let most = 0;
    let atWork = 0;
    const note: Receiver = {
      id: "note",
      atOnce: 1,
      async deliver() {
        atWork += 1;
        most = Math.max(most, atWork);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        atWork -= 1;
        return "delivered";
      },
    };
    const { counted } = await running([sent(1), sent(2), sent(3)], [], { receivers: [note] });
    await secondsPass(60);
    expect(counted).toHaveLength(3);
    expect(most).toBe(1);
  });
});

test("pauses start at five seconds, double up to an hour, and last about a day in all", () => {
  expect([1, 2, 3, 4, 10, 11, 56].map((attempt) => computePause(attempt, 1))).toEqual(
    [5, 10, 20, 40, 2560, 3600, 3600].map((seconds) => seconds * 1000),
  );
  expect(computePause(57, 1)).toBeNull();
  const onAverage = Array.from({ length: 56 }, (_, n) => computePause(n + 1, 0.5) ?? 0).reduce(
    (sum, one) => sum + one,
    0,
  );
  expect(Math.round(onAverage / 3_600_000)).toBe(24);
  expect(computePause(3, 0)).toBe(0);
});

test("Retry-After is added to the pause, up to a day", () => {
  expect(computePause(1, 1, 60_000)).toBe(65_000);
  expect(computePause(1, 0, 10 ** 12)).toBe(24 * 3_600_000);
});
