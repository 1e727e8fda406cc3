/** The view of the chat: what it weighs, what it keeps, and how it follows the talk. */
import { expect, test, vi } from "vitest";
import { expectNoBarriers } from "./barriers.ts";
import { type HelpPage, openBlank, openPage, openPageAfter } from "./page.ts";

const administrator = "0x904 0x7, nobody can connect, Server 2019, I am administrator of the server and on its console";
const firstTry = "To try: The remote computer is still starting";

test("the first opening transfers at most 500 KB, with all that the page loads later", async () => {
  const ada = await openBlank();
  const tools = await ada.tab.context().newCDPSession(ada.tab);
  await tools.send("Network.enable");
  let bytes = 0;
  tools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await ada.tab.goto(ada.url);
  await ada.sees("What does Remote Desktop say?");
  await ada.says("0x904 0x7");
  await ada.sees(firstTry);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(500_000);
});

test("what did not arrive while the page loaded is asked for again", async () => {
  const ada = await openBlank({ trouble: /net::ERR_/ });
  for (const file of [/\/extras\.js$/, /\/cardRenderer\.js$/, /\/adaptivecards\.js$/])
    await ada.tab.route(file, (route) => route.abort(), { times: 1 });
  await ada.tab.goto(ada.url);
  await ada.pressesBelow("What have we tried?");
  await ada.says("0x904 0x7");
  await ada.sees(firstTry);
});

test("a message that was not sent before a reload is sent after it, once", async () => {
  const ada = await openPage({ trouble: /net::ERR_/ });
  await ada.tab.route(/\/activities$/, (route) => route.abort());
  await ada.says("0x904 0x7");
  await ada.sees("Sending…");
  await ada.tab.unroute(/\/activities$/);
  await ada.tab.reload();
  await ada.sees(firstTry);
  expect(await ada.saidByMe("0x904 0x7")).toBe(1);
  await ada.tab.reload();
  await ada.sees(firstTry);
  expect(await ada.saidByMe("0x904 0x7")).toBe(1);
});

test("a message that the server refuses says so, and can be sent again", async () => {
  const ada = await openPage({ trouble: /400/ });
  await ada.tab.route(/\/activities$/, (route) => route.fulfill({ status: 400, body: "{}" }));
  await ada.says("0x904 0x7");
  await ada.tab.getByRole("alert").filter({ hasText: "Not sent." }).waitFor();
  await ada.screenshot("not-sent");
  await expectNoBarriers(ada);
  await ada.tab.unroute(/\/activities$/);
  await ada.tab.getByRole("button", { name: "Try again" }).click();
  await ada.sees(firstTry);
  expect(await ada.tab.getByRole("alert").count()).toBe(0);
  expect(await ada.saidByMe("0x904 0x7")).toBe(1);
});

test("Enter sends, Shift+Enter begins a line, an unfinished word is not sent, and a draft survives a reload", async () => {
  const ada = await openPage();
  const { keyboard } = ada.tab;
  const height = async () => (await ada.sendBox.boundingBox())?.height ?? 0;
  const low = await height();
  await ada.sendBox.focus();
  await keyboard.type("0x904");
  await keyboard.press("Shift+Enter");
  await keyboard.type("0x7");
  await keyboard.press("Shift+Enter");
  expect(await height()).toBeGreaterThan(low);
  await ada.tab.evaluate(enterWhileComposing);
  expect(await ada.sendBox.inputValue()).toBe("0x904\n0x7\n");
  await ada.tab.reload();
  await ada.sees("What does Remote Desktop say?");
  await vi.waitFor(async () => expect(await ada.sendBox.inputValue()).toBe("0x904\n0x7\n"));
  await ada.sendBox.press("Enter");
  await ada.sees(firstTry);
  expect(await ada.sendBox.inputValue()).toBe("");
  expect(await height()).toBe(low);
});

