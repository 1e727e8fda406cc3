/** What the store keeps for technicians: tickets with their standings, the outbox, the audit trail, sessions. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { emptyBrief } from "../../dialogs/wording/brief.ts";
import type { Delivery } from "../../src/store/deliveries.ts";
import { openStore } from "../../src/store/openStore.ts";
import type { Store, TurnRecord } from "../../src/store/store.ts";
import { makeStanding, type TicketStanding } from "../../src/store/tickets.ts";
import { olderStore } from "./olderStore.ts";
import { turn, withTree } from "./turns.ts";

const at = "2026-01-05T09:00:00.000Z";
const later = "2026-01-05T09:10:00.000Z";

async function open(): Promise<Store> {
  return withTree(await openStore(":memory:"));
}

const ticket = (reference: string, words = "") => ({
  ...{ reference, caseId: "case of k1", key: "k1", at, revision: 1, person: "Ada", channel: "test", about: "" },
  package: { words, openChanges: [] },
});
const delivery = (id: string, reference = "T-1", target = "webhook"): Delivery => ({
  ...{ id, target, reference, revision: 1, at },
  payload: { of: id },
});

/** A turn whose case has ticket T-1 with the given standing. */
function ticketTurn(n: number, standing: Partial<TicketStanding>, more: Partial<TurnRecord> = {}): TurnRecord {
  const record = turn(n, { tickets: n === 0 ? [ticket("T-1", "Löwe 100%_sicher")] : [] });
  const whole = makeStanding(at, standing);
  return { ...record, cases: record.cases.map((one) => ({ ...one, ticket: { reference: "T-1", ...whole } })), ...more };
}

test("a ticket's standing changes with its case, in the same transaction", async () => {
  const store = await open();
  await store.commit(ticketTurn(0, { urgency: "now", openChanges: 2 }));
  expect(await store.tickets.find("T-1")).toMatchObject({
    state: "waiting",
    urgency: "now",
    openChanges: 2,
    times: 1,
    ...emptyBrief,
    revision: 1,
  });
  await store.commit(ticketTurn(1, { state: "with-technician", by: "Kim", changedAt: later }));
  expect(await store.tickets.find("T-1")).toMatchObject({ state: "with-technician", by: "Kim", changedAt: later });
  await expect(
    store.commit({ ...ticketTurn(1, { state: "closed" }), incoming: { activityId: "again" } }),
  ).rejects.toThrow();
  expect((await store.tickets.find("T-1"))?.state).toBe("with-technician");
});

test("handing over again keeps the reference; another case cannot take it", async () => {
  const store = await open();
  await store.commit(ticketTurn(0, {}));
  await store.commit({ ...ticketTurn(1, {}), tickets: [{ ...ticket("T-1"), revision: 2, package: { second: true } }] });
  expect(await store.tickets.find("T-1")).toMatchObject({ revision: 2, package: { second: true }, at });
  const foreign = turn(0, { key: "k2", conversation: "c2" });
  await expect(
    store.commit({ ...foreign, tickets: [{ ...ticket("T-1"), caseId: "case of k2", key: "k2" }] }),
  ).rejects.toThrow("belongs to another case");
});

test("tickets are found by state, and by words in the package and in messages to technicians", async () => {
  const store = await open();
  await store.commit(ticketTurn(0, {}));
  const search = async (words: string) =>
    (await store.tickets.search({ words, most: 10 })).map(({ reference }) => reference);
  expect(await search("t-1")).toEqual(["T-1"]);
  expect(await search("LÖWE 100%")).toEqual(["T-1"]);
  expect(await search("Löwe 100%_")).toEqual(["T-1"]);
  expect(await search("lowe")).toEqual(["T-1"]);
  expect(await search("100x")).toEqual([]);
  expect(await search("person 0")).toEqual([]);
  expect(await search('"')).toEqual([]);
  expect(await search("lion")).toEqual([]);
  expect(await store.tickets.search({ most: 10 })).toHaveLength(1);
  await store.commit(ticketTurn(1, { state: "closed" }));
  expect(await store.tickets.search({ most: 10 })).toEqual([]);
  expect(await store.tickets.search({ states: ["closed"], most: 10 })).toHaveLength(1);
  expect(await search("t-1")).toEqual(["T-1"]);
});

