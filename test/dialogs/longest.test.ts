/** The longest accepted messages, in shapes for which a pattern with backtracking takes minutes, so that the test times out. */
import { expect, test } from "vitest";
import { sentence } from "../../dialogs/words/sentence.ts";
import { BODY_LIMIT } from "../../src/http/server.ts";
import { maskSecrets } from "../../src/privacy/secrets.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { comesToThePause } from "../support/thePause.ts";

/** The bytes that are left for the text after the channel's own fields. */
const room = BODY_LIMIT - 2_000;
const sizeOf = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;
const runOf = (unit: string, size = room) => unit.repeat(Math.floor(size / sizeOf(unit)));

/** Leads to each place of a conversation. */
const places = {
  "the opening question": async () => {},
  "a question": ({ chat }) => chat.says("0x904", "same error"),
  "a look": ({ chat }) => chat.says("0x904", "same error", "straight", "nobody", "1", "yes", "yes"),
  "a blank to fill in": async ({ chat }) => {
    await chat.user("0x904, for days. straight, same network. others can connect, only me not. no admin of this PC");
    chat.bot("enablecredsspsupport");
    await chat.says("I can't do this", "done", "yes");
    chat.bot("What is the remote computer called");
  },
  "a step": ({ chat }) => comesToThePause(chat),
  "a check": async ({ chat }) => {
    await comesToThePause(chat);
    await chat.user("done");
  },
  "what is to be put back": async ({ chat }) => {
    await comesToThePause(chat);
    await chat.says("done", "no");
  },
  "the form": ({ chat }) => chat.says("0x904", "same error", "technician"),
  "the form at the end of the tree": ({ chat }) => chat.says("0x904", "same error", "straight", "nobody", "1", "no"),
  "waiting, with a change in place": async ({ chat }) => {
    await comesToThePause(chat);
    await chat.says("done", "technician", "yes");
  },
  "the question of a technician whether it works": async ({ chat, store, technician }) => {
    await chat.says("0x904", "technician", "yes");
    const reference = (await store.tickets.list())[0]?.reference ?? "";
    await technician("Kim").does(reference, { kind: "claim" });
    await technician("Kim").does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  },
  "the end": ({ chat }) => chat.says("0x904", "it works"),
} satisfies Record<string, (desk: Desk) => Promise<void>>;

const spaces = " ".repeat(room - 20);
const invisible = runOf("\u200b", room / 2);
const halfOf = (unit: string) => runOf(unit, room / 2);

/** Each place with the worst shapes for its patterns. The shapes for patterns that run at every place are spread over them. */
const shapes: Record<keyof typeof places, string[]> = {
  "the opening question": [
    ...[runOf("my name is A A A "), runOf("pw is "), `pw is${spaces}x`, runOf("-----BEGIN A"), runOf(" -pw")],
    ...[`0x904${spaces}0x7`, `${invisible}${halfOf("0x1 ")}`, `${invisible}${halfOf("2308 in ")}`, runOf("0x")],
  ],
  "a question": [`1${spaces}x`, `yes${spaces}x`, runOf("sorry, i really "), `${halfOf("? ")}x`],
  "a look": [runOf("5/1/2025 2:46:52 PM          36870 Error\n"), runOf("REG_"), runOf("\n'")],
  "a blank to fill in": [`REG_SZ${spaces}x y`, `REG_SZ ${halfOf("a")} b`, `"${halfOf("a")}`],
  "a step": [runOf("zero x nine "), runOf("a-a-")],
  "a check": [runOf("0x905 "), runOf("e\u0301")],
  "what is to be put back": [runOf("event 1058 "), runOf('("')],
  "the form": [
    ...[runOf("a"), runOf("a@"), runOf("a."), `a@${halfOf("a.")}@`, runOf("1 1 1 "), runOf("I'm A’")],
    ...[`leave out${spaces}x\ny`, runOf("keep a"), runOf("not ")],
  ],
  "the form at the end of the tree": [runOf("a"), runOf("😀")],
  "waiting, with a change in place": [`${runOf("now ", room - 10)}x`, `put it${spaces}x`],
  "the question of a technician whether it works": [`yes ${halfOf("b")}`],
  "the end": [runOf("thanks ")],
};

