/** The help page in a real browser with the real server: what a person does there and what they see. */
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { expect, inject, onTestFinished, vi } from "vitest";
import { comesIn, talks } from "../transports/directLine/wire.ts";
import type { Desk } from "./deskProcess.ts";

const shared = inject("shared");
const pictures = path.resolve(import.meta.dirname, "../../screenshots");

let browser: Promise<Browser> | undefined;

/** Ends this file's connection and windows. Chromium keeps running for the other files. */
export async function disconnect(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

function connect(endpoint: string): Promise<Browser> {
  browser ??= chromium.connect(endpoint);
  return browser;
}

const sizes = {
  desktop: { width: 1100, height: 800 },
  wide: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};

export type Wish = {
  look?: "light" | "dark";
  size?: keyof typeof sizes;
  javaScript?: boolean;
  /** Without it, all tests share one server, where persons do not affect each other. */
  desk?: Desk;
  /** Errors that the browser may log because the test causes them, such as a dead server. */
  trouble?: RegExp;
  /** Another server that the page may ask. */
  alsoFrom?: string;
};

/** Opens the help page as a new person. The test fails if the page does something that a page must never do. */
export async function openPage(wish: Wish = {}): Promise<HelpPage> {
  const page = await openBlank(wish);
  await page.tab.goto(page.url);
  await page.sees("What does Remote Desktop say?");
  return page;
}

/** Opens the help page for a person who has already sent these messages without it, for tests that start in mid-conversation. */
export async function openPageAfter(said: readonly string[], wish: Wish = {}): Promise<HelpPage> {
  const page = await openBlank(wish);
  await page.saysElsewhere(said);
  await page.tab.goto(page.url);
  return page;
}

/** Opens a tab for a new person without loading a page. */
export async function openBlank(wish: Wish = {}): Promise<HelpPage> {
  if ("missing" in shared) throw new Error(shared.missing);
  const url = wish.desk?.url ?? shared.helpPage;
  return new HelpPage(await openTab(url, wish), url);
}

/** A separate browser profile with an empty tab. The test fails if a page does something that a page must never do. */
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
  // Shorter than the test's own timeout, so that the error says what the test waited for.
  context.setDefaultTimeout(20_000);
  const complaints = watch(context, [url, ...(wish.alsoFrom ? [wish.alsoFrom] : [])]);
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((line) => !trouble?.test(line))).toEqual([]);
  });
  return context.newPage();
}

