/** Where a channel shows cards, each reading is a chip, and a press on it takes back exactly that reading. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { recordReading } from "../../dialogs/hearing/recordReading.ts";
import { removePressed } from "../../dialogs/hearing/removeReading.ts";
import { nameAnswer } from "../../dialogs/wording/chips.ts";
import type { Readings } from "../../dialogs/wording/wording.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { readStanding } from "../../knowledge/case/reducer.ts";
import type { Understood } from "../../knowledge/reading/understand.ts";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { maskSecrets } from "../../src/privacy/secrets.ts";
import { loadKnowledge } from "../../src/turn/trees.ts";
import { actionsOf, openDesk } from "../support/desk.ts";

const knowledge = loadKnowledge(embeddedTree);
const { tree } = knowledge;
const inTeams = () => openDesk({ treeFile: embeddedTree, channelId: "msteams" });
type Desk = Awaited<ReturnType<typeof inTeams>>;

async function known({ store }: Desk) {
  const [newest] = await store.cases.list();
  return readStanding(tree, (newest && (await store.cases.find(newest.id)))?.history ?? []);
}

/** The card with the readings among the latest messages. */
function readingsOf({ chat }: Desk) {
  const card = chat.heard.find((message) => chipsOn(message).length > 0);
  if (!card) throw new Error(`no message has chips: ${chat.text()}`);
  return card;
}

function chipsOn(message: Desk["chat"]["heard"][number]): string[] {
  return actionsOf(message).flatMap(({ title }) => (title.endsWith(" ×") ? [title] : []));
}

const all = "0x904 / 0x7 over AnyConnect to our server 2019 pc-12, nobody gets in";

test("each reading is a chip, and a press on one takes it back and asks for it again", async () => {
  const desk = await inTeams();
  await desk.chat.says("0x904 0x7", "one at a time, please", "it's not just me, nobody gets on");
  const readings = readingsOf(desk);
  expect(JSON.stringify(readings.attachments?.[0]?.content.body)).not.toContain("for example");
  expect(chipsOn(readings)).toEqual(["no one gets in ×"]);
  await desk.chat.presses("no one gets in ×", readings);
  desk.chat.bot("Taken back: no one gets in.", "Who gets in and who doesn't?");
  expect((await known(desk)).facts.has("who-is-hit")).toBe(false);
});

test("the codes, the answers and the computer's name have a chip each", async () => {
  const desk = await inTeams();
  await desk.chat.user("0x904 / 0x7, event 1057, over AnyConnect, nobody gets in, the computer is called pc-12");
  expect(chipsOn(readingsOf(desk))).toEqual([
    "0x904/0x7 ×",
    "event 1057 or 36872 ×",
    "VPN ×",
    "no one gets in ×",
    "computer pc-12 ×",
  ]);
  const readings = readingsOf(desk);
  await desk.chat.presses("computer pc-12 ×", readings);
  desk.chat.bot("Taken back: computer pc-12.");
  expect((await known(desk)).values.has("host")).toBe(false);
  await desk.chat.presses("0x904/0x7 ×", readings);
  desk.chat.bot("Taken back: 0x904/0x7.");
  const { facts, codes } = await known(desk);
  expect([facts.has("code"), facts.get("goes-through")?.answers, codes.map(({ kind }) => kind)]).toEqual([
    false,
    ["vpn"],
    ["event"],
  ]);
});

test("a second press says that it is gone, and the question is not repeated", async () => {
  const desk = await inTeams();
  await desk.chat.user(all);
  const readings = readingsOf(desk);
  await desk.chat.presses("VPN ×", readings);
  const before = await known(desk);
  await desk.chat.presses("VPN ×", readings);
  expect(desk.chat.text()).toBe("Already taken back: VPN.");
  expect((await known(desk)).facts).toEqual(before.facts);
});

test("what is read again after it was taken back keeps its own chip", async () => {
  const desk = await inTeams();
  await desk.chat.user(all);
  const first = readingsOf(desk);
  await desk.chat.presses("VPN ×", first);
  await desk.chat.user("it does go over the vpn");
  await desk.chat.presses("VPN ×", first);
  desk.chat.bot("Already taken back: VPN.");
  expect((await known(desk)).facts.get("goes-through")?.answers).toEqual(["vpn"]);
});

