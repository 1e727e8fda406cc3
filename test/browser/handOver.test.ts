/** A person's browser and technicians' browsers side by side. */
import { expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import { type Desk, openDeskProcess } from "./deskProcess.ts";
import { type HelpPage, openPage } from "./page.ts";
import { signIn, type Technician } from "./technician.ts";

/** A person who is not an administrator asks for a technician. Returns the reference. */
async function handsOver(ada: HelpPage): Promise<string> {
  await ada.says("0x904 0x7 since yesterday, nobody can connect to that server");
  await ada.sees("Does the connection go through something");
  await ada.says("no, we all sit in the same building");
  await ada.sees("What kind of computer");
  await ada.pressesBelow("Get a technician");
  await ada.sees("Not handed over yet");
  await ada.presses("Add something");
  await ada.fillsIn("What can't you do in the meantime?", "Nobody can print the pay slips");
  await ada.fillsIn("Your name", "Ada L.");
  // It hands over too, with what is in the form.
  await ada.pressesBelow("Get a technician");
  return referenceIn(ada);
}

async function referenceIn(ada: HelpPage): Promise<string> {
  await ada.sees("I've handed it over");
  const words = await ada.said("I've handed it over").last().textContent();
  return /RC-\w{4}-\w{4}/.exec(words ?? "")?.[0] ?? "";
}

async function invites(desk: Desk, from: Technician, { name, trouble }: { name: string; trouble: RegExp }) {
  await from.presses("Invite a colleague");
  const link = (await from.tab.locator("pre").textContent()) ?? "";
  await from.tab.goto(`${desk.url}/desk`);
  return signIn(desk, name, { link: link.trim(), trouble });
}

test("from asking for a technician to confirming that it works, with a race, a hand-back and a second hand-over", async () => {
  const desk = await openDesk();
  // The loser of the race gets a 409, which browsers write into their console.
  const trouble = /409 \(Conflict\)/;
  const [ada, kim] = await Promise.all([openPage({ desk }), signIn(desk, "Kim", { trouble })]);
  const sam = await invites(desk, kim, { name: "Sam", trouble });

  const reference = await handsOver(ada);
  await ada.tab.locator("header").getByText("A technician is at the desk").waitFor();
  await Promise.all([kim.opens(reference), sam.opens(reference)]);
  await kim.sees("Nobody can print the pay slips");
  await kim.screenshot("desk-ticket-waiting");

  // Both press at once; one wins, and the other sees who it was.
  const claims = await Promise.all([kim, sam].map((each) => each.button("Claim").elementHandle()));
  await Promise.all(claims.map((claim) => claim?.evaluate((button: { click(): void }) => button.click())));
  await Promise.all([
    kim.sees(/Kim was faster|Sam was faster|with you/),
    sam.sees(/Kim was faster|Sam was faster|with you/),
  ]);
  const kimHasIt = (await kim.button("Send").count()) > 0;
  const [winner, loser] = kimHasIt ? [kim, sam] : [sam, kim];
  const [has, lost] = kimHasIt ? ["Kim", "Sam"] : ["Sam", "Kim"];
  await loser.sees(`${has} was faster`);
  expect(await loser.button("Send").count()).toBe(0);

  await ada.sees(`${has}, a technician, is here now`);
  await winner.says("Is the server in the basement or in the cloud?");
  await ada.sees(has, "Is the server in the basement or in the cloud?");
  await ada.says("in the basement <b>next to</b> the heating");
  await winner.hears("in the basement <b>next to</b> the heating");
  await loser.hears("in the basement");
  await ada.screenshot("person-with-technician");
  await winner.screenshot("desk-talking");
  if (process.env.UPDATE_PICTURE) await winner.screenshot("../docs/desk", { fullPage: false });

  await winner.records("What kind of computer do you connect to?", "Windows 10, 11 or Server 2016");
  await winner.sees("recorded by a technician");
  await winner.presses("Hand back to the bot");
  await ada.sees(`${has} has handed you back to me`, "Are you an administrator of the remote computer?");
  await ada.presses("No");
  await ada.sees("What is left happens on the remote computer");
  await ada.presses("Hand over");
  await ada.sees("The technicians have it again, under the same reference");

  await loser.tab.reload();
  await loser.presses("Claim");
  await ada.sees(`${lost}, a technician, is here now`);
  await loser.resolves(/may not read the key/, "Gave NETWORK SERVICE its right back.");
  await ada.sees(`${lost} says it's done`, "Gave NETWORK SERVICE its right back.", "Is it solved?");
  await ada.screenshot("person-confirms");
  await ada.presses("Yes, it works");
  await ada.sees("Great, it works");
  await loser.sees("closed");
  await loser.screenshot("desk-closed");
});

test("every message of either side arrives once, although the server dies in between", async () => {
  const desk = await openDeskProcess();
  const trouble =
    /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|WebSocket|Failed to load|Failed to fetch|EventSource/;
  const [ada, kim] = await Promise.all([openPage({ desk, trouble }), signIn(desk, "Kim", { trouble })]);

  const reference = await handsOver(ada);
  await kim.opens(reference);
  await kim.presses("Claim");
  await ada.sees("Kim, a technician, is here now");
  await kim.button("Send").waitFor();
  await desk.kill();
  await kim.says("I have a look at the server now.");
  await desk.startAgain();
  await ada.sees("I have a look at the server now.");
  await desk.kill();
  await ada.says("thank you, take your time");
  await desk.startAgain();
  await kim.hears("thank you, take your time");
  await kim.resolves(/none of these/i, "A cable was loose.");
  await ada.sees("Kim says it's done", "A cable was loose.");
  await desk.kill();
  await desk.startAgain();
  await ada.presses("Yes, it works");
  await ada.sees("Great, it works");
  await kim.sees("closed");
  expect([await kim.lines("I have a look at the server now."), await kim.lines("thank you, take your time")]).toEqual([
    1, 1,
  ]);
  expect(await ada.said("I have a look at the server now.").count()).toBe(1);
});
