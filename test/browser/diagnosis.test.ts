/** Whole conversations, with presses and typed messages. */
import path from "node:path";
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "./desk.ts";
import { openPage } from "./page.ts";

test("an administrator presses and types their way to the fix that works", async () => {
  const ada = await openPage();
  await ada.screenshot("diagnosis-1-welcome");

  await ada.presses("It says 0x904 and 0x7");
  await ada.sees("I read:", "0x904", "To try: The remote computer is still starting");
  await ada.screenshot("diagnosis-2-first-try");
  await ada.presses("Not needed here");
  await ada.sees("Does the connection go through something");
  await ada.screenshot("diagnosis-3-question");
  await ada.presses("No, straight to it (same building or network)");
  await ada.sees("Who gets in and who does not?");
  await ada.says("nobody can connect to it");
  await ada.sees("What kind of computer");
  await ada.presses("Windows 10, 11 or Server 2016 and newer");
  await ada.sees("Are you an administrator of the remote computer?");
  await ada.presses("Yes");
  await ada.sees("Can you work on the remote computer without Remote Desktop?");
  await ada.presses("Yes, I have another way in");
  await ada.sees("A look that changes nothing", "Get-WinEvent");
  await ada.screenshot("diagnosis-4-look-with-command");
  await ada.says("System log: Schannel, event ID 36870");
  await ada.sees("takeown /f");
  await ada.screenshot("diagnosis-5-step-with-command");
  await ada.presses("Done");
  await ada.sees("save the file's present permissions");
  await ada.presses("Done");
  await ada.sees("It changes who may read a secret key");
  await ada.screenshot("diagnosis-6-warning");
  await ada.presses("Done");
  await ada.sees("Only if Remote Desktop uses a certificate of a certificate authority");
  await ada.presses("Done");
  await ada.sees("Restart-Service TermService -Force");
  await ada.presses("Done");
  await ada.sees("Now try to connect");
  await ada.presses("Yes, it works");
  await ada.sees("Great, it works");
  await ada.screenshot("diagnosis-7-it-works");

  expect(await ada.saidByMe("Yes, it works")).toBe(1);
});

test("a person who is not an administrator gets a technician and a reference", async () => {
  const ada = await openPage();

  await ada.says("Remote Desktop says 0x904 and 0x7, nobody can connect to that server, windows server 2019");
  await ada.sees("still starting");
  await ada.pressesBelow("Get a technician");
  await ada.sees("Not handed over yet. Hand it over?");
  await ada.screenshot("hand-over-offer");
  await ada.presses("Add something");
  await ada.fillsIn("Your name", "Ada L.");
  await ada.presses(/^What is passed on/);
  await ada.sees("Our conversation, word for word");
  await ada.screenshot("hand-over-form");
  await ada.presses("Hand over");
  await ada.sees(
    "I've handed it over. Your reference is RC-",
    "How can a technician reach you if you leave this chat?",
  );
  await ada.screenshot("hand-over");
  await ada.says("we changed the switch yesterday");
  await ada.sees("Added to RC-");
});

test("a button of an earlier card changes nothing, and the bot reminds of the current question", async () => {
  const ada = await openPage();

  await ada.says("0x904 0x7");
  await ada.sees("To try: The remote computer is still starting");
  await ada.presses("Not needed here");
  await ada.sees("Does the connection go through something");
  await ada.pressesAgain("Done", "To try: The remote computer is still starting");
  await ada.sees("That button belongs to an earlier question, so it changed nothing.");
  await ada.screenshot("stale-button");

  await ada.pressesAgain("No, straight to it (same building or network)", "Does the connection go through something");
  await ada.sees("Who gets in and who does not?");
});

test("a word from the row below is sent at once, and its answer scrolls into view, however long the card before was", async () => {
  const ada = await openPage();
  await ada.says("0x904 0x7, nobody can connect, windows server 2019, same network");
  await ada.sees("To try: The remote computer is still starting");
  await ada.presses("Not needed here");
  await ada.sees("Are you an administrator of the remote computer?");
  await ada.presses("Yes");
  await ada.sees("Can you work on the remote computer without Remote Desktop?");
  await ada.presses("Yes, I have another way in");
  await ada.sees("A look that changes nothing");

  await ada.tab.getByRole("button", { name: "Get a technician" }).dblclick();
  await ada.sees("Not handed over yet");
  await ada.seesItsButtons();
  expect(await ada.saidByMe("technician")).toBe(1);
});

test("the second press of a double click answers no card that has come up meanwhile", async () => {
  const ada = await openPage();
  await ada.says("0x904 0x7, nobody can connect, windows server 2019, same network");
  await ada.sees("To try: The remote computer is still starting");
  await ada.tab.evaluate(pressTwice("Not needed here"));
  await ada.sees("Are you an administrator of the remote computer?");
  // The first button of the new card was pressed as soon as it was there.
  await ada.says("why");
  await ada.sees("Are you an administrator of the remote computer?");
  expect(await ada.saidByMe("Yes")).toBe(0);
});

test("a person who pastes a picture learns what to copy instead", async () => {
  const ada = await openPage();
  await ada.sendBox.focus();
  await ada.tab.evaluate(pastedPicture);
  await ada.noticed(
    "This chat can't read pictures or files. Click the Remote Desktop window, press Ctrl+C, and paste the text here with Ctrl+V.",
  );
  await ada.screenshot("picture");
});

test("the README shows what really happens", async () => {
  const ada = await openPage({ desk: await openDesk({ TREE_FILE: embeddedTree }) });

  await ada.says("0x904 and 0x7 since the certificate on our server 2019 expired yesterday, nobody gets in");
  await ada.sees("A few short questions at once.");
  await ada.says("I'm its administrator, we are all in the same building, nothing changed");
  await ada.sees("Server report");
  await ada.says(report);
  await ada.sees("From the server report (SRV01):");
  await ada.sees("Has this been repaired before");
  await ada.presses("No, it's the first time");
  await ada.sees("Let Remote Desktop read its key");
  await ada.presses("Done");
  await ada.sees("Let Windows make a new certificate");
  await ada.screenshot("conversation");
  if (process.env.UPDATE_PICTURE) await ada.screenshot(path.join("..", "docs", "conversation"));
});

const report = [
  "Reconnect report 1 server",
  ...["host: SRV01", "admin: yes", "way-in: screen", "build: 17763.5458", "cert-bound: none", "cert-date: valid"],
  ...["key-readable: no", "key-folder: good", "log: read", "events: 36870x2@2026-03-02T09:02:11Z"],
  "End of report: 10 lines",
].join("\n");

// Code that runs in the page is a string, because the types of the tests do not include the DOM.
const pastedPicture = `(() => {
  const carried = new DataTransfer();
  carried.items.add(new File(["x"], "error.png", { type: "image/png" }));
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
})()`;

/** Presses a button, and the first button of the next card at the same spot as soon as it is there. */
const pressTwice = (label: string): string => `{
  const press = (button, detail) => button.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, clientX: 100, clientY: 100, detail }),
  );
  const buttons = () => [...document.querySelectorAll(".ac-pushButton")];
  const known = new Set(buttons());
  const observer = new MutationObserver(() => {
    const next = buttons().find((each) => !known.has(each));
    if (!next) return;
    observer.disconnect();
    press(next, 2);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  press(buttons().find(({ textContent }) => textContent === ${JSON.stringify(label)}), 1);
}`;