test("a delivery is leased to one process at a time, and is due again when that process has died", async () => {
  const store = await open();
  await store.commit(ticketTurn(0, {}, { deliveries: [delivery("d1"), delivery("d2", "T-1", "mail")] }));
  expect(await store.deliveries.nextDue()).toBe(at);
  const leased = await store.deliveries.takeDue(at, later, 10);
  expect(leased.map(({ id, attempts, payload }) => [id, attempts, payload])).toEqual([
    ["d1", 1, { of: "d1" }],
    ["d2", 1, { of: "d2" }],
  ]);
  expect(await store.deliveries.takeDue(at, later, 10)).toEqual([]);
  expect(await store.deliveries.nextDue()).toBe(later);
  await store.deliveries.markDelivered("d1", at);
  expect((await store.deliveries.takeDue(later, later, 10)).map(({ id, attempts }) => [id, attempts])).toEqual([
    ["d2", 2],
  ]);
  expect(await store.deliveries.count()).toEqual([
    { target: "mail", state: "waiting", count: 1 },
    { target: "webhook", state: "delivered", count: 1 },
  ]);
});

test("a dead delivery stays visible until an operator retries it", async () => {
  const store = await open();
  await store.commit(ticketTurn(0, {}, { deliveries: [delivery("d1"), delivery("d2")] }));
  await store.deliveries.takeDue(at, later, 10);
  await store.deliveries.markFailed("d1", "refused: 410", null);
  await store.deliveries.markFailed("d2", "no answer", later);
  expect(await store.deliveries.takeDue(at, later, 10)).toEqual([]);
  expect(await store.deliveries.list({ state: "dead", most: 5 })).toMatchObject([{ id: "d1", error: "refused: 410" }]);
  expect(await store.deliveries.retryDead(at, ["d2"])).toBe(0);
  expect(await store.deliveries.retryDead(at)).toBe(1);
  expect((await store.deliveries.takeDue(at, later, 10)).map(({ id }) => id)).toEqual(["d1"]);
  // Too late: the delivery has arrived in the meantime.
  await store.deliveries.markDelivered("d1", at);
  await store.deliveries.markFailed("d1", "late news", null);
  expect(await store.deliveries.list({ state: "dead", most: 5 })).toEqual([]);
});

test("watched cases are found as abandoned after a long time without events", async () => {
  const store = await open();
  const waits = turn(0);
  await store.commit({ ...waits, cases: waits.cases.map((one) => ({ ...one, at, watch: true })) });
  expect(await store.cases.listAbandoned(at)).toEqual([]);
  expect((await store.cases.listAbandoned(later)).map(({ id, history }) => [id, history.length])).toEqual([
    ["case of k1", 1],
  ]);
  await store.commit(turn(1));
  expect(await store.cases.listAbandoned(later)).toEqual([]);
});

