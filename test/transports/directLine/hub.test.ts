/** An agent hub that owns its persons' chats and sends messages for them. */
import type { Activity } from "botbuilder";
import { decodeJwt } from "jose";
import { expect, onTestFinished, test } from "vitest";
import { isHubConversation } from "../../../src/channels/channels.ts";
import {
  readClientName,
  readSentActivity,
  toBotActivity,
  toClientActivity,
} from "../../../src/transports/directLine/activities.ts";
import { startServer } from "../../support/server.ts";
import { officialClient } from "./officialClient.ts";
import { wordsOf } from "./seen.ts";
import { type Answer, ask, comesIn, listens, type Pass, talks } from "./wire.ts";

const hubSecret = "a-secret-of-24-characters";
const helloWords = "I help with one Remote Desktop fault";

async function openHub() {
  const server = await startServer({ hubSecret });
  const asks = (json?: unknown): Promise<Answer> =>
    ask(server.url, "POST", "/tokens/generate", { token: hubSecret, ...(json !== undefined && { json }) });
  const speaksFor = async (id: string, name?: string): Promise<Pass> => {
    const { body } = await asks({ user: { id, ...(name && { name }) } });
    return { ...body, cookie: "" };
  };
  const personOf = ({ token }: Pick<Pass, "token">) => String(decodeJwt(token).user);
  return { ...server, asks, speaksFor, personOf };
}

const status = (value: unknown, more = {}) => ({ type: "event", name: "handoff.status", value, ...more });
const accepted = status({ state: "accepted" });

test("a hub sends its person's messages with the official client, from the greeting on", async () => {
  const { url, speaksFor } = await openHub();
  const { token } = await speaksFor("ada@contoso", "Ada");
  const client = officialClient(url, { token });
  onTestFinished(() => client.leaves());
  await client.hears(helloWords);
  await client.says("Remote Desktop says 0x904");
  await client.hears("I read: 0x904");
  const renewed = await client.refreshes();
  expect(decodeJwt(renewed)).toMatchObject({ hub: { name: "Ada" }, user: decodeJwt(token).user });
});

test("a hub gets no cookie, and a page that found its token cannot use it", async () => {
  const { url, asks, port } = await openHub();
  const { status: code, body, headers } = await asks({ user: { id: "ada" } });
  expect([code, headers["set-cookie"]]).toEqual([200, undefined]);
  const origin = `http://127.0.0.1:${port}`;
  const used = await ask(url, "POST", "/conversations", { token: body.token, headers: { origin } });
  expect(used).toMatchObject({ status: 403, body: { error: { code: "OriginNotTrusted" } } });
});

test("a wrong secret gets no token", async () => {
  const { url, store, personOf } = await openHub();
  const browser = await comesIn(url);
  for (const token of ["", " ", "a", `${hubSecret}x`, hubSecret.slice(1), hubSecret.toUpperCase(), browser.token]) {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await ask(url, "POST", "/tokens/generate", { headers, json: { user: { id: "ada" } } });
    expect([token, answer.status, answer.body.error?.code]).toEqual([token, 403, "BadToken"]);
    expect(answer.headers["set-cookie"]).toBe(undefined);
  }
  expect(await store.conversations.count("reconnect", personOf(browser))).toBe(0);
});

test("without a configured hub, a browser that sends a proxy's credentials is served as usual", async () => {
  const { url } = await startServer();
  for (const headers of [{ authorization: `Bearer ${hubSecret}` }, { "content-type": "text/plain" }]) {
    const { status: code, body, headers: got } = await ask(url, "POST", "/tokens/generate", { headers, raw: "{" });
    expect([code, got["set-cookie"]?.length]).toEqual([200, 1]);
    expect(decodeJwt(body.token).hub).toBe(undefined);
  }
});

test("with a configured hub, browsers are served as usual, even with a password for a proxy", async () => {
  const { url } = await openHub();
  for (const headers of [{}, { authorization: "Basic YTpi" }]) {
    const pass = await comesIn(url, headers);
    expect(pass.cookie).toContain("reconnect_browser=");
    expect(decodeJwt(pass.token).hub).toBe(undefined);
  }
});

test("each token is for a new conversation, and the same id means the same person", async () => {
  const { speaksFor, personOf } = await openHub();
  const [one, again, other] = [await speaksFor("ada"), await speaksFor("ada"), await speaksFor("ben")];
  expect(new Set([one, again, other].map(({ conversationId }) => conversationId)).size).toBe(3);
  expect(personOf(one)).toBe(personOf(again));
  expect(personOf(one)).not.toBe(personOf(other));
  expect(one.conversationId).toMatch(/^[\w-]{32}$/);
});

