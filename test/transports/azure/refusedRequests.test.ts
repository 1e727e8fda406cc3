/** How the log and the metrics show the requests that the Azure endpoint refuses. */
import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLog } from "../../../src/log.ts";
import { RefusedRequests } from "../../../src/transports/azure/refusedRequests.ts";
import { KeysUnavailable } from "../../../src/transports/azure/signingKeys.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const lines: { requests: object }[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => done(void lines.push(JSON.parse(String(chunk)))),
  });
  return { lines, refusedRequests: new RefusedRequests(createLog("info", destination)) };
}

test("a thousand forged tokens cause one log line at once and one at the end of the minute", () => {
  const { lines, refusedRequests } = open();
  for (let n = 0; n < 1_000; n += 1) refusedRequests.count(n % 2 ? "expired" : "signature");
  expect(lines).toMatchObject([{ level: "warn", requests: { signature: 1 } }]);
  vi.advanceTimersByTime(60_000);
  expect(lines.slice(1).map(({ requests }) => requests)).toEqual([{ signature: 499, expired: 500 }]);
});

test("a minute without refusals causes no log line, and the next refusal is logged at once", () => {
  const { lines, refusedRequests } = open();
  refusedRequests.count("missing");
  vi.advanceTimersByTime(600_000);
  expect(lines).toHaveLength(1);
  refusedRequests.count("keys-unavailable");
  expect(lines.map(({ requests }) => requests)).toEqual([{ missing: 1 }, { "keys-unavailable": 1 }]);
});

test("the line says why keys are unavailable, and the next one only if they still are", () => {
  const { lines, refusedRequests } = open();
  const cause = new Error("https://login.botframework.com answered 503");
  refusedRequests.count("keys-unavailable", new KeysUnavailable("https://login.botframework.com", cause));
  refusedRequests.count("expired");
  vi.advanceTimersByTime(60_000);
  expect(lines[0]).toMatchObject({ err: { code: "KEYS_UNAVAILABLE", cause: { message: cause.message } } });
  expect(lines[1]).not.toHaveProperty("err");
});

test("every reason has a metric from the start", async () => {
  const { refusedRequests } = open();
  refusedRequests.count("expired");
  const figures = await refusedRequests.metrics();
  expect(figures).toContain('reconnect_bot_requests_refused_total{reason="expired"} 1');
  expect(figures).toContain('reconnect_bot_requests_refused_total{reason="endorsement"} 0');
});
