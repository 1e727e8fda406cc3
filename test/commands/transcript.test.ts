/** `npm run ticket -- show --transcript`: the conversation of a ticket as the SDK's transcript stores keep it. */
import { readdirSync } from "node:fs";
import { type Activity, FileTranscriptStore } from "botbuilder";
import { expect, test } from "vitest";
import { runTicketCommand } from "../../src/commands/ticket.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { emptyFolder } from "../support/process.ts";

/** The activities as a program reads them that gets the output. */
async function readTranscript({ store }: Desk, reference: string): Promise<Activity[]> {
  const { text, exitCode } = await runTicketCommand(["show", reference, "--transcript"], store);
  expect(exitCode).toBe(0);
  return JSON.parse(text, (key, value) => (key === "timestamp" ? new Date(value) : value)) as Activity[];
}

async function readReference({ store }: Desk): Promise<string> {
  return (await store.tickets.list())[0]?.reference ?? "";
}

/** Logs the activities into the SDK's store, and reads them back page by page. */
async function storeAndRead(activities: readonly Activity[]): Promise<Activity[]> {
  const folder = emptyFolder();
  const [first] = activities;
  const { channelId = "", conversation } = first ?? {};
  const store = new FileTranscriptStore(folder);
  for (const activity of activities) await store.logActivity(activity);
  expect(readdirSync(folder)).toEqual([channelId]);
  const read: Activity[] = [];
  for (let next: string | undefined; ; ) {
    const { items, continuationToken } = await store.getTranscriptActivities(channelId, conversation?.id ?? "", next);
    read.push(...items);
    if (!continuationToken) return read;
    next = continuationToken;
  }
}

/** The same desk, whose store gives other activities for the lines. */
function replaceActivities(desk: Desk, replace: (activity: object, index: number) => object): Desk {
  const { conversations } = desk.store;
  const linesOfCase = async (caseId: string) =>
    (await conversations.linesOfCase(caseId)).map((line, index) => ({
      ...line,
      activity: replace(line.activity, index),
    }));
  return { ...desk, store: { ...desk.store, conversations: { ...conversations, linesOfCase } } };
}

function listKeptBack(all: readonly Activity[]): Activity[] {
  return all.filter(({ channelData }) => channelData.reconnect.leftOut);
}

/** A person is handed over, talks with a technician, takes a reading back, edits a line and deletes one. */
async function openHandedOver(): Promise<Desk> {
  const desk = await openDesk({ channelId: "msteams" });
  const { chat } = desk;
  await chat.says("0x904", "same error, everyone has it", "it goes through our vpn in Bielefeld");
  await chat.presses("A VPN ×");
  await chat.says("my cat Schnurribald says hello", "technician", "payroll is stuck", "yes");
  const reference = await readReference(desk);
  const kim = desk.technician("Kim");
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "say", text: "Hello Ada, is it *still* so?" });
  await chat.user("yes, since Mnoday");
  await chat.edits("yes, since Mnoday", "yes, since Monday");
  await chat.deletes("my cat Schnurribald says hello");
  return desk;
}

test("the SDK's transcript store takes every activity, and gives back the same ones in the same order", async () => {
  const desk = await openHandedOver();
  const all = await readTranscript(desk, await readReference(desk));
  // The store reads twenty at a time.
  expect(all.length).toBeGreaterThan(20);
  expect(await storeAndRead(all)).toEqual(all);
});

test("each line says who spoke to whom, when, and what was shown", async () => {
  const desk = await openHandedOver();
  const all = await readTranscript(desk, await readReference(desk));
  const ada = { id: "ada", name: "ada", role: "user" };
  const bot = { id: "reconnect", name: "Reconnect", role: "bot" };
  const shared = { type: "message", channelId: "msteams", conversation: { id: "one" }, textFormat: "plain" };
  expect(all[0]).toEqual({
    ...shared,
    id: "ada-one-1",
    timestamp: new Date("2026-01-05T09:00:01.000Z"),
    from: ada,
    recipient: bot,
    text: "0x904",
    attachments: [],
    channelData: { reconnect: { who: "person" } },
  });
  const question = all.find(({ text }) => text.startsWith("Does the connection go through"));
  expect(question).toMatchObject({ ...shared, from: bot, recipient: ada, replyToId: "ada-one-2" });
  expect(JSON.stringify(question?.attachments)).toContain("No, straight to it");
  // The press of the button "A VPN ×".
  expect(all.find(({ text }) => text === "not A VPN")).toMatchObject({ from: ada, attachments: [] });
  expect(all.find(({ text }) => text === "Hello Ada, is it *still* so?")).toMatchObject({
    ...shared,
    from: { id: "technician", name: "Kim", role: "bot" },
    recipient: ada,
    channelData: { reconnect: { who: "technician" } },
  });
  expect(all.at(-1)).toMatchObject({
    text: "yes, since Monday",
    channelData: { reconnect: { who: "person", edited: true } },
  });
});

