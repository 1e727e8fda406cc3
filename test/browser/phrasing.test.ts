/** What a person sees of a model that chooses words: that it works, what it worded, and where that comes from. */
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { loadTree } from "../../knowledge/tree/load.ts";
import { treeFiles } from "../support/trees.ts";
import { openModel } from "./modelServer.ts";
import { openDesk, openPage } from "./page.ts";

const tree = loadTree(treeFiles.remoteComputer);
const explain = tree.causes["host-booting"]?.explain ?? "";
const simply = explain.replace("It is worth", "It's worth");

test.each([
  { look: "light", size: "desktop" },
  { look: "dark", size: "desktop" },
  { look: "light", size: "phone" },
] as const)("what a model worded says so and names its sources, in $look on a $size", async ({ look, size }) => {
  const desk = await openDesk(await openModel((wording) => wording.replace("It is worth", "It's worth")));
  const page = await openPage({ desk, look, size });
  await page.says("Remote Desktop says 0x904");
  await page.sees("It's worth", "To try: The remote computer is still starting");

  const message = page.said("It's worth");
  expect(await message.innerText()).toContain(simply);
  await page.tab.getByText("AI-generated wording.").waitFor();
  const source = message.locator("a").filter({ hasText: tree.sources["ms-cannot-connect"]?.title ?? "" });
  expect(await source.getAttribute("href")).toBe(tree.sources["ms-cannot-connect"]?.url);
  expect(await source.getAttribute("rel")).toContain("noopener");
  expect(await source.getAttribute("target")).toBe("_blank");
  await page.screenshot(`phrased-${size}-${look}`);
});

test.each(["light", "dark"] as const)("while the model thinks, somebody seems to type, in %s", async (look) => {
  const thinks = Promise.withResolvers<void>();
  const desk = await openDesk(
    await openModel(async (wording) => {
      await Promise.race([thinks.promise, wait(10_000)]);
      return wording.replace("It is worth", "It's worth");
    }),
  );
  const page = await openPage({ desk, look });
  await page.says("Remote Desktop says 0x904");
  await page.tab.locator(".webchat__typing-indicator").waitFor();
  await page.screenshot(`phrased-typing-${look}`);
  thinks.resolve();
  await page.sees("It's worth");
});
