/** On the help page, the script of a report is copied and saved as it is, and a report that is pasted leads to the fix. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { emptyFolder } from "../support/process.ts";
import { serverReport } from "../support/serverReport.ts";
import { openDesk } from "./desk.ts";
import { openPage } from "./page.ts";

const script = loadTree().reports.server?.scripts.at(-1)?.run ?? "";
const report = serverReport({ made: `${new Date().toISOString().slice(0, 19)}Z` });

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
