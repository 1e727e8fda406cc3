/** The keys that sign tokens: replaced every month, shared by processes, and deleted later. */
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { openStore } from "../../../src/store/openStore.ts";
import { SigningKeys } from "../../../src/transports/directLine/signingKeys.ts";
import { createTokens } from "../../../src/transports/directLine/tokens.ts";
import { emptyFolder } from "../../support/process.ts";
import { startServer } from "../../support/server.ts";
import { ask, comesIn, talks } from "./wire.ts";

const DAY_MS = 86_400_000;
const grant = { conversation: "c1", person: "ada", origin: undefined };

async function openKeys() {
  const store = await openStore(":memory:");
  const clock = { at: Date.UTC(2026, 0, 1) };
  const now = () => new Date(clock.at);
  const process = () => createTokens(new SigningKeys({ store, now }), now);
  const pass = (days: number) => {
    clock.at += days * DAY_MS;
  };
  return { store, process, pass };
}

test("after a month a new key signs, tokens of the old key stay valid for their lifetime, and then the old key is deleted", async () => {
  const { store, process, pass } = await openKeys();
  const tokens = process();
  await tokens.issue(grant, "talk");
  const [first] = await store.keys.list();

  pass(30 - 1 / 1440);
  const last = await tokens.issue(grant, "talk");
  expect(await store.keys.list()).toEqual([first]);
  pass(2 / 1440);
  const next = await tokens.issue(grant, "talk");
  const both = await store.keys.list();
  expect(both).toHaveLength(2);
  expect(both.at(-1)).toEqual(first);
  expect(await tokens.read(last, "talk")).toEqual(grant);
  expect(await process().read(last, "talk")).toEqual(grant);
  expect(await tokens.read(next, "talk")).toEqual(grant);

  pass(32);
  await tokens.issue(grant, "talk");
  const left = await store.keys.list();
  expect(left).not.toContainEqual(first);
  expect(left).not.toContainEqual(both[0]);
});

test("a key that is too old verifies no token, even if it is not deleted yet", async () => {
  const { store, process, pass } = await openKeys();
  await process().issue(grant, "talk");
  pass(31.5);
  const [old] = await store.keys.list();
  expect(old).toBeDefined();
  const forged = await new SignJWT({ conv: "c1", user: "ada", use: "talk" })
    .setProtectedHeader({ alg: "HS256", kid: old?.id ?? "" })
    .setExpirationTime("10y")
    .sign(Buffer.from(old?.secret ?? "", "base64url"));
  await expect(process().read(forged, "talk")).rejects.toThrow("not valid for this request");
});

test("two processes accept each other's tokens", async () => {
  const folder = emptyFolder();
  const left = await startServer({ folder });
  const right = await startServer({ folder });
  const ada = await talks(left.url);
  expect((await ask(right.url, "GET", ada.path, ada)).status).toBe(200);

  const bo = await comesIn(right.url);
  expect((await ask(left.url, "POST", "/conversations", bo)).status).toBe(201);
  expect(await left.store.keys.list()).toHaveLength(1);
});