test("a doubtful reading that is taken back is not asked back again", async () => {
  const desk = await inTeams();
  await desk.chat.user("0x904 0x7, nobody gets in, maybe the vpn");
  const readings = readingsOf(desk);
  await desk.chat.presses("VPN? ×", readings);
  desk.chat.bot("Taken back: VPN.");
  const { notMeant, supposed, facts } = await known(desk);
  expect([...notMeant]).toEqual(["goes-through: vpn"]);
  expect([supposed.has("goes-through"), facts.get("who-is-hit")?.answers]).toEqual([false, ["everyone"]]);
  await desk.chat.presses("VPN? ×", readings);
  desk.chat.bot("Already taken back: VPN.");
});

test("a press during a step changes only the fact, and the step goes on", async () => {
  const desk = await openDesk({ channelId: "msteams" });
  await desk.chat.user("0x904");
  const step = desk.chat.heard.at(-1);
  await desk.chat.user("by the way, it is a Windows Server 2019");
  const readings = readingsOf(desk);
  const [chip = ""] = chipsOn(readings);
  await desk.chat.presses(chip, readings);
  expect(desk.chat.text()).toBe(`Taken back: ${chip.replace(" ×", ".")}`);
  const { facts, performed } = await known(desk);
  expect([[...facts.keys()], performed.size]).toEqual([["code"], 0]);
  await desk.chat.presses("Done", step);
  expect((await known(desk)).performed.size).toBe(1);
});

test("a press at the offer of a technician consents to nothing", async () => {
  const desk = await inTeams();
  await desk.chat.user(all);
  const readings = readingsOf(desk);
  await desk.chat.user("technician");
  await desk.chat.presses("VPN ×", readings);
  expect(desk.chat.text()).toBe("Taken back: VPN.");
  expect(await desk.tickets()).toEqual([]);
  await desk.chat.user("yes");
  const [ticket] = await desk.tickets();
  expect(ticket?.facts.map(({ fact }) => fact)).not.toContain("goes-through");
});

test("a press while the technicians have the case changes nothing", async () => {
  const desk = await inTeams();
  await desk.chat.user(all);
  const readings = readingsOf(desk);
  await desk.chat.says("technician", "yes");
  await desk.chat.presses("VPN ×", readings);
  desk.chat.bot("That button belongs to an earlier question, so it changed nothing. The technicians have RC-");
  expect((await known(desk)).facts.get("goes-through")?.answers).toEqual(["vpn"]);
});

test("a chip of an earlier case, or one that never was, changes nothing", async () => {
  const desk = await inTeams();
  await desk.chat.user(all);
  const readings = readingsOf(desk);
  await desk.chat.says("start over", "start over");
  await desk.chat.presses("VPN ×", readings);
  desk.chat.bot("That button belongs to an earlier question, so it changed nothing.");
  await desk.chat.user("0x904 0x7, nobody gets in");
  await desk.chat.presses("VPN ×", readings);
  desk.chat.bot("That button belongs to an earlier question, so it changed nothing.");
  await desk.chat.user("not no one gets in", {
    value: { reconnect: { move: "read:1e9", choice: "answered/who-is-hit/everyone" } },
  });
  desk.chat.bot("That button belongs to an earlier question, so it changed nothing.");
  expect((await known(desk)).facts.get("who-is-hit")?.answers).toEqual(["everyone"]);
});

test("what a person keeps back is not told by the press that takes it back", async () => {
  const desk = await inTeams();
  await desk.chat.says("0x904", "over the vpn");
  await desk.chat.presses("VPN ×", readingsOf(desk));
  await desk.chat.says("over the vpn", "technician");
  await desk.chat.fillsIn({ "pass:goes-through": "false" }, "Hand over");
  const [ticket] = await desk.tickets();
  expect(ticket?.transcript.filter(({ text }) => /\bVPN\b/.test(text) && !text.includes("1."))).toEqual([]);
});

