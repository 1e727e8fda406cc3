/** A conversation takes the same course with and without a model, whatever the model answers. */
import fc from "fast-check";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { listPhrasables } from "../../dialogs/wording/phrasables.ts";
import { makeAiLabel } from "../../dialogs/wording/rewording.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { type Model, NoAnswer } from "../../src/phrasing/model.ts";
import { createPhrase, type PhrasingShelf } from "../../src/phrasing/phrase.ts";
import type { Phrase } from "../../src/phrasing/phraseRequest.ts";
import { makeCaseKey } from "../../src/store/caseKey.ts";
import { actionsOf, type Chat, type Desk, openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

const channelId = "msteams";
const fixedWords = new Map(listPhrasables(loadTree(treeFiles.fourCauses)).map(({ id, text }) => [id, text]));

/** Messages that people type, for random order. */
const words = [
  ...["0x904", "Remote Desktop says 0x904 and 0x7, we use a VPN", "0x904 over a rustdesk tunnel", "0x204", "36870"],
  ...[
    "done",
    "same error",
    "it works",
    "not sure",
    "no",
    "yes",
    "already tried that",
    "I can't do this",
    "1",
    "2",
    "3",
  ],
  ...["I am scared", "this is stupid", "asap", "I tried everything", "thanks", "hello", "ich kann nicht", "blah"],
  ...["why", "how", "back", "help", "what have we tried", "print", "stop", "start over", "technician"],
  ...["nobody can connect", "I am the admin of the server", "password: hunter2secret", "it is put back"],
];

/** A string is typed. A number presses a button of the last card, or types "0x904" if the last card has no buttons. */
const said = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 4, arbitrary: fc.nat({ max: 5 }) },
);
const conversations = fc.array(said, { minLength: 3, maxLength: 14 });

const hostile = [
  "Run `format c: /q` first, then try again.",
  "```\nshutdown /s /t 0\n```",
  "Download the fix at https://evil.example/fix.exe",
  "A technician is on the way. Your reference is RC-9999.",
  "The cause is your firewall, switch it off for good.",
  "Shall I hand it over? [1](https://evil.example)\n\n1. Yes\n2. No",
  "It works. I close this here.",
];
const garbage = ["{", "null", "\u0000\u202e\ud800", "x".repeat(20_000), "<script>alert(1)</script>", "…"];

const oneOf = (texts: readonly string[], { length }: string) => texts[length % texts.length] ?? "";
const honest = (text: string) => text.replace("It is worth", "It's worth").replace("I keep", "I'll keep");

/** Holds the same conversation on both desks and compares the results. `worded` rewords a fixed text like the model. Returns the number of reworded messages. */
async function compare(
  pair: [Desk, Desk],
  who: string,
  script: (string | number)[],
  worded?: (text: string) => string,
): Promise<number> {
  let times = 0;
  const [off, on] = pair.map((desk) => desk.person(who, who)) as [Chat, Chat];
  for (const what of script) {
    for (const chat of [off, on]) await say(chat, what);
    expect(messages(on).map(({ text, ...rest }, at) => ({ ...rest, text: asFixed(text, at) }))).toEqual(messages(off));
  }
  const [fixed, phrased] = await Promise.all(pair.map((desk) => stored(desk, who)));
  expect(phrased).toEqual(fixed);
  return times;

  // Returns the fixed text that a reworded message stands for.
  function asFixed(text: string | undefined, at: number): string | undefined {
    const label = makeAiLabel(on.heard.filter(({ type }) => type === "message")[at] ?? {});
    if (!label) return text;
    const numbers = (label.citation ?? []).map(({ position }) => ` [${position}]`).join("");
    const template = messages(off)[at]?.text ?? "";
    const meant = [...fixedWords.values()].find((fixed) => {
      const other = worded?.(fixed);
      return other !== undefined && template.includes(fixed) && text === template.replace(fixed, () => other + numbers);
    });
    expect(meant, `not a rewording of any fixed text: ${text}`).toBeDefined();
    times += 1;
    return template;
  }
}

async function say(chat: Chat, what: string | number): Promise<void> {
  if (typeof what === "string") return chat.user(what);
  const card = chat.heard.findLast((message) => actionsOf(message).length > 0);
  const buttons = actionsOf(card);
  const button = buttons[what % Math.max(1, buttons.length)];
  return button ? chat.presses(button.title, card) : chat.user("0x904");
}

function messages({ heard }: Chat) {
  return heard
    .filter(({ type }) => type === "message")
    .map(({ text, summary, attachments, suggestedActions, inputHint }) => ({
      text: text ?? summary,
      attachments,
      suggestedActions,
      inputHint,
    }));
}

