import type { Activity } from "botbuilder";
import { expect, test } from "vitest";
import { cleanIncoming } from "../../src/channels/cleanIncoming.ts";

const cleaned = (activity: object): Activity => {
  const copy = structuredClone(activity) as Activity;
  cleanIncoming(copy);
  return copy;
};

test("secrets in the value of a press are masked, and long fields are cut", () => {
  const reconnect = { move: "m", choice: "c", label: "my password is Hunter2" };
  expect(
    cleaned({ value: { reconnect, note: "pw: Hunter2", deep: [{ password: "Hunter2" }], count: 1 } }).value,
  ).toEqual({
    reconnect: { ...reconnect, label: "my password is [masked]" },
    note: "pw: [masked]",
    deep: [{ password: "[masked]" }],
    count: 1,
  });
  expect(cleaned({ value: { reconnect, note: "x".repeat(9_000), "pass:code": "false" } }).value).toEqual({
    reconnect: { ...reconnect, label: "my password is [masked]" },
    note: "x".repeat(1_001),
    "pass:code": "false",
  });
  expect(cleaned({ value: { reconnect: { label: "x".repeat(9_000) } } }).value).toBeUndefined();
  expect(cleaned({ value: "x".repeat(9_000) }).value).toEqual(undefined);
  expect(cleaned({ value: 0 }).value).toBe(0);
});

test("a client cannot set data that only the server may set", () => {
  expect(cleaned({ channelData: { reconnect: { kind: "step" }, tenant: "t" } }).channelData).toEqual({ tenant: "t" });
});

test("an incomplete mention is dropped, and a mention of the bot is not read as an answer", () => {
  const recipient = { id: "bot", name: "Reconnect" };
  const whole = { type: "mention", mentioned: recipient, text: "<at>Reconnect</at>" };
  const entities = [{ type: "mention" }, { type: "mention", mentioned: null }, { type: "clientInfo" }, whole];
  const activity = cleaned({ recipient, text: "<at>Reconnect</at> 0x904", entities });
  expect(activity.text).toBe("0x904");
  expect(activity.entities).toEqual([{ type: "clientInfo" }, whole]);
});
