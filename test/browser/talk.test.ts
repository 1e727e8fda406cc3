/** A person and a technician talk at the chat page: who has the case, who types, who has seen what, and how the talk ends. */
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { expectNoBarriers } from "./barriers.ts";
import { openDesk } from "./desk.ts";
import { type HelpPage, openBlank, openPage, openPageAfter } from "./page.ts";
import { signIn } from "./technician.ts";

const asksForTechnician = ["0x904 0x7, nobody can connect, windows server 2019, same network", "technician", "yes"];

const header = ({ tab }: HelpPage) => ({
  says: (words: string) => tab.locator("#state").filter({ hasText: words }).waitFor(),
  initials: () => tab.locator("#initials").textContent(),
});

const offers = ({ tab }: HelpPage) => tab.locator("nav > :visible").allTextContents();

const patience = 10_000;

const isTitled = ({ tab }: HelpPage, title: string) =>
  vi.waitFor(async () => expect(await tab.title()).toBe(title), patience);

/** Headless tabs are always visible, so the page is told that it is not. */
async function looksAway(tab: Page, away: boolean): Promise<void> {
  await tab.evaluate(`Object.defineProperty(document, "hidden", { configurable: true, get: () => ${away} });
    document.dispatchEvent(new Event("visibilitychange"));`);
}

test("the header and the bar follow the case, and each side sees that the other types and has read", async () => {
  const desk = await openDesk();
  const ada = await openPage({ desk });
  await header(ada).says("The bot is helping you");
  expect(await offers(ada)).toContain("Take back");
  await ada.saysElsewhere(asksForTechnician);
  await header(ada).says("Waiting for a technician RC-");
  await header(ada).says("You're next in line.");
  expect(await offers(ada)).toEqual(["What have we tried?", "Withdraw"]);
  await ada.sees("I've handed it over");
  await ada.screenshot("talk-1-waiting");

  const kim = await signIn(desk, "Kim Lee");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await header(ada).says("Kim Lee is here");
  expect([await header(ada).initials(), await offers(ada)]).toEqual(["KL", ["End the talk"]]);

  const reply = kim.tab.getByLabel(/^Reply to/);
  await vi.waitFor(async () => {
    await reply.pressSequentially("x");
    await ada.tab.getByRole("img", { name: "Kim Lee is typing" }).waitFor({ timeout: 400 });
  }, patience);
  await kim.says("Which server is it?");
  await ada.sees("Which server is it?");
  expect(await ada.said("Which server is it?").textContent()).toContain(
    "KLKim LeeThe help desk said:Which server is it?",
  );
  await kim.tab.locator(".line .seen").waitFor();

  await vi.waitFor(async () => {
    await ada.sendBox.pressSequentially("x");
    await kim.tab.getByText("is typing…").waitFor({ timeout: 400 });
  }, patience);
  await ada.says("the one in the basement");
  await ada.tab.getByText("Seen by Kim Lee", { exact: true }).waitFor();
  await kim.says("Thank you.");
  await ada.sees("Thank you.");
  await ada.inLightAndDark((scheme) => ada.screenshot(`talk-2-technician-${scheme}`));
  await kim.screenshot("talk-2-desk");
  await expectNoBarriers(ada);

  await ada.tab.reload();
  await header(ada).says("Kim Lee is here");
  await ada.sees("Thank you.");
  expect(await offers(ada)).toEqual(["End the talk"]);

  await kim.resolves(/none of these/i, "A cable was loose.");
  await header(ada).says("Is it solved?");
  expect(await offers(ada)).toEqual(["Yes, it works", "No, still not"]);
  await ada.sees("Please try to connect. Is it solved?");
  await ada.screenshot("talk-3-confirm");
  await ada.pressesBelow("Yes, it works");
  await header(ada).says("This is closed");
  await ada.sees("Great, it works");
  await ada.screenshot("talk-4-closed");
});

