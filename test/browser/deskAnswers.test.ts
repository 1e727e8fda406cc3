/** What the desk says and does after a press: in view, at its place, and with what comes next. */
import { expect, test, vi } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { expectNoBarriers } from "./barriers.ts";
import { openDesk } from "./desk.ts";
import { openPageAfter } from "./page.ts";
import { signIn, type Technician, waiting } from "./technician.ts";

/** Waits until the element is in view and not covered, wherever the page is scrolled to. */
async function seesUncovered({ tab }: Technician, selector: string, words: string) {
  await tab.locator(selector).filter({ hasText: words }).waitFor();
  await vi.waitFor(async () => expect(await tab.evaluate(`(${isUncovered})("${selector}")`)).toBe(true));
}

/** A script, because the tests are compiled without the types of pages. */
const isUncovered = `(selector) => {
  const element = document.querySelector(selector);
  const { left, top, width, height } = element.getBoundingClientRect();
  const seen = [top + 3, top + height - 3].map((y) => document.elementFromPoint(left + width / 2, y));
  return seen.every((front) => front !== null && (element.contains(front) || front.contains(element)));
}`;

test("a change that is the fix stays, and the resolution opens with its cause", async () => {
  const desk = await openDesk({ TREE_FILE: embeddedTree });
  const ada = await openPageAfter(["0x904 0x7, nobody gets in, same network", "technician", "yes"], { desk });
  await ada.sees("I've handed it over");
  const kim = await signIn(desk, "Kim", { size: "wide" });
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.tab.getByText("Paste what a command printed").click();
  await kim.tab.locator("#output").fill("BOUND: NO KEY");
  await kim.presses("Record what it printed");
  await kim.sees("Why: One is set, but its private key is missing");
  await kim.screenshot("desk-next-why", { fullPage: false });
  await kim.tab.locator("#next-done").getByRole("button", { name: "Done", exact: true }).click();
  await kim.button("It stays, it's the fix").waitFor();
  await ada.says("it works now, everybody gets in again");
  await kim.tab.locator(".offers").getByRole("button", { name: "It works" }).waitFor();
  await expectNoBarriers(kim);
  await kim.tab.evaluate("scrollTo(0, 0)");
  await kim.screenshot("desk-change", { fullPage: false });
  await kim.presses("It stays, it's the fix");
  await kim.tab.locator("#note:focus").waitFor();
  expect(await kim.tab.locator("#cause").inputValue()).toBe("cert-binding-mismatch");
  await kim.screenshot("desk-change-resolve", { fullPage: false });
  await kim.presses("Resolve and ask the person");
  await ada.pressesBelow("Yes, it works");
  await ada.sees("What stays changed:");
});

test("the receipt of what was recorded is in view, and its undo takes it back", async () => {
  const { desk } = await waiting();
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  const chip = kim.tab.locator("#recording .chip").first();
  await chip.click();
  const receipt = kim.tab.locator(".receipt").filter({ hasText: "Recorded: " });
  await receipt.waitFor();
  const { y = -1 } = (await receipt.boundingBox()) ?? {};
  expect([y >= 0, y < 700]).toEqual([true, true]);
  await kim.presses("Undo");
  await kim.sees(/^Taken back: /);
});

test("the second press of a double click on an answer records nothing else, and the other questions keep their places", async () => {
  const { desk } = await waiting();
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  const questions = kim.tab.locator("#recording .useful");
  await kim.button("Send").waitFor();
  const second = (await questions.nth(1).getAttribute("id")) ?? "";
  const chip = questions.first().locator(".chip").first();
  await kim.tab.evaluate('document.querySelector("#recording").scrollIntoView({ block: "center" })');
  const { x = 0, y = 0 } = (await chip.boundingBox()) ?? {};
  const before = await kim.tab.locator(`#${second}`).boundingBox();
  await kim.tab.mouse.click(x + 9, y + 9);
  await kim.tab.locator(".receipt").waitFor();
  await kim.tab.mouse.click(x + 9, y + 9);
  await kim.tab.locator("#recording .held").waitFor();
  await vi.waitFor(async () => {
    const after = await kim.tab.locator(`#${second}`).boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(3);
  });
  expect(await kim.tab.locator("#log li").filter({ hasText: "recorded" }).count()).toBe(1);
  await vi.waitFor(async () => {
    await kim.tab.mouse.move(5, 5);
    await kim.tab.mouse.move(8, 8);
    expect(await kim.tab.locator("#recording .held").count()).toBe(0);
  }, 10_000);
});

