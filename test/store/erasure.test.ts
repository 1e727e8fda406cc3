/** What the store keeps of a message that its person deleted or edited. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/openStore.ts";
import type { Erasure, Store, TurnRecord } from "../../src/store/store.ts";
import { olderStore } from "./olderStore.ts";
import { turn, withTree } from "./turns.ts";

const at = "2026-01-05T09:00:00.000Z";
const caseId = "case of k1";
const nothing: Erasure = { lines: [], events: [], tickets: [], deliveries: [] };
type Event = Erasure["events"][number]["event"];

function emptyFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "reconnect-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "reconnect.db");
}

/** Turn 0 with a ticket and a delivery that quote "person 0". */
function handedOver(): TurnRecord {
  const record = turn(0);
  const inList = { person: "Ada", channel: "test", about: "person 0 cannot print" };
  return {
    ...record,
    lines: record.lines.map((line) => ({ ...line, toTechnicians: true, events: { from: 0, to: 1 } })),
    tickets: [{ reference: "T-1", caseId, key: "k1", at, revision: 1, package: { said: "person 0" }, ...inList }],
    deliveries: [{ id: "d1", target: "webhook", reference: "T-1", revision: 1, at, payload: { said: "person 0" } }],
  };
}

const deletion: Erasure = {
  lines: [
    { id: "c1-a0-person0", text: "", activity: { type: "message", text: "" }, mark: "deleted" },
    { id: "c1-a0-bot1", text: "", activity: { type: "message", text: "" }, mark: "deleted" },
  ],
  events: [{ caseId, place: 0, event: { kind: "said" } as unknown as Event }],
  tickets: [{ reference: "T-1", package: { said: "nothing" }, person: "Ada", about: "" }],
  deliveries: [{ id: "d1", payload: { said: "nothing" } }],
};

const erase = (n: number, erasure: Erasure): TurnRecord => ({ ...turn(n, { bot: 0 }), lines: [], erasure });

async function open(path = ":memory:"): Promise<Store> {
  return withTree(await openStore(path));
}

test("a line knows the events that it added, and is found by its message, with the key of its case", async () => {
  const store = await open();
  await store.commit(handedOver());
  const found = await store.conversations.findPersonLine("c1", "c1-a0");
  expect(found).toMatchObject({ key: "k1", line: { id: "c1-a0-person0", events: { from: 0, to: 1 } } });
  expect(found?.line).not.toHaveProperty("mark");
  expect(await store.conversations.findPersonLine("c1", "a1")).toBeUndefined();
  expect(await store.conversations.findPersonLine("c2", "c1-a0")).toBeUndefined();
});

test("a deletion empties lines, events, ticket, search and outbox; places, times and numbers stay", async () => {
  const store = await open();
  await store.commit(handedOver());
  const [before] = await store.conversations.linesOfCase(caseId);
  await store.commit(erase(1, deletion));
  const [line, reply] = await store.conversations.linesOfCase(caseId);
  expect(line).toMatchObject({ seq: 1, at: before?.at, text: "", mark: "deleted" });
  expect(line).not.toHaveProperty("events");
  expect([reply?.text, reply?.sent, await store.conversations.unsentTo("k1")]).toEqual(["", true, []]);
  expect((await store.cases.current("k1"))?.history).toEqual([{ kind: "said" }, { kind: "said", n: 1 }]);
  expect(await store.tickets.find("T-1")).toMatchObject({ package: { said: "nothing" }, about: "", revision: 1, at });
  const search = async (words: string) => (await store.tickets.search({ words, most: 5 })).length;
  expect([await search("person 0"), await search("nothing"), await search("t-1")]).toEqual([0, 1, 1]);
  expect(await store.deliveries.list({ most: 5 })).toMatchObject([
    { id: "d1", state: "waiting", attempts: 0, payload: { said: "nothing" } },
  ]);
});

