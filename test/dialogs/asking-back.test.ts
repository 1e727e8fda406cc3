/** What the words probably mean becomes a question, and is never taken or dropped in silence. */
import { expect, test } from "vitest";
import { hear } from "../../dialogs/hearing/hear.ts";
import { readStanding } from "../../knowledge/case/reducer.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { loadKnowledge } from "../../src/turn/trees.ts";
import { openDesk } from "../support/desk.ts";

const tree = loadTree();
const start = () => openDesk({ treeFile: embeddedTree });
const known = async ({ store }: Awaited<ReturnType<typeof start>>) => {
  const [listed] = await store.cases.list();
  const stored = listed && (await store.cases.find(listed.id));
  return readStanding(tree, stored?.history ?? []);
};

test("a likely answer is asked back with a yes and a no, in the person's words", async () => {
  const desk = await start();
  await desk.chat.user("0x904 0x7, my money is on our antivirus");
  desk.chat.bot('You wrote "my money is on our antivirus"', "The antivirus or the firewall", "1. Yes", "2. No");
  await desk.chat.user("yes");
  expect((await known(desk)).facts.get("suspects")?.answers).toEqual(["antivirus"]);
});

test("a no is remembered, and not asked again", async () => {
  const desk = await start();
  await desk.chat.user("0x904 0x7, my money is on our antivirus");
  await desk.chat.user("no");
  const standing = await known(desk);
  expect(standing.facts.has("suspects")).toBe(false);
  expect(standing.notMeant.has("suspects: antivirus")).toBe(true);
  expect(desk.chat.text()).not.toContain("my money");
});

test("a yes to the answer that the words seem to give takes that answer", () => {
  const fact = tree.facts["old-kind"];
  if (!fact) throw new Error("the tree asks for the kind of the old Windows");
  const supposed = { answers: ["windows-7"], words: "to our Windows 7" };
  const heard = hear(
    loadKnowledge(embeddedTree),
    { key: "ask:old-kind#1", kind: "ask", id: "old-kind", fact, supposed },
    { text: "yes", onlyPicture: false },
  );
  expect(heard).toEqual({ kind: "choice", choice: "windows-7" });
});

test("words that have answered one question are not asked back for another", async () => {
  const desk = await start();
  await desk.chat.says(
    "from home over vpn I get 0x904 0x7, everybody in the office is fine",
    "I can't run a script",
    "windows server 2019, nothing changed, I am no administrator",
  );
  expect((await known(desk)).facts.get("admin-there")?.answers).toEqual(["no"]);
  desk.chat.bot("What is the remote computer called");
});

test("questions that come together show what the words seem to say", async () => {
  const desk = await start();
  await desk.chat.user("hi, 0x904 0x7. Sandra next to me has no problem getting in");
  desk.chat.bot(
    "A few short questions at once.",
    'You wrote "Sandra next to me has no problem',
    "Others get in, I don't\"?",
  );
  expect((await known(desk)).facts.has("who-is-hit")).toBe(false);
  await desk.chat.user("yes");
  expect((await known(desk)).facts.get("who-is-hit")?.answers).toEqual(["only-me"]);
});

test("a press on an older card changes that answer", async () => {
  const desk = await openDesk({ treeFile: embeddedTree, channelId: "msteams" });
  await desk.chat.says("0x904 0x7", "one at a time, please");
  const question = desk.chat.heard.at(-1);
  await desk.chat.presses("No one gets in", question);
  await desk.chat.presses("Others get in, I don't", question);
  desk.chat.bot("Changed: Who gets in and who doesn't? Others get in, I don't");
  expect((await known(desk)).facts.get("who-is-hit")?.answers).toEqual(["only-me"]);
});

test('"forget what I said about the VPN" takes that answer back', async () => {
  const desk = await start();
  await desk.chat.user("over the vpn it says 0x904 0x7, nobody gets in");
  expect((await known(desk)).facts.has("goes-through")).toBe(true);
  await desk.chat.user("forget what I said about the vpn");
  desk.chat.bot("Taken back: By VPN");
  const { facts } = await known(desk);
  expect(facts.has("goes-through")).toBe(false);
  expect(facts.has("who-is-hit")).toBe(true);
});

test("a correction replaces an answer that could also stand beside the new one", async () => {
  const desk = await start();
  await desk.chat.user("over the vpn it says 0x904 0x7, nobody gets in");
  await desk.chat.user("wait, I meant through the rd gateway");
  expect((await known(desk)).facts.get("goes-through")?.answers).toEqual(["gateway"]);
});

test("a yes with everything else is a yes, and the rest is sorted into the form", async () => {
  const desk = await start();
  await desk.chat.says("0x904 0x7", "technician");
  await desk.chat.user("yes please, i'm Eve, mobile 0151 2345678, need it tonight, have to send payroll");
  desk.chat.bot("Your reference is");
  const { told } = await known(desk);
  expect(told).toMatchObject({ name: "Eve", contact: "0151 2345678", urgency: "today" });
});

test("a yes with several words before it is a yes too, and nothing behind it is lost", async () => {
  const desk = await start();
  await desk.chat.says("0x904 0x7", "technician", "ok then yes please, i'm Eve, 0151 2345678, need it today");
  desk.chat.bot("Your reference is", "I passed on what you told me");
  expect((await known(desk)).told).toMatchObject({ name: "Eve", contact: "0151 2345678", urgency: "today" });
});

test("what was never confirmed reaches the technicians as a perhaps, with the words", async () => {
  const desk = await start();
  await desk.chat.says("0x904 0x7. Sandra next to me has no problem getting in", "technician", "yes");
  const [ticket] = await desk.tickets();
  const fact = ticket?.facts.find((each) => each.fact === "who-is-hit");
  expect(fact).toMatchObject({ answer: "not-sure", label: "Perhaps: Others get in, I don't (not confirmed)" });
  expect(fact?.words).toContain("Sandra");
});

test("a caller's number is kept for the call back", async () => {
  const desk = await start();
  await desk.chat.user("0x904 for Mrs Okafor in claims, call back on 0711 555 1234");
  expect((await known(desk)).told.contact).toBe("0711 555 1234");
});
