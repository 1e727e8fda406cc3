/** The webhook against receivers that answer well, refuse, send garbage, are down, slow or redirect; and an example receiver. */
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import path from "node:path";
import nock from "nock";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { DeliveryFailed } from "../../src/escalation/targets/target.ts";
import { openWebhook } from "../../src/escalation/targets/webhook.ts";
import { ticketPackage } from "../../src/tickets/ticketPackage.ts";
import { cutOffNetwork } from "../support/network.ts";
import { start } from "../support/process.ts";
import { makeTicket } from "../support/ticket.ts";

cutOffNetwork({ expectAll: true });

const secret = `whsec_${Buffer.from("thirty-two bytes of a test's own").toString("base64")}`;
const address = "https://desk.example/in?token=not-for-logs";
const now = new Date("2026-01-05T09:00:00.000Z");

function target({ url = address, key = secret, deadlineMs = 5000, at = () => now } = {}) {
  const { webhook: settings } = readConfig({ WEBHOOK_URL: url, WEBHOOK_SECRET: key }).targets;
  if (!settings) throw new Error("no webhook is configured");
  return openWebhook(settings, at, deadlineMs);
}

function delivered(one = target(), key = "RC-7K3F-2QW9-1-webhook"): Promise<void> {
  return one.deliver(makeTicket(), key, new AbortController().signal);
}

async function failure(one = target()): Promise<{ message: string; forGood: boolean; waitMs: number | undefined }> {
  const error = await delivered(one).then(
    () => new Error("it was delivered"),
    (reason) => reason,
  );
  if (!(error instanceof DeliveryFailed)) throw error;
  expect(error.message).not.toContain("not-for-logs");
  return error;
}

/** The address of a server that the test starts. */
async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
}

function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => server.closeAllConnections());
  return listening(server);
}

test("a request is signed as Standard Webhooks says and contains the whole ticket", async () => {
  const seen: { headers: Record<string, string>; body: string }[] = [];
  nock("https://desk.example")
    .post("/in?token=not-for-logs")
    .times(2)
    .reply(async (request: Request) => {
      seen.push({ headers: Object.fromEntries(request.headers), body: await request.text() });
      return [204];
    });
  // The official verifier compares the timestamp with the clock.
  await delivered(target({ at: () => new Date() }));
  await delivered(target({ at: () => new Date(), key: "a secret? no blanks".replaceAll(" ", "-").repeat(2) }));

  const message = new Webhook(secret).verify(seen[0]?.body ?? "", seen[0]?.headers ?? {}) as {
    type: string;
    ticket: unknown;
  };
  expect(message.type).toBe("reconnect.handed-over");
  expect(ticketPackage.parse(message.ticket)).toEqual(makeTicket());
  expect(seen[0]?.headers).toMatchObject({
    "webhook-id": "RC-7K3F-2QW9-1-webhook",
    "idempotency-key": "RC-7K3F-2QW9-1-webhook",
    "content-type": "application/json; charset=utf-8",
  });
  const plain = new Webhook("a-secret?-no-blanksa-secret?-no-blanks", { format: "raw" });
  expect(plain.verify(seen[1]?.body ?? "", seen[1]?.headers ?? {})).toMatchObject({ type: "reconnect.handed-over" });
  expect(() => new Webhook(secret).verify(seen[1]?.body ?? "", seen[1]?.headers ?? {})).toThrow(
    "No matching signature",
  );
});

test.each([
  [400, true],
  [401, true],
  [404, true],
  [410, true],
  [408, false],
  [409, false],
  [425, false],
  [429, false],
  [500, false],
  [503, false],
])("%i fails for good: %s; the other side's words are not repeated", async (status, forGood) => {
  nock("https://desk.example").post(/in/).reply(status, "Ana Sommer is not welcome here");
  expect(await failure()).toMatchObject({
    message: `desk.example answered with ${status}`,
    forGood,
    waitMs: undefined,
  });
});

test.each([
  ["120", 120_000],
  ["Mon, 05 Jan 2026 09:05:00 GMT", 300_000],
  ["Mon, 05 Jan 2026 08:00:00 GMT", 0],
  ["soon", undefined],
  ["-5", undefined],
])("Retry-After: %s", async (value, waitMs) => {
  nock("https://desk.example").post(/in/).reply(503, "", { "retry-after": value });
  expect(await failure()).toMatchObject({ forGood: false, waitMs });
});

test("a redirect is not followed, and the message says where to set the final address", async () => {
  nock("https://desk.example").post(/in/).reply(307, "", { location: "https://elsewhere.example/" });
  const message = "desk.example redirects elsewhere (307); set the final address in WEBHOOK_URL";
  expect(await failure()).toMatchObject({ message, forGood: true });
});

test("a receiver that is down", async () => {
  const gone = createTcpServer();
  const url = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  const { host } = new URL(url);
  expect(await failure(target({ url }))).toMatchObject({
    message: `${host} did not answer (ECONNREFUSED)`,
    forGood: false,
  });
});

test("a receiver that does not speak HTTP", async () => {
  const url = await listening(
    createTcpServer((socket) => socket.end("220 smtp.example ESMTP\r\n").on("error", () => {})),
  );
  const { message, forGood } = await failure(target({ url }));
  expect(message).toMatch(/did not answer \(HTTPParserError\)$/);
  expect(forGood).toBe(false);
});

test("a receiver that never answers", async () => {
  const url = await answering(() => {});
  const { host } = new URL(url);
  const slow = await failure(target({ url, deadlineMs: 100 }));
  expect(slow).toMatchObject({ message: `${host} did not answer within 0.1 seconds`, forGood: false });
});

test("an endless answer is not read to its end", async () => {
  let written = 0;
  const url = await answering((_, response) => {
    const more = setInterval(() => {
      written += 16_384;
      response.write("x".repeat(16_384));
    }, 1);
    response.on("close", () => clearInterval(more));
  });
  await delivered(target({ url }));
  expect(written).toBeLessThan(64 * 65_536);
});

test("a receiver that answers 200 and then hangs up has the ticket", async () => {
  const url = await answering((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("thanks");
    setImmediate(() => response.destroy());
  });
  await delivered(target({ url }));
});

test("a receiver written after docs/examples accepts our signature once and refuses everything else", async () => {
  const example = start("docs/examples/verify-webhook.mjs", [], { WEBHOOK_SECRET: secret, PORT: "0" });
  const url = /http:\S+/.exec(await example.until("\n"))?.[0] ?? "";
  const honest = target({ url, at: () => new Date() });
  await delivered(honest, "RC-1-1-webhook");
  await delivered(honest, "RC-1-1-webhook");
  expect(await failure(target({ url, key: "somebody-else's-secret-1", at: () => new Date() }))).toMatchObject({
    message: `${new URL(url).host} answered with 401`,
    forGood: true,
  });
  expect(await failure(target({ url }))).toMatchObject({ forGood: true });
  await delivered(honest, "RC-2-1-webhook");
  await example.until("RC-2-1-webhook");
  expect(example.printed().match(/"id":"[^"]*"/g)).toEqual(['"id":"RC-1-1-webhook"', '"id":"RC-2-1-webhook"']);
  expect(example.child.spawnargs.map((word) => path.basename(word))).toContain("verify-webhook.mjs");
});
