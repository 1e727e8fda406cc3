/** The technicians' desk in a real browser: what a technician does there and what they see. */
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { openDesk } from "./desk.ts";
import type { Desk } from "./deskProcess.ts";
import { openPageAfter, openTab, type Wish } from "./page.ts";

const pictures = path.resolve(import.meta.dirname, "../../screenshots");

/** Signs in at the desk with the printed link or with another one. */
export async function signIn(desk: Desk, name: string, { link, ...wish }: Wish & { link?: string } = {}) {
  const tab = await openTab(desk.url, wish);
  await tab.goto(link ?? (await desk.link()));
  await tab.getByLabel(/name/i).fill(name);
  await tab.getByRole("button", { name: "Sign in" }).click();
  const technician = new Technician(tab);
  await technician.tab.getByRole("heading", { name: "Queue" }).waitFor();
  return technician;
}

export class Technician {
  readonly tab: Page;

  constructor(tab: Page) {
    this.tab = tab;
  }

  /** Opens the ticket once it is in the queue. */
  async opens(reference: string): Promise<void> {
    await this.tab.locator(".entry").filter({ hasText: reference }).click();
    await this.tab.getByRole("heading", { name: reference }).waitFor();
  }

  async presses(label: string): Promise<void> {
    await this.tab.getByRole("button", { name: label, exact: true }).click();
  }

  async says(words: string): Promise<void> {
    await this.tab.getByLabel(/^Reply to/).fill(words);
    await this.presses("Send");
  }

  /** Waits until the conversation shows the words. */
  async hears(words: string): Promise<void> {
    await this.tab.locator(".line").filter({ hasText: words }).last().waitFor();
  }

  /** Waits until the page shows the words. */
  async sees(words: string | RegExp): Promise<void> {
    await this.tab.getByText(words).first().waitFor();
  }

  /** How many lines of the conversation contain the words. */
  lines(words: string): Promise<number> {
    return this.tab.locator(".line").filter({ hasText: words }).count();
  }

  async records(question: string, answer: string): Promise<void> {
    await this.tab.getByText("Record something else you found out").click();
    await this.tab.locator("#record summary").filter({ hasText: question }).click();
    const entry = this.tab
      .locator("#record details details, #record .questions > details")
      .filter({ hasText: question });
    await entry.getByLabel(answer, { exact: false }).first().check();
    await entry.getByRole("button", { name: "Record" }).click();
  }

  async resolves(cause: string | RegExp, note: string): Promise<void> {
    if (!(await this.tab.locator("#cause").isVisible()))
      await this.tab.getByRole("heading", { name: "Resolve" }).click();
    const value = await this.tab.locator("#cause option").filter({ hasText: cause }).first().getAttribute("value");
    await this.tab.locator("#cause").selectOption(value ?? "");
    await this.tab.getByLabel(/^Note/).fill(note);
    await this.tab.getByRole("button", { name: "Resolve and ask the person", exact: true }).click();
  }

  button(label: string): Locator {
    return this.tab.getByRole("button", { name: label, exact: true });
  }

  /** Takes a screenshot of the whole page, or of its visible part. */
  async screenshot(name: string, { fullPage = true } = {}): Promise<void> {
    await this.tab.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled", fullPage });
  }
}

export const asksForTechnician = ["0x904 0x7, nobody can connect, windows server 2019, same network", "technician"];

/** A person has handed their case over and waits. */
export async function waiting() {
  const desk = await openDesk();
  const ada = await openPageAfter([...asksForTechnician, "yes"], { desk });
  await ada.sees("I've handed it over");
  return { desk, ada };
}