test("the version changes when another process writes, and only then", async () => {
  const folder = mkdtempSync(join(tmpdir(), "reconnect-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const one = await withTree(await openStore(join(folder, "reconnect.db")));
  const other = await openStore(join(folder, "reconnect.db"));
  await one.commit(turn(0));
  const versions = [await one.othersVersion(), await one.othersVersion()];
  await other.commit(turn(1));
  versions.push(await one.othersVersion(), await one.othersVersion());
  expect(new Set(versions).size).toBe(2);
  await Promise.all([one.close(), other.close()]);
});

test("a session ends when it expires or when it is ended", async () => {
  const store = await open();
  const session = (id: string, expiresAt: string) => ({ id, technician: "Kim", madeAt: at, expiresAt });
  await store.sessions.add(session("a", at), at);
  await store.sessions.add(session("b", later), later);
  expect(await store.sessions.find("a")).toBeUndefined();
  expect(await store.sessions.find("b")).toEqual(session("b", later));
  await store.sessions.end("b");
  expect(await store.sessions.find("b")).toBeUndefined();
});

test("the data of the previous version is migrated: cases, lines and tickets are unchanged", async () => {
  const folder = mkdtempSync(join(tmpdir(), "reconnect-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "reconnect.db");
  await olderStore(
    path,
    "0003-phrasings",
    `
    insert into trees values ('h1', 't', '1', 'x');
    insert into conversations (id, channel, reference) values ('c1', 'terminal', '{}');
    insert into cases (id, key, "treeHash", state, reference, "openedAt") values ('one', 'k1', 'h1', 'waiting', 'RC-1', '${at}');
    insert into lines (id, "caseId", conversation, seq, who, "activityId", text, activity, at, sent)
      values ('l1', 'one', 'c1', 1, 'person', 'a1', 'hello', '{}', '${later}', 1), ('l2', 'one', 'c1', 2, 'bot', 'l2', 'hi', '{}', '${later}', 0);
    insert into tickets (reference, "caseId", key, at, package) values ('RC-1', 'one', 'k1', '${at}', '{"version":1,"openChanges":[{}],"impact":"der Löwe"}');
  `,
  );
  const store = await openStore(path);
  expect(await store.cases.list()).toMatchObject([{ id: "one", state: "waiting", reference: "RC-1" }]);
  expect(await store.tickets.search({ words: "loewe lowe", most: 1 })).toMatchObject([]);
  expect(await store.tickets.search({ words: "LOWE", most: 1 })).toMatchObject([{ reference: "RC-1" }]);
  expect((await store.conversations.linesOfCase("one")).map(({ who, text, sent }) => [who, text, sent])).toEqual([
    ["person", "hello", true],
    ["bot", "hi", false],
  ]);
  expect((await store.conversations.unsentTo("k1")).map(({ id }) => id)).toEqual(["l2"]);
  expect(await store.tickets.find("RC-1")).toMatchObject({
    state: "waiting",
    openChanges: 1,
    times: 1,
    ...emptyBrief,
    revision: 1,
    changedAt: at,
  });
  await store.close();
});

test("the queue begins with the most urgent tickets, and each ticket's place matches its order", async () => {
  const store = await open();
  const waiting: [string, Partial<TicketStanding>][] = [
    ["T-old", {}],
    ["T-can-wait", { urgency: "can-wait" }],
    ["T-resolved", { state: "resolved", by: "Kim", urgency: "now" }],
    ["T-today", { urgency: "today" }],
    ["T-change", { openChanges: 1 }],
    ["T-now", { urgency: "now" }],
    ["T-young", {}],
  ];
  for (const [at, [reference, standing]] of waiting.entries()) {
    const key = `k${at + 10}`;
    const record = turn(0, { key, conversation: `c${at + 10}` });
    const caseId = `case of ${key}`;
    const whole = makeStanding("", standing);
    await store.commit({
      ...record,
      tickets: [{ ...ticket(reference), caseId, key }],
      cases: record.cases.map((one) => ({ ...one, ticket: { reference, ...whole } })),
    });
  }
  const order = ["T-change", "T-now", "T-today", "T-old", "T-young", "T-can-wait", "T-resolved"];
  expect((await store.tickets.search({ most: 10 })).map(({ reference }) => reference)).toEqual(order);
  // A limit cuts off the tickets that can wait.
  expect((await store.tickets.search({ most: 2 })).map(({ reference }) => reference)).toEqual(order.slice(0, 2));
  for (const [before, reference] of order.slice(0, -1).entries())
    expect(await store.tickets.placeInQueue(reference)).toMatchObject({ before });
  expect(await store.tickets.placeInQueue("T-resolved")).toBeUndefined();
});
