/** The chat on a page of another site, as a visitor there meets it. */
import { SignJWT } from "jose";
import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectNoBarriers } from "./barriers.ts";
import { openDesk } from "./desk.ts";
import { openHostPage } from "./hostPage.ts";
import { openTab } from "./page.ts";
import { signIn } from "./technician.ts";

type Visitor = { tab: Page; chat: FrameLocator };

async function start(
  wish: Parameters<typeof openTab>[1] & {
    look?: never;
    tag?: string;
    policy?: (chat: string) => string;
    body?: string;
    hash?: string;
  } = {},
) {
  const host = await openHostPage();
  const desk = await openDesk({ EMBED_ORIGINS: host.origin });
  const { tag = "", policy, body, hash = "", ...tabWish } = wish;
  host.link(desk.url, { look: tag, ...(policy && { policy }), ...(body && { body }) });
  const tab = await openTab(host.origin, { ...tabWish, alsoFrom: desk.url });
  await tab.goto(`${host.origin}/${hash}`);
  return { host, desk, visitor: { tab, chat: tab.frameLocator("reconnect-chat iframe") } };
}

const screenshotOf = (tab: Page, name: string) =>
  tab.screenshot({ path: `screenshots/${name}.png`, animations: "disabled" });
const launch = ({ tab }: Visitor) => tab.getByRole("button", { name: "Help with Remote Desktop" });
const says = async ({ chat }: Visitor, words: string) => {
  const box = chat.getByRole("textbox").last();
  await box.fill(words);
  await box.press("Enter");
};
const sees = ({ chat }: Visitor, words: string | RegExp) => chat.getByText(words).first().waitFor();

test("the page loads nothing but a small script until the chat is opened, and then holds a conversation", async () => {
  const { visitor, desk } = await start();
  const asked: string[] = [];
  visitor.tab.on("request", (request) => asked.push(request.url().replace(desk.url, "")));
  await launch(visitor).waitFor();
  await visitor.tab.reload();
  await launch(visitor).waitFor();
  expect(asked.filter((url) => url.startsWith("/"))).toEqual(["/widget.js"]);
  await screenshotOf(visitor.tab, "widget-1-closed");
  await expectNoBarriers(visitor);
  await launch(visitor).click();
  await sees(visitor, "What does Remote Desktop say?");
  await says(visitor, "0x904 0x7 since yesterday");
  await sees(visitor, "I read:");
  await screenshotOf(visitor.tab, "widget-2-open");
  await expectNoBarriers(visitor);

  await visitor.chat.getByRole("button", { name: "Minimise" }).click();
  await visitor.chat.locator("body").waitFor({ state: "hidden" });
  expect(await visitor.tab.evaluate("document.activeElement?.localName")).toBe("reconnect-chat");
  await visitor.tab.reload();
  await launch(visitor).click();
  await sees(visitor, "0x904 0x7 since yesterday");
});

test("a link to #reconnect opens the chat with a first message, and so does the tag", async () => {
  const body = '<h1>Article</h1><a href="#reconnect=My+error+is+0x904+0x7">Ask about it</a>';
  const { visitor } = await start({ body });
  await visitor.tab.getByText("Ask about it").click();
  await sees(visitor, "My error is 0x904 0x7");
  await sees(visitor, "I read:");
});

