import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import nock from "nock";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { openAiCompatible } from "../../../src/phrasing/openAiCompatible.ts";
import { completion, enough, failureOf, prompt, withoutNetwork } from "./otherSide.ts";

withoutNetwork();
afterEach(() => vi.unstubAllEnvs());

const settings = { kind: "openai-compatible", baseUrl: "http://models.test:11434/v1", model: "llama3.1:8b" } as const;
const bare = completion('{"text":"Yes."}', { content_filter_results: undefined }, { prompt_filter_results: undefined });

test("a server of one's own needs no key, and none is sent", async () => {
  let sent: Headers | undefined;
  nock("http://models.test:11434")
    .post("/v1/chat/completions", (body) => body.model === "llama3.1:8b")
    .reply((request: Request) => {
      sent = request.headers;
      return [200, bare];
    });
  const model = openAiCompatible({ ...settings, apiKey: undefined });
  expect(await model.ask(prompt, enough())).toMatchObject({ text: "Yes.", filters: [] });
  expect(sent?.get("authorization")).toBeNull();
  expect(model.name).toBe("models.test:11434/llama3.1:8b");
});

test("nothing of the SDK's own environment is used", async () => {
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
  await openAiCompatible({ ...settings, apiKey: "k" }).ask(prompt, enough());
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
  [401, { error: "Unauthorized" }, "unauthorized", "wants a key; see OPENAI_API_KEY"],
  [503, { error: { message: "model is loading" } }, "server-error", "http://models.test:11434/v1"],
])("%i %j is %s and points to %s", async (status, body, kind, hint) => {
  nock("http://models.test:11434")
    .post("/v1/chat/completions")
    .reply(status, body as nock.Body);
  const failure = await failureOf(openAiCompatible({ ...settings, apiKey: undefined }).ask(prompt, enough()));
  expect(failure.failure).toBe(kind);
  expect(failure.message).toContain(hint);
});

test("a connection that breaks off in the middle of the answer is unreachable", async () => {
  const baseUrl = await serving((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "4000" });
    response.write('{"choices":[{"message":', () => response.destroy());
  });
  expect(
    (await failureOf(openAiCompatible({ ...settings, baseUrl, apiKey: undefined }).ask(prompt, enough()))).failure,
  ).toBe("unreachable");
});

test("an answer that begins and never ends is late", async () => {
  const over = new AbortController();
  const baseUrl = await serving((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"choices":', () => over.abort());
  });
  expect(
    (await failureOf(openAiCompatible({ ...settings, baseUrl, apiKey: undefined }).ask(prompt, over.signal))).failure,
  ).toBe("late");
});

test("a port on which nobody listens is unreachable", async () => {
  const baseUrl = await serving(() => {});
  const server = closing.pop();
  await server?.();
  expect(
    (await failureOf(openAiCompatible({ ...settings, baseUrl, apiKey: undefined }).ask(prompt, enough()))).failure,
  ).toBe("unreachable");
});

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
