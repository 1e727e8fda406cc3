/** The page works for people with low vision, without a mouse, in the dark, or on a phone. */
import { expect, test } from "vitest";

import { expectNoBarriers } from "./barriers.ts";
import { type HelpPage, openPage } from "./page.ts";

const administrator = "0x904 0x7, nobody can connect, Server 2019, I am administrator of the server and on its console";

/** A conversation up to the first step of a fix, after a look with a long command. */
const toTheKey = ["same error", "no, straight", "yes", "Schannel, event ID 36870", "done", "done"];
const theKey = "It changes who may read a secret key";

test("axe-core finds no barrier, from the first screen to a long conversation and the steps page, in light and dark", async () => {
  const ada = await openPage();
  await expectNoBarriers(ada);
  await ada.says(administrator);
  await ada.sees("To try: The remote computer is still starting");
  await expectNoBarriers(ada);
  await ada.saysElsewhere(toTheKey);
  await ada.sees(theKey);
  await expectNoBarriers(ada);
  await ada.pressesBelow("Forget me on this computer");
  await expectNoBarriers(ada);
  await ada.pressesBelow("Keep this chat");
  const paper = await ada.opensTab("/steps");
  await paper.tab.getByRole("button", { name: "Copy all steps" }).waitFor();
  await expectNoBarriers(paper);
});

test("pages are dark when the system is", async () => {
  const ada = await openPage({ look: "dark" });
  await ada.screenshot("dark-1-welcome");
  await ada.saysElsewhere([administrator, ...toTheKey]);
  await ada.sees(theKey);
  await ada.screenshot("dark-2-warning");
  const paper = await ada.opensTab("/steps");
  await paper.tab.getByRole("button", { name: "Copy all steps" }).waitFor();
  await paper.tab.screenshot({ path: ada.picture("dark-3-steps"), fullPage: true });
  for (const { tab } of [ada, paper]) {
    const brightness = await tab.evaluate<number>(
      "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).reduce((sum, part) => sum + Number(part), 0)",
    );
    expect(brightness).toBeLessThan(3 * 64);
  }
});

test("on a phone nothing is cut, and only the row of words scrolls sideways", async () => {
  const ada = await openPage({ size: "phone" });
  await ada.screenshot("phone-1-welcome");
  expect(await outside(ada)).toEqual([]);
  await ada.says(administrator);
  await ada.sees("To try: The remote computer is still starting");
  await ada.screenshot("phone-2-step");
  await ada.saysElsewhere(toTheKey);
  await ada.sees(theKey);
  await ada.screenshot("phone-3-warning");
  await ada.pressesAgain("Pick from a list instead", "What does the remote computer's System log show");
  await ada
    .said("What does the remote computer's System log show")
    .locator(".ac-pushButton")
    .last()
    .scrollIntoViewIfNeeded();
  await ada.screenshot("phone-4-many-choices");
  expect(await outside(ada)).toEqual([]);
  const paper = await ada.opensTab("/steps");
  await paper.tab.getByRole("button", { name: "Copy all steps" }).waitFor();
  await paper.tab.screenshot({ path: ada.picture("phone-5-steps"), fullPage: true });
  expect(await outside(paper)).toEqual([]);
  await ada.pressesBelow("Start over");
  await ada.sees('Say "start over" again');
  await ada.presses("Start over");
  await ada.sees("let's start over");
  await ada.pressesBelow("Forget me on this computer");
  await ada.screenshot("phone-6-forget-me");
  expect(await outside(ada)).toEqual([]);
  await ada.pressesBelow("Keep this chat");
});

test("on a phone every target fits a finger, the input is not zoomed into, and the bars leave room", async () => {
  const ada = await openPage({ size: "phone" });
  await ada.says(administrator);
  await ada.sees("To try: The remote computer is still starting");
  const measured = await ada.tab.evaluate<{ small: string[]; letters: number; bars: number }>(`(() => {
    const all = [...document.querySelectorAll("main :is(button, a)")];
    const visible = all.filter((button) => button.checkVisibility());
    const height = (selector) => document.querySelector(selector).getBoundingClientRect().height;
    return {
      small: visible.filter((it) => it.getBoundingClientRect().height < 44).map((it) => it.textContent),
      letters: Number.parseFloat(getComputedStyle(document.querySelector("textarea")).fontSize),
      bars: height("nav") + height("footer"),
    };
  })()`);
  expect(measured.small).toEqual([]);
  expect(measured.letters).toBeGreaterThanOrEqual(16);
  expect(measured.bars).toBeLessThanOrEqual(90);
});

/** Elements outside the window or cut by their container, and the page itself when it is wider than the window. */
function outside({ tab }: HelpPage): Promise<string[]> {
  return tab.evaluate(`(() => {
    const cut = (element) => {
      const { left, right } = element.getBoundingClientRect();
      for (let room = element.parentElement; room; room = room.parentElement) {
        const bounds = room.getBoundingClientRect();
        if (getComputedStyle(room).overflowX !== "visible" && (left < bounds.left - 1 || right > bounds.right + 1)) return true;
      }
      return left < 0 || right > innerWidth || element.scrollWidth > element.clientWidth + 1;
    };
    const shown = [...document.querySelectorAll("button, a, textarea, h1, h2, p, pre, dialog, .ac-richTextBlock, article, article > div")]
      .filter((element) => element.checkVisibility() && !element.closest("nav"));
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    return [...wide, ...shown.filter(cut).map((element) => element.tagName + ": " + element.textContent)];
  })()`);
}

test("the keyboard alone is enough: it reaches and leaves every element, and the focus is visible", async () => {
  const ada = await openPage();
  const keys = ada.tab.keyboard;
  const focused = () =>
    ada.tab.evaluate<string>(
      "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
    );
  const until = async (key: string, name: string) => {
    const passed: string[] = [];
    while ((await focused()) !== name && passed.length < 20) {
      await keys.press(key);
      passed.push(await focused());
    }
    expect(passed.at(-1) ?? name).toBe(name);
  };

  await until("Tab", "Your message");
  await keys.type("0x904 0x7");
  await keys.press("Enter");
  await ada.sees("To try: The remote computer is still starting");
  await until("Shift+Tab", "Chat history, press arrow keys to navigate.");
  await ada.screenshot("keyboard-1-history");
  await keys.press("Enter");
  await until("Tab", "Not needed here");
  await ada.screenshot("keyboard-2-choice");
  await keys.press("Enter");
  await ada.sees("Does the connection go through something");
  await until("Escape", "Your message");

  const names = [
    "Take back",
    "What have we tried?",
    "Why?",
    "Start over",
    "Print or send the steps",
    "Get a technician",
  ];
  for (const name of [...names, "Forget me on this computer", "Print or save this chat"]) {
    await until("Tab", name);
    const reached = await ada.tab.screenshot({ animations: "disabled" });
    await ada.tab.evaluate("document.activeElement.blur()");
    const left = await ada.tab.screenshot({ animations: "disabled" });
    expect(reached.equals(left), `"${name}" does not show that it has the focus`).toBe(false);
  }
  await keys.press("Tab");
  expect(await ada.tab.evaluate("document.activeElement === document.body")).toBe(true);
});
