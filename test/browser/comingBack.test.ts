/** The conversation comes back after a reload, in another tab, after a crash, and after a lost connection. */
import { expect, test } from "vitest";
import { openDeskProcess } from "./deskProcess.ts";
import { openBlank, openPage } from "./page.ts";

/** What a browser logs about a server that does not answer. */
const unreachable = /net::ERR_|WebSocket connection to/;
const gone = "You've lost the connection. Your messages will go out as soon as it's back.";
const back = "You're connected again. Nothing was lost.";

test("a reload brings the conversation back, and its buttons still work", async () => {
  const ada = await openPage();
  await ada.says("0x904 0x7");
  await ada.sees("To try: The remote computer is still starting");

  await ada.tab.reload();
  await ada.sees("What does Remote Desktop say?", "0x904 0x7", "To try: The remote computer is still starting");
  await ada.screenshot("after-reload");
  await ada.presses("Not needed here");
  await ada.sees("Does the connection go through something");
});

test("a second tab shows the same conversation while it goes on, both ways", async () => {
  const first = await openPage();
  await first.says("0x904 0x7");
  const second = await first.opensTab();
  await second.sees("To try: The remote computer is still starting");

  await second.presses("Not needed here");
  await first.sees("Does the connection go through something");
  await first.says("no, straight");
  await second.sees("Who gets in and who does not?");
  await second.screenshot("second-tab");
  for (const tab of [first, second]) {
    expect(await tab.saidByMe("Not needed here")).toBe(1);
    expect(await tab.saidByMe("no, straight")).toBe(1);
  }
});

test("when the server dies and comes back, the open page says so, and messages written meanwhile arrive once", async () => {
  const desk = await openDeskProcess();
  const ada = await openPage({ desk, trouble: unreachable });
  await ada.says("0x904 0x7");
  await ada.sees("To try: The remote computer is still starting");

  await desk.kill();
  await ada.noticed(gone);
  await ada.says("same error");
  await ada.says("no, straight");
  await ada.screenshot("server-gone");
  await desk.startAgain();
  await ada.noticed(back);
  // Only this order works: the second message answers the question that follows the first.
  await ada.sees("Does the connection go through something", "Who gets in and who does not?");
  await ada.screenshot("server-back");
  await ada.noticed("");
  expect(await ada.saidByMe("same error")).toBe(1);

  await ada.tab.reload();
  await ada.sees("Does the connection go through something");
  expect(await ada.saidByMe("same error")).toBe(1);
});

test("without a connection the page waits, and messages written meanwhile arrive once", async () => {
  const ada = await openPage({ trouble: unreachable });
  await ada.says("0x904 0x7");
  await ada.sees("To try: The remote computer is still starting");

  await ada.tab.context().setOffline(true);
  await ada.says("same error");
  await ada.noticed(gone);
  await ada.tab.context().setOffline(false);
  await ada.sees("Does the connection go through something");
  await ada.noticed("");
  expect(await ada.saidByMe("same error")).toBe(1);
});

test("a computer that slept longer than the token's lifetime continues where it was", async () => {
  const ada = await openPage({ trouble: /403/ });
  let slept = 2;
  const expired = { status: 403, body: JSON.stringify({ error: { code: "TokenExpired", message: "expired" } }) };
  await ada.tab.route(/\/tokens\/refresh$|\/activities$/, (route) => {
    slept -= 1;
    return slept >= 0 ? route.fulfill(expired) : route.continue();
  });

  await ada.says("0x904 0x7");
  await ada.sees("To try: The remote computer is still starting");
  expect(await ada.saidByMe("0x904 0x7")).toBe(1);
});

test("a socket that is dead without a close event is replaced", async () => {
  const ada = await openBlank();
  let dead = true;
  await ada.tab.routeWebSocket(/\/stream\?/, (line) => {
    if (!dead) line.connectToServer();
    dead = false;
  });
  await ada.tab.goto(ada.url);

  await ada.says("0x904 0x7");
  await ada.sees("What does Remote Desktop say?", "To try: The remote computer is still starting");
});

test("a page that cannot reach the help desk says so, and opens the chat as soon as it can", async () => {
  const ada = await openBlank({ trouble: /502/ });
  let reached = false;
  await ada.tab.route("**/v3/directline/conversations", (route) =>
    reached ? route.continue() : route.fulfill({ status: 502, body: "{}" }),
  );
  await ada.tab.goto(ada.url);
  await ada.noticed("The help desk can't be reached. This page keeps trying.");
  await ada.screenshot("not-reached");
  reached = true;
  await ada.sees("What does Remote Desktop say?");
});

test("'Forget me on this computer' ends the chat in every tab, and the next visit starts a new one", async () => {
  const ada = await openPage({ trouble: /404/ });
  await ada.says("0x904 0x7");
  await ada.sees("To try: The remote computer is still starting");
  const second = await ada.opensTab();
  await second.sees("To try: The remote computer is still starting");

  await ada.pressesBelow("Forget me on this computer");
  await ada.screenshot("forget-me");
  await ada.pressesBelow("Keep this chat");
  await ada.sees("To try: The remote computer is still starting");
  await ada.pressesBelow("Forget me on this computer");
  await ada.pressesBelow("Forget this chat");

  await second.noticed("This chat was forgotten in another tab. Reload the page to start a new one.");
  await second.screenshot("ended-in-another-tab");
  await ada.said("still starting").first().waitFor({ state: "detached" });
  await ada.sees("What does Remote Desktop say?");
  expect(await ada.saidByMe("0x904 0x7")).toBe(0);
  const later = await ada.opensTab();
  await later.sees("What does Remote Desktop say?");
  expect(await later.saidByMe("0x904 0x7")).toBe(0);
});
