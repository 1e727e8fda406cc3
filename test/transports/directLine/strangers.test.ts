/** Any request to any route gets a JSON response without a server error, and the next valid message is answered. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { base } from "./seen.ts";
import { ask, line, talks } from "./wire.ts";

const doors = [
  ["POST", "/tokens/generate"],
  ["POST", "/tokens/refresh"],
  ["POST", "/conversations"],
  ["GET", "/conversations/ID"],
  ["GET", "/conversations/ID/activities"],
  ["POST", "/conversations/ID/activities"],
  ["POST", "/conversations/ID/upload"],
  ["GET", "/session/getsessionid"],
] as const;

const odd = fc.constantFrom(
  "",
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "\u202e",
  "0",
  "-1",
  "1e309",
  "x".repeat(5_000),
);
const word = fc.oneof(fc.string(), fc.string({ unit: "binary" }), odd);
/** Fields of an activity with invalid values. */
const nearlyAnActivity = fc.record(
  {
    type: fc.oneof({ weight: 3, arbitrary: fc.constant("message") }, fc.jsonValue(), word),
    text: fc.oneof(word, fc.jsonValue()),
    id: fc.oneof(word, fc.jsonValue()),
    from: fc.jsonValue(),
    value: fc.oneof(
      fc.jsonValue(),
      fc.record({ reconnect: fc.record({ move: fc.jsonValue(), choice: fc.jsonValue(), label: fc.jsonValue() }) }),
    ),
    attachments: fc.oneof(
      fc.jsonValue(),
      fc.array(fc.record({ contentType: word, content: fc.jsonValue() }), { maxLength: 3 }),
    ),
    channelData: fc.oneof(
      fc.jsonValue(),
      fc.dictionary(word, fc.jsonValue(), { maxKeys: 3 }),
      fc.record({ clientActivityID: word }),
    ),
    entities: fc.jsonValue(),
    suggestedActions: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  { weight: 4, arbitrary: nearlyAnActivity.map((value) => JSON.stringify(value)) },
  fc.json(),
  fc.string(),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);
const type = fc.constantFrom("application/json", "application/json; charset=utf-16", "text/plain", "", "a/b;;;");
const query = fc.oneof(
  fc.constant(""),
  fc.webQueryParameters().map((text) => `?watermark=${text}`),
  fc.webQueryParameters().map((text) => `?${text}`),
);

test("any body and any query on any route, with or without a token, gets a response", async () => {
  const { url, logged } = await startServer();
  const ada = await talks(url);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...doors),
      body,
      type,
      query,
      fc.boolean(),
      async ([method, door], raw, type, query, knows) => {
        const path = door.replace("ID", ada.conversationId) + query;
        const answer = await ask(url, method, path, {
          ...(knows && ada),
          ...(method === "POST" && { raw }),
          headers: type ? { "content-type": type } : {},
        });
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400)
          expect(answer.body).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
        const ended = (await ask(url, "GET", ada.path, ada)).status === 404;
        // A random request may end the conversation legitimately.
        if (ended) Object.assign(ada, await talks(url));
      },
    ),
    { numRuns: 300 },
  );
  expect(logged()).not.toContain('"level":"error"');
  for (const words of ["withdraw", "start over", "start over", "0x904 0x7"]) await ada.says(words);
  expect(JSON.stringify(await ada.reads())).toContain("still starting");
});

test("any message at any point of a conversation is answered, and the conversation continues", async () => {
  const { url, logged } = await startServer();
  const ada = await talks(url);
  const said = fc.constantFrom(
    "0x904 0x7",
    "did that, same error",
    "no",
    "yes",
    "back",
    "not sure",
    "1",
    "technician",
    "start over",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        said.map((text) => ({ type: "message", text })),
        nearlyAnActivity,
      ),
      async (activity) => {
        const { status } = await ada.post({ ...activity, type: "message" });
        expect([200, 400]).toContain(status);
      },
    ),
    { numRuns: 150 },
  );
  expect(logged()).not.toContain('"level":"error"');
  const all = await ada.reads();
  expect(all.map(({ id }) => Number(id.split("|")[1]))).toEqual(all.map((_, at) => at + 1));
  for (const words of ["withdraw", "start over", "start over", "0x904 0x7"]) await ada.says(words);
  expect(JSON.stringify((await ada.reads()).slice(all.length))).toContain("still starting");
});

test("any bytes on a connection leave the server running", async () => {
  const { url, port } = await startServer();
  const ada = await talks(url);
  const pieces = fc.constantFrom(
    "GET ",
    "POST ",
    `${base}/conversations `,
    "HTTP/1.1\r\n",
    "Host: x\r\n",
    "\r\n",
    "Upgrade: websocket\r\n",
    "Connection: Upgrade\r\n",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Expect: 100-continue\r\n",
    "5\r\nhello\r\n",
    "\u0000",
    "é",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), async (bytes) => {
      const rude = line(port, bytes.join(""));
      rude.socket.end();
      await rude.ended;
    }),
    { numRuns: 200 },
  );
  await ada.says("0x904 0x7");
  expect(JSON.stringify(await ada.reads())).toContain("still starting");
});
