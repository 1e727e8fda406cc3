import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { Kysely } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { CaseMovedOn } from "../../src/store/cases.ts";
import { AlreadyTaken } from "../../src/store/conversations.ts";
import { openStore } from "../../src/store/openStore.ts";
import { createSqliteDialect } from "../../src/store/sqlite/sqliteDialect.ts";
import type { Store } from "../../src/store/store.ts";
import { tree, turn, withTree } from "./turns.ts";

const folder = mkdtempSync(join(tmpdir(), "reconnect-store-"));
let path = "";
let number = 0;
const inList = { person: "Ada", channel: "test", about: "" };

beforeEach(() => {
  path = join(folder, `${number++}`, "reconnect.db");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a turn", () => {
  test("is read as it was stored: case, events, dialog state, transcript, ticket", async () => {
    const store = await open();
    const ticket = {
      reference: "T-1",
      caseId: "case of k1",
      key: "k1",
      at: "2026-01-01",
      revision: 1,
      ...inList,
      package: { version: 1 },
    };
    await store.commit(turn(0, { bot: 2 }));
    await store.commit(turn(1, { tickets: [ticket] }));

    const current = await store.cases.current("k1");
    expect(current).toMatchObject({ id: "case of k1", key: "k1", treeHash: tree.hash, state: "bot", reference: null });
    expect(current?.history).toEqual([
      { kind: "said", n: 0 },
      { kind: "said", n: 1 },
    ]);
    expect(await store.cases.dialogState("k1")).toEqual({ turn: 1 });
    const lines = await store.conversations.linesOfCase("case of k1");
    expect(lines.map(({ seq, who, text, sent }) => [seq, who, text, sent])).toEqual([
      [1, "person", "person 0", true],
      [2, "bot", "bot 0", false],
      [3, "bot", "bot 0", false],
      [4, "person", "person 1", true],
      [5, "bot", "bot 1", false],
    ]);
    expect(await store.tickets.find("T-1")).toMatchObject({ ...ticket, state: "waiting", by: null });
    expect(await store.tickets.find("T-2")).toBeUndefined();
    expect((await store.cases.list()).map(({ id, history }) => [id, history])).toEqual([["case of k1", []]]);
    expect(await store.trees.findText("h1")).toBe(tree.text);
    expect(await store.cases.dialogState("nobody")).toBeNull();
    expect(await store.cases.current("nobody")).toBeUndefined();
    await store.close();
    await store.close();
  });

  test("that fails at its last row is rolled back", async () => {
    const store = await open();
    const ticket = {
      reference: "T-1",
      caseId: "case of k1",
      key: "k1",
      at: "2026-01-01",
      revision: 1,
      ...inList,
      package: {},
    };
    await store.commit(turn(0, { tickets: [ticket] }));

    const twice = { ...ticket, reference: "T-2" };
    const log = [{ reference: "T-9", at: "", who: "bot", what: "saw", detail: "" } as const];
    await expect(store.commit({ ...turn(1, { bot: 3, tickets: [twice] }), log })).rejects.toThrow(/FOREIGN KEY/);

    expect((await store.cases.current("k1"))?.history).toHaveLength(1);
    expect(await store.conversations.linesOfCase("case of k1")).toHaveLength(2);
    expect(await store.cases.dialogState("k1")).toEqual({ turn: 0 });
    expect(await store.conversations.hasTaken("c1", "c1-a1")).toBe(false);
    expect(await store.tickets.list()).toHaveLength(1);
    await store.commit(turn(1));
    await store.close();
  });

  test("is idempotent: the same activity again is rejected with `AlreadyTaken`", async () => {
    const store = await open();
    await store.commit(turn(0));
    await expect(store.commit(turn(0, { from: 1 }))).rejects.toThrow(AlreadyTaken);
    expect(await store.conversations.linesOfCase("case of k1")).toHaveLength(2);
    expect(await store.conversations.hasTaken("c1", "c1-a0")).toBe(true);
    expect(await store.conversations.hasTaken("c2", "c1-a0")).toBe(false);
    await store.close();
  });

  test("decided on an outdated case is rejected", async () => {
    const store = await open();
    await store.commit(turn(0));
    await expect(store.commit(turn(1, { from: 0 }))).rejects.toThrow(CaseMovedOn);
    await expect(store.commit(turn(2, { from: 2 }))).rejects.toThrow(
      "case case of k1 has 1 events, but the turn read 2",
    );
    await store.commit(turn(1));
    await store.close();
  });

  test("never changes another person's case", async () => {
    const store = await open();
    await store.commit(turn(0));
    const stray = { ...turn(1, { conversation: "c2" }), key: "k2" };
    await expect(store.commit(stray)).rejects.toThrow("does not belong to k2");
    expect((await store.cases.current("k1"))?.history).toHaveLength(1);
    await store.close();
  });

  test("that starts over makes the newest case the current one, whatever the clock says", async () => {
    const store = await open();
    await store.commit(turn(5, { from: 0 }));
    const again = turn(1, { from: 0 });
    const renamed = again.cases.map((change) => ({ ...change, id: "second", openedAt: "1999-01-01" }));
    await store.commit({ ...again, cases: renamed, lines: [], dialogState: null });
    expect((await store.cases.current("k1"))?.id).toBe("second");
    expect(await store.cases.dialogState("k1")).toBeNull();
    expect((await store.cases.list()).map(({ id }) => id)).toEqual(["second", "case of k1"]);
    await store.close();
  });

  test("keeps every character a person may type", async () => {
    const store = await open();
    for (const [n, text] of [
      "'; drop table lines; --",
      "שלום\u202e",
      "👩‍💻\u0000 after nul",
      "x".repeat(100_000),
    ].entries()) {
      const said = turn(n);
      await store.commit({ ...said, lines: said.lines.map((line) => ({ ...line, text, activity: { text } })) });
      const line = (await store.conversations.linesOfCase("case of k1")).at(-1);
      expect(line?.text).toBe(text);
      expect(line?.activity).toEqual({ text });
    }
    await store.close();
  });
});

