/** The readings as small buttons on the page: a press takes one back and strikes it out. */
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { expectNoBarriers } from "./barriers.ts";
import { openDesk } from "./desk.ts";
import { openPage } from "./page.ts";

test.each(["phone", "desktop"] as const)("a press on a chip takes exactly that reading back: %s", async (size) => {
  const desk = await openDesk({ TREE_FILE: embeddedTree });
  const ada = await openPage({ desk, size });
  await ada.says(
    "0x904 / 0x7 over AnyConnect to our server 2019, nobody gets in, I am admin there, nothing was changed, the computer is called pc-12",
  );
  await ada.sees("I read:");
  const chip = (name: string) => ada.tab.getByRole("button", { name: `Remove: ${name}`, exact: true });
  await expectNoBarriers(ada);
  await ada.inLightAndDark((scheme) => ada.screenshot(`chips-${size}-${scheme}`));
  if (size === "phone") expect((await chip("VPN").boundingBox())?.height).toBeGreaterThanOrEqual(44);

  await chip("VPN").click();
  await ada.sees("Taken back: VPN.");
  expect(await ada.saidByMe("not VPN")).toBe(1);
  expect(await ada.tab.locator('[data-chip="removed"]').allTextContents()).toEqual(["VPN ×"]);

  expect(await chip("computer pc-12").isVisible()).toBe(false);
  await ada.tab.getByRole("button", { name: "2 more", exact: true }).click();
  await chip("computer pc-12").click();
  await ada.sees("Taken back: computer pc-12.");
  await expectNoBarriers(ada);
  await chip("VPN").click();
  await ada.sees("Already taken back: VPN.");
  await chip("VPN").scrollIntoViewIfNeeded();
  await ada.inLightAndDark((scheme) => ada.screenshot(`chips-${size}-removed-${scheme}`));
});
