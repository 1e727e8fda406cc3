import nock from "nock";
import { describe, expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { createAzureModel } from "../../src/phrasing/azureOpenAi.ts";
import { cutOffNetwork } from "../support/network.ts";
import { completion, completions, contoso, enough, failureOf, filteredPrompt, prompt, saying } from "./modelServer.ts";

cutOffNetwork({ expectAll: true });

const key = "5ecret-key-of-contoso";
const model = () => createAzureModel({ ...contoso, apiKey: key, clientId: undefined });
const answering = (status: number, body: nock.Body, headers?: nock.ReplyHeaders) =>
  nock(contoso.endpoint).post(completions).reply(status, body, headers);
const ask = () => model().ask(prompt, enough());
const failure = () => failureOf(ask());

describe("a good answer", () => {
  test("contains the text, the tokens, and the verdicts of the content filter on both sides", async () => {
    answering(200, saying("The gateway ended the connection."));
    const answer = await ask();
    expect(answer.text).toBe("The gateway ended the connection.");
    expect(answer.tokens).toEqual({ prompt: 321, answer: 45 });
    expect(answer.filters).toHaveLength(9);
    expect(answer.filters).toContainEqual({ side: "prompt", category: "jailbreak", severity: "safe", filtered: false });
    expect(answer.filters).toContainEqual({ side: "answer", category: "hate", severity: "safe", filtered: false });
  });

  test("follows a request with the rules as system message, the rest as data, a schema and a limit", async () => {
    let sent: { headers?: Headers; body?: unknown } = {};
    nock(contoso.endpoint)
      .post(completions)
      .reply(async (request: Request) => {
        sent = { headers: request.headers, body: await request.json() };
        return [200, saying("Yes.")];
      });
    await ask();
    expect(sent.headers?.get("api-key")).toBe(key);
    expect(sent.headers?.get("authorization")).toBeNull();
    expect(sent.body).toMatchObject({
      model: "words",
      messages: [
        { role: "system", content: prompt.system },
        { role: "user", content: prompt.user },
      ],
      max_tokens: 1000,
      response_format: {
        type: "json_schema",
        json_schema: { strict: true, schema: { required: ["text"], additionalProperties: false } },
      },
    });
  });

  test.each([
    [-1, 45],
    [1.5, 45],
    [321, 10_000_001],
    [321, "45"],
  ])("is good even with invalid numbers of tokens: %j and %j", async (prompt_tokens, completion_tokens) => {
    answering(200, completion('{"text":"Yes."}', {}, { usage: { prompt_tokens, completion_tokens } }));
    expect(await ask()).toMatchObject({ text: "Yes.", tokens: undefined });
  });

  test("contains all categories of the content filter, even if one has an unknown name", async () => {
    const hate = { filtered: false, severity: "low" };
    const odd = { "Something-new 2": hate, hate };
    answering(200, completion('{"text":"Yes."}', { content_filter_results: odd }, { prompt_filter_results: [] }));
    expect((await ask()).filters).toEqual([
      { side: "answer", category: "other", ...hate },
      { side: "answer", category: "hate", ...hate },
    ]);
  });

  test("needs neither tokens nor filters, because gateways leave them out", async () => {
    answering(
      200,
      completion('{"text":"Yes."}', { content_filter_results: 7 }, { usage: null, prompt_filter_results: {} }),
    );
    expect(await ask()).toEqual({ text: "Yes.", tokens: undefined, filters: [] });
  });
});

describe("a useless answer", () => {
  test.each([
    ["filtered-answer", completion(null, { finish_reason: "content_filter" })],
    ["filtered-answer", completion(null, { finish_reason: "content_filter", message: undefined })],
    ["truncated", completion('{"text":"The gate', { finish_reason: "length" })],
    [
      "refusal",
      completion(null, { message: { role: "assistant", content: null, refusal: "I cannot help with that." } }),
    ],
    ["empty", completion(null)],
    ["empty", completion("  ")],
    ["empty", completion('{"text":" "}')],
    ["malformed", completion('{"text":"The gate')],
    ["malformed", completion("Sure! The gateway hung up.")],
    ["broken-schema", completion('{"words":"The gateway hung up."}')],
    ["broken-schema", completion('{"text":["The gateway hung up."]}')],
    ["broken-schema", completion(null, {}, { choices: [] })],
    ["broken-schema", { object: "list", data: [] }],
    ["broken-schema", saying("Noted. ".repeat(600))],
    ["malformed", saying("x".repeat(70_000))],
  ] as const)("is %s: %j", async (kind, body) => {
    answering(200, body as nock.Body);
    expect((await failure()).failure).toBe(kind);
  });

  test.each([
    ["malformed", "<html>Sign in</html>", "text/html"],
    ["malformed", '{"choices": [', "application/json"],
    ["empty", "", "application/json"],
  ])("is %s if the body is not a completion: %s", async (kind, body, type) => {
    answering(200, body, { "content-type": type });
    expect((await failure()).failure).toBe(kind);
  });

  test("comes with the verdicts of the content filter", async () => {
    const violence = {
      violence: { filtered: true, severity: "medium" },
      protected_material_text: { filtered: false, detected: true },
    };
    answering(200, completion(null, { finish_reason: "content_filter", content_filter_results: violence }));
    expect((await failure()).filters).toEqual(
      expect.arrayContaining([
        { side: "answer", category: "violence", severity: "medium", filtered: true },
        { side: "answer", category: "protected_material_text", severity: "detected", filtered: false },
      ]),
    );
  });
});

describe("a refused call", () => {
  const notFound = {
    error: {
      code: "DeploymentNotFound",
      message:
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.",
    },
  };
  const wrongKey = {
    error: { code: "401", message: "Access denied due to invalid subscription key or wrong API endpoint." },
  };

  test.each([
    ["unauthorized", 401, wrongKey, "AZURE_OPENAI_API_KEY"],
    [
      "forbidden",
      403,
      { error: { code: "AccessDenied", message: "Access denied due to Virtual Network/Firewall rules." } },
      "network rules",
    ],
    ["no-deployment", 404, notFound, 'has no deployment "words"; check AZURE_OPENAI_DEPLOYMENT'],
    ["no-deployment", 404, "Resource not found", "AZURE_OPENAI_DEPLOYMENT"],
    ["server-error", 500, { error: { code: "InternalServerError", message: "The server had an error." } }, "500"],
    ["server-error", 503, "<html>", "503"],
    [
      "refused-request",
      400,
      { error: { code: "unsupported_parameter", param: "max_tokens", message: "no" } },
      "400 (unsupported_parameter, max_tokens)",
    ],
    ["refused-request", 400, { error: { code: 'the "person" said', message: "no" } }, "400;"],
    ["refused-request", 302, "", "redirects elsewhere (302); set the final address in AZURE_OPENAI_ENDPOINT"],
    ["refused-request", 422, { error: { message: "no" } }, "422; check that the model supports structured output"],
    ["server-error", 408, "", "failed with 408"],
  ])("is %s after %i, and names the server and what to check", async (kind, status, body, hint) => {
    answering(status, body as nock.Body);
    const refused = await failure();
    expect(refused.failure).toBe(kind);
    expect(refused.message).toContain(hint);
    expect(refused.message).toContain("https://contoso.openai.azure.com");
    expect(refused.message).not.toContain(key);
  });

  test.each([402, 405, 409, 413, 415, 424, 451, 499])("with %i is not blamed on structured output", async (status) => {
    answering(status, { error: { code: "Conflict", message: "no" } });
    const refused = await failure();
    expect(refused.failure).toBe("refused-request");
    expect(refused.message).toBe(`Azure OpenAI at ${contoso.endpoint} refuses the request: ${status}`);
  });

  test.each([400, 401, 403, 404, 408, 409, 429, 500])(
    "with %i leaves none of the server's words in the log",
    async (status) => {
      const words = "john-hates-this";
      const error = { code: words, param: key, type: words, message: `${words} ${key}`, innererror: { code: words } };
      answering(status, { error }, { "x-request-id": words });
      const lines: string[] = [];
      createLog("info", { write: (line) => void lines.push(line) }).warn({ err: await failure() }, "phrasing pauses");
      expect(lines[0]).toContain("NO_ANSWER");
      expect(lines[0]).not.toMatch(new RegExp(`${words}|${key}`));
    },
  );

  test.each([
    [{ "retry-after-ms": "1500", "retry-after": "2" }, 1_500],
    [{ "retry-after": "37" }, 37_000],
    [{ "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "99999999999" }, 86_400_000],
    [{}, undefined],
  ])("for the rate limit says how long to wait: %j", async (headers, expected) => {
    answering(429, { error: { code: "429", message: "Rate limit is exceeded. Try again in 37 seconds." } }, headers);
    const refused = await failure();
    expect(refused.failure).toBe("rate-limited");
    expect(refused.retryAfterMs).toBe(expected);
  });

  test("by the content filter names the category", async () => {
    answering(400, filteredPrompt);
    const refused = await failure();
    expect(refused.failure).toBe("filtered-prompt");
    expect(refused.filters.filter(({ filtered }) => filtered)).toEqual([
      { side: "prompt", category: "jailbreak", severity: "detected", filtered: true },
    ]);
  });

  test("by the content filter is recognized in the older spelling, and without categories", async () => {
    const inner_error = {
      code: "ResponsibleAIPolicyViolation",
      content_filter_results: { hate: { filtered: true, severity: "high" } },
    };
    answering(400, { error: { code: null, message: "filtered", inner_error } });
    expect((await failure()).filters).toEqual([{ side: "prompt", category: "hate", severity: "high", filtered: true }]);
    answering(400, { error: { code: "content_filter", message: "filtered" } });
    expect(await failure()).toMatchObject({ failure: "filtered-prompt", filters: [] });
  });

  test("is not retried by the SDK", async () => {
    const once = answering(500, "");
    await failure();
    expect(once.isDone()).toBe(true);
  });
});

describe("an answer that does not arrive", () => {
  test("is late as soon as the time is over", async () => {
    const over = new AbortController();
    let release = () => {};
    nock(contoso.endpoint)
      .post(completions)
      .reply(async () => {
        over.abort();
        await new Promise<void>((done) => {
          release = done;
        });
        return [200, saying("Too late.")];
      });
    expect((await failureOf(model().ask(prompt, over.signal))).failure).toBe("late");
    release();
  });

  test("is unreachable if the host name is not found", async () => {
    nock(contoso.endpoint)
      .post(completions)
      .replyWithError(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }));
    expect((await failure()).failure).toBe("unreachable");
  });
});
