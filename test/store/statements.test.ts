import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { openStore } from "../../src/store/openStore.ts";

test("no statement of a turn has a bare parameter as its limit, for which SQLite would prepare it again each time", async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  const store = await openStore(":memory:");
  const statements = prepare.mock.calls.map(([text]) => text);
  prepare.mockRestore();
  await store.close();
  expect(statements.filter((text) => text.includes("limit cast(? as integer)")).length).toBeGreaterThan(0);
  expect(statements.filter((text) => /limit \?/.test(text))).toEqual([]);
});
