/** How often a turn computes a standing: once per case, and again only after a new event. */
import { afterAll, beforeEach, expect, test, vi } from "vitest";

const counted = "../../knowledge/case/reducer.ts";
const read = { times: 0 };
vi.doMock(counted, async (original) => {
  const module = await original<typeof import("../../knowledge/case/reducer.ts")>();
  return {
    ...module,
    readStanding: (...args: Parameters<typeof module.readStanding>) => {
      read.times += 1;
      return module.readStanding(...args);
    },
  };
});

// Test files that ran before loaded the module without the counter, and later ones need it without, too.
vi.resetModules();
const { openDesk } = await import("../support/desk.ts");
afterAll(() => {
  vi.doUnmock(counted);
  vi.resetModules();
});

const MOST = 3;
/** The turn that hands over also looks at the case as a technician, and without what the person keeps back. */
const MORE_AT_HAND_OVER = 2;

beforeEach(() => {
  read.times = 0;
});

/** Sends each message and lists those whose turn computed too many standings. */
async function tooMany(chat: { user(text: string): Promise<void>; text(): string }, says: readonly string[]) {
  const over: string[] = [];
  for (const said of says) {
    read.times = 0;
    await chat.user(said);
    const most = /handed it over|have it again/.test(chat.text()) ? MOST + MORE_AT_HAND_OVER : MOST;
    if (read.times > most) over.push(`${read.times} for "${said}"`);
  }
  return over;
}

const stories = {
  "from the error to a fix that works": [
    "Remote Desktop says 0x904 and 0x7",
    "only me, over the VPN",
    "not sure",
    "why?",
    "back",
    "no",
    "what have we tried",
    "print",
    "I do not know",
    "not sure",
    "done",
    "it works",
    "thanks",
    "it says 0x904 again",
  ],
  "to a technician, with something kept back": [
    "0x904 0x7 since yesterday, everyone is hit",
    "windows server 2019",
    "technician",
    "leave out a",
    "I cannot work, my number is 0123 456789",
    "yes",
    "any news?",
    "put it back",
    "never mind, I need nobody any more",
    "technician",
    "technician",
  ],
  "leaving and coming back": ["0x904", "stop", "start over", "0x904 0x7", "start over", "hello", "stop"],
  "asking for a person at once": ["technician", "technician", "it works now", "technician please"],
  "words that cannot be read": ["blah", "blah blah", "mumble", "0x904", "foo bar", "bar foo", "yes, hand it over"],
};

for (const [story, says] of Object.entries(stories))
  test(`${story}: no turn computes too many standings`, async () => {
    const { chat } = await openDesk();
    expect(await tooMany(chat, says)).toEqual([]);
  });

test("a technician's actions stay within the same limit", async () => {
  const { chat, technician } = await openDesk();
  await chat.says("0x904 0x7", "technician", "yes");
  const kim = technician("Kim");
  const [reference = ""] = await kim.queue();
  const over: string[] = [];
  for (const action of [
    { kind: "claim" },
    { kind: "say", text: "Hello" },
    { kind: "hand-back" },
    { kind: "reopen" },
    { kind: "resolve", cause: null, note: "It was the cable." },
  ] as const) {
    read.times = 0;
    expect(await kim.does(reference, action)).toBe("done");
    if (read.times > MOST) over.push(`${read.times} for ${action.kind}`);
  }
  expect(over).toEqual([]);
});

test("an abandoned case is handed over within the same limit", async () => {
  const { chat, pass } = await openDesk();
  await chat.says("0x904 0x7", "technician");
  read.times = 0;
  await pass(61);
  expect(read.times).toBeGreaterThan(0);
  expect(read.times).toBeLessThanOrEqual(MOST + MORE_AT_HAND_OVER);
});
