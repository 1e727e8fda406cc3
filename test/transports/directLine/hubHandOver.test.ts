/** A hub's person is handed over to the hub, and the hub's status reports reach the person. */
import { type Activity, FileTranscriptStore } from "botbuilder";
import { expect, onTestFinished, test } from "vitest";
import { emptyFolder } from "../../support/process.ts";
import { type RunningServer, startServer } from "../../support/server.ts";
import { officialClient } from "./officialClient.ts";
import { type Seen, wordsOf } from "./seen.ts";
import { ask, type Talk, talks } from "./wire.ts";

const hubSecret = "a-secret-of-24-characters";

async function hubFor(url: string): Promise<{ token: string; conversationId: string; cookie: string }> {
  const user = { id: "ada@contoso", name: "Ada" };
  const { body } = await ask(url, "POST", "/tokens/generate", { token: hubSecret, json: { user } });
  return { ...body, cookie: "" };
}

async function isHandedOver(talk: Talk): Promise<void> {
  await talk.says("Remote Desktop says 0x904");
  await talk.says("technician");
  await talk.says("technician");
}

async function handedOver(wish: Parameters<typeof startServer>[0] = {}) {
  const server: RunningServer = await startServer({ hubSecret, ...wish });
  const ada = await talks(server.url, await hubFor(server.url));
  await isHandedOver(ada);
  const reports = async (state: string, more: object = {}, id = state) =>
    (await ada.post({ type: "event", id, name: "handoff.status", value: { state, ...more } })).status;
  const heard = async () => (await ada.reads()).map(wordsOf);
  return { ...server, ada, reports, heard };
}

/** An activity in the transcript of the event. */
type InTranscript = Seen & { channelId: string; conversation: { id: string }; replyToId?: string };

function readTranscript(all: Seen[]): InTranscript[] {
  const [event] = initiations(all);
  const [transcript] = (event?.attachments ?? []) as unknown as { content: { activities: InTranscript[] } }[];
  return transcript?.content.activities ?? [];
}

const initiations = (activities: Seen[]) => activities.filter(({ type }) => type === "event");

test("the hub gets one event for a hand-over, by socket and by GET, with the name that it gave", async () => {
  const { url } = await startServer({ hubSecret });
  const pass = await hubFor(url);
  const client = officialClient(url, { token: pass.token });
  onTestFinished(() => client.leaves());
  await client.hears("I help with one Remote Desktop fault");
  for (const words of ["Remote Desktop says 0x904", "technician", "technician"]) await client.says(words);
  const event = await client.until(() => initiations(client.heard)[0]);
  expect(event).toMatchObject({
    name: "handoff.initiate",
    from: { id: "reconnect" },
    conversation: { id: pass.conversationId },
    value: {
      revision: 1,
      va_ConversationId: pass.conversationId,
      reconnect: { version: 2, person: { name: "Ada" } },
    },
    attachments: [{ name: "Transcript" }],
  });
  await client.says("any news?");
  const { body } = await ask(url, "GET", `/conversations/${pass.conversationId}/activities?watermark=0`, pass);
  expect(initiations(body.activities).map(({ id }) => id)).toEqual([event.id]);
  expect(initiations(client.heard)).toHaveLength(1);
});

test("the transcript in the event repeats the messages that the hub has, with their ids and their cards", async () => {
  const { ada } = await handedOver();
  const all = await ada.reads();
  const messages = all.filter(({ type }) => type === "message");
  const activities = readTranscript(all);
  expect(activities.length).toBeGreaterThan(5);
  const pick = ({ id, channelId, conversation, text, summary, attachments = [] }: InTranscript) => ({
    ...{ id, channelId, conversation, attachments },
    text: (text ?? summary ?? "").slice(0, 200),
  });
  expect(activities.map(pick)).toEqual((messages as InTranscript[]).map(pick));
  expect(activities.filter(({ attachments }) => attachments?.length).length).toBeGreaterThan(1);
  const [first, answer] = activities.slice(activities.findIndex(({ text }) => text === "Remote Desktop says 0x904"));
  expect(answer?.replyToId).toBe(first?.id);
});