test("a hub that names no user gets a new person each time", async () => {
  const { asks, personOf } = await openHub();
  const [one, other] = [await asks(), await asks({})];
  expect([one.status, other.status]).toEqual([200, 200]);
  expect(personOf(one.body)).not.toBe(personOf(other.body));
});

test("two persons of one hub never see each other's messages", async () => {
  const { url, speaksFor } = await openHub();
  const [ada, ben] = [await talks(url, await speaksFor("ada")), await talks(url, await speaksFor("ben"))];
  await ada.says("Remote Desktop says 0x904 on ALPHA");
  await ben.says("Remote Desktop says 0x904 on BRAVO");
  const heardBy = async (talk: typeof ada) => (await talk.reads()).map(wordsOf).join("\n");
  expect(await heardBy(ada)).toContain("ALPHA");
  expect(await heardBy(ada)).not.toContain("BRAVO");
  expect((await ask(url, "GET", ada.path, ben)).status).toBe(403);
});

test("a hub cannot pose as the person at a browser, whatever user id it sends", async () => {
  const { url, speaksFor, personOf, asks } = await openHub();
  const browser = await talks(url);
  await browser.says("Remote Desktop says 0x904");
  const posing = await speaksFor(personOf(browser));
  expect(personOf(posing)).not.toBe(personOf(browser));
  expect(personOf(posing)).toMatch(/^dl_hub_/);
  const user = { id: personOf(browser) };
  expect(await asks({ user, conversationId: browser.conversationId })).toMatchObject({
    status: 403,
    body: { error: { code: "BadToken" } },
  });
});

test("a hub whose token has expired continues the conversation that it names", async () => {
  const { url, asks, speaksFor } = await openHub();
  const pass = await speaksFor("ada");
  await (await talks(url, pass)).says("Remote Desktop says 0x904");
  const { conversationId } = pass;
  const { body } = await asks({ user: { id: "ada" }, conversationId });
  expect(body.conversationId).toBe(conversationId);
  const again = await talks(url, { ...body, cookie: "" });
  expect((await again.reads()).map(wordsOf)).toContain("Remote Desktop says 0x904");
  expect(await asks({ user: { id: "ben" }, conversationId })).toMatchObject({ status: 403 });
  expect(await asks({ user: { id: "ada" }, conversationId: "never-begun" })).toMatchObject({ status: 404 });
});

test.each([
  ["user", { user: "ada" }],
  ["user.id", { user: { id: "" } }],
  ["user.id", { user: { name: "Ada" } }],
  ["user.name", { user: { id: "ada", name: "A".repeat(201) } }],
  ["conversationId", { conversationId: 7 }],
  ["body", [1]],
])("a request with a wrong %s is refused with that name", async (field, json) => {
  const { asks } = await openHub();
  const { status: code, body } = await asks(json);
  expect([code, body.error.code]).toEqual([400, "BadArgument"]);
  expect(body.error.message).toContain(`${field}: `);
});

test("a body that is not JSON is refused", async () => {
  const { url } = await openHub();
  const headers = { "content-type": "application/json" };
  expect((await ask(url, "POST", "/tokens/generate", { token: hubSecret, headers, raw: "{" })).status).toBe(400);
  expect((await ask(url, "POST", "/tokens/generate", { token: hubSecret, raw: "user=ada" })).status).toBe(415);
});

test("a browser can neither report what a technician does nor pose as a hub", async () => {
  const { url, store } = await openHub();
  const browser = await talks(url);
  await browser.says("Remote Desktop says 0x904");
  const before = await browser.reads();
  const marked = { ...accepted, conversation: { id: browser.conversationId, properties: { hub: true } } };
  for (const activity of [accepted, marked, { ...marked, id: "1", from: { id: "hub", role: "bot" } }])
    expect((await browser.post(activity)).status).toBe(200);
  expect(await browser.reads()).toEqual(before);
  expect(await store.conversations.hasTaken(JSON.stringify(["reconnect", browser.conversationId]), "client:1")).toBe(
    false,
  );
  await browser.says("To everyone", { conversation: { properties: { hub: true } } });
  expect((await browser.reads()).every(({ type }) => type === "message")).toBe(true);
});