test("the page's script opens, closes, says something and hears what happens", async () => {
  const { visitor, desk } = await start();
  await launch(visitor).waitFor();
  await visitor.tab.evaluate(`
    window.heard = [];
    for (const name of ["open", "close", "message", "unread", "ticket", "resolved"])
      Reconnect.on(name, (detail) => heard.push([name, detail]));
    Reconnect.send("0x904 0x7");
  `);
  await sees(visitor, "I read:");
  await says(visitor, "technician");
  await sees(visitor, "Not handed over yet");
  await says(visitor, "yes");
  await sees(visitor, "I've handed it over");
  await visitor.tab.evaluate("Reconnect.close()");
  const kim = await signIn(desk, "Kim");
  await kim.opens("RC-");
  await kim.presses("Claim");
  await kim.says("Hello, I am looking at it.");
  const preview = visitor.tab.getByRole("button", { name: "Hello, I am looking at it." });
  await preview.waitFor();
  await screenshotOf(visitor.tab, "widget-3-preview");
  await expectNoBarriers(visitor);
  const heard = await visitor.tab.evaluate<[string, Record<string, unknown>][]>("heard");
  expect(heard.map(([name]) => name)).toEqual(expect.arrayContaining(["open", "message", "ticket", "close", "unread"]));
  expect(heard.find(([name]) => name === "ticket")?.[1]).toEqual({ reference: expect.stringMatching(/^RC-/) });
  expect(heard).toContainEqual(["message", { from: "Kim", text: "Hello, I am looking at it." }]);
  await preview.click();
  await sees(visitor, "Hello, I am looking at it.");
  expect(await preview.count()).toBe(0);
});

test("it survives a page that replaces its body, a second tag, and being removed and put back", async () => {
  const { visitor, desk } = await start();
  await launch(visitor).click();
  await says(visitor, "0x904 0x7");
  await sees(visitor, "I read:");
  await visitor.tab.evaluate(
    'document.body = Object.assign(document.createElement("body"), { innerHTML: "<h1>Next page</h1>" })',
  );
  await sees(visitor, "0x904 0x7");
  await visitor.tab.addScriptTag({ url: `${desk.url}/widget.js` });
  expect(await visitor.tab.locator("reconnect-chat").count()).toBe(1);
  await visitor.tab.evaluate("Reconnect.remove()");
  expect(await visitor.tab.locator("reconnect-chat").count()).toBe(0);
  await visitor.tab.addScriptTag({ url: `${desk.url}/widget.js` });
  await visitor.tab.locator("reconnect-chat").waitFor({ state: "attached" });
});

test("a strict policy of the page that names only the chat's server is enough", async () => {
  const policy = (chat: string) => `default-src 'none'; script-src ${chat}; frame-src ${chat}`;
  const { visitor } = await start({ policy });
  await launch(visitor).click();
  await sees(visitor, "What does Remote Desktop say?");
  await screenshotOf(visitor.tab, "widget-4-strict");
});

test("the keyboard alone opens it, talks and closes it, and the next page keeps its focus", async () => {
  const { visitor } = await start({ body: '<h1>Article</h1><button type="button">Search</button>' });
  const { tab } = visitor;
  await launch(visitor).focus();
  await tab.keyboard.press("Enter");
  await visitor.chat.locator("#message:focus").waitFor();
  await tab.keyboard.type("0x904 0x7");
  await tab.keyboard.press("Enter");
  await sees(visitor, "I read:");
  await tab.keyboard.press("Escape");
  await tab.locator("reconnect-chat .launch:focus").waitFor();
  await tab.keyboard.press("Enter");
  await visitor.chat.locator("#message:focus").waitFor();

  await tab.reload();
  await sees(visitor, "0x904 0x7");
  expect(await tab.evaluate("document.activeElement?.localName")).toBe("body");
});

test("a theme of the tag is the chat's, whatever the browser says", async () => {
  const { visitor } = await start({ tag: 'data-theme="dark"' });
  await launch(visitor).click();
  await sees(visitor, "What does Remote Desktop say?");
  const ground = await visitor.chat
    .locator("html")
    .evaluate("getComputedStyle(document.documentElement).backgroundColor");
  expect(ground).toBe("rgb(16, 23, 29)");
  await screenshotOf(visitor.tab, "widget-dark");
});

