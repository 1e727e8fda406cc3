/** The keys that an issuer publishes: how often they are fetched, and how long they are trusted. */
import { exportJWK, generateKeyPair, type JWK } from "jose";
import nock from "nock";
import { beforeAll, expect, test } from "vitest";
import { KeysUnavailable, SigningKeys } from "../../../src/transports/azure/signingKeys.ts";
import { cutOffNetwork } from "../../support/network.ts";

const metadata = "https://issuer.example/metadata";
const minute = 60_000;
const hour = 60 * minute;

let published: JWK;
beforeAll(async () => {
  published = await exportJWK((await generateKeyPair("RS256")).publicKey);
});
cutOffNetwork();

/** Keys with a test clock, and an issuer that counts its requests. */
function open() {
  const clock = { at: 0 };
  const asked: number[] = [];
  const issuer = { up: true, keys: [] as unknown[] };
  nock("https://issuer.example")
    .persist()
    .get("/metadata")
    .reply(() => {
      asked.push(clock.at);
      return issuer.up ? [200, { jwks_uri: "https://issuer.example/keys" }] : [503, ""];
    })
    .get("/keys")
    .reply(() => [200, { keys: issuer.keys }]);
  const publish = (...ids: string[]) => {
    issuer.keys = ids.map((kid) => ({ ...published, kid, endorsements: ["msteams"] }));
  };
  publish("first");
  const keys = new SigningKeys(metadata, () => new Date(clock.at));
  return { keys, clock, asked, issuer, publish };
}

test("concurrent requests share one fetch", async () => {
  const { keys, asked } = open();
  const [known, , unknown] = await Promise.all([keys.find("first"), keys.find("first"), keys.find("made up")]);
  expect(known?.endorsements).toEqual(["msteams"]);
  expect(unknown).toBeUndefined();
  expect(asked).toEqual([0]);
});

test("made-up key ids cause one fetch in five minutes, which also finds a new key", async () => {
  const { keys, clock, asked, publish } = open();
  await keys.find("first");
  publish("first", "second");
  for (clock.at = minute; clock.at < 5 * minute; clock.at += minute) expect(await keys.find("second")).toBeUndefined();
  expect(asked).toEqual([0]);
  expect(await keys.find("second")).toBeDefined();
  expect(asked).toEqual([0, 5 * minute]);
});

test("when the issuer is down, the fetch is retried after ten seconds, and until then every key is unavailable", async () => {
  const { keys, clock, asked, issuer } = open();
  issuer.up = false;
  for (clock.at = 0; clock.at < 10_000; clock.at += 2_000)
    await expect(keys.find("first")).rejects.toThrow(KeysUnavailable);
  expect(asked).toEqual([0]);
  issuer.up = true;
  expect(await keys.find("first")).toBeDefined();
});

test("known keys stay valid while the issuer is down for hours, but not for a day; an unknown key is unavailable", async () => {
  const { keys, clock, issuer } = open();
  await keys.find("first");
  issuer.up = false;
  clock.at = 23 * hour;
  expect(await keys.find("first")).toBeDefined();
  await expect(keys.find("second")).rejects.toThrow(KeysUnavailable);
  clock.at = 24 * hour;
  await expect(keys.find("first")).rejects.toThrow(KeysUnavailable);
});

test("a key that the issuer has withdrawn is refused after the next fetch", async () => {
  const { keys, clock, publish } = open();
  await keys.find("first");
  publish("second");
  clock.at = 24 * hour;
  expect(await keys.find("first")).toBeUndefined();
  expect(await keys.find("second")).toBeDefined();
});

test("a key that is of another type, broken or too short does not affect the others", async () => {
  const { keys, issuer } = open();
  issuer.keys.push(null, { kid: "ec", kty: "EC", crv: "P-256", x: "x", y: "y" });
  issuer.keys.push({ kid: "broken", kty: "RSA", n: "", e: "" }, { kid: "short", kty: "RSA", n: "AQAB", e: "AQAB" });
  expect(await keys.find("first")).toBeDefined();
  for (const id of ["ec", "broken", "short"]) expect(await keys.find(id)).toBeUndefined();
});

test("a response of more than a megabyte is not read to its end", async () => {
  const { keys, issuer } = open();
  issuer.keys.push({ kid: "x".repeat(1024 * 1024) });
  await expect(keys.find("first")).rejects.toThrow(KeysUnavailable);
});