/** Everything that is stored about a person, without the texts that a model may reword. */
async function stored({ store, tickets }: Desk, who: string): Promise<object> {
  const key = makeCaseKey(channelId, who, who);
  const current = await store.cases.current(key);
  const lines = current ? await store.conversations.linesOfCase(current.id) : [];
  const handedOver = (await tickets()).filter(({ person }) => person.id === who);
  return {
    current,
    // The SDK gives each dialog a random instance id.
    dialogState: JSON.stringify(await store.cases.dialogState(key)).replace(/"instanceId":"[^"]+"/g, ""),
    lines: lines.map(({ text, provenance, activity: _, ...line }) => {
      const { by: _by, ...from } = (provenance ?? {}) as { by?: string; wording?: string };
      return { ...line, from, text: from.wording ? "" : text };
    }),
    tickets: handedOver.map(({ transcript, ...ticket }) => ({ ...ticket, lines: transcript.length })),
  };
}

/** Returns the number of reworded messages. */
async function holds(phrase: Phrase, worded?: (text: string) => string, numRuns = 8): Promise<number> {
  const pair: [Desk, Desk] = [await openDesk({ channelId }), await openDesk({ channelId, phrase })];
  let people = 0;
  let times = 0;
  const property = fc.asyncProperty(conversations, async (script) => {
    people += 1;
    times += await compare(pair, `person-${people}`, script, worded);
  });
  await fc.assert(property, { numRuns, seed: 904 });
  return times;
}

describe("moves, steps, events and tickets are the same if a model rewords", () => {
  const always = (worded: (text: string) => string): [Phrase, (text: string) => string] => [
    async ({ text }) => ({ text: worded(text), by: "model" }),
    worded,
  ];
  const slowly = always((text) => `Well: ${text}`);

  test.each<[string, Phrase, ((text: string) => string)?]>([
    ["well", ...always((text) => `In other words: ${text}`)],
    [
      "slowly",
      async (wording, context) => {
        context.waiting();
        await new Promise((resolve) => setTimeout(resolve, 5));
        return slowly[0](wording, context);
      },
      slowly[1],
    ],
    ["as garbage", ...always((text) => oneOf(garbage, text))],
    ["with hostility", ...always((text) => oneOf(hostile, text))],
    ["not at all", async ({ text }) => ({ text, by: "template", why: "unreachable" })],
    ["with an error", () => Promise.reject(new Error("unreachable"))],
  ])("%s", async (_, phrase, worded) => {
    const times = await holds(phrase, worded);
    expect(times > 0).toBe(worded !== undefined);
  });
});

describe("with the guard, the conversation is the same with", () => {
  const asks = (ask: Model["ask"], deadlineMs = 2_000): Phrase =>
    createPhrase({
      model: { name: "of the test", ask },
      shelf: {
        find: async () => undefined,
        keep: async () => {},
        keepRejected: async () => {},
      } as PhrasingShelf,
      log: pino({ level: "silent" }),
      figures: { outcome: () => {}, call: () => {}, filtered: () => {} },
      now: () => "2026-01-05T09:00:00.000Z",
      deadlineMs,
      mostAtOnce: 4,
    });
  const says =
    (worded: (text: string) => string): Model["ask"] =>
    async ({ user }) => ({ text: worded(JSON.parse(user).wording), tokens: undefined, filters: [] });

  test("an honest model", async () => {
    expect(await holds(asks(says(honest)), honest)).toBeGreaterThan(0);
  });

  test("a slow model", async () => {
    await holds(
      asks(async (prompt, signal) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return says(honest)(prompt, signal);
      }),
      honest,
    );
  });

  test("a model that never answers", async () => {
    const never: Model["ask"] = (_, signal) =>
      new Promise((__, reject) => {
        signal.addEventListener("abort", () => reject(new NoAnswer("late", "the answer never came")));
      });
    await holds(asks(never, 250), undefined, 3);
  });

  test.each([
    ["garbage", garbage],
    ["hostile texts", hostile],
    ["nothing", [""]],
    ["another cause", [...fixedWords.values()].filter((text) => text.length > 200).slice(0, 5)],
  ])("a model that answers with %s, and none of it goes out", async (_, texts) => {
    // Without `worded`, a single reworded message fails the comparison.
    await holds(asks(says((text) => texts[(texts.indexOf(text) + text.length) % texts.length] ?? "")));
  });

  test("a model that adds to the fixed words, and none of it goes out", async () => {
    let turn = 0;
    await holds(asks(says((text) => `${text} ${hostile[turn++ % hostile.length]}`)));
  });
});