test("the steps open in a tab of their own, although the browser gives it no cookie of the chat", async () => {
  const { visitor } = await start();
  await launch(visitor).click();
  for (const words of [
    "0x904 0x7, nobody can connect, Server 2019, I am administrator of the server and on its console",
    ...["same error", "no, straight", "1", "Schannel, event ID 36870", "done"],
  ]) {
    const { chat } = visitor;
    const count = await chat.locator("#log article.bot").count();
    await says(visitor, words);
    await chat.locator("#log article.bot").nth(count).waitFor();
  }
  const [paper] = await Promise.all([
    visitor.tab.context().waitForEvent("page"),
    visitor.chat.getByRole("link", { name: "Print or send the steps" }).last().click(),
  ]);
  await paper.getByRole("heading", { name: "The remote computer may not read the key" }).waitFor();
  expect(new URL(paper.url()).search).toBe("");
  const [copy] = await Promise.all([
    visitor.tab.context().waitForEvent("page"),
    visitor.chat.getByRole("link", { name: "Print or save this chat" }).click(),
  ]);
  await copy.getByText("Schannel, event ID 36870").first().waitFor();
});

test("on a phone it fills the screen, and its button brings the page back", async () => {
  const { visitor } = await start({ size: "phone" });
  await screenshotOf(visitor.tab, "widget-5-phone-closed");
  await launch(visitor).click();
  await sees(visitor, "What does Remote Desktop say?");
  expect(await visitor.tab.locator("reconnect-chat iframe").boundingBox()).toEqual({
    x: 0,
    y: 0,
    width: 390,
    height: 844,
  });
  await screenshotOf(visitor.tab, "widget-6-phone-open");
  await visitor.chat.getByRole("button", { name: "Minimise" }).click();
  await launch(visitor).waitFor();
});

test("a page that is not listed shows no chat, and reads nothing from it", async () => {
  const host = await openHostPage();
  const desk = await openDesk({ EMBED_ORIGINS: "https://help.example.org" });
  host.link(desk.url);
  const tab = await openTab(host.origin, { alsoFrom: desk.url, trouble: /403|CORS policy|net::ERR_FAILED/ });
  await tab.goto(host.origin);
  await tab.getByRole("button", { name: "Help with Remote Desktop" }).click();
  await tab.frameLocator("reconnect-chat iframe").getByText("This page may not show the chat").waitFor();
  const answer = await tab.evaluate(
    `fetch("${desk.url}/v3/directline/tokens/generate", { method: "POST" }).then(() => "read", () => "refused")`,
  );
  expect(answer).toBe("refused");
});

test("who the page's server says it is stands in the ticket, and the page is told of no token that fails", async () => {
  const host = await openHostPage();
  const secret = "a-secret-of-at-least-thirty-two-signs";
  const desk = await openDesk({ EMBED_ORIGINS: host.origin, IDENTITY_SECRET: secret });
  const seconds = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({
    sub: "eve-7",
    name: "Eve Miller",
    email: "eve@example.org",
    origin: host.origin,
    jti: "token-of-eve",
  })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(new TextEncoder().encode(secret));
  host.link(desk.url);
  const tab = await openTab(host.origin, { alsoFrom: desk.url, trouble: /403|BadIdentity|jti/ });
  await tab.goto(host.origin);
  const visitor = { tab, chat: tab.frameLocator("reconnect-chat iframe") };
  await launch(visitor).waitFor();
  await tab.evaluate(`Reconnect.identify(${JSON.stringify(token)}); Reconnect.send("0x904 0x7")`);
  await sees(visitor, "I read:");
  await says(visitor, "technician");
  await sees(visitor, "Hand over as Eve Miller, eve@example.org?");

  const warnings: string[] = [];
  tab.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await tab.reload();
  await launch(visitor).waitFor();
  await tab.evaluate(`Reconnect.identify(${JSON.stringify(token)}); Reconnect.open()`);
  await sees(visitor, "What does Remote Desktop say?");
  expect(warnings.join()).toContain("jti: it was used before; make a new one for each page");
});
