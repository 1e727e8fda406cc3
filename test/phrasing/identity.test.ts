import nock from "nock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAzureModel } from "../../src/phrasing/azureOpenAi.ts";
import { cutOffNetwork } from "../support/network.ts";
import { completions, contoso, enough, failureOf, prompt, saying } from "./modelServer.ts";

cutOffNetwork({ expectAll: true });
afterEach(() => vi.unstubAllEnvs());

const anHour = () => Date.now() + 3_600_000;
const clientId = "8f14e45f-ceea-467f-a3f0-000000000002";
const byIdentity = { ...contoso, apiKey: undefined, clientId: undefined };

/** Answers `times` calls and returns the credentials that they carried. */
function answering(times = 1): (string | null)[][] {
  const shown: (string | null)[][] = [];
  nock(contoso.endpoint)
    .post(completions)
    .times(times)
    .reply(({ headers }: Request) => {
      shown.push([headers.get("authorization"), headers.get("api-key")]);
      return [200, saying("Yes.")];
    });
  return shown;
}

describe("an identity of Microsoft Entra ID", () => {
  test("sends its token as Bearer, and reuses it for the next call", async () => {
    const getToken = vi.fn(async () => ({ token: "t0ken", expiresOnTimestamp: anHour() }));
    const model = createAzureModel(byIdentity, { getToken });
    const shown = answering(2);
    await model.ask(prompt, enough());
    await model.ask(prompt, enough());
    expect(shown).toEqual([
      ["Bearer t0ken", null],
      ["Bearer t0ken", null],
    ]);
    expect(getToken).toHaveBeenCalledTimes(1);
    expect(getToken).toHaveBeenCalledWith(["https://cognitiveservices.azure.com/.default"], expect.anything());
  });

  test("is used even if the environment contains a key", async () => {
    vi.stubEnv("AZURE_OPENAI_API_KEY", "left over");
    vi.stubEnv("OPENAI_API_KEY", "left over");
    const model = createAzureModel(byIdentity, {
      getToken: async () => ({ token: "t0ken", expiresOnTimestamp: anHour() }),
    });
    const shown = answering();
    await model.ask(prompt, enough());
    expect(shown).toEqual([["Bearer t0ken", null]]);
  });

  test("without a token fails before a call of the model, and says what to check", async () => {
    const broken = createAzureModel(byIdentity, { getToken: () => Promise.reject(new Error("no identity here")) });
    const failure = await failureOf(broken.ask(prompt, enough()));
    expect(failure.failure).toBe("unauthorized");
    expect(failure.message).toContain("AZURE_OPENAI_CLIENT_ID");
    const none = createAzureModel(byIdentity, { getToken: async () => null });
    expect((await failureOf(none.ask(prompt, enough()))).failure).toBe("unauthorized");
  });

  test("whose token is late fails at the deadline", async () => {
    const over = new AbortController();
    const slow = createAzureModel(byIdentity, {
      getToken: () => {
        over.abort();
        return new Promise(() => {});
      },
    });
    expect((await failureOf(slow.ask(prompt, over.signal))).failure).toBe("unauthorized");
  });

  test("without the role fails with the name of the role", async () => {
    const model = createAzureModel(byIdentity, {
      getToken: async () => ({ token: "t0ken", expiresOnTimestamp: anHour() }),
    });
    nock(contoso.endpoint)
      .post(completions)
      .reply(401, { error: { code: "PermissionDenied", message: "Principal does not have access to API/Operation." } });
    const failure = await failureOf(model.ask(prompt, enough()));
    expect(failure.failure).toBe("unauthorized");
    expect(failure.message).toContain('"Cognitive Services OpenAI User"');
    expect(failure.message).not.toContain("t0ken");
  });
});

test("after a failed search for an identity, the next call searches again", async () => {
  vi.stubEnv("AZURE_TOKEN_CREDENTIALS", "nonsense");
  const model = createAzureModel(byIdentity);
  expect((await failureOf(model.ask(prompt, enough()))).failure).toBe("unauthorized");
  vi.stubEnv("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
  vi.stubEnv("IDENTITY_ENDPOINT", "http://identity.test:8081/msi/token");
  vi.stubEnv("IDENTITY_HEADER", "1");
  const expires_on = String(Math.floor(anHour() / 1_000));
  const token = { access_token: "managed", expires_on, resource: "r", token_type: "Bearer" };
  nock("http://identity.test:8081").get("/msi/token").query(true).reply(200, token);
  const shown = answering();
  await model.ask(prompt, enough());
  expect(shown).toEqual([["Bearer managed", null]]);
});

describe("a managed identity", () => {
  beforeEach(() => {
    for (const name of ["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET", "AZURE_TOKEN_CREDENTIALS"])
      vi.stubEnv(name, undefined);
    vi.stubEnv("IDENTITY_ENDPOINT", "http://identity.test:8081/msi/token");
    vi.stubEnv("IDENTITY_HEADER", "1");
  });

  test("that is user-assigned is requested with its client id", async () => {
    let query: URLSearchParams | undefined;
    nock("http://identity.test:8081")
      .get("/msi/token")
      .query(true)
      .reply((request: Request) => {
        query = new URL(request.url).searchParams;
        const expires_on = String(Math.floor(anHour() / 1_000));
        return [
          200,
          {
            access_token: "managed",
            expires_on,
            resource: "https://cognitiveservices.azure.com",
            token_type: "Bearer",
          },
        ];
      });
    const shown = answering();
    await createAzureModel({ ...byIdentity, clientId }).ask(prompt, enough());
    expect(shown).toEqual([["Bearer managed", null]]);
    expect(query?.get("client_id")).toBe(clientId);
    expect(query?.get("resource")).toBe("https://cognitiveservices.azure.com");
  });
});