test("an edit replaces the text and the events of a line; the search finds the new words", async () => {
  const store = await open();
  await store.commit(handedOver());
  const activity = { type: "message", text: "anew" };
  const line = { id: "c1-a0-person0", text: "anew", activity, mark: "edited", events: { from: 1, to: 2 } } as const;
  await store.commit(erase(1, { ...deletion, lines: [line] }));
  expect((await store.conversations.findPersonLine("c1", "c1-a0"))?.line).toMatchObject(line);
  expect(await store.tickets.search({ words: "anew", most: 5 })).toHaveLength(1);
  expect(await store.tickets.search({ words: "person 0", most: 5 })).toEqual([]);
});

test("nothing is erased by a turn that is not stored", async () => {
  const store = await open();
  await store.commit(handedOver());
  const unknown = { caseId, place: 9, event: { kind: "said" } as unknown as Event };
  await expect(store.commit(erase(1, { ...deletion, events: [unknown] }))).rejects.toThrow("has no event 9");
  await expect(store.commit({ ...erase(2, deletion) })).rejects.toThrow();
  expect((await store.conversations.findPersonLine("c1", "c1-a0"))?.line).toMatchObject({ text: "person 0" });
  expect((await store.tickets.find("T-1"))?.package).toEqual({ said: "person 0" });
});

test("no byte of a deleted message is left in the file", async () => {
  const path = emptyFile();
  const store = await open(path);
  const secret = "Zorblax".repeat(400);
  const said = turn(0);
  const [line, ...replies] = said.lines;
  await store.commit({
    ...said,
    lines: line ? [{ ...line, text: secret, activity: { text: secret } }, ...replies] : [],
  });
  await store.commit(erase(1, { ...nothing, lines: deletion.lines }));
  await store.close();
  expect(readFileSync(path).includes("Zorblax")).toBe(false);
});

const older = `
  insert into trees values ('h1', 't', '1', 'x');
  insert into conversations (id, channel, reference) values ('c1', 'terminal', '{}');
  insert into cases (id, key, "treeHash", reference, "openedAt") values ('${caseId}', 'k1', 'h1', null, '${at}');
  insert into events values ('${caseId}', 0, '{"kind":"said","n":0}');
  insert into lines (id, "caseId", conversation, seq, who, "activityId", text, activity, at, sent)
    values ('l1', '${caseId}', 'c1', 1, 'person', 'a1', 'hello', '{}', '${at}', 1);
`;

test("lines of the previous version are found, without their events, and can be emptied", async () => {
  const path = emptyFile();
  await olderStore(path, "0004-technicians", older);
  const store = await openStore(path);
  onTestFinished(() => store.close());
  const found = await store.conversations.findPersonLine("c1", "a1");
  expect(found).toMatchObject({ key: "k1", line: { text: "hello" } });
  expect(found?.line).not.toHaveProperty("events");
  const line = { id: "l1", text: "", activity: {}, mark: "deleted" } as const;
  await store.commit(erase(1, { ...nothing, lines: [line] }));
  expect(await store.conversations.linesOfCase(caseId)).toMatchObject([{ text: "", mark: "deleted" }]);
});

test("a migration that fails half-way leaves the file as it was, for the previous version and for another attempt", async () => {
  const path = emptyFile();
  await olderStore(path, "0004-technicians", `${older} alter table lines add column mark text;`);
  await expect(openStore(path)).rejects.toThrow("mark");
  const database = new DatabaseSync(path);
  const columns = () =>
    database
      .prepare("select name from pragma_table_info('lines')")
      .all()
      .map(({ name }) => name);
  expect(columns()).not.toContain("eventsFrom");
  expect(database.prepare("select text from lines").all()).toEqual([{ text: "hello" }]);
  database.exec("alter table lines drop column mark");
  database.close();
  const store = await openStore(path);
  onTestFinished(() => store.close());
  expect((await store.conversations.findPersonLine("c1", "a1"))?.line.text).toBe("hello");
});
