/** The page shows messages as people typed them, however odd or long. */
import { expect, test } from "vitest";
import { openBlank, openPage } from "./page.ts";

const odd =
  "\u{1F600} **stars** C:\\*.log <script>alert(1)</script> <b>bold</b> [a](javascript:alert(1)) שלום & &amp; _x_ `y`";

test("an odd message is shown as typed and runs nothing", async () => {
  const ada = await openPage();
  let asked = "";
  ada.tab.on("dialog", async (dialog) => {
    asked = dialog.message();
    await dialog.dismiss();
  });

  await ada.says(odd);
  await ada.sees(odd);
  await ada.screenshot("odd-message");
  expect(await ada.said(odd).getByRole("paragraph").first().textContent()).toBe(odd);
  await ada.screenshot("odd-message");
  await ada.tab.reload();
  await ada.sees(odd);
  expect(await ada.saidByMe(odd)).toBe(1);
  expect(asked).toBe("");
});

test("a pasted log of 100 KB is read and leaves the page usable", async () => {
  const ada = await openPage();
  const line =
    "2026-01-05 09:00:00 Information Service-Control-Manager 7036 The Windows Update service entered the running state.";
  const log = Array.from({ length: 900 }, (_, at) => `${at} ${line}`);
  log.splice(450, 0, "Error code: 0x904 Extended error code: 0x7");
  const pasted = log.join("\n");
  expect(pasted.length).toBeGreaterThan(100_000);

  await ada.says(pasted);
  await ada.sees("I read:", "0x904", "To try: The remote computer is still starting");
  await ada.screenshot("long-paste");
  expect(await ada.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await ada.presses("Not needed here");
  await ada.sees("Does the connection go through something");
});

test("without JavaScript the page says whom to call", async () => {
  const ada = await openBlank({ javaScript: false });
  await ada.tab.goto(ada.url);
  expect(await ada.tab.locator("noscript").innerText()).toContain("You can also reach the service desk at ext. 4000.");
  expect(await ada.sendBox.count()).toBe(0);
  await ada.tab.screenshot({ path: ada.picture("without-javascript") });
});

test("the page's files come compressed and may be cached for ever; files of an older page are gone", async () => {
  const ada = await openPage();
  const html = await (await fetch(ada.url)).text();
  const addresses = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? "");
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) {
    const response = await fetch(new URL(address, ada.url), { headers: { "accept-encoding": "br, gzip" } });
    expect([response.status, response.headers.get("content-encoding")]).toEqual([200, "br"]);
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    await response.arrayBuffer();
  }
  const old = addresses[0]?.replace(/assets\/[^/]+/, "assets/0000000000000000") ?? "";
  expect((await fetch(new URL(old, ada.url))).status).toBe(404);
});
