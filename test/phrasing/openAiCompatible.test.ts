import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import nock from "nock";
import type { OpenAI } from "openai";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { createChatModel } from "../../src/phrasing/chat.ts";
import { createCompatibleModel } from "../../src/phrasing/openAiCompatible.ts";
import { cutOffNetwork } from "../support/network.ts";
import { completion, enough, failureOf, prompt } from "./modelServer.ts";

cutOffNetwork({ expectAll: true });
afterEach(() => vi.unstubAllEnvs());

const settings = { kind: "openai-compatible", baseUrl: "http://models.test:11434/v1", model: "llama3.1:8b" } as const;
const bare = completion('{"text":"Yes."}', { content_filter_results: undefined }, { prompt_filter_results: undefined });

test("a local server needs no key, and the client sends none", async () => {
  let sent: Headers | undefined;
  nock("http://models.test:11434")
    .post("/v1/chat/completions", (body) => body.model === "llama3.1:8b")
    .reply((request: Request) => {
      sent = request.headers;
      return [200, bare];
    });
  const model = createCompatibleModel({ ...settings, apiKey: undefined });
  expect(await model.ask(prompt, enough())).toMatchObject({ text: "Yes.", filters: [] });
  expect(sent?.get("authorization")).toBeNull();
  expect(model.name).toBe("models.test:11434/v1/llama3.1:8b");
});

test("the environment variables of the SDK are not used", async () => {
  for (const name of ["OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"])
    vi.stubEnv(name, "https://elsewhere.test");
  vi.stubEnv("OPENAI_LOG", "debug");
  const printed = vi.spyOn(console, "debug").mockReturnValue(undefined);
  let sent: Headers | undefined;
  nock("http://models.test:11434")
    .post("/v1/chat/completions")
    .reply((request: Request) => {
      sent = request.headers;
      return [200, bare];
    });
  await createCompatibleModel({ ...settings, apiKey: "k" }).ask(prompt, enough());
  expect(sent?.get("authorization")).toBe("Bearer k");
  expect([...(sent ?? [])].flat().join(" ")).not.toContain("elsewhere");
  expect(printed).not.toHaveBeenCalled();
});

test.each([
  [
    404,
    { error: { message: 'model "llama3.1:8b" not found, try pulling it first', type: "api_error", code: null } },
    "no-deployment",
    "OPENAI_MODEL",
  ],
  [404, "404 page not found", "no-deployment", "ends in /v1"],
  [401, { error: "Unauthorized" }, "unauthorized", "needs a key; set OPENAI_API_KEY"],
  [503, { error: { message: "model is loading" } }, "server-error", "http://models.test:11434/v1"],
])("%i %j is %s and names %s", async (status, body, kind, hint) => {
  nock("http://models.test:11434")
    .post("/v1/chat/completions")
    .reply(status, body as nock.Body);
  const failure = await failureOf(createCompatibleModel({ ...settings, apiKey: undefined }).ask(prompt, enough()));
  expect(failure.failure).toBe(kind);
  expect(failure.message).toContain(hint);
});

test("a connection that breaks in the middle of the answer is unreachable", async () => {
  const baseUrl = await serving((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "4000" });
    response.write('{"choices":[{"message":', () => response.destroy());
  });
  expect(
    (await failureOf(createCompatibleModel({ ...settings, baseUrl, apiKey: undefined }).ask(prompt, enough()))).failure,
  ).toBe("unreachable");
});

test("an answer that begins and never ends is late", async () => {
  const over = new AbortController();
  const baseUrl = await serving((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"choices":', () => over.abort());
  });
  expect(
    (await failureOf(createCompatibleModel({ ...settings, baseUrl, apiKey: undefined }).ask(prompt, over.signal)))
      .failure,
  ).toBe("late");
});

test.each([200, 500])("an endless body with status %i is malformed, and reading stops early", async (status) => {
  let sent = 0;
  const baseUrl = await serving((response) => {
    response.writeHead(status, { "content-type": "application/json" });
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(16_384))) sent += 16_384;
    };
    response.on("drain", more);
    more();
  });
  expect((await failureOf(asking(baseUrl))).failure).toBe("malformed");
  expect(sent).toBeLessThan(8_000_000);
});

test("a small body that decompresses to a hundred megabytes is malformed", async () => {
  const body = gzipSync(Buffer.alloc(100_000_000, " "));
  const baseUrl = await serving((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(body);
  });
  const before = process.memoryUsage().arrayBuffers;
  expect((await failureOf(asking(baseUrl))).failure).toBe("malformed");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});

test.each(["gzip", "deflate", "br", "zstd"])("a body that is not valid %s is malformed", async (coding) => {
  const baseUrl = await serving((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": coding });
    response.end(Buffer.from("8b1f this was never compressed at all"));
  });
  expect((await failureOf(asking(baseUrl))).failure).toBe("malformed");
});

test.each([301, 302, 307, 308])(
  "a redirect (%i) is refused, so that no other server gets the message",
  async (status) => {
    let elsewhere = 0;
    const target = await serving((response) => {
      elsewhere += 1;
      response.end();
    });
    const baseUrl = await serving((response) => {
      response.writeHead(status, { location: `${target}/chat/completions` });
      response.end();
    });
    const failure = await failureOf(asking(baseUrl));
    expect(failure.failure).toBe("refused-request");
    expect(failure.message).toBe(
      `the model server at ${baseUrl} redirects elsewhere (${status}); set the final address in OPENAI_BASE_URL`,
    );
    expect(elsewhere).toBe(0);
  },
);

test("an answer with an unknown status is a server error", async () => {
  const baseUrl = await serving((response) => {
    response.writeHead(999);
    response.end("{}");
  });
  expect((await failureOf(asking(baseUrl))).failure).toBe("server-error");
});

test("an answer without a body is empty", async () => {
  const baseUrl = await serving((response) => {
    response.writeHead(204);
    response.end();
  });
  expect((await failureOf(asking(baseUrl))).failure).toBe("empty");
});

test("two servers behind one host are two models", () => {
  const named = (baseUrl: string) => createCompatibleModel({ ...settings, baseUrl, apiKey: undefined }).name;
  expect(named("http://gateway.test/one/v1")).not.toBe(named("http://gateway.test/two/v1"));
  expect(named("http://gateway.test")).toBe("gateway.test/llama3.1:8b");
});

test("a client that ignores the signal is late at the deadline", async () => {
  const create = () => new Promise(() => {});
  const client = { chat: { completions: { create } } } as unknown as OpenAI;
  const place = { at: "it", setting: "X", unauthorized: "", forbidden: "", noDeployment: "" };
  const deaf = createChatModel({ name: "deaf", client, model: "m", place });
  expect((await failureOf(deaf.ask(prompt, AbortSignal.timeout(20)))).failure).toBe("late");
});

test("a closed port is unreachable", async () => {
  const baseUrl = await serving(() => {});
  const server = closing.pop();
  await server?.();
  expect(
    (await failureOf(createCompatibleModel({ ...settings, baseUrl, apiKey: undefined }).ask(prompt, enough()))).failure,
  ).toBe("unreachable");
});

function asking(baseUrl: string): Promise<unknown> {
  return createCompatibleModel({ ...settings, baseUrl, apiKey: undefined }).ask(prompt, enough());
}

const closing: (() => Promise<unknown>)[] = [];

async function serving(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () =>
    new Promise<void>((closed) => {
      server.closeAllConnections();
      server.close(() => closed());
    });
  closing.push(close);
  onTestFinished(close);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