/** Whether the transcript contains the whole text, apart from masked secrets. */
async function keeps({ store }: Desk, text: string): Promise<boolean> {
  const lines = await Promise.all((await store.cases.list()).map(({ id }) => store.conversations.linesOfCase(id)));
  return lines.flat().some((line) => line.who === "person" && line.text === maskSecrets(text).trim());
}

/** EVERY_SHAPE=1 tries every shape in every place, which takes minutes. */
const everyShape = process.env.EVERY_SHAPE ? [...new Set(Object.values(shapes).flat())] : undefined;
const patienceMs = everyShape ? 600_000 : 30_000;

test.each(Object.entries(places))(
  "the longest message is answered and stored whole: %s",
  { timeout: patienceMs },
  async (place, lead) => {
    for (const text of everyShape ?? shapes[place as keyof typeof places]) {
      const desk = await openDesk();
      await lead(desk);
      await desk.chat.user(text);
      desk.chat.botDoesNotSay(sentence("failed"));
      expect([text.slice(0, 20), desk.chat.text() !== "", await keeps(desk, text)]).toEqual([
        text.slice(0, 20),
        true,
        true,
      ]);
    }
  },
);

test("a technician who has the case gets the longest message whole", async () => {
  const desk = await openDesk();
  await desk.chat.says("0x904", "technician", "yes");
  const reference = (await desk.store.tickets.list())[0]?.reference ?? "";
  await desk.technician("Kim").does(reference, { kind: "claim" });
  for (const text of [runOf("a"), `${halfOf("now ")}x`]) {
    await desk.chat.user(text);
    expect([desk.chat.heard, await keeps(desk, text)]).toEqual([[], true]);
  }
});

test("after unreadable messages of any length the bot offers a technician, and the form takes the beginning of the next message", async () => {
  const { chat, tickets } = await openDesk();
  const wall = runOf("a");
  await chat.says("0x904", "same error", wall, wall);
  chat.bot("1. Hand over");
  await chat.user(wall);
  chat.bot("more than the form holds", "our conversation has all of it");
  await chat.says("technician", "yes");
  const [ticket] = await tickets();
  expect(ticket?.impact).toBe(`${"a".repeat(999)}…`);
  expect(ticket?.transcript.filter(({ who, text }) => who === "person" && text === wall)).toHaveLength(3);
});

test("a shortened field never ends in half a surrogate pair", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says("0x904", "technician", `x${halfOf("😀")}`, "yes");
  expect((await tickets())[0]?.impact).toBe(`x${"😀".repeat(499)}…`);
});

test("a form with too long a field says so, and the person can add the rest", async () => {
  const { chat, tickets } = await openDesk({ channelId: "msteams" });
  for (const field of ["a".repeat(room), "a@".repeat(700)]) {
    await chat.says("0x904", "technician");
    await chat.fillsIn({ impact: field }, "Hand over");
    chat.bot("Your reference is", "more than the form holds, so the end is missing");
    expect((await tickets()).at(-1)?.impact).toBe(`${field.slice(0, 999)}…`);
    await chat.user("and the printer is on fire");
    chat.bot("Added to");
    await chat.says("withdraw", "stop");
  }
});

test("an e-mail address is found whole, whatever the text around it", async () => {
  for (const [words, contact] of [
    [
      "No invoices leave the house. Write to <jörg.müller+rdp@firma-süd.example>, please",
      "jörg.müller+rdp@firma-süd.example",
    ],
    ["Nobody can work here (ada@corp.example.). Thank you for your help", "ada@corp.example"],
    ["Nobody can work here, call 030 1234567 or write to ada@corp.example", "030 1234567"],
    ["Nobody can work here, write to ada@corp.example or call 030 1234567", "ada@corp.example"],
    ["Nobody can work here, meet me @home or @ the office at 10", undefined],
  ] as const) {
    const { chat, tickets } = await openDesk();
    await chat.says("0x904", "technician", words, "yes");
    expect((await tickets())[0]?.person.contact).toBe(contact);
  }
});
