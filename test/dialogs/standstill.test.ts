/** No loops: nothing is said a third time in the same words while a case stands still, and a person is offered early. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { next } from "../../knowledge/case/next.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const tree = loadTree();

/** Ways to the kinds of moves at which a conversation can get stuck. */
const places: Record<string, string[]> = {
  opening: ["hello"],
  "several questions": ["0x904 0x7"],
  "one question": ["0x904 0x7", "one at a time, please"],
  "a yes or no": ["0x904 0x7, my money is on our antivirus"],
  "a server report": ["0x904 0x7, server 2019, nobody gets in, same lan, nothing changed"],
  "a computer's name": [
    "from home over vpn I get 0x904 0x7, everybody in the office is fine",
    "I can't run a script",
    "windows server 2019, nothing changed, I am no administrator",
  ],
  "a test": [
    "from home over vpn I get 0x904 0x7, everybody in the office is fine",
    "I can't run a script",
    "windows server 2019, nothing changed, I am no administrator",
    "I can't tell",
  ],
  "a neighbouring fault": ["it says 0x204"],
  "the form": ["0x904 0x7", "technician"],
  "waiting for a technician": ["0x904 0x7", "technician", "yes"],
  "after the end": ["0x904 0x7", "it works now, thanks"],
};

const nonsense = [
  "asdf asdf",
  "the weather is nice",
  "and so on and so forth",
  "リモートデスクトップが動きません助けてください",
  "не могу подключиться помогите пожалуйста",
  "bla bla bla",
  "👀",
  "lorem ipsum dolor sit amet consectetur",
  "lalala lalala lalala",
];
const others = [
  "whats that got to do with it",
  "thanks",
  "why",
  "how",
  "?",
  "hello",
  "one moment",
  "any news?",
  "back",
  "help",
  "print",
  "not sure",
];

/** Says the messages and checks what the bot replies to each. */
async function converse(place: readonly string[], messages: readonly string[]) {
  const desk = await openDesk({ treeFile: embeddedTree });
  await desk.chat.says(...place);
  const said = new Map<string, number>();
  let moves = 0;
  for (const message of messages) {
    await desk.chat.user(message);
    const [listed] = await desk.store.cases.list();
    const stored = listed && (await desk.store.cases.find(listed.id));
    const history = stored?.history ?? [];
    const moving = history.filter(
      ({ kind }) => !["not-understood", "supposed", "stayed", "told", "wants-person", "withdrawn"].includes(kind),
    ).length;
    if (moving !== moves) said.clear();
    moves = moving;
    for (const { text, summary } of desk.chat.heard) {
      const words = (text ?? summary ?? "").trim();
      said.set(words, (said.get(words) ?? 0) + 1);
    }
    const repeated = [...said].filter(([words, times]) => words !== "" && times > 2);
    expect(repeated, `after ${JSON.stringify([...place, ...messages].slice(0, 12))}`).toEqual([]);
  }
  return desk;
}

describe.each(Object.entries(places))("at %s", (name, place) => {
  // After the end, the first message opens a new case.
  test.skipIf(name === "after the end")(
    "after two messages that lead nowhere, a technician is offered or has the case",
    async () => {
      for (const [at, first] of nonsense.entries()) {
        const desk = await converse(place, [first, nonsense[(at + 4) % nonsense.length] ?? ""]);
        const [listed] = await desk.store.cases.list();
        const stored = listed && (await desk.store.cases.find(listed.id));
        expect(next(tree, stored?.history ?? []).kind, `${first}: ${desk.chat.text()}`).toBe("hand-over");
      }
    },
  );

  test("nothing is said a third time in the same words", async () => {
    const message = fc.oneof(fc.constantFrom(...nonsense), fc.constantFrom(...others), fc.constant("no, go on"));
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 3, maxLength: 9 }), async (messages) => {
        await converse(place, messages);
      }),
      { numRuns: 12, seed: 904 },
    );
  });
});

test("forty-five messages in a language that the bot does not speak never bring the same words three times", async () => {
  await converse(
    [],
    Array.from({ length: 45 }, () => "リモートデスクトップが動きません助けてください"),
  );
});