describe("an unsent reply", () => {
  test("is found by channel, in order, with the newest conversation reference, until it is marked as sent", async () => {
    const store = await open();
    await store.commit(turn(0, { bot: 2 }));
    const other = turn(0, { key: "k2", conversation: "c2" });
    await store.commit({ ...other, conversation: { id: "c2", channel: "msteams", reference: {} } });
    await store.commit(turn(1));

    const found = await store.conversations.listUnsent("test");
    expect(found.map(({ conversation }) => conversation)).toEqual([
      { id: "c1", channel: "test", reference: { turn: 1 } },
    ]);
    expect(found[0]?.lines.map(({ seq }) => seq)).toEqual([2, 3, 5]);
    expect(await store.conversations.listUnsent()).toHaveLength(2);
    expect(await store.conversations.listUnsent("ms_eams")).toEqual([]);

    await store.conversations.markSent(["c1-a0-bot1", "c1-a0-bot2", "no such line"]);
    await store.conversations.markSent([]);
    expect((await store.conversations.listUnsent("test"))[0]?.lines.map(({ seq }) => seq)).toEqual([5]);
    await store.close();
  });

  test("sequence numbers of a conversation have no gap, whatever is interleaved, repeated or rejected", async () => {
    const step = fc.record({
      person: fc.integer({ min: 0, max: 2 }),
      bot: fc.integer({ min: 0, max: 3 }),
      bad: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const store = await withTree(await openStore(":memory:"));
        const counts = [0, 0, 0];
        const commits = steps.flatMap(({ person, bot, bad }) => {
          const n = counts[person] ?? 0;
          counts[person] = n + 1;
          const mine = { key: `k${person}`, conversation: `c${person}`, bot };
          const good = store.commit(turn(n, mine));
          return bad ? [good, store.commit(turn(n, mine)), store.commit(turn(n + 500, { ...mine, from: -1 }))] : [good];
        });
        await Promise.allSettled(commits);
        for (const person of [0, 1, 2]) {
          const lines = await store.conversations.linesOfCase(`case of k${person}`);
          expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
          expect(lines.filter(({ who }) => who === "person")).toHaveLength(counts[person] ?? 0);
        }
        await store.close();
      }),
      { numRuns: 40 },
    );
  });
});

