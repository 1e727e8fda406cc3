/** What the person's words seem to say, on the page: asked back, and chosen already where several questions come together. */
import { test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "./desk.ts";
import { openPage } from "./page.ts";

test("a suspicion is asked back with two buttons, and a likely answer stands in its list with the words it comes from", async () => {
  const desk = await openDesk({ TREE_FILE: embeddedTree });
  const ada = await openPage({ desk });
  await ada.says("0x904 0x7, my money is on our antivirus. Sandra next to me has no problem getting in");
  await ada.sees('You wrote "my money is on our antivirus"', "The antivirus or the firewall");
  await ada.screenshot("asking-back-1-yes-or-no");
  await ada.presses("Yes");
  await ada.sees("A few short questions at once", "Sandra next to me has no problem getting in");
  await ada.screenshot("asking-back-2-chosen-already");
  await ada.presses("Send my answers");
  await ada.sees("How do you get to that computer?");
});
