/** Microsoft's own clients, unchanged: Web Chat over the Direct Line client that it brings along, and over the package of that client. */
import { createRequire } from "node:module";
import path from "node:path";
import type { Page, WebSocketRoute } from "playwright-core";
import { expect, test } from "vitest";
import { openBlank } from "./page.ts";

const packages = path.dirname(createRequire(import.meta.url).resolve("botframework-directlinejs/package.json"));
const webChat = path.join(packages, "../botframework-webchat/dist/webchat.js");
const directLine = path.join(packages, "dist/directline.js");

const clients = {
  "the client that Web Chat brings along": "WebChat.createDirectLine({ domain, token })",
  "the client as its own package": "new DirectLine.DirectLine({ domain, token, webSocket: true })",
};

/** A page of another author on the same server, made from an address without a policy. `loseSocket` breaks its latest socket. */
async function openHostPage(tab: Page, url: string, client: string): Promise<{ loseSocket(): Promise<void> }> {
  let latest: WebSocketRoute | undefined;
  await tab.routeWebSocket(/\/stream\?/, (socket) => {
    latest = socket;
    socket.connectToServer();
  });
  await tab.goto(`${url}/healthz`);
  await tab.evaluate(`document.body.innerHTML = '<div id="room" style="height: 90vh"></div>'`);
  for (const path of [webChat, directLine]) await tab.addScriptTag({ path });
  await tab.evaluate(start(client));
  return { loseSocket: async () => latest?.close({ code: 4000 }) };
}

const start = (client: string): string => `(async () => {
  const domain = location.origin + "/v3/directline";
  const { token } = await (await fetch(domain + "/tokens/generate", { method: "POST" })).json();
  WebChat.renderWebChat({ directLine: ${client} }, document.getElementById("room"));
})()`;

test.each(Object.entries(clients))(
  "Web Chat converses, presses, and survives the loss of its socket: %s",
  async (_, client) => {
    const { tab, url } = await openBlank();
    const { loseSocket } = await openHostPage(tab, url, client);
    // Web Chat repeats each message in a region for screen readers.
    const message = ".webchat__basic-transcript__activity-body";
    const sees = (words: string, on = tab) =>
      on.locator(message).filter({ hasText: words }).last().waitFor({ timeout: 40_000 });
    const says = async (words: string) => {
      await tab.locator('[data-id="webchat-sendbox-input"]').fill(words);
      await tab.keyboard.press("Enter");
    };

    await sees("What does Remote Desktop say?");
    await tab.getByRole("toolbar").getByRole("button", { name: "It says 0x904 and 0x7" }).click();
    await sees("To try: The remote computer is still starting");
    await tab.locator(".ac-pushButton").filter({ hasText: "Not needed here" }).click();
    await sees("Does the connection go through something");

    await loseSocket();
    await says("no, straight");
    await sees("Who gets in and who does not?");
    const own = tab.locator(".webchat__bubble--from-user").filter({ hasText: "no, straight" });
    expect(await own.count()).toBe(1);

    const other = await tab.context().newPage();
    await openHostPage(other, url, client);
    await sees("Who gets in and who does not?", other);
  },
);
