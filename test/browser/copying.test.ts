/** Commands and scripts leave the page exactly as they must be typed, through the clipboard, as a file and on paper. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { emptyFolder } from "../support/process.ts";
import { serverReport } from "../support/serverReport.ts";
import { openDesk } from "./desk.ts";
import { type HelpPage, openPage, openPageAfter } from "./page.ts";
import { signIn } from "./technician.ts";

const key = "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\f686aace6942fb7f7ceb231212eef4a4_*";
const takeOwnership = `takeown /f "${key}" /a`;
const savePermissions = `md C:\\RdpBackup\nicacls "${key}" /save C:\\RdpBackup\\rdp-key.txt /c`;

const script = loadTree().reports.server?.scripts.at(-1)?.run ?? "";
const report = serverReport({ made: `${new Date().toISOString().slice(0, 19)}Z` });

/** An administrator at a step whose two-line command is full of stars, quotes and backslashes. */
async function atTheKey(): Promise<HelpPage> {
  const ada = await openPageAfter([
    "0x904 0x7, nobody can connect, Server 2019, I am administrator of the server and on its console",
    ...["same error", "no, straight", "1", "Schannel, event ID 36870", "done"],
  ]);
  await ada.tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada.sees("takeown", "icacls");
  return ada;
}

const clipboard = (page: HelpPage): Promise<string> => page.tab.evaluate("navigator.clipboard.readText()");

test("a command is copied exactly, with all its lines, stars, quotes and backslashes", async () => {
  const ada = await atTheKey();

  const copy = ada.said("save the file's present permissions").getByRole("button", { name: "Copy the command" });
  await copy.click();
  await ada.tab.getByRole("button", { name: "Copied the command" }).waitFor();
  await ada.screenshot("copied");
  expect(await clipboard(ada)).toBe(savePermissions);

  // Like a page over plain HTTP from another computer, where browsers offer no clipboard.
  await ada.tab.evaluate("navigator.clipboard.writeText('something else')");
  await ada.tab.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })");
  await ada.said("takeown").getByRole("button", { name: "Copy the command" }).first().click();
  await ada.tab.getByRole("button", { name: "Copied the command" }).first().waitFor();
  await ada.tab.evaluate("delete navigator.clipboard");
  expect(await clipboard(ada)).toBe(takeOwnership);
});

test("the current steps have their own page, which prints without buttons and copies as a whole", async () => {
  const ada = await atTheKey();
  const [paper] = await Promise.all([
    ada.tab.context().waitForEvent("page"),
    ada.tab.getByRole("link", { name: "Print or send the steps" }).click(),
  ]);

  await paper.getByRole("heading", { name: "The remote computer may not read the key" }).waitFor();
  expect(await paper.locator("li").count()).toBe(5);
  expect(await paper.locator("pre.command").allTextContents()).toEqual(
    expect.arrayContaining([takeOwnership, savePermissions]),
  );
  await paper.screenshot({ path: ada.picture("steps"), fullPage: true });

  await paper.getByRole("button", { name: "Copy all steps" }).click();
  await paper.getByRole("button", { name: "Copied" }).waitFor();
  const all = await clipboard(ada);
  expect(all).toContain(takeOwnership);
  expect(all).toContain(savePermissions);
  await paper.getByRole("button", { name: "Copy the command" }).first().click();
  await paper.getByRole("button", { name: "Copied the command" }).waitFor();
  expect(await clipboard(ada)).toBe(takeOwnership);

  await paper.emulateMedia({ media: "print" });
  await paper.screenshot({ path: ada.picture("steps-printed"), fullPage: true });
  expect(await paper.locator("button:visible, .actions:visible").count()).toBe(0);
  expect(await paper.locator("pre.command:visible").first().textContent()).toBe(takeOwnership);
});

test("without steps, their page leads back to the chat", async () => {
  const ada = await openPage();
  const paper = await ada.opensTab("/steps");
  await paper.tab.getByText("No steps right now").waitFor();
  await paper.screenshot("no-steps");
  await paper.tab.getByRole("link", { name: "To the chat" }).click();
  await paper.sees("What does Remote Desktop say?");
});