test("the Emulator finds in every activity what it reads to show the two sides", async () => {
  const desk = await openHandedOver();
  const all = await readTranscript(desk, await readReference(desk));
  // It takes the first recipient of each role for the bot and for the user, and compares all ids with theirs.
  const sides = (role: string) =>
    new Set(all.flatMap(({ recipient }) => (recipient.role === role ? recipient.id : [])));
  expect([[...sides("bot")], [...sides("user")]]).toEqual([["reconnect"], ["ada"]]);
  for (const { from, recipient, channelData } of all) {
    const isPerson = channelData.reconnect.who === "person";
    expect([from.role, recipient.role]).toEqual(isPerson ? ["user", "bot"] : ["bot", "user"]);
    expect(from.id).not.toBe("");
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test("a deleted line keeps its place without its text, and so does the line of the bot that repeats it", async () => {
  const desk = await openHandedOver();
  const all = await readTranscript(desk, await readReference(desk));
  expect(JSON.stringify(all)).not.toMatch(/Schnurribald|Mnoday/);
  const deleted = all.filter(({ channelData }) => channelData.reconnect.deleted);
  expect(deleted.map(({ from, text, attachments }) => [from.id, text, attachments])).toEqual([
    ["ada", "", []],
    ["reconnect", "", []],
  ]);
});

/** A person mentioned their VPN and keeps that back. */
async function openKeptBack(): Promise<Desk> {
  const desk = await openDesk({ channelId: "msteams" });
  await desk.chat.says("0x904", "same error", "it goes through our vpn at home", "technician");
  await desk.chat.fillsIn({ "pass:goes-through": "false", "pass:code": "true" }, "Hand over");
  return desk;
}

test("a line that the person keeps back has no text and no card", async () => {
  const desk = await openKeptBack();
  const all = await readTranscript(desk, await readReference(desk));
  const left = listKeptBack(all);
  expect(left.map(({ from }) => from.id)).toEqual(["ada", "reconnect", "reconnect"]);
  expect(left.map(({ text, attachments }) => [text, attachments])).toEqual(left.map(() => ["", []]));
  expect(JSON.stringify(all)).not.toContain("at home");
  // A question with all its choices reveals nothing.
  const telling = all.filter((activity) => JSON.stringify(activity).includes("A VPN"));
  expect(telling.filter(({ text }) => !text.includes("No, straight to it"))).toEqual([]);
});

test("not even a harmless card of such a line is shown", async () => {
  const desk = await openKeptBack();
  const card = { contentType: "application/vnd.microsoft.card.adaptive", content: { type: "AdaptiveCard", body: [] } };
  const changed = replaceActivities(desk, (activity) => ({ ...activity, attachments: [card] }));
  const all = await readTranscript(changed, await readReference(desk));
  expect(listKeptBack(all).map(({ attachments }) => attachments)).toEqual([[], [], []]);
  expect(all.filter(({ attachments }) => attachments?.length === 1)).toHaveLength(all.length - 3);
});

test("a card that names what is kept back is not shown, although the text of its line is", async () => {
  const desk = await openDesk({ channelId: "msteams" });
  await desk.chat.says("0x904", "same error", "technician");
  expect(JSON.stringify(desk.chat.heard.at(-1)?.attachments)).toContain("error code 0x904");
  await desk.chat.fillsIn({ "pass:code": "false" }, "Hand over");
  const all = await readTranscript(desk, await readReference(desk));
  expect(all.find(({ text }) => text.startsWith("Not handed over yet"))).toMatchObject({ attachments: [] });
  expect(JSON.stringify(all)).not.toContain("0x904");
});

test("a conversation that is kept back shows only what was said with the technician", async () => {
  const desk = await openDesk({ channelId: "msteams" });
  await desk.chat.says("0x904", "technician", "leave out the conversation", "yes");
  const reference = await readReference(desk);
  await desk.technician("Kim").does(reference, { kind: "claim" });
  await desk.chat.user("Hello Kim, my PC is on fire");
  const all = await readTranscript(desk, reference);
  const isBare = ({ text, attachments }: Activity) => text === "" && attachments?.length === 0;
  expect(listKeptBack(all).every(isBare)).toBe(true);
  expect(all.filter((activity) => !isBare(activity)).map(({ text }) => text)).toEqual([
    expect.stringContaining("Kim, a technician, is here now"),
    "Hello Kim, my PC is on fire",
  ]);
});

test("a channel without cards has none in its transcript", async () => {
  const desk = await openDesk({ channelId: "terminal" });
  await desk.chat.says("0x904", "technician", "yes");
  const all = await readTranscript(desk, await readReference(desk));
  expect(all.filter(({ attachments }) => attachments?.length !== 0)).toEqual([]);
});

test("a line whose activity is missing in old data becomes a message with its text", async () => {
  const desk = await openHandedOver();
  const broken = [null, {}, { attachments: "none" }, { type: "message", attachments: [null, { content: {} }] }];
  const damaged = replaceActivities(desk, (_, index) => broken[index % broken.length] as object);
  const reference = await readReference(desk);
  const whole = await readTranscript(desk, reference);
  const all = await readTranscript(damaged, reference);
  expect(all.map(({ text }) => text)).toEqual(whole.map(({ text }) => text));
  expect(all[1]).toEqual({ ...whole[1], attachments: [], replyToId: undefined });
  expect(await storeAndRead(all)).toEqual(all);
});

test("an unknown reference and a ticket without lines are explained, and print no transcript", async () => {
  const desk = await openHandedOver();
  const reference = await readReference(desk);
  expect(await runTicketCommand(["show", "RC-0", "--transcript"], desk.store)).toEqual({
    text: `There is no ticket RC-0.\n  → similar: ${reference}; list all: npm run ticket -- list\n`,
    exitCode: 1,
  });
  const empty = { ...desk.store, conversations: { ...desk.store.conversations, linesOfCase: async () => [] } };
  expect(await runTicketCommand(["show", reference, "--transcript"], empty)).toEqual({
    text: `The transcript of ${reference} has no lines.\n`,
    exitCode: 1,
  });
});

test("the output is asked for in one form", async () => {
  const { store } = await openDesk();
  for (const words of [
    ["show", "RC-1", "--transcript", "--json"],
    ["show", "--transcript"],
    ["list", "--transcript"],
    ["schema", "--transcript"],
    ["replay", "RC-1", "--transcript"],
    ["show", "RC-1", "--constructor"],
  ])
    expect(await runTicketCommand(words, store)).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining("npm run"),
    });
});
