import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { type HandleRequest, Refused } from "../../src/http/server.ts";
import { serve, servedTree } from "../support/server.ts";

describe("health", () => {
  test("names the tree that is served, and reports a store that fails or hangs", async () => {
    const well = await start({});
    const answer = await fetch(`${well.url}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ok", tree: servedTree, store: "ok" }]);

    const gone = await start({ hasTaken: () => Promise.reject(new Error("disk gone")) });
    const failing = await fetch(`${gone.url}/healthz`);
    expect([failing.status, await failing.json()]).toEqual([
      503,
      { status: "failing", tree: servedTree, store: "failing" },
    ]);

    const stuck = await start({ hasTaken: () => new Promise(() => {}) });
    expect((await fetch(`${stuck.url}/healthz`)).status).toBe(503);
  });
});

describe("a POST body", () => {
  const echo: HandleRequest = async (request, response) => {
    response.send(200, request.body);
  };

  test("arrives as parsed JSON", async () => {
    const { post } = await start({ onMessages: echo });
    expect(await post('{"type":"message","text":"0x904 ☂"}')).toEqual([200, { type: "message", text: "0x904 ☂" }]);
  });

  test("that is too long, not JSON, compressed or of another type is refused with a readable message", async () => {
    const { post, url } = await start({ onMessages: echo });
    const long = JSON.stringify({ text: "x".repeat(256 * 1024) });
    expect(await post(long)).toEqual([413, refusal("PayloadTooLarge", /256|262144/)]);
    expect(await post('{"text":')).toEqual([400, refusal("InvalidContent", /^Invalid JSON/)]);
    expect(await post("{}", { "content-type": "text/plain" })).toEqual([
      415,
      refusal("UnsupportedMediaType", /application\/json/),
    ]);
    expect(await post("garbage", { "content-encoding": "gzip" })).toEqual([
      415,
      refusal("UnsupportedMediaType", /not compressed/),
    ]);
    expect(await post(long.slice(0, 250_000).concat('"}'))).toMatchObject([200, {}]);
    expect((await fetch(`${url}/api/messages`)).status).toBe(405);
  });

  test("an unknown path is a JSON 404, for browsers too, and so is the bot endpoint when there is no bot", async () => {
    const { post, url } = await start({});
    const page = await fetch(`${url}/nowhere?x=1`, { headers: { accept: "text/html" } });
    expect([page.status, await page.json()]).toEqual([404, refusal("ResourceNotFound", /nowhere/)]);
    expect(await post("{}")).toEqual([404, refusal("ResourceNotFound", /messages/)]);
  });

  test("an internal error is logged without what people typed, and the caller learns only that the request failed", async () => {
    const { post, logged } = await start({
      onMessages: async (request) => {
        throw Object.assign(new Error("table lines is gone"), { request });
      },
    });
    const answer = await post('{"text":"my dog is called Rex"}');
    expect(answer).toEqual([500, refusal("ServiceError", /failed to handle/)]);
    expect(logged()).toContain("table lines is gone");
    expect(logged()).not.toContain("Rex");
  });

  test("a refusal keeps its status and is not logged as an error", async () => {
    const { post, logged } = await start({
      onMessages: async () => {
        throw new Refused(403, "Forbidden", "not from there");
      },
    });
    expect(await post("{}")).toEqual([403, { error: { code: "Forbidden", message: "not from there" } }]);
    expect(logged()).toBe("");
  });
});

describe("stopping", () => {
  test("a running turn finishes and is answered, and no new request is accepted", async () => {
    const { post, url, server, arrived, release } = await slow();
    const answer = post("{}");
    await arrived;
    const stopped = server.stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    release();
    expect(await answer).toEqual([200, { done: true }]);
    await stopped;
  });

  test("the server does not wait forever for a turn that never ends or a caller that never finishes", async () => {
    const { post, url, server, arrived, logged } = await slow();
    const answer = post("{}").catch(() => "cut off");
    await arrived;
    const dawdler = connect(Number(new URL(url).port), "127.0.0.1");
    dawdler.on("error", () => {});
    dawdler.write(
      "POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    );
    // Neither the dawdler nor the slow turn ends.
    await server.stop(50);
    expect(await answer).toBe("cut off");
    expect(logged()).toContain("server stopped before all turns finished");
  });

  test("a port that is in use rejects the start", async () => {
    const { url } = await start({});
    await expect(start({ port: Number(new URL(url).port) })).rejects.toThrow("another program uses that port");
  });
});

type Wish = { hasTaken?: () => Promise<boolean>; onMessages?: HandleRequest; port?: number };

const start = ({ hasTaken = async () => false, ...parts }: Wish) =>
  serve({ store: { conversations: { hasTaken } }, ...parts });

async function slow() {
  const began = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const started = await start({
    onMessages: async (_request, response) => {
      began.resolve();
      await goOn.promise;
      response.send(200, { done: true });
    },
  });
  return { ...started, arrived: began.promise, release: goOn.resolve };
}

function refusal(code: string, message: RegExp) {
  return { error: { code, message: expect.stringMatching(message) } };
}