describe("a process", () => {
  test("that is killed again and again loses no acknowledged turn", async () => {
    let acknowledged = -1;
    for (let round = 0; round < 3; round++) {
      const child = committer(path, "k1");
      for await (const said of createInterface({ input: child.output })) {
        acknowledged = Number(said);
        if (acknowledged % 40 === 17) child.process.kill("SIGKILL");
      }
      const store = await open();
      const history = (await store.cases.current("k1"))?.history ?? [];
      const lines = await store.conversations.linesOfCase("case of k1");
      await store.close();
      expect(history.length).toBeGreaterThan(acknowledged);
      expect(history).toEqual(history.map((_, n) => ({ kind: "said", n })));
      expect(lines.map(({ seq }) => seq)).toEqual(history.flatMap((_, n) => [2 * n + 1, 2 * n + 2]));
    }
    expect(acknowledged).toBeGreaterThan(40);
  });

  test("shares a new file with a second process: both commit, and no turn is rejected or lost", async () => {
    const both = ["k1", "k2"].map((key) => committer(path, key));
    const last = await Promise.all(
      both.map(async (child) => {
        let said = -1;
        for await (const line of createInterface({ input: child.output })) {
          said = Number(line);
          if (said === 60) child.process.kill("SIGKILL");
        }
        return said;
      }),
    );
    const store = await open();
    for (const [index, acknowledged] of last.entries()) {
      expect(acknowledged).toBeGreaterThanOrEqual(60);
      expect((await store.cases.current(`k${index + 1}`))?.history.length).toBeGreaterThan(acknowledged);
    }
    await store.close();
  });
});

describe("a transaction", () => {
  test("locks out other writers from its first read, so that its data is still current when it writes", async () => {
    const file = join(folder, "counts.db");
    const mine = new DatabaseSync(file, { timeout: 0 });
    mine.exec("pragma journal_mode = wal; create table counts (n integer)");
    const other = new DatabaseSync(file, { timeout: 0 });
    const db = new Kysely<{ counts: { n: number } }>({ dialect: createSqliteDialect(mine) });

    await db.transaction().execute(async (transaction) => {
      expect(await transaction.selectFrom("counts").selectAll().execute()).toEqual([]);
      expect(() => other.exec("insert into counts values (1)")).toThrow("locked");
      await transaction.insertInto("counts").values({ n: 2 }).execute();
    });

    expect(await db.selectFrom("counts").select("n").execute()).toEqual([{ n: 2 }]);
    other.close();
    await db.destroy();
  });
});

describe("opening", () => {
  test("creates the folder for this user only, migrates an empty file, and opens it again", async () => {
    await (await open()).close();
    if (process.platform !== "win32") expect(statSync(join(path, "..")).mode & 0o077).toBe(0);
    const store = await openStore(path);
    expect(await store.cases.list()).toEqual([]);
    expect(await store.trees.findText(tree.hash)).toBe(tree.text);
    await store.close();
  });

  test("a store of a newer version is refused and left as it is", async () => {
    await (await open()).close();
    const newer = new DatabaseSync(path);
    newer.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01')");
    newer.close();
    await expect(openStore(path)).rejects.toThrow(
      `${path} cannot be used as the store\n✖ it was written by a newer version of Reconnect (9999-from-the-future)\n  → start that newer version`,
    );
  });

  test("explains a damaged file, another program's database and a path through a file, and what to do", async () => {
    mkdirSync(join(path, ".."));
    writeFileSync(path, "dear diary, today nobody could connect again".repeat(50));
    await expect(openStore(path)).rejects.toThrow(
      /reconnect\.db cannot be used.*\n✖ it is not a SQLite database.*\n {2}→ restore/,
    );
    expect(readFileSync(path, "utf8")).toMatch(/^dear diary/);

    await expect(openStore(join(path, "below", "reconnect.db"))).rejects.toThrow(/✖ part of this path is a file/);

    const foreign = join(path, "..", "other.db");
    const other = new DatabaseSync(foreign);
    other.exec("create table bookmarks (url text)");
    other.close();
    await expect(openStore(foreign)).rejects.toThrow(/✖ it is a database of another program\n {2}→ set DATA_DIR/);
  });

  test("explains that a file cannot be created in the folder", async () => {
    mkdirSync(path, { recursive: true });
    await expect(openStore(path)).rejects.toThrow(/✖ the file or its folder is not writable\n {2}→ set DATA_DIR/);
  });
});

async function open(): Promise<Store> {
  return withTree(await openStore(path));
}

function committer(file: string, key: string): { process: ChildProcess; output: NodeJS.ReadableStream } {
  const script = fileURLToPath(new URL("committer.ts", import.meta.url));
  const child = spawn(process.execPath, [script, file, key], { stdio: ["ignore", "pipe", "inherit"] });
  void once(child, "exit");
  return { process: child, output: child.stdout };
}
