/** Several questions in one message, answered by the lists of a card or in one's own words. */
import { describe, expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const start = async () => {
  const desk = await openDesk({ treeFile: embeddedTree, channelId: "msteams" });
  await desk.chat.user("0x904 0x7");
  return desk;
};
const known = async ({ store }: Awaited<ReturnType<typeof start>>) => {
  const [listed] = await store.cases.list();
  const stored = listed && (await store.cases.find(listed.id));
  return (stored?.history ?? []).flatMap((event) =>
    event.kind === "answered" && event.fact !== "code" ? [`${event.fact}=${event.answers.join("+")}`] : [],
  );
};

test("what is chosen on the card counts, and what is left open is asked only where it decides something", async () => {
  const desk = await start();
  await desk.chat.fillsIn(
    { "who-is-hit": "everyone", "admin-there": "no", "goes-through": "straight" },
    "Send my answers",
  );
  expect(await known(desk)).toEqual(["who-is-hit=everyone", "goes-through=straight", "admin-there=no"]);
  desk.chat.bot("What kind of computer do you connect to?");
});

test("a made-up answer on the card counts as none", async () => {
  const desk = await start();
  await desk.chat.fillsIn({ "who-is-hit": "__proto__", "admin-there": "maybe" }, "Send my answers");
  expect(await known(desk)).toEqual([]);
});

test("one line for each question answers them in their order", async () => {
  const desk = await start();
  await desk.chat.user("nobody\nvpn\nserver 2019\nnothing\nno");
  expect((await known(desk)).sort()).toEqual([
    "admin-there=no",
    "changed-lately=nothing",
    "goes-through=vpn",
    "remote-kind=windows",
    "who-is-hit=everyone",
  ]);
});

test("a sentence answers what it speaks of, and the next question follows", async () => {
  const desk = await start();
  await desk.chat.user("only me, over the company vpn");
  expect((await known(desk)).sort()).toEqual(["goes-through=vpn", "who-is-hit=only-me"]);
  desk.chat.bot("Client report");
});

test("a list of short answers is read without its questions", async () => {
  const desk = await start();
  await desk.chat.user("im home, not admin, vpn");
  expect(await known(desk)).toEqual(expect.arrayContaining(["admin-there=no", "goes-through=vpn"]));
});

test('"I\'m at home" does not say that the person is an administrator', async () => {
  const desk = await start();
  await desk.chat.user("im at home on the vpn, my colleagues in the office are fine. no idea about the rest");
  expect(await known(desk)).toEqual(["goes-through=vpn", "who-is-hit=only-outside"]);
});

test("a person who asks how, or cannot, is led to the single questions", async () => {
  const desk = await start();
  await desk.chat.user("what do you mean?");
  desk.chat.bot('Say "one at a time, please"', "Tell me what you know");
  await desk.chat.user("i cant");
  desk.chat.bot("Who gets in and who doesn't?");
  expect(desk.chat.text()).not.toContain("A few short questions");
});

test('"one at a time" brings the single questions, and "back" brings all of them again', async () => {
  const desk = await start();
  await desk.chat.user("one at a time, please");
  desk.chat.bot("Who gets in and who doesn't?");
  await desk.chat.user("back");
  desk.chat.bot("A few short questions at once.");
});

describe("later, several questions in a row are asked at once", () => {
  const goOn = async ({ chat }: Awaited<ReturnType<typeof start>>) => {
    await chat.user("i work from home by vpn, the office gets in, server 2019, i am not admin");
    await chat.user("i cannot run scripts");
    await chat.user("srv01");
    await chat.user("no ping answers");
    chat.bot("Connect over your phone's hotspot");
    await chat.user("I can't do this");
  };

  test("with what is still open", async () => {
    const desk = await start();
    await goOn(desk);
    desk.chat.bot("A few short questions at once.", "How far do you get before it breaks off?");
  });

  test("but not to a person who wanted them one at a time", async () => {
    const desk = await start();
    await desk.chat.user("one at a time, please");
    await goOn(desk);
    desk.chat.bot("Did anything change shortly before");
    expect(desk.chat.text()).not.toContain("A few short questions");
  });
});