function watch(context: BrowserContext, servers: readonly string[]): string[] {
  const hosts = servers.map((server) => new URL(server).host);
  const complaints: string[] = [];
  const elsewhere = (url: string) => {
    const { protocol, host: asked } = new URL(url);
    if (/^(?:http|ws)s?:$/.test(protocol) && !hosts.includes(asked)) complaints.push(`it asked ${url}`);
  };
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error().stack)));
  context.on("request", (request) => elsewhere(request.url()));
  context.on("page", (page) => page.on("websocket", (socket) => elsewhere(socket.url())));
  // Not every browser logs violations of the policy.
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

  /** Fills in a field of the latest form. */
  async fillsIn(label: string, words: string): Promise<void> {
    await this.messages.last().getByLabel(label).fill(words);
  }

  /** Types a message and sends it. */
  async says(words: string): Promise<void> {
    await this.sendBox.fill(words);
    await this.sendBox.press("Enter");
  }

  /** Sends messages of the same person without the page, which would take a second for each. The page shows them like those of another tab. */
  async saysElsewhere(said: readonly string[]): Promise<void> {
    const context = this.tab.context();
    const [known] = await context.cookies(this.url);
    const pass = await comesIn(this.url, known && { cookie: `${known.name}=${known.value}` });
    const talk = await talks(this.url, pass);
    for (const words of said) await talk.says(words);
    const [name = "", value = ""] = pass.cookie.split("=");
    await context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: "Strict" }]);
  }

  /** Presses a choice of the latest message. */
  async presses(label: string | RegExp): Promise<void> {
    const starters = this.tab.getByRole("group", { name: "Suggestions" }).getByRole("button");
    const choices = starters.or(this.messages.last().getByRole("button"));
    await choices.filter({ hasText: typeof label === "string" ? exactly(label) : label }).click();
  }

  /** Waits until the window shows every button of the latest card, uncovered and without scrolling. */
  async seesItsButtons(): Promise<void> {
    await vi.waitFor(async () => expect(await this.tab.evaluate(hiddenButtons)).toEqual([]), 10_000);
  }

  /** Presses a choice on the card with these words, however old it is. */
  async pressesAgain(label: string, card: string): Promise<void> {
    await this.said(card)
      .getByRole("button")
      .filter({ hasText: exactly(label) })
      .first()
      .click();
  }

  /** Presses one of the words below the chat, or another button of the page itself. */
  async pressesBelow(label: string): Promise<void> {
    await this.tab.locator("nav, footer, dialog").getByRole("button", { name: label, exact: true }).click();
  }

  /** Waits until the conversation shows the words. */
  async sees(...words: string[]): Promise<void> {
    for (const part of words) await this.said(part).last().waitFor();
  }

  get messages(): Locator {
    return this.tab.getByRole("log").getByRole("article");
  }

  /** The messages that contain these words. */
  said(words: string | RegExp): Locator {
    return this.messages.filter({ hasText: words });
  }

  /** How many messages of the person contain the words. */
  saidByMe(words: string): Promise<number> {
    const mine = this.tab.getByRole("log").getByRole("article", { name: "You said:" });
    return mine.getByText(words, { exact: true }).count();
  }

  get sendBox(): Locator {
    return this.tab.getByRole("textbox", { name: "Your message" });
  }

  /** Waits until the line about the connection says so. */
  async noticed(words: string): Promise<void> {
    await this.tab
      .locator("#connection")
      .filter({ hasText: exactly(words) })
      .waitFor({ state: "attached" });
  }

  /** Opens another page in this browser, by default the start page. */
  async opensTab(at = "/"): Promise<HelpPage> {
    const other = new HelpPage(await this.tab.context().newPage(), this.url);
    await other.tab.goto(new URL(at, this.url).href);
    return other;
  }

  /** Takes a screenshot when the page has stopped scrolling, with the mouse away from the buttons. */
  async screenshot(name: string): Promise<void> {
    await this.tab.mouse.move(0, 0);
    await this.tab.evaluate(stillness);
    await this.tab.screenshot({ path: this.picture(name), animations: "disabled" });
  }

  /** Runs the function with each of the two colour schemes. */
  async inLightAndDark(look: (scheme: "light" | "dark") => Promise<void>): Promise<void> {
    for (const colorScheme of ["light", "dark"] as const) {
      await this.tab.emulateMedia({ colorScheme });
      await look(colorScheme);
    }
    await this.tab.emulateMedia({ colorScheme: null });
  }

  /** The path of a screenshot. */
  picture(name: string): string {
    return path.join(pictures, `${name}.png`);
  }
}

function exactly(words: string): RegExp {
  return new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}

// Code that runs in the page is a string, because the types of the tests do not include the DOM.
const tellOfRefusals = `
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    console.error("refused by the page's policy: " + violatedDirective + " " + blockedURI));
`;
const hiddenButtons = `(() => {
  const room = document.getElementById("transcript").getBoundingClientRect();
  const shown = [...document.querySelectorAll("[role=log] > article:last-child .ac-pushButton")].filter((button) => button.checkVisibility());
  const isSeen = (button) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const covered = [left + 12, right - 12].some((x) => !button.contains(document.elementFromPoint(x, (top + bottom) / 2)));
    return top >= room.top && bottom <= room.bottom && !covered;
  };
  return shown.length > 0 ? shown.filter((button) => !isSeen(button)).map((button) => button.textContent) : ["no button"];
})()`;
const stillness = `(async () => {
  const room = document.getElementById("transcript");
  let before = NaN;
  for (let still = 0; still < 8; still += 1) {
    await new Promise(requestAnimationFrame);
    if (room && room.scrollTop !== before) still = 0;
    before = room?.scrollTop;
  }
})()`;
