/** Commands leave the page exactly as they must be typed, through the clipboard and on paper. */
import { expect, test } from "vitest";
import { type HelpPage, openPage, openPageAfter } from "./page.ts";

const key = "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\f686aace6942fb7f7ceb231212eef4a4_*";
const takeOwnership = `takeown /f "${key}" /a`;
const savePermissions = `md C:\\RdpBackup\nicacls "${key}" /save C:\\RdpBackup\\rdp-key.txt /c`;

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
