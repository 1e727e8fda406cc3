/** The event of a hand-over, as adapters for the protocol and for Copilot Studio read it. */
import type { Activity } from "botbuilder";
import { expect, test } from "vitest";
import type { Shown } from "../../src/tickets/activities.ts";
import { buildHandoffInitiate, handoffStatus } from "../../src/tickets/handoff.ts";
import { textLimits } from "../../src/tickets/textLimits.ts";
import { type Said, type TicketPackage, ticketPackage } from "../../src/tickets/ticketPackage.ts";

const at = "2026-03-02T09:30:00.000Z";
const undo = { do: "Turn it on again", run: "Set-ItemProperty -Name UserAuthentication -Value 1" };
const suspect = (cause: string, standing: TicketPackage["suspects"][number]["standing"]) => ({
  cause,
  title: `The ${cause}`,
  standing,
  because: [],
});
const ticket: TicketPackage = {
  version: 2,
  reference: "RC-7K3F-2QW9",
  revision: 2,
  at,
  channel: "reconnect",
  tree: { id: "rdp-0x904", version: "1.0.0", hash: "0123456789abcdef" },
  reason: { id: "asked", text: "they asked for a technician" },
  person: { id: "dl_hub_1", name: "Ada" },
  impact: "I cannot print the payroll",
  urgency: "now",
  fault: { codes: [{ kind: "disconnect", hex: "0x904" }] },
  suspects: [
    suspect("certificate", "likely"),
    suspect("clock", "likely"),
    suspect("tls", "possible"),
    suspect("still-starting", "tried"),
    suspect("tunnel", "ruled-out"),
  ],
  tried: [],
  openChanges: [{ step: "nla-off", do: "Turn it off", undo }],
  looks: [],
  notAllowed: [],
  facts: [],
  leftOut: 1,
  redacted: { secrets: 0, people: 0, hosts: 0 },
  transcript: [
    { who: "person", at, text: "Remote Desktop says 0x904" },
    { who: "bot", at, text: "To everyone?", by: "model" },
    { who: "person", at, text: "", leftOut: true },
    { who: "technician", at, name: "Tess", text: "I was here before" },
    { who: "person", at, text: "technician" },
  ],
};

type Event = {
  value: {
    linesDropped: number;
    cardsDropped: number;
    reconnect: TicketPackage;
    va_Phrases: string[];
    va_AgentMessage: string;
  };
  attachments: { content: { activities: Activity[] } }[];
};
const makeCard = (text: string) => ({
  contentType: "application/vnd.microsoft.card.adaptive",
  content: { type: "AdaptiveCard", body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text }] }] },
});
const afterMs = (ms: number) => new Date(Date.parse(at) + ms);
/** The bot's lines have this card, if any. */
const showLines = ({ transcript }: TicketPackage, card?: object): Shown[] =>
  transcript.map(({ who }, index) => ({
    id: `line ${index}`,
    at: afterMs(index),
    replyToId: who === "bot" ? `line ${index - 1}` : undefined,
    cards: card && who === "bot" ? [card as Shown["cards"][number]] : [],
  }));
const initiate = (given: TicketPackage, card?: object) =>
  buildHandoffInitiate({ ticket: given, shown: showLines(given, card) }, "c-1") as Event;
const readActivities = ({ attachments }: Event) => attachments[0]?.content.activities ?? [];
const bytes = (event: object) => Buffer.byteLength(JSON.stringify(event));
const withLines = (transcript: Said[]): TicketPackage => ({ ...ticket, transcript });

test("the event follows the protocol and contains the package and Copilot Studio's names", () => {
  const { attachments: _, ...event } = initiate(ticket);
  expect(event).toEqual({
    type: "event",
    name: "handoff.initiate",
    conversation: { id: "c-1" },
    value: {
      reference: "RC-7K3F-2QW9",
      revision: 2,
      urgency: "now",
      impact: "I cannot print the payroll",
      linesDropped: 0,
      cardsDropped: 0,
      va_Scope: "bot",
      va_LastTopic: "certificate",
      va_Topics: ["rdp-0x904", "still-starting", "clock", "certificate"],
      va_LastPhrases: "technician",
      va_Phrases: ["Remote Desktop says 0x904", "technician"],
      va_ConversationId: "c-1",
      va_AgentMessage:
        "RC-7K3F-2QW9: they asked for a technician\nI cannot print the payroll\nPut back first: Turn it on again",
      va_BotId: "reconnect",
      va_Language: "en-us",
      reconnect: ticket,
    },
  });
});

test("the transcript consists of activities, with the speaker of every line and the cards of the bot", () => {
  const card = makeCard("To everyone?");
  const ada = { id: "dl_hub_1", name: "Ada", role: "user" };
  const bot = { id: "reconnect", name: "Reconnect", role: "bot" };
  const tess = { id: "technician", name: "Tess", role: "bot" };
  const line = (index: number, from: object, text: string, reconnect: object, more: object = {}) => ({
    type: "message",
    id: `line ${index}`,
    timestamp: afterMs(index),
    channelId: "directline",
    conversation: { id: "c-1" },
    from,
    recipient: from === ada ? bot : ada,
    text,
    textFormat: "plain",
    attachments: [],
    channelData: { reconnect },
    ...more,
  });
  expect(initiate(ticket, card).attachments).toEqual([
    {
      name: "Transcript",
      contentType: "application/json",
      content: {
        activities: [
          line(0, ada, "Remote Desktop says 0x904", { who: "person" }),
          line(1, bot, "To everyone?", { who: "bot", by: "model" }, { replyToId: "line 0", attachments: [card] }),
          line(2, ada, "", { who: "person", leftOut: true }),
          line(3, tess, "I was here before", { who: "technician" }),
          line(4, ada, "technician", { who: "person" }),
        ],
      },
    },
  ]);
});