test("Teams gets at most six actions in a set, and the readings beyond them folded away", async () => {
  const desk = await inTeams();
  await desk.chat.user("0x904 0x7, events 36874, 36888, 56, 226, 131, 4625, 4624, over the vpn, nobody gets in");
  const readings = readingsOf(desk);
  const [{ items }] = (readings.attachments ?? [])[0]?.content.body ?? [];
  const sets = [...items, ...items.at(-1).items].flatMap(({ actions = [] }) => (actions.length > 0 ? [actions] : []));
  expect(sets.map(({ length }) => length).every((length) => length <= 6)).toBe(true);
  const titles = sets.flat().map(({ title }: { title: string }) => title);
  expect(titles.findIndex((title) => title.startsWith("event "))).toBeGreaterThan(titles.indexOf("no one gets in ×"));
  expect(items.at(-1)).toMatchObject({ type: "Container", isVisible: false });
});

test("every chip takes back exactly its own reading", () => {
  const facts = Object.entries(tree.facts).flatMap(([fact, { answers }]) =>
    fact === "code" ? [] : Object.keys(answers).map((answer) => ({ fact, answer })),
  );
  const each = { selector: ({ fact }: { fact: string }) => fact, maxLength: 8 };
  const codes = [
    ...[
      { kind: "disconnect" as const, hex: "0x904" },
      { kind: "extended" as const, hex: "0x7" },
    ],
    ...[
      { kind: "disconnect" as const, hex: "0x204" },
      { kind: "event" as const, hex: "0x421" },
    ],
  ].map((code) => ({ ...code, from: code.hex }));
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...facts), each),
      fc.uniqueArray(fc.constantFrom(...facts), each),
      fc.subarray(codes),
      fc.boolean(),
      (sure, likely, named, hasHost) => {
        const open = new OpenCase(knowledge, []);
        const understood: Understood = {
          codes: named,
          inScope: named.some(({ hex }) => hex === "0x904") ? "yes" : "unknown",
          facts: sure.map((one) => ({ ...one, from: `${one.fact} is ${one.answer}` })),
          likely: likely.map((one) => ({ ...one, from: `maybe ${one.fact}`, probability: 0.7 })),
          ...(hasHost && { host: { host: "pc-12", from: "pc-12" } }),
        };
        const reply = recordReading(open, understood, { origin: "said", group: 0, pasted: false });
        const { move = "", chips = [] } = reply.find((part): part is Readings => typeof part !== "string") ?? {};
        for (const { id, name, label } of chips) {
          const press = { move, choice: maskSecrets(id) };
          const pressed = new OpenCase(knowledge, open.history);
          expect(removePressed(pressed, { text: "", press, onlyPicture: false })?.isGone).toBe(false);
          const after = listKnown(pressed);
          const missing = listKnown(open).filter((line) => !after.includes(line));
          const isCode = id.startsWith("codes/");
          expect(new Set(missing)).toEqual(
            new Set(isCode ? named.flatMap(({ hex, kind }) => (id.includes(kind + hex) ? hex : [])) : [label]),
          );
          expect(listKnown(open)).toEqual(expect.arrayContaining(after));
          expect(pressed.standing.facts.has("code")).toBe(
            open.standing.facts.has("code") && !(isCode && id.includes(findFault(open))),
          );
          const { length } = pressed.history;
          expect(removePressed(pressed, { text: "", press, onlyPicture: false })?.reply).toContain(name);
          expect(pressed.history).toHaveLength(length);
        }
      },
    ),
  );
});

/** What is known in a case, in the words of its chips. */
function listKnown({ standing: { facts, supposed, values, codes } }: OpenCase): string[] {
  return [
    ...[...facts].flatMap(([fact, { answers }]) =>
      fact === "code" ? [] : answers.map((one) => nameAnswer(tree, fact, one)),
    ),
    ...[...supposed].flatMap(
      ([
        fact,
        {
          answers: [one = ""],
        },
      ]) => `${nameAnswer(tree, fact, one)}?`,
    ),
    ...[...values].flatMap(([blank, value]) => (blank === "host" ? `computer ${value}` : [])),
    ...codes.map(({ hex }) => hex),
  ];
}

const findFault = ({ standing }: OpenCase): string => standing.facts.get("code")?.words ?? "none";
