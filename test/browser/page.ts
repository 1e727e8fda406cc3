/** The help page in a real browser, in front of the real server: what a person does there, and what they see. */
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { expect, inject, onTestFinished } from "vitest";
import { comesIn, talks } from "../transports/directLine/wire.ts";
import type { Desk } from "./deskProcess.ts";

const shared = inject("shared");
const pictures = path.resolve(import.meta.dirname, "../../screenshots");

let browser: Promise<Browser> | undefined;

/** Ends this file's connection and its windows; Chromium itself runs on for the other files. */
export async function disconnect(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

function connect(endpoint: string): Promise<Browser> {
  browser ??= chromium.connect(endpoint);
  return browser;
}

const sizes = { desktop: { width: 1100, height: 800 }, phone: { width: 390, height: 844 } };

export type Wish = {
  look?: "light" | "dark";
  size?: keyof typeof sizes;
  javaScript?: boolean;
  /** Without it all tests share one server; no person there knows of the others. */
  desk?: Desk;
  /** What the browser may complain of because the story brings it about, such as a server that is gone. */
  trouble?: RegExp;
};

/** Somebody who has never been here opens the help page. Whatever a page must never do fails the test. */
export async function openPage(wish: Wish = {}): Promise<HelpPage> {
  const page = await openBlank(wish);
  await page.tab.goto(page.url);
  await page.sees("What does Remote Desktop say?");
  return page;
}

/** A person who has said these things before, without this page, opens it: for stories that are not about the talking. */
export async function openPageAfter(said: readonly string[], wish: Wish = {}): Promise<HelpPage> {
  const page = await openBlank(wish);
  await page.saysElsewhere(said);
  await page.tab.goto(page.url);
  return page;
}

/** The same, before they have gone anywhere. */
export async function openBlank(wish: Wish = {}): Promise<HelpPage> {
  if ("missing" in shared) throw new Error(shared.missing);
  const url = wish.desk?.url ?? shared.helpPage;
  return new HelpPage(await openTab(url, wish), url);
}

/** A browser of its own, in which nothing is open yet. Whatever a page of that server must never do fails the test. */
export async function openTab(
  url: string,
  { look = "light", size = "desktop", trouble, ...wish }: Omit<Wish, "desk"> = {},
): Promise<Page> {
  if ("missing" in shared) throw new Error(shared.missing);
  const context = await (await connect(shared.chromium)).newContext({
    colorScheme: look,
    viewport: sizes[size],
    javaScriptEnabled: wish.javaScript ?? true,
    ...(size === "phone" && { isMobile: true, hasTouch: true }),
  });
  // Before the test itself runs out of time, so that it tells what was waited for.
  context.setDefaultTimeout(20_000);
  const complaints = watch(context, new URL(url).host);
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((line) => !trouble?.test(line))).toEqual([]);
  });
  return context.newPage();
}

function watch(context: BrowserContext, host: string): string[] {
  const complaints: string[] = [];
  const elsewhere = (url: string) => {
    const { protocol, host: asked } = new URL(url);
    if (/^(?:http|ws)s?:$/.test(protocol) && asked !== host) complaints.push(`it asked ${url}`);
  };
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error().stack)));
  context.on("request", (request) => elsewhere(request.url()));
  context.on("page", (page) => page.on("websocket", (socket) => elsewhere(socket.url())));
  // Not every browser writes what its policy refused into the console.
  void context.addInitScript(tellOfRefusals);
  return complaints;
}

export class HelpPage {
  readonly tab: Page;
  readonly url: string;

  constructor(tab: Page, url: string) {
    this.tab = tab;
    this.url = url;
  }

  /** Fills in a field of the form that was shown last. */
  async fillsIn(label: string, words: string): Promise<void> {
    await this.tab.locator(last).getByLabel(label).fill(words);
  }

  /** Types it into the box and sends it. */
  async says(words: string): Promise<void> {
    await this.sendBox.fill(words);
    await this.sendBox.press("Enter");
  }