test("an administrator saves the script, pastes what it printed, and gets the fix", async () => {
  const desk = await openDesk({ TREE_FILE: embeddedTree });
  const ada = await openPage({ desk });
  await ada.tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada.says("it does not connect any more");
  await ada.sees("See details");
  await ada.tab.locator('[id^="picture-"] img').first().waitFor();
  await ada.screenshot("report-picture");
  await ada.says(
    "0x904 0x7, nobody gets into server 2019 since monday. I administer this server and sit at its console",
  );
  await ada.sees("Server report", "changes nothing");
  await ada.screenshot("report-script");

  await ada.tab.getByRole("button", { name: "Copy the script" }).click();
  await ada.tab.getByRole("button", { name: "Copied the script" }).waitFor();
  expect(await ada.tab.evaluate("navigator.clipboard.readText()")).toBe(`${script}\n`);
  const [saved] = await Promise.all([
    ada.tab.waitForEvent("download"),
    ada.tab.getByRole("link", { name: "Save as a file" }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe("reconnect-server-report.ps1");
  const file = path.join(emptyFolder(), "saved.ps1");
  await saved.saveAs(file);
  expect(readFileSync(file, "utf8")).toBe(`${script}\n`.replaceAll("\n", "\r\n"));
  await ada.presses("Show the script");
  await ada.screenshot("report-script-open");

  await ada.says(report);
  await ada.sees("From the server report (SRV01):", "Step 1 of");
  await ada.screenshot("report-read");
});

test("the person keeps a copy of the conversation, printed or as a file", async () => {
  const ada = await openPageAfter(["0x904 0x7, nobody can connect", "technician"]);
  await ada.tab.getByRole("link", { name: "Print or save this chat" }).waitFor();
  const [copy] = await Promise.all([
    ada.tab.context().waitForEvent("page"),
    ada.tab.getByRole("link", { name: "Print or save this chat" }).click(),
  ]);
  await copy.getByText("0x904 0x7, nobody can connect").waitFor();
  await copy.screenshot({ path: ada.picture("own-copy"), fullPage: true });
  const [saved] = await Promise.all([
    copy.waitForEvent("download"),
    copy.getByRole("link", { name: "Save as a file" }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe("help-desk-conversation.txt");
  const file = path.join(emptyFolder(), "copy.txt");
  await saved.saveAs(file);
  expect(readFileSync(file, "utf8")).toMatch(/You \(.* UTC\)\n0x904 0x7, nobody can connect\n\nHelp desk \(/);

  const stranger = await openPage();
  const other = await stranger.opensTab("/conversation");
  await other.tab.getByText("What does Remote Desktop say?").waitFor();
  expect(await other.tab.getByText("nobody can connect").count()).toBe(0);
});

test("a technician's links open, and a command is copied with one press", async () => {
  const desk = await openDesk();
  const ada = await openPageAfter(["0x904 0x7", "technician", "yes"], { desk });
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.says("Please see https://help.example/rdp?a=1. Then run `Restart-Service TermService -Force` there.");
  const link = ada.tab.getByRole("link", { name: "help.example/rdp?a=1" });
  expect(await link.getAttribute("href")).toBe("https://help.example/rdp?a=1");
  await ada.tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada.tab.getByRole("button", { name: "Copy the command" }).click();
  await ada.tab.getByRole("button", { name: "Copied" }).waitFor();
  expect(await ada.tab.evaluate("navigator.clipboard.readText()")).toBe("Restart-Service TermService -Force");
  await ada.screenshot("talk-10-extras");
  await ada.tab.setViewportSize({ width: 390, height: 844 });
  await ada.screenshot("talk-11-phone-extras");
  await kim.says("Is that all right?");
  await ada.sees("Is that all right?");
  expect(await ada.tab.getByRole("button", { name: /Copy the command|Copied/ }).count()).toBe(1);
});