test.each([
  ["a state nobody knows", { state: "transferred" }],
  ["no state", {}],
  ["no value", undefined],
  ["a value that is none", "accepted"],
])("%s in a status is accepted and ignored", async (_what, value) => {
  const { url, speaksFor } = await openHub();
  const ada = await talks(url, await speaksFor("ada"));
  const before = await ada.reads();
  expect((await ada.post(status(value))).status).toBe(200);
  expect((await ada.post({ type: "event", name: "something.else", value })).status).toBe(200);
  expect(await ada.reads()).toEqual(before);
});

test("the bot takes the person and the hub from the token, never from the body", () => {
  const grant = { conversation: "one", person: "dl_hub_ada", origin: undefined };
  const said = readSentActivity({
    type: "message",
    text: "Hi",
    name: "handoff.status",
    from: { id: "root", name: "Root" },
    conversation: { id: "two", properties: { hub: true } },
  });
  const [ofHub, ofBrowser] = [
    toBotActivity(said, "1", { ...grant, hub: { name: "Ada" } }),
    toBotActivity(said, "1", grant),
  ];
  expect(ofHub).toMatchObject({ conversation: { id: "one" }, from: { id: "dl_hub_ada", name: "Ada" }, text: "Hi" });
  expect(ofBrowser).toMatchObject({ conversation: { id: "one" }, from: { id: "dl_hub_ada", name: "" } });
  expect([ofHub, ofBrowser].map((activity) => isHubConversation(activity as Activity))).toEqual([true, false]);
});

test("a hub's status becomes an event for the bot with the hub's id", () => {
  const grant = { conversation: "one", person: "dl_hub_ada", origin: undefined };
  const said = readSentActivity(
    status({ state: "failed", message: "x".repeat(4_000), agent: 7 }, { id: "s-1", text: "ignored" }),
  );
  const event = toBotActivity(said, readClientName(said) ?? "", { ...grant, hub: {} });
  expect(event).toMatchObject({ type: "event", name: "handoff.status", id: "client:s-1", conversation: { id: "one" } });
  expect(event?.value).toEqual({ state: "failed", message: "x".repeat(4_000) });
  expect(event?.text).toBe(undefined);
  expect(toBotActivity(said, "s-1", grant)).toBe(undefined);
});

test("a client gets the event of a hand-over as it was stored", async () => {
  const event = {
    type: "event",
    name: "handoff.initiate",
    value: { reference: "RC-1", va_Topics: ["rdp-0x904"], reconnect: { version: 2 } },
    attachments: [{ name: "Transcript", contentType: "application/json", content: { activities: [] } }],
  };
  const line = { id: "l", caseId: "c", conversation: "k", activityId: "l", text: "", provenance: null, sent: true };
  const stored = {
    ...line,
    who: "bot",
    activity: { ...event, recipient: { id: "x" } },
    at: "2026-01-05T09:00:00Z",
    seq: 7,
  };
  expect(toClientActivity(stored as never, { conversation: "one", person: "dl_ada", hub: {} })).toEqual({
    ...event,
    id: "one|0000007",
    timestamp: "2026-01-05T09:00:00Z",
    channelId: "directline",
    conversation: { id: "one" },
    from: { id: "reconnect", name: "Reconnect", role: "bot" },
    channelData: { "webchat:sequence-id": 7 },
  });
});

test("a technician's message differs in its sender from those of the bot and the person, and a hub gets the name in the text too", async () => {
  const line = { id: "l", caseId: "c", conversation: "k", activityId: "l", text: "Hi", provenance: null, sent: true };
  const activity = { type: "message", text: "Hi", from: { id: "technician", name: "Tess" } };
  const stored = { ...line, who: "technician", activity, at: "2026-01-05T09:00:00Z", seq: 8 };
  const from = { id: "technician", name: "Tess", role: "bot" };
  const audience = { conversation: "one", person: "dl_ada" };
  expect(toClientActivity(stored as never, audience)).toMatchObject({ text: "Hi", from });
  expect(toClientActivity(stored as never, { ...audience, hub: {} })).toMatchObject({
    text: "Tess (technician): Hi",
    from,
  });
});

test("a hub's socket gets the answers to its person", async () => {
  const { url, speaksFor } = await openHub();
  const ada = await talks(url, await speaksFor("ada", "Ada"));
  const listener = await listens(ada.streamUrl);
  await ada.says("Remote Desktop says 0x904");
  await listener.hears(3);
  expect(listener.heard.map(({ from }) => from.id)).toContain("reconnect");
});
