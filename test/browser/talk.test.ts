/** A person and a technician talk at the chat page: who has the case, who types, who has seen what, and how the talk ends. */
import { expect, test, vi } from "vitest";
import { expectNoBarriers } from "./barriers.ts";
import { openDesk } from "./desk.ts";
import { type HelpPage, openPage, openPageAfter } from "./page.ts";
import { signIn } from "./technician.ts";

const asksForTechnician = ["0x904 0x7, nobody can connect, windows server 2019, same network", "technician", "yes"];

const header = ({ tab }: HelpPage) => ({
  says: (words: string) => tab.locator("#state").filter({ hasText: words }).waitFor(),
  initials: () => tab.locator("#initials").textContent(),
});

const offers = ({ tab }: HelpPage) => tab.locator("nav > :visible").allTextContents();

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
    await ada.tab.locator(".webchat__typing-indicator").waitFor({ timeout: 400 });
  });
  await kim.says("Which server is it?");
  await ada.sees("Which server is it?");
  expect(await ada.said("Which server is it?").textContent()).toContain(
    "KLKim LeeThe help desk said:Which server is it?",
  );
  await kim.tab.locator(".line .seen").waitFor();

  await vi.waitFor(async () => {
    await ada.sendBox.pressSequentially("x");
    await kim.tab.getByText("is typing…").waitFor({ timeout: 400 });
  });
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
  expect(await offers(ada)).toEqual(["Yes, it works", "No, it doesn't"]);
  await ada.sees("Does it work now?");
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
