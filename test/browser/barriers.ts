import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, vi } from "vitest";

/** The two schemes differ only in their colours. */
const rules = {
  light: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  dark: { type: "rule", values: ["color-contrast"] },
};

/** The barriers that axe-core finds on the current page and in its frames, in light and in dark. */
async function barriers({ tab }: { tab: Page }): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await tab.emulateMedia({ colorScheme });
    for (const frame of tab.frames()) {
      // Evaluated instead of loaded by a script tag, which the page's policy would refuse.
      if (!(await frame.evaluate("'axe' in window"))) await frame.evaluate(axe.source);
      const { violations } = await frame.evaluate<axe.AxeResults>(
        `axe.run(document, { runOnly: ${JSON.stringify(rules[colorScheme])}, resultTypes: ["violations"], iframes: false })`,
      );
      found.push(
        ...violations.flatMap(({ id, help, nodes }) =>
          nodes.map(({ target }) => `${colorScheme}: ${id}: ${help}: ${target.join(" ")}`),
        ),
      );
    }
  }
  await tab.emulateMedia({ colorScheme: null });
  return found;
}

/** Retries, because what has just come in may not be laid out yet. */
export async function expectNoBarriers(page: { tab: Page }): Promise<void> {
  await vi.waitFor(async () => expect(await barriers(page)).toEqual([]), { timeout: 20_000, interval: 1_000 });
}
