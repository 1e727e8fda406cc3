/** What a person sees of the language model: that it is working, which messages it worded, and their sources. */
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { loadTree } from "../../knowledge/tree/load.ts";
import { treeFiles } from "../support/trees.ts";
import { openDesk } from "./desk.ts";
import { openModel } from "./modelServer.ts";
import { type HelpPage, openPage } from "./page.ts";

const tree = loadTree(treeFiles.remoteComputer);
const explain = tree.causes["host-booting"]?.explain ?? "";
const simply = explain.replace("It is worth", "It's worth");

test("while the model works, a typing indicator shows; its messages are marked and name their sources, in light and dark", async () => {
  const thinks = Promise.withResolvers<void>();
  const model = await openModel(async (wording) => {
    await Promise.race([thinks.promise, wait(10_000)]);
    return wording.replace("It is worth", "It's worth");
  });
  const desk = await openDesk(model);
  const page = await openPage({ desk });
  await page.says("Remote Desktop says 0x904");
  await page.tab.getByRole("img", { name: "The help desk is typing" }).waitFor();
  await page.inLightAndDark((look) => page.screenshot(`phrased-typing-${look}`));
  thinks.resolve();

  await page.sees("It's worth", "To try: The remote computer is still starting");
  await showsItsSources(page);
  await page.inLightAndDark((look) => page.screenshot(`phrased-desktop-${look}`));

  const phone = await openPage({ desk, size: "phone" });
  await phone.says("Remote Desktop says 0x904");
  await phone.sees("It's worth");
  await showsItsSources(phone);
  await phone.screenshot("phrased-phone-light");
});

async function showsItsSources(page: HelpPage): Promise<void> {
  const message = page.said("It's worth");
  expect(await message.innerText()).toContain(simply);
  await page.tab.getByText("AI-generated wording.").waitFor();
  const source = message.locator("a").filter({ hasText: tree.sources["ms-cannot-connect"]?.title ?? "" });
  expect(await source.getAttribute("href")).toBe(tree.sources["ms-cannot-connect"]?.url);
  expect(await source.getAttribute("rel")).toContain("noopener");
  expect(await source.getAttribute("target")).toBe("_blank");
}
