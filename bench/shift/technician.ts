/** A technician at the desk in Chromium, who uses the keyboard only. Counts the keys and the time that each job takes. */
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** `keys`: key presses without those that type words. `words`: how often something was typed. */
export type Effort = { keys: number; words: number; ms: number };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}

export class ShiftTechnician {
  readonly name: string;
  readonly #tab: Page;
  #keys = 0;
  #words = 0;

  private constructor(name: string, tab: Page) {
    this.name = name;
    this.#tab = tab;
  }

  /** `secret`: the technician's entry of DESK_TOKENS, "Kim:…". */
  static async signIn(context: BrowserContext, url: string, secret: string): Promise<ShiftTechnician> {
    const tab = await context.newPage();
    tab.setDefaultTimeout(15_000);
    const [name = "", token = ""] = secret.split(":");
    await tab.goto(`${url}/desk/sign-in`);
    await tab.getByLabel("Token").fill(token);
    await tab.getByRole("button", { name: "Sign in" }).click();
    await tab.locator(".queue, .empty").first().waitFor();
    return new ShiftTechnician(name, tab);
  }

  /** Takes the first waiting ticket, answers, resolves it with the first cause, and returns to the queue. */
  async workOff(reply: string, note: string): Promise<{ reference: string; effort: Effort } | undefined> {
    const tab = this.#tab;
    if ((await tab.locator(".lists").count()) === 0) await this.#toQueue();
    await this.#press("2");
    await tab.locator('#list-waiting[aria-current="page"]').waitFor();
    if ((await tab.locator(".entry").count()) === 0) return undefined;
    const began = this.#begin();
    await this.#press("j");
    await this.#press("Enter");
    const isOpen = await tab
      .locator("main.ticket")
      .waitFor({ timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
    // A colleague claimed it in between, and it left the list.
    if (!isOpen) return this.workOff(reply, note);
    const reference = (await tab.locator("main.ticket").getAttribute("data-reference")) ?? "";
    await this.#press("c");
    const outcome = tab.locator("#text, #notice p, .reading, #reopen").first();
    await outcome.waitFor();
    // A colleague was faster.
    if ((await tab.locator("#text").count()) === 0) {
      return this.workOff(reply, note);
    }
    await this.#press("r");
    await this.#type(reply);
    await this.#press("Control+Enter");
    await tab.locator(".line.technician", { hasText: reply }).waitFor();
    await this.#press("Escape");
    await this.#press("e");
    await tab.locator("#cause:focus").waitFor();
    await this.#press("ArrowDown");
    await this.#press("Tab");
    await this.#type(note);
    await this.#press("Control+Enter");
    await tab.locator(".mark.state", { hasText: /resolved/ }).waitFor();
    const effort = this.#end(began);
    await this.#toQueue();
    return { reference, effort };
  }

  /** Finds the ticket of a caller on the phone. */
  async find(words: string, reference: string): Promise<Effort> {
    const tab = this.#tab;
    const began = this.#begin();
    await this.#press("/");
    await tab.locator("#search:focus").waitFor();
    await this.#type(words);
    await this.#press("Enter");
    await tab.waitForURL(/words=/);
    await tab.locator(`#ticket-${reference}`).waitFor();
    await this.#press("j");
    await this.#press("Enter");
    await tab.locator(`main.ticket[data-reference="${reference}"]`).waitFor();
    const effort = this.#end(began);
    await this.#toQueue();
    return effort;
  }

  #begin(): { at: number; keys: number; words: number } {
    return { at: performance.now(), keys: this.#keys, words: this.#words };
  }

  #end(began: { at: number; keys: number; words: number }): Effort {
    return { keys: this.#keys - began.keys, words: this.#words - began.words, ms: performance.now() - began.at };
  }

  async #toQueue(): Promise<void> {
    // Leaves the field where the focus may be.
    await this.#press("Escape");
    await this.#press("g");
    await this.#tab.locator(".lists").waitFor();
  }

  async #press(key: string): Promise<void> {
    // Shortcuts work once the page's script has loaded.
    await this.#tab.locator("html.scripted").waitFor();
    this.#keys += 1;
    await this.#tab.keyboard.press(key);
  }

  async #type(words: string): Promise<void> {
    this.#words += 1;
    await this.#tab.keyboard.insertText(words);
  }
}
