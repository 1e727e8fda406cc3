/** How often a person and a technician learn that the other types, and whom a technician may tell. */
import { expect, onTestFinished, test } from "vitest";
import { ownDirectLine } from "../../src/channels/channels.ts";
import { createChatStates } from "../../src/desk/chatState.ts";
import { LiveTalk } from "../../src/desk/liveTalk.ts";
import { createNews } from "../../src/desk/news.ts";
import { makeCaseKey, makeConversationKey } from "../../src/store/caseKey.ts";
import { openStore } from "../../src/store/openStore.ts";
import { makeStanding } from "../../src/store/tickets.ts";
import { turn, withTree } from "../store/turns.ts";

const chat = { conversation: "one", person: "ada" };

/** Kim has Ada's case, which came from this channel. */
async function openTalk(channel: string = ownDirectLine, { isThere = true } = {}) {
  const store = await withTree(await openStore(":memory:"));
  onTestFinished(() => store.close());
  const key = makeCaseKey(channel, chat.conversation, chat.person);
  const conversation = makeConversationKey(channel, chat.conversation);
  const { cases, ...record } = turn(0, { conversation, key });
  const [opened] = cases;
  if (!opened) throw new Error("a turn has a case");
  const at = opened.at;
  await store.commit({
    ...record,
    cases: [
      {
        ...opened,
        state: "with-technician",
        reference: "RC-1",
        ticket: { reference: "RC-1", ...makeStanding(at, { state: "with-technician", by: "Kim" }) },
      },
    ],
    tickets: [
      {
        ...{ reference: "RC-1", caseId: opened.id, key, at, revision: 1, person: "Ada", channel, about: "" },
        package: { openChanges: [] },
      },
    ],
  });
  const clock = { now: new Date("2026-01-05T09:00:00.000Z") };
  const look = async () => ({ hasDesk: true, attended: true, isThere });
  const findState = createChatStates({ store, look, helpDesk: { name: "the service desk" } });
  const live = new LiveTalk({ store, findState, news: createNews(), now: () => clock.now });
  const told: unknown[] = [];
  live.toChat.listen((signal) => told.push(signal));
  live.toDesk.listen((signal) => told.push(signal));
  const pass = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
  };
  return { live, told, pass };
}

test("typing is told once in three seconds, to the technician who has the case and to the person", async () => {
  const { live, told, pass } = await openTalk();
  for (let i = 0; i < 3; i += 1) {
    await live.personTypes(chat);
    await live.technicianTypes("RC-1", "Kim");
  }
  const both = [
    { technician: "Kim", reference: "RC-1" },
    { conversation: "one", typing: "Kim" },
  ];
  expect(told).toEqual(both);
  pass(3_000);
  await live.personTypes(chat);
  await live.technicianTypes("RC-1", "Kim");
  expect(told).toEqual([...both, ...both]);
});

test("a technician who does not have the case tells nothing, and does not silence the one who has it", async () => {
  const { live, told } = await openTalk();
  await live.technicianTypes("RC-1", "Sam");
  await live.technicianSaw("RC-1", "Sam", 9);
  await live.technicianTypes("RC-2", "Kim");
  expect(told).toEqual([]);
  await live.technicianTypes("RC-1", "Kim");
  // The conversation has two lines.
  await live.technicianSaw("RC-1", "Kim", 9);
  expect(told).toEqual([{ conversation: "one", typing: "Kim" }, { conversation: "one" }]);
  expect(await live.findState(chat)).toMatchObject({ phase: "with-technician", seen: { by: "Kim", seq: 2 } });
});

test("a person is told whether their technician is at the desk", async () => {
  const [here, away] = [await openTalk(), await openTalk(ownDirectLine, { isThere: false })];
  expect(await here.live.findState(chat)).toMatchObject({ title: "Kim is here" });
  expect(await away.live.findState(chat)).toMatchObject({
    title: "Kim has your case",
    details: ["Kim isn't at the desk right now, but will see what you write."],
  });
});

test("persons in other channels are told nothing", async () => {
  const { live, told } = await openTalk("msteams");
  await live.technicianTypes("RC-1", "Kim");
  await live.technicianSaw("RC-1", "Kim", 9);
  expect(told).toEqual([]);
});
