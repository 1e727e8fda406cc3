import type { Activity } from "botbuilder";
import { describe, expect, test } from "vitest";
import { atTheDoor, withoutSecrets } from "../../src/channels/door.ts";

const M = "[masked]";

describe("a secret somebody pastes", () => {
  test.each([
    ["password 51:b:01000000D08C9DDF", `password 51:b:${M}`],
    ["my password is Hunter2hunter2", `my password is ${M}`],
    ["password: Hunter2", `password: ${M}`],
    ["password: notebook7", `password: ${M}`],
    ["pw: geheim1", `pw: ${M}`],
    ["pass: geheim1 and more", `pass: ${M} and more`],
    ["das Kennwort lautet Sommer2024", `das Kennwort lautet ${M}`],
    ["Passwort ist Sommer2024", `Passwort ist ${M}`],
    ["New-LocalUser ada -Password Hunter2 -Force", `New-LocalUser ada -Password ${M} -Force`],
    ["cmdkey /add:srv /user:ada /pass:Hunter2", `cmdkey /add:srv /user:ada /pass:${M}`],
    ["xfreerdp /u:ada /p:Hunter2 /v:srv", `xfreerdp /u:ada /p:${M} /v:srv`],
    [
      '-Password (ConvertTo-SecureString "Hunter2" -AsPlainText)',
      `-Password (ConvertTo-SecureString "${M}" -AsPlainText)`,
    ],
    ["authorization: bearer abcdefghijklmnopqrst", `authorization: bearer ${M}`],
    ["Bearer abcdefghijklmnopqrst==", `Bearer ${M}`],
  ])("%s", (said, kept) => {
    expect(withoutSecrets(said)).toBe(kept);
    expect(withoutSecrets(kept)).toBe(kept);
  });
});

test.each([
  "the password is accepted",
  "my password is rejected every time",
  "the password is never asked for",
  "the password is not wrong",
  "the password is wrong.",
  "your password is expired",
  "the password is correct, but",
  "das Passwort ist falsch",
  "see https://x.example/pass/y and https://x.example/password/reset",
  "-Password $cred",
  "we use a bearer token",
  "it lets me pass and then 0x904",
  "full address:s:srv01",
])("what is no secret stays: %s", (said) => {
  expect(withoutSecrets(said)).toBe(said);
});

const cleaned = (activity: object): Activity => {
  const copy = structuredClone(activity) as Activity;
  atTheDoor(copy);
  return copy;
};

test("what came with a press is masked too, and what is too long is cut, field by field", () => {
  const reconnect = { move: "m", choice: "c", label: "my password is Hunter2" };
  expect(
    cleaned({ value: { reconnect, note: "pw: Hunter2", deep: [{ password: "Hunter2" }], count: 1 } }).value,
  ).toEqual({
    reconnect: { ...reconnect, label: `my password is ${M}` },
    note: `pw: ${M}`,
    deep: [{ password: M }],
    count: 1,
  });
  expect(cleaned({ value: { reconnect, note: "x".repeat(9_000), "pass:code": "false" } }).value).toEqual({
    reconnect: { ...reconnect, label: `my password is ${M}` },
    note: "x".repeat(1_001),
    "pass:code": "false",
  });
  expect(cleaned({ value: { reconnect: { label: "x".repeat(9_000) } } }).value).toBeUndefined();
  expect(cleaned({ value: "x".repeat(9_000) }).value).toEqual(undefined);
  expect(cleaned({ value: 0 }).value).toBe(0);
});

test("a client cannot say what only we may say about a message", () => {
  expect(cleaned({ channelData: { reconnect: { kind: "step" }, tenant: "t" } }).channelData).toEqual({ tenant: "t" });
});

test("a mention of nobody is dropped; a mention of the bot is not read as an answer", () => {
  const recipient = { id: "bot", name: "Reconnect" };
  const whole = { type: "mention", mentioned: recipient, text: "<at>Reconnect</at>" };
  const entities = [{ type: "mention" }, { type: "mention", mentioned: null }, { type: "clientInfo" }, whole];
  const activity = cleaned({ recipient, text: "<at>Reconnect</at> 0x904", entities });
  expect(activity.text).toBe("0x904");
  expect(activity.entities).toEqual([{ type: "clientInfo" }, whole]);
});

test("words about a password that never come to it are read in one go, however long they are", () => {
  for (const begin of ["pw is", "pw:", "-pw ", "password 51:b:", "--pass ", "Bearer "]) {
    const text = begin + " ".repeat(250_000);
    expect(withoutSecrets(text).startsWith(begin.trim())).toBe(true);
  }
});