test("a person who has scrolled up stays there, and a button leads to what is new", async () => {
  const ada = await openPageAfter([administrator, "same error", "no, straight", "yes"], { size: "phone" });
  await ada.sees(firstTry, "A look that changes nothing");
  const isAtEnd = () =>
    ada.tab.evaluate<boolean>(`(() => {
    const { scrollHeight, clientHeight, scrollTop } = document.getElementById("transcript");
    return scrollHeight - clientHeight - scrollTop < 24;
  })()`);
  await vi.waitFor(async () => expect(await isAtEnd()).toBe(true));
  await ada.messages.first().scrollIntoViewIfNeeded();
  const more = ada.tab.getByRole("button", { name: "More below" });
  await more.waitFor();
  await ada.saysElsewhere(["what have we tried"]);
  await ada.sees("what have we tried");
  expect(await isAtEnd()).toBe(false);
  await ada.screenshot("more-below");
  await more.click();
  await more.waitFor({ state: "hidden" });
  expect(await isAtEnd()).toBe(true);
});

test("arrow keys go from message to message, Enter into one, and Escape back to the box", async () => {
  const ada = await openPageAfter(["0x904 0x7"]);
  await ada.sees(firstTry);
  const { keyboard } = ada.tab;
  const focused = () => ada.tab.evaluate<string>("document.activeElement.textContent");
  await ada.tab.getByRole("region", { name: /Chat history/ }).focus();
  await keyboard.press("ArrowUp");
  expect(await focused()).toContain(firstTry);
  await keyboard.press("Home");
  expect(await focused()).toContain("What does Remote Desktop say?");
  await keyboard.press("ArrowDown");
  expect(await focused()).toContain("You said:0x904 0x7");
  await keyboard.press("End");
  await keyboard.press("Enter");
  expect(await focused()).toBe("Done");
  await keyboard.press("Escape");
  expect(await ada.sendBox.evaluate("document.activeElement === document.getElementById('message')")).toBe(true);
});

test("a button that opens a part of its card says whether it is open", async () => {
  const ada = await openPageAfter(["0x904 0x7, nobody can connect, windows server 2019, same network", "technician"]);
  await ada.sees("Not handed over yet");
  const opener = (expanded: boolean) =>
    ada.messages.last().getByRole("button", { name: "Add something", exact: true, expanded });
  await opener(false).click();
  await opener(true).click();
  await opener(false).waitFor();
});

test.each([
  ["a frame on another page", { width: 380, height: 600 }],
  ["a page enlarged four times", { width: 320, height: 256 }],
] as const)("everything fits and can be reached in %s, in light, dark and forced colours", async (name, size) => {
  const ada = await openPage();
  await ada.tab.setViewportSize(size);
  await ada.says(administrator);
  await ada.sees(firstTry);
  expect(await wider(ada)).toBeLessThanOrEqual(0);
  const { y = 0, height = 0 } = (await ada.sendBox.boundingBox()) ?? {};
  expect(y + height).toBeLessThanOrEqual(size.height);
  const file = `view-${size.width}x${size.height}`;
  await ada.inLightAndDark((scheme) => ada.screenshot(`${file}-${scheme}`));
  await ada.tab.emulateMedia({ forcedColors: "active" });
  await ada.screenshot(`${file}-forced`);
  await ada.tab.emulateMedia({ forcedColors: null });
  await expectNoBarriers(ada);
  expect(name).toBeTruthy();
});

test("a page that reads from right to left mirrors the talk", async () => {
  const ada = await openPageAfter([administrator], { size: "phone" });
  await ada.tab.evaluate("document.documentElement.dir = 'rtl'");
  await ada.sees(firstTry);
  expect(await wider(ada)).toBeLessThanOrEqual(0);
  const mine = await ada.said(administrator).first().locator("> div").boundingBox();
  expect(mine?.x).toBeLessThan(30);
  await ada.screenshot("right-to-left");
});

const wider = ({ tab }: HelpPage) => tab.evaluate<number>("document.documentElement.scrollWidth - innerWidth");

// Code that runs in the page is a string, because the types of the tests do not include the DOM.
const enterWhileComposing = `document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))`;
