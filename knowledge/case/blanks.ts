/** Fills the blanks of commands. */
import type { Standing } from "./standing.ts";

/** A command with its known blanks filled in. Each value was checked when the person gave it. */
export function fillBlanks(command: string | undefined, standing: Standing): { run?: string } {
  if (command === undefined) return {};
  return {
    run: command.replace(
      /(?<!\$)\{([a-z][a-z0-9-]*)\}/g,
      (whole, blank: string) => standing.values.get(blank) ?? whole,
    ),
  };
}
