/** Bodies that are too long, broken, compressed or odd. Each is refused with a reason, and the conversation continues. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { type Answer, ask, type Talk, talks } from "./wire.ts";

const error = { code: expect.any(String), message: expect.any(String) };

async function conversation(): Promise<{
  ada: Talk;
  send: (raw: string | Buffer, headers?: object) => Promise<Answer>;
}> {
  const { url } = await startServer();
  const ada = await talks(url);
  const send = (raw: string | Buffer, headers: object = {}) =>
    ask(url, "POST", ada.path, { ...ada, raw, headers: { "content-type": "application/json", ...headers } });
  return { ada, send };
}

async function goesOn(ada: Talk): Promise<void> {
  expect(await ada.reads()).toHaveLength(1);
  await ada.says("0x904 0x7");
  expect(JSON.stringify(await ada.reads())).toContain("still starting");
}

test("a body that is too long, not JSON, compressed or of another type is refused with the reason, and the conversation continues", async () => {
  const { ada, send } = await conversation();
  const message = JSON.stringify({ type: "message", text: "packed" });
  const refused: [Answer, number][] = [
    [await send(JSON.stringify({ type: "message", text: "x".repeat(256 * 1024) })), 413],
    [await send('{"type":"message",'), 400],
    [await send("\u0000"), 400],
    [await send(Buffer.from([0xff, 0xfe, 0x7b, 0x00])), 400],
    [await send(gzipSync(message), { "content-encoding": "gzip" }), 415],
    [await send(gzipSync(message), { "content-encoding": "br" }), 415],
    [await send(message, { "content-type": "text/plain" }), 415],
    [await send(message, { "content-type": "application/x-www-form-urlencoded" }), 415],
    [await send(message, { "content-type": "multipart/form-data; boundary=x" }), 415],
    [await send(message, { "content-type": "application/json-patch+json" }), 415],
    [await send(message, { "content-md5": "AAAA" }), 400],
  ];
  for (const [answer, status] of refused) expect(answer).toMatchObject({ status, body: { error } });
  await goesOn(ada);
});

test("JSON that is not an activity is refused with the path of the mistake", async () => {
  const { ada, send } = await conversation();
  const long = "x".repeat(4_001);
  const wrong: [unknown, string][] = [
    [undefined, "body"],
    [null, "body"],
    [[], "body"],
    ["message", "body"],
    [{}, "type"],
    [{ type: 7 }, "type"],
    [{ type: "" }, "type"],
    [{ type: "message", text: { toString: 1 } }, "text"],
    [{ type: "message", attachments: {} }, "attachments"],
    [{ type: "message", attachments: [null] }, "attachments.0"],
    [{ type: "message", channelData: [] }, "channelData"],
    [{ type: "message", channelData: "x" }, "channelData"],
    [{ type: "message", channelData: { long } }, "channelData"],
  ];
  for (const [body, where] of wrong) {
    const answer = await send(body === undefined ? "" : JSON.stringify(body));
    expect(answer, where).toMatchObject({ status: 400, body: { error: { code: "BadArgument" } } });
    expect(answer.body.error.message).toContain(`the body is not a valid activity: ${where}`);
  }
  await goesOn(ada);
});

test("JSON that is nested too deeply is refused, however short it is", async () => {
  const { ada, send } = await conversation();
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  for (const field of ["value", "channelData", "attachments", "text"])
    for (const depth of [200, 5_000, 120_000]) {
      const inside = field === "channelData" ? `{"a":${deep(depth)}}` : deep(depth);
      const answer = await send(`{"type":"message","text":"hi","${field}":${inside}}`);
      expect(answer, `${field} ${depth}`).toMatchObject({ status: 400, body: { error } });
    }
  expect(await send(deep(120_000))).toMatchObject({ status: 400, body: { error } });
  await goesOn(ada);
});

test("names that are special in JavaScript have no effect in a message", async () => {
  const { ada, send } = await conversation();
  const odd = [
    '{"type":"message","text":"a","__proto__":{"isAdmin":true,"type":"event"}}',
    '{"type":"message","text":"b","constructor":{"prototype":{"isAdmin":true}}}',
    '{"type":"message","text":"c","channelData":{"__proto__":{"isAdmin":true},"toString":1,"hasOwnProperty":2}}',
    '{"type":"message","text":"d","value":{"__proto__":{"reconnect":{"move":"x","choice":"y"}}}}',
    '{"type":"message","text":"e","value":{"reconnect":{"move":"constructor","choice":"__proto__","label":"x"}}}',
    '{"type":"message","text":"f","value":{"toJSON":"x","then":1,"valueOf":null}}',
    '{"type":"message","text":"g","channelData":{"clientActivityID":"__proto__"}}',
    '{"type":"message","text":"h","channelData":{"clientActivityID":{"toString":"x"},"webchat:sequence-id":-1}}',
    '{"type":"message","text":"i","id":"constructor","timestamp":"never","localTimestamp":{}}',
  ];
  for (const body of odd) expect(await send(body), body).toMatchObject({ status: 200 });
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  const own = (await ada.reads()).filter(({ from }) => from.id !== "reconnect");
  expect(own.map(({ text }) => text)).toEqual([..."abcdefghi"]);
  expect(own.map(({ channelData }) => channelData?.["webchat:sequence-id"])).toEqual(
    own.map(({ id }) => Number(id.split("|")[1])),
  );
});

test("unusual characters come back as they are stored, and different client ids stay different", async () => {
  const { ada, send } = await conversation();
  const texts = [
    "nul \\u0000 nul",
    "lone \\ud800 half",
    "\\ufeff",
    "\\u202e desrever",
    "a\\r\\n\\tb",
    "\\u2028",
    "👩‍💻 ☂",
  ];
  const ids = [];
  for (const [at, text] of texts.entries()) {
    const answer = await send(`{"type":"message","text":"${text}","channelData":{"clientActivityID":"n${at}${text}"}}`);
    expect(answer.status).toBe(200);
    ids.push(answer.body.id);
  }
  expect(new Set(ids).size).toBe(texts.length);
  for (const [at, text] of texts.entries()) {
    const again = await send(`{"type":"message","text":"again","channelData":{"clientActivityID":"n${at}${text}"}}`);
    expect(again.body.id).toBe(ids[at]);
  }
  const own = (await ada.reads()).filter(({ from }) => from.id !== "reconnect");
  expect(own.map(({ id }) => id)).toEqual(ids);
  expect(own.at(-1)?.text).toBe("👩‍💻 ☂");
});

test("files are refused politely, in every form that clients send", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const where = `/conversations/${ada.conversationId}/upload?userId=me`;
  const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n\u0089PNG\r\n--x--';
  for (const [raw, type] of [
    [form, "multipart/form-data; boundary=x"],
    ["x".repeat(5_000_000), "image/png"],
    ["", "application/octet-stream"],
  ] as const) {
    const answer = await ask(url, "POST", where, { ...ada, raw, headers: { "content-type": type } });
    expect(answer).toMatchObject({ status: 415, body: { error: { code: "UploadsNotAccepted" } } });
    expect(answer.body.error.message).toContain("copy the text");
  }
  await ada.says("0x904");
  await ada.says("", { attachments: [{ contentType: "image/png", contentUrl: "data:," }] });
  expect(JSON.stringify(await ada.reads())).toContain("can't read pictures");
});

test("a watermark that is not a number is refused", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  for (const query of [
    "watermark=x",
    "watermark=-1",
    "watermark=1.5",
    "watermark=1e3",
    "watermark=%00",
    "watermark=0x10",
    "watermark=1&watermark=2",
    "watermark[a]=1",
    "watermark[length]=1",
    "watermark=9999999999999",
    "watermark=%E0%A4%A",
  ])
    for (const path of [ada.path, `/conversations/${ada.conversationId}`])
      expect(await ask(url, "GET", `${path}?${query}`, ada), query).toMatchObject({ status: 400, body: { error } });
  for (const query of ["watermark[toString]=1", "watermark[__proto__]=1", "toString=1", "&&&", "x".repeat(4_000)])
    expect((await ask(url, "GET", `${ada.path}?${query}`, ada)).status, query).toBe(200);
});