test("the SDK's transcript store takes the activities of the event", async () => {
  const { ada } = await handedOver();
  const activities = readTranscript(await ada.reads()).map(
    (activity) => ({ ...activity, timestamp: new Date(activity.timestamp) }) as unknown as Activity,
  );
  const store = new FileTranscriptStore(emptyFolder());
  for (const activity of activities) await store.logActivity(activity);
  expect((await store.getTranscriptActivities("directline", ada.conversationId)).items).toEqual(activities);
});

test("a hand-over of a person at a browser sends no event", async () => {
  const { url } = await startServer({ hubSecret });
  const browser = await talks(url);
  await isHandedOver(browser);
  expect((await browser.reads()).map(wordsOf).join()).toContain("Your reference is");
  expect(initiations(await browser.reads())).toEqual([]);
});

test('the person is told about "accepted", and repeating the status changes nothing', async () => {
  const { reports, heard } = await handedOver();
  expect(await reports("accepted")).toBe(200);
  const once = await heard();
  expect(once.at(-1)).toContain("has taken over");
  expect([await reports("accepted"), await reports("accepted", {}, "another")]).toEqual([200, 200]);
  expect(await heard()).toEqual(once);
});

test('after "completed", the person is asked whether it works', async () => {
  const { reports, heard } = await handedOver();
  await reports("accepted");
  expect(await reports("completed")).toBe(200);
  expect((await heard()).at(-1)).toContain("Is it solved?");
});

test('the person is told about "failed"', async () => {
  const { reports, heard } = await handedOver();
  const before = await heard();
  expect(await reports("failed", { message: "nobody is on" })).toBe(200);
  expect((await heard()).length).toBe(before.length + 1);
});

test('"completed" with a message that is too long is refused, and the case does not change', async () => {
  const { ada, reports, heard } = await handedOver();
  await reports("accepted");
  const before = await heard();
  const value = { state: "completed", message: "x".repeat(4_001) };
  expect(await ada.post({ type: "event", id: "done", name: "handoff.status", value })).toMatchObject({
    status: 400,
    body: {
      error: {
        code: "BadArgument",
        message:
          "the status is not valid: value.message: The note is 4,001 characters long. Shorten it to 4,000 at most.",
      },
    },
  });
  expect(await heard()).toEqual(before);
  const whole = `${"x".repeat(3_990)} the end.`;
  expect(await reports("completed", { message: whole }, "done")).toBe(200);
  expect(JSON.stringify((await ada.reads()).at(-1)?.attachments)).toContain(whole);
});

test("a status before any hand-over is accepted and ignored", async () => {
  const { url } = await startServer({ hubSecret });
  const ada = await talks(url, await hubFor(url));
  const before = await ada.reads();
  for (const state of ["accepted", "completed", "failed"])
    expect((await ada.post({ type: "event", name: "handoff.status", value: { state } })).status).toBe(200);
  expect(await ada.reads()).toEqual(before);
});

test("a status that could not be stored gets 502 and counts when it is sent again", async () => {
  let broken = false;
  const { reports, heard } = await handedOver({
    store: (real) => ({
      commit: (record) => (broken ? Promise.reject(new Error("the disk is full")) : real.commit(record)),
    }),
  });
  const before = await heard();
  broken = true;
  expect(await reports("accepted")).toBe(502);
  expect(await heard()).toEqual(before);
  broken = false;
  expect(await reports("accepted")).toBe(200);
  expect((await heard()).at(-1)).toContain("has taken over");
});

test("names are redacted in the event if the settings say so", async () => {
  const { ada } = await handedOver({ hubRedaction: { people: true, hosts: true } });
  const all = await ada.reads();
  const [event] = initiations(all);
  expect(JSON.stringify(event)).not.toMatch(/\bAda\b/);
  const cards = readTranscript(all).flatMap(({ attachments }) => attachments ?? []);
  expect(JSON.stringify(cards)).toContain("USER-1");
  expect(event).toMatchObject({ value: { reconnect: { person: { name: "USER-1" }, redacted: { people: 1 } } } });
});
