/** The server as `npm start` runs it, called the way Azure Bot Service calls it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { emptyFolder, type Program, start } from "./support/process.ts";
import { startApp } from "./support/server.ts";

const serve = (folder: string) => start("src/main.ts", [], { DATA_DIR: folder, PORT: "0" });

async function addressOf(program: Program): Promise<string> {
  await program.until('"listening"');
  return /"url":"([^"]+)"/.exec(program.printed())?.[1] ?? "";
}

let count = 0;
async function says(url: string, text: string, more: object = {}): Promise<string[]> {
  count += 1;
  const response = await fetch(`${url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      type: "message",
      id: `m${count}`,
      text,
      channelId: "msteams",
      serviceUrl: "http://127.0.0.1:9/",
      from: { id: "ada", name: "Ada" },
      recipient: { id: "bot" },
      conversation: { id: "one", conversationType: "personal" },
      deliveryMode: "expectReplies",
      ...more,
    }),
  });
  expect(response.status).toBe(200);
  const body = await response.text();
  const { activities = [] } = body ? JSON.parse(body) : {};
  return activities.map((activity: { text?: string; summary?: string }) => activity.text ?? activity.summary ?? "");
}

test("the server answers a whole exchange, reports good health, and stops gracefully", async () => {
  const program = serve(emptyFolder());
  const url = await addressOf(program);

  expect((await says(url, "0x904 0x7")).join("\n")).toContain("I read: 0x904");
  expect((await says(url, "same error")).join("\n")).toContain("Does the connection go through");
  const health = await (await fetch(`${url}/healthz`)).json();
  expect(health).toMatchObject({ status: "ok", store: "ok", tree: { id: "four-causes" } });

  program.child.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  for (const line of program.printed().trim().split("\n")) expect(line).not.toContain("same error");
});

test("with an app id a request without a token gets 401 and is counted", async () => {
  const MICROSOFT_APP_ID = "8f14e45f-ceea-467f-a3f0-000000000001";
  const app = { MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD: "s", MICROSOFT_APP_TENANT_ID: MICROSOFT_APP_ID };
  const { url } = await startApp(app);

  const headers = { "content-type": "application/json" };
  expect((await fetch(`${url}/api/messages`, { method: "POST", headers, body: "{}" })).status).toBe(401);

  const figures = await (await fetch(`${url}/metrics`)).text();
  expect(figures).toContain('reconnect_bot_requests_refused_total{reason="missing"} 1');
});

test("after kill -9, an answer that the channel refused is sent again, and the conversation continues", async () => {
  const got: string[] = [];
  let takes = false;
  const channel = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      if (takes) got.push(JSON.parse(body).text ?? JSON.parse(body).summary);
      response.statusCode = takes ? 200 : 403;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ id: "r1" }));
    });
  });
  await new Promise<void>((resolve) => channel.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    channel.closeAllConnections();
    channel.close();
  });
  const serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}/`;
  const folder = emptyFolder();

  const first = serve(folder);
  await says(await addressOf(first), "0x904", { serviceUrl, deliveryMode: "normal" });
  await first.until("stored but not delivered");
  first.child.kill("SIGKILL");
  await first.ended;
  expect(got).toEqual([]);

  takes = true;
  const second = await startApp({ DATA_DIR: folder });
  await vi.waitFor(() => expect(got.join("\n")).toContain("error code 0x904"), 10_000);
  expect((await says(second.url, "same error")).join("\n")).toContain("Does the connection go through");
});

test("a stop does not wait forever for a channel that does not answer, and a second signal ends it at once", async () => {
  const asked = Promise.withResolvers<void>();
  let silent = false;
  const channel = createServer((request, response) => {
    request.resume();
    if (silent) return asked.resolve();
    response.statusCode = 403;
    response.end("{}");
  });
  await new Promise<void>((resolve) => channel.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    channel.closeAllConnections();
    channel.close();
  });
  const serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}/`;
  const folder = emptyFolder();
  const first = await startApp({ DATA_DIR: folder });
  await says(first.url, "0x904", { serviceUrl, deliveryMode: "normal" });
  await vi.waitFor(() => expect(first.logged()).toContain("stored but not delivered"));
  await first.stop();

  silent = true;
  const second = serve(folder);
  await second.until('"listening"');
  await asked.promise;
  second.child.kill("SIGTERM");
  await second.until('"stopping"');
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(1);
});

test("without credentials, a server that others can reach has no endpoint for Azure Bot Service", async () => {
  // Short for 127.0.0.1, but not recognised as loopback.
  const { url } = await startApp({ HOST: "127.1" });
  expect((await fetch(`${url}/api/messages`, { method: "POST", body: "{}" })).status).toBe(404);
  expect((await fetch(`${url}/v3/directline/tokens/generate`, { method: "POST" })).status).toBe(200);
});

test("a wrong setting stops the start and is named with what is expected", async () => {
  const wrong = start("src/main.ts", [], { DATA_DIR: emptyFolder(), PORT: "eighty", HOST: "0.0.0.0/0" });
  expect(await wrong.ended).toBe(1);
  expect(wrong.printed()).toContain('PORT is "eighty"');
  expect(wrong.printed()).toContain("HOST");
});