test("recording by keyboard stays where the technician was, and each paste empties its box", async () => {
  const { desk } = await waiting();
  const kim = await signIn(desk, "Kim", { trouble: /409/ });
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.button("Send").waitFor();
  const receipt = kim.tab.locator(".receipt");
  const question = await kim.tab.locator("#recording .useful").first().getAttribute("id");
  await kim.tab.locator("#recording .chip").first().focus();
  await kim.tab.keyboard.press("Enter");
  await receipt.waitFor();
  await kim.tab.locator(`#recording .useful:not(#${question}) .chip:focus`).waitFor();

  await kim.tab.getByText("Paste what a command printed").click();
  const box = kim.tab.locator("#output");
  for (const output of ["Event ID: 2056", "for days"]) {
    await box.fill(output);
    await kim.presses("Record what it printed");
    await vi.waitFor(async () => expect(await box.inputValue()).toBe(""));
  }
  expect(await kim.tab.locator("#notice p").count()).toBe(0);
  await kim.tab.reload();
  expect(await box.inputValue()).toBe("");
});

test("a reply that is too long is not sent: the page says its length, and the text stays in its box", async () => {
  const { desk, ada } = await waiting();
  const kim = await signIn(desk, "Kim", { trouble: /409/ });
  await kim.opens("RC-");
  await kim.presses("Claim");
  const words = `${"a log line ".repeat(400)}and its end`;
  await kim.says(words);
  await kim.sees("Your reply is 4,411 characters long. Send it in parts of at most 4,000.");
  const box = kim.tab.getByLabel(/^Reply to/);
  expect(await box.inputValue()).toBe(words);
  await kim.says("Please send me the log");
  await ada.sees("Please send me the log");
  await vi.waitFor(async () => expect(await box.inputValue()).toBe(""));
  expect(await ada.said("a log line").count()).toBe(0);
});

test.each(["wide", "phone"] as const)("answers and changes are in view at the foot of the page (%s)", async (size) => {
  const { desk, ada } = await waiting();
  const kim = await signIn(desk, "Kim", { trouble: /409/, size });
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.button("Send").waitFor();
  await kim.tab.getByText("Paste what a command printed").click();
  await kim.tab.locator("#output").fill("Access is denied.");
  await kim.tab.evaluate("scrollTo(0, 300)");
  await kim.presses("Record what it printed");
  await seesUncovered(kim, "#notice p", "I found nothing in it to record");
  for (const at of [0, 1]) {
    await kim.tab.locator("#recording .chip").nth(at).click();
    await seesUncovered(kim, ".receipt", "Recorded: ");
  }
  await kim.resolves(/none of these/i, "");
  await seesUncovered(kim, "#notice p", "describe the cause in the note");
  await kim.screenshot(`desk-notice-${size}`, { fullPage: false });
  await kim.resolves(/none of these/i, "A cable was loose.");
  await seesUncovered(kim, "#news p", "Resolved by you.");
  await seesUncovered(kim, "#none-waiting", "No one else is waiting.");
  await kim.screenshot(`desk-news-${size}`, { fullPage: false });
  await ada.sees("Is it solved?");
  await ada.pressesBelow("No, still not");
  await seesUncovered(kim, "#news p", "says that it still doesn't work. The ticket is with you again.");
});

test("a technician who writes while a colleague takes over sees who has the ticket and that the text is kept", async () => {
  const { desk } = await waiting();
  const sam = await signIn(desk, "Sam");
  await sam.opens("RC-");
  await sam.presses("Claim");
  await sam.tab.getByLabel(/^Reply to/).fill("I have an idea");
  const kim = await signIn(desk, "Kim", { link: await desk.link(), trouble: /409/ });
  await kim.opens("RC-");
  await kim.presses("Take over");
  await seesUncovered(kim, "#notice p", "Sam is writing. Take over?");
  await kim.presses("Take over from Sam");
  await seesUncovered(sam, "#notice p", "Kim took over. You can read along. Your text is kept");
});