  /** The same person says these things without the page, which would take a second for each. The page hears of them as of another tab's. */
  async saysElsewhere(said: readonly string[]): Promise<void> {
    const context = this.tab.context();
    const [known] = await context.cookies(this.url);
    const pass = await comesIn(this.url, known && { cookie: `${known.name}=${known.value}` });
    const talk = await talks(this.url, pass);
    for (const words of said) await talk.says(words);
    const [name = "", value = ""] = pass.cookie.split("=");
    await context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: "Strict" }]);
  }

  /** Presses a choice under what was said last. */
  async presses(label: string): Promise<void> {
    const choices = this.tab.locator(`.webchat__suggested-action, ${last} .ac-pushButton`);
    await choices.filter({ hasText: exactly(label) }).click();
  }

  /** Presses a choice on the card with these words, however old it is. */
  async pressesAgain(label: string, card: string): Promise<void> {
    await this.said(card)
      .locator(".ac-pushButton")
      .filter({ hasText: exactly(label) })
      .first()
      .click();
  }

  /** Presses one of the words that always work, or another button of the page itself. */
  async pressesBelow(label: string): Promise<void> {
    await this.tab.locator("nav, footer, dialog").getByRole("button", { name: label, exact: true }).click();
  }

  /** Waits until it stands in the conversation. */
  async sees(...words: string[]): Promise<void> {
    for (const part of words) await this.said(part).last().waitFor();
  }

  /** Messages that hold these words. */
  said(words: string | RegExp): Locator {
    return this.tab.locator(message).filter({ hasText: words });
  }

  /** How often the person is shown to have said it. */
  saidByMe(words: string): Promise<number> {
    return this.tab
      .locator(".webchat__bubble--from-user")
      .filter({ hasText: exactly(words) })
      .count();
  }

  get sendBox(): Locator {
    return this.tab.locator('[data-id="webchat-sendbox-input"]');
  }

  /** Waits until the line about the connection says so. */
  async noticed(words: string): Promise<void> {
    await this.tab
      .locator("#connection")
      .filter({ hasText: exactly(words) })
      .waitFor({ state: "attached" });
  }

  /** Opens another page of this browser; the start page when no other is named. */
  async opensTab(at = "/"): Promise<HelpPage> {
    const other = new HelpPage(await this.tab.context().newPage(), this.url);
    await other.tab.goto(new URL(at, this.url).href);
    return other;
  }

  /** Keeps what is seen now, once nothing scrolls any more and no button lights up under the mouse. */
  async screenshot(name: string): Promise<void> {
    await this.tab.mouse.move(0, 0);
    await this.tab.evaluate(stillness);
    await this.tab.screenshot({ path: this.picture(name), animations: "disabled" });
  }

  /** Does it with each of the two colour schemes. */
  async inLightAndDark(look: (scheme: "light" | "dark") => Promise<void>): Promise<void> {
    for (const colorScheme of ["light", "dark"] as const) {
      await this.tab.emulateMedia({ colorScheme });
      await look(colorScheme);
    }
    await this.tab.emulateMedia({ colorScheme: null });
  }

  /** Where a screenshot of that name is kept. */
  picture(name: string): string {
    return path.join(pictures, `${name}.png`);
  }
}

// What is said stands a second time in a region that only screen readers have.
const message = ".webchat__basic-transcript__activity-body";
const last = ".webchat__basic-transcript__activity:last-child";

function exactly(words: string): RegExp {
  return new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}

// What runs in the page stands here as text: our own types know no DOM.
const tellOfRefusals = `
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    console.error("refused by the page's policy: " + violatedDirective + " " + blockedURI));
`;
const stillness = `(async () => {
  const room = document.querySelector(".webchat__basic-transcript__scrollable");
  let before = NaN;
  for (let still = 0; still < 8; still += 1) {
    await new Promise(requestAnimationFrame);
    if (room && room.scrollTop !== before) still = 0;
    before = room?.scrollTop;
  }
})()`;