test("a person who said nothing about themselves or the problem is still handed over", () => {
  const { impact: _impact, urgency: _urgency, ...bare } = ticket;
  const event = initiate({ ...bare, person: { id: "p" }, suspects: [], openChanges: [], transcript: [] });
  expect(event.value).toMatchObject({ va_LastTopic: "rdp-0x904", va_LastPhrases: "", va_Phrases: [] });
  expect(event.value).not.toHaveProperty("urgency");
  expect(event.value.va_AgentMessage).toBe("RC-7K3F-2QW9: they asked for a technician");
});

test("a long conversation keeps as many of its newest lines as fit, and the event says so", () => {
  const lines = Array.from(
    { length: 900 },
    (_, index): Said => ({ who: "person", at, text: `${index} ${"é".repeat(200)}` }),
  );
  const event = initiate(withLines(lines));
  expect(bytes(event)).toBeLessThanOrEqual(200_000);
  expect(bytes(event)).toBeGreaterThan(195_000);
  const { linesDropped, reconnect, va_Phrases } = event.value;
  expect(reconnect.transcript).toEqual(lines.slice(linesDropped));
  expect(va_Phrases).toEqual(lines.slice(linesDropped).map(({ text }) => text));
  const [notice, oldest] = readActivities(event);
  expect(notice).toMatchObject({
    id: "RC-7K3F-2QW9|earlier",
    timestamp: afterMs(linesDropped - 1),
    text: `${linesDropped} earlier lines aren't shown here; the ticket RC-7K3F-2QW9 has all of them.`,
    channelData: { reconnect: { who: "bot" } },
  });
  expect(oldest).toMatchObject({ id: `line ${linesDropped}`, text: lines[linesDropped]?.text });
  expect(ticketPackage.safeParse(reconnect).success).toBe(true);
});

test("the oldest cards are left out before any line is, and the event counts them", () => {
  const talk = Array.from({ length: 60 }, (): Said[] => [
    { who: "person", at, text: "not yet" },
    { who: "bot", at, text: "Try again?" },
  ]);
  const event = initiate(withLines(talk.flat()), makeCard("x".repeat(3_900)));
  expect(bytes(event)).toBeLessThanOrEqual(200_000);
  expect(bytes(event)).toBeGreaterThan(195_000);
  const { linesDropped, cardsDropped } = event.value;
  expect(linesDropped).toBe(0);
  const cards = readActivities(event)
    .filter(({ from }) => from.id === "reconnect")
    .map(({ attachments }) => attachments?.length);
  expect(cards).toEqual([...Array(cardsDropped).fill(0), ...Array(60 - cardsDropped).fill(1)]);
  expect(cardsDropped).toBeGreaterThan(10);
  expect(cardsDropped).toBeLessThan(60);
});

test("a reply to a line that was left out names no line", () => {
  const lines = Array.from({ length: 450 }, (): Said[] => [
    { who: "person", at, text: "é".repeat(200) },
    { who: "bot", at, text: "Try again?" },
  ]);
  const activities = readActivities(initiate(withLines(lines.flat())));
  const ids = new Set(activities.map(({ id }) => id));
  const answered = activities.flatMap(({ replyToId }) => replyToId ?? []);
  expect(answered.length).toBeGreaterThan(50);
  expect(answered.filter((id) => !ids.has(id))).toEqual([]);
});

test("a pasted log is cut, and the lines after it stay", () => {
  const log = "x".repeat(150_000);
  const event = initiate(withLines([{ who: "person", at, text: log }, ...ticket.transcript]));
  expect(event.value.linesDropped).toBe(0);
  expect(event.value.va_Phrases[0]).toBe(`${"x".repeat(4_000)} … (146000 more characters)`);
  expect(bytes(event)).toBeLessThanOrEqual(200_000);
});

test("a ticket that is too large even without lines is made to fit", () => {
  const words = "語".repeat(30_000);
  const fact = { fact: "f", question: "q", answer: "a", label: "l", origin: "said", words } as const;
  const event = initiate({ ...ticket, impact: words, facts: Array.from({ length: 60 }, () => fact) });
  expect(bytes(event)).toBeLessThanOrEqual(200_000);
  expect(ticketPackage.safeParse(event.value.reconnect).success).toBe(true);
});

test("a whole package is passed on word for word while there is room", () => {
  const run = `Write-Output ${"y".repeat(10_000)}`;
  const event = initiate({ ...ticket, openChanges: [{ step: "s", do: "d", undo: { do: "u", run } }] });
  expect(event.value.reconnect.openChanges[0]?.undo.run).toBe(run);
});

test("a status has a state; its message may be any value and is kept when it is text", () => {
  const read = (value: unknown) => handoffStatus.safeParse(value);
  for (const state of ["accepted", "failed", "completed"]) expect(read({ state }).data).toEqual({ state });
  expect(read({ state: "failed", message: "nobody is on" }).data).toEqual({ state: "failed", message: "nobody is on" });
  expect(read({ state: "failed", message: { code: 7 } }).data?.message).toBe(undefined);
  expect(read({ state: "failed", message: "x".repeat(textLimits.note) }).data?.message).toHaveLength(4_000);
  expect(read({ state: "failed", message: "x".repeat(textLimits.note + 1) }).error?.issues[0]?.message).toBe(
    "The note is 4,001 characters long. Shorten it to 4,000 at most.",
  );
  for (const value of [{ state: "transferred" }, {}, null, undefined, "accepted"])
    expect(read(value).success).toBe(false);
});