test("ending the talk asks whether it is solved: the person goes on, with the bot, or closes the case", async () => {
  const desk = await openDesk();
  const ada = await openPageAfter(asksForTechnician, { desk, size: "phone" });
  const kim = await signIn(desk, "Kim");
  await header(ada).says("Waiting for a technician");
  await ada.screenshot("talk-5-phone-waiting");
  await ada.pressesBelow("Withdraw");
  await ada.screenshot("talk-5-phone-withdraw");
  await ada.pressesBelow("Keep waiting");
  await header(ada).says("Waiting for a technician");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.says("Hello, I am looking at the server. This may take some minutes, so please stay with me.");
  await header(ada).says("Kim is here");
  await ada.sees("Hello, I am looking at the server.");
  await ada.says("ok");
  await ada.tab.getByText("Seen by Kim", { exact: true }).waitFor();
  await ada.inLightAndDark((scheme) => ada.screenshot(`talk-6-phone-technician-${scheme}`));
  await ada.pressesBelow("End the talk");
  await ada.screenshot("talk-7-phone-end");
  await ada.pressesBelow("Keep talking");
  await header(ada).says("Kim is here");
  await ada.pressesBelow("End the talk");
  await ada.pressesBelow("Go on with the bot");
  await header(ada).says("The bot is helping you");
  await ada.sees("is withdrawn");
  await kim.sees("withdrawn by the person");

  await ada.saysElsewhere(["technician", "yes"]);
  await header(ada).says("Waiting for a technician");
  await kim.presses("Claim");
  await header(ada).says("Kim is here");
  await ada.pressesBelow("End the talk");
  await ada.pressesBelow("Yes, it's solved");
  await ada.sees("Great, it works");
  await header(ada).says("This is closed");
  await kim.hears("Yes, it's solved");
  await kim.sees("closed");
});

test("the technician sees at once that the person closed the chat or came back, and that a reply was not seen", async () => {
  const desk = await openDesk();
  const ada = await openPageAfter(asksForTechnician, { desk });
  await ada.sees("I've handed it over");
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.sees("chat open");
  await ada.tab.goto("about:blank");
  await kim.sees("chat closed");
  await kim.says("Are you there?");
  await kim.sees("Not seen yet");
  await ada.tab.goto(ada.url);
  await kim.sees("chat open");
  await kim.tab
    .locator(".line .seen")
    .filter({ hasText: /^\s*Seen/ })
    .waitFor();
});

test("an answer is noticed in the title, and as a notification with the name only, while the person looks elsewhere", async () => {
  const desk = await openDesk();
  const ada = await openBlank({ desk });
  await ada.tab.context().addInitScript(notifications);
  await ada.saysElsewhere(asksForTechnician);
  await ada.tab.goto(ada.url);
  const title = "Help with Remote Desktop error 0x904";
  const notified = () => ada.tab.evaluate<string[]>("Notification.shown");
  await ada.sees("I've handed it over");
  const offer = ada.tab.getByRole("button", { name: "Tell me when someone answers" });
  await ada.screenshot("talk-8-notify");
  await ada.tab.setViewportSize({ width: 390, height: 844 });
  await ada.screenshot("talk-9-phone-notify");
  await offer.click();
  await offer.waitFor({ state: "hidden" });
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");

  await looksAway(ada.tab, true);
  await kim.presses("Claim");
  await isTitled(ada, "Kim is here");
  await kim.says("The password is in the other mail");
  await isTitled(ada, "(1) Kim wrote");
  expect(await kim.tab.locator(".line .seen").count()).toBe(0);
  await kim.says("Which server is it?");
  await isTitled(ada, "(2) Kim wrote");
  expect(await notified()).toEqual(["Kim is here", "Kim wrote", "Kim wrote"]);

  await looksAway(ada.tab, false);
  expect(await ada.tab.title()).toBe(title);
  await kim.tab.locator(".line .seen").waitFor();
  await kim.says("Are you there?");
  await ada.sees("Are you there?");
  expect([await ada.tab.title(), (await notified()).length]).toEqual([title, 3]);
});

test("a phone whose pages may not show notifications shows them by the service worker", async () => {
  const desk = await openDesk();
  const ada = await openBlank({ desk });
  await ada.tab.context().addInitScript(notificationsOfPhone);
  await ada.saysElsewhere([...asksForTechnician, "yes"]);
  await ada.tab.goto(ada.url);
  await ada.sees("I've handed it over");
  await looksAway(ada.tab, true);
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await isTitled(ada, "Kim is here");
  await expect.poll(() => ada.tab.evaluate("Notification.shown")).toEqual(["Kim is here"]);
  expect(await ada.tab.evaluate("Notification.by")).toBe("activated");
});

/** Stands for the browser's notifications, which it shows outside of the page. */
const notifications = `
  window.Notification = class extends EventTarget {
    static shown = [];
    static permission = "default";
    static async requestPermission() {
      Notification.permission = "granted";
    }
    constructor(words) {
      super();
      Notification.shown.push(words);
    }
  };
`;

/** A page on Android may not make notifications, only its service worker may. The browser of the test has no place for them. */
const notificationsOfPhone = `
  window.Notification = function () { throw new TypeError("Illegal constructor"); };
  Object.assign(Notification, { permission: "granted", shown: [] });
  ServiceWorkerRegistration.prototype.showNotification = async function (title) {
    Notification.shown.push(title);
    Notification.by = this.active?.state;
  };
`;
