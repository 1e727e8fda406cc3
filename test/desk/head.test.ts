/** The head of a ticket and its row: what the person said first, how earlier resolutions ended, and the verified cause. */
import { expect, test } from "vitest";
import { ada, handedOver } from "./handedOver.ts";

const window = `Remote Desktop Connection
This computer can't connect to the remote computer.
Try connecting again. If the problem continues, contact the owner of the remote computer or your network administrator.
[OK] [Help]
Error code: 0x904
Extended error code: 0x7`;

test("the head quotes the person's first words in one line, without a pasted error window", async () => {
  const { kim, reference } = await handedOver([
    `Hi, I can't get onto the accounts server\nsince the weekend.\n${window}`,
    "technician",
    "yes",
  ]);
  expect((await kim.sees(reference)).inTheirWords).toBe("Hi, I can't get onto the accounts server since the weekend.");
  const long = await handedOver([`0x904 0x7 and ${"this is a long story ".repeat(20)}`, "technician", "yes"]);
  const words = (await long.kim.sees(long.reference)).inTheirWords ?? "";
  expect([words.length <= 160, words.endsWith(" …")]).toEqual([true, true]);
  const silent = await handedOver([window, "technician", "yes"]);
  expect((await silent.kim.sees(silent.reference)).inTheirWords).toBeNull();
});

test("a resolution that never helped is told apart from one after which the fault came back", async () => {
  const { chat, kim, reference } = await handedOver(ada);
  const resolve = async () => {
    await kim.does(reference, { kind: "claim" });
    await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "" });
    chat.listens();
  };
  await resolve();
  await chat.user("no");
  await resolve();
  await chat.user("yes");
  expect((await kim.rows({ list: "closed" }))[0]?.suspect).toBe("wrong address behind the name");
  await chat.user("it came back");
  const { resolvedBefore, unanswered } = await kim.sees(reference);
  expect([resolvedBefore.map(({ ended }) => ended), unanswered]).toEqual([["in-vain", "came-back"], false]);
});

test("consent to the hand-over is no message to a technician, and what the person writes then is", async () => {
  const { chat, kim, reference } = await handedOver(ada);
  await kim.does(reference, { kind: "claim" });
  expect((await kim.sees(reference)).unanswered).toBe(false);
  await chat.user("are you there?");
  expect((await kim.sees(reference)).unanswered).toBe(true);
});

test("a report that says nothing usable is not recorded", async () => {
  const { kim, reference } = await handedOver(ada);
  await kim.does(reference, { kind: "claim" });
  const text = "Reconnect report 1 server\nEnd of report: 0 lines";
  expect(await kim.does(reference, { kind: "read", text })).toContain("I found nothing in it to record");
});

test("the gateway of a branch office is no Remote Desktop Gateway", async () => {
  const { chat, kim, reference } = await handedOver(["0x904 0x7", "technician", "yes"]);
  await kim.does(reference, { kind: "claim" });
  const offers = async (says: string) => {
    await chat.user(says);
    return (await kim.sees(reference)).lines.at(-1)?.offers.map(({ name, about }) => `${about} ${name}`);
  };
  expect(await offers("it goes over the branch office gateway")).toEqual([]);
  expect(await offers("it goes over the RD gateway")).toEqual(["How do you get to that computer? RD Gateway"]);
});
