/** The desk works by keyboard, on a phone, and for people with low vision. */
import { expect, test, vi } from "vitest";
import { treeFiles } from "../support/trees.ts";
import { expectNoBarriers } from "./barriers.ts";
import { openDesk } from "./desk.ts";
import { openPage, openPageAfter } from "./page.ts";
import { asksForTechnician, signIn, waiting } from "./technician.ts";

test("axe-core finds no barrier in the form, the queue and a ticket, in light and dark", async () => {
  const desk = await openDesk();
  const ada = await openPageAfter(asksForTechnician, { desk });
  await ada.sees("Not handed over yet");
  await expectNoBarriers(ada);
  await ada.presses("Add something");
  await ada.presses(/^What is passed on/);
  await expectNoBarriers(ada);
  await ada.presses("Hand over");
  await ada.sees("I've handed it over");
  const kim = await signIn(desk, "Kim");
  await expectNoBarriers(kim);
  await kim.opens("RC-");
  await expectNoBarriers(kim);
  await kim.presses("Claim");
  await kim.button("Send").waitFor();
  await expectNoBarriers(kim);
});

test("the keyboard alone opens, claims and replies, and a mistyped key does not hand the ticket back", async () => {
  const { desk, ada } = await waiting();
  const kim = await signIn(desk, "Kim");
  const { keyboard } = kim.tab;
  await kim.tab.locator(".entry").waitFor();
  // Shortcuts work when the page's script has loaded.
  await vi.waitFor(async () => {
    await keyboard.press("j");
    expect(await kim.tab.locator(".entry:focus").count()).toBe(1);
  });
  await keyboard.press("Enter");
  await kim.button("Claim").waitFor();
  await keyboard.press("c");
  await ada.sees("Kim, a technician, is here now");
  await kim.tab.getByLabel(/^Reply to/).waitFor();
  await kim.tab.locator("h1").click();
  await keyboard.press("h");
  await keyboard.press("r");
  await keyboard.type("I look at it now");
  await keyboard.press("Control+Enter");
  await ada.sees("I look at it now");
  expect(await ada.said("handed you back").count()).toBe(0);
});

test("c and then r claims and goes to the reply, however fast, and types nothing", async () => {
  const { desk, ada } = await waiting();
  const kim = await signIn(desk, "Kim");
  const { keyboard } = kim.tab;
  const box = kim.tab.getByLabel(/^Reply to/);
  const focused = () => vi.waitFor(async () => expect(await kim.tab.locator("#text:focus").count()).toBe(1));
  await kim.opens("RC-");
  await kim.tab.locator("html.scripted").waitFor();
  // At once: the page does not have the reply yet.
  await keyboard.press("c");
  await keyboard.press("r");
  await focused();
  expect(await box.inputValue()).toBe("");
  await keyboard.type("right here");
  await keyboard.press("Control+Enter");
  await ada.sees("right here");
  await kim.presses("Return to the queue");
  await kim.button("Claim").waitFor();
  // Later: the reply is focused already.
  await kim.tab.locator("h1").click();
  await keyboard.press("c");
  await focused();
  await keyboard.press("r");
  await keyboard.type("once more");
  expect(await box.inputValue()).toBe("once more");
});

test("with a change in place, e leads to what has to be put back, and then resolves", async () => {
  const desk = await openDesk({ TREE_FILE: treeFiles.fourCauses });
  const no = "I can't do this";
  const fault =
    "0x904 0x7 since yesterday, straight on the same network. others can connect to it, only me not. I am an admin of this PC";
  const ada = await openPageAfter([fault, no, no, "done", "technician", "yes"], { desk });
  await ada.sees("I've handed it over");
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.tab.locator("#held-back").waitFor();
  await expectNoBarriers(kim);
  await kim.tab.locator("h1").click();
  await kim.tab.keyboard.press("e");
  await kim.tab.keyboard.press("Enter");
  await kim.tab.locator("#hand-back").waitFor();
  expect(await kim.tab.locator("#held-back").count()).toBe(0);
  await kim.tab.keyboard.press("e");
  expect(await kim.tab.locator("#cause:focus").count()).toBe(1);
});

test("Ctrl+Enter sends the resolution from its list of causes", async () => {
  const { desk, ada } = await waiting();
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.button("Send").waitFor();
  await kim.tab.locator("h1").click();
  await kim.tab.keyboard.press("e");
  const value = await kim.tab.locator("#cause option").nth(1).getAttribute("value");
  await kim.tab.locator("#cause").selectOption(value ?? "");
  await kim.tab.locator("#cause").focus();
  await kim.tab.keyboard.press("Control+Enter");
  await kim.sees("resolved by you");
  await ada.sees("Is it solved?");
});

test("after a hand-back the keyboard goes on with the next ticket that waits", async () => {
  const { desk } = await waiting();
  const bob = await openPageAfter([...asksForTechnician, "yes, I'm Bob"], { desk });
  await bob.sees("I've handed it over");
  const kim = await signIn(desk, "Kim");
  await kim.tab.locator(".entry").nth(1).waitFor();
  await kim.tab.locator(".entry").first().click();
  await kim.presses("Claim");
  await kim.button("Send").waitFor();
  await kim.tab.locator("h1").click();
  await kim.tab.keyboard.press("h");
  await kim.tab.keyboard.press("Enter");
  await kim.tab.getByRole("link", { name: "Next ticket: Bob" }).waitFor();
  await kim.tab.keyboard.press("n");
  await kim.tab.getByRole("heading", { name: "Bob" }).waitFor();
  await kim.button("Claim").waitFor();
});

test("on a phone the page fits, and the reply is one tap away", async () => {
  const { desk, ada } = await waiting();
  const kim = await signIn(desk, "Kim", { size: "phone", look: "dark" });
  await kim.screenshot("desk-queue-phone");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.tab.getByRole("link", { name: "Conversation", exact: true }).click();
  await kim.says("Hello, I am looking at it");
  await ada.sees("Hello, I am looking at it");
  const wide = await kim.tab.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  expect(wide).toBeLessThanOrEqual(0);
  await kim.screenshot("desk-ticket-phone");
});

test("a sign-in link works once", async () => {
  const desk = await openDesk();
  const link = await desk.link();
  await signIn(desk, "Kim", { link });
  const late = await openPage({ desk, trouble: /403|404|410/ });
  await late.tab.goto(link);
  await late.tab.getByText("This link doesn't work any more", { exact: false }).first().waitFor();
});
