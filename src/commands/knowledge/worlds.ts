/** `knowledge worlds`: lets the people of worlds walk the tree. */
import { loadCodes } from "../../../knowledge/tree/codes.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import { loadObservations } from "../../../knowledge/worlds/observations.ts";
import { examineWorlds, formatExamined, renderExamined } from "../../../knowledge/worlds/report.ts";
import { loadWorlds } from "../../../knowledge/worlds/world.ts";
import type { Program } from "../program.ts";

/** A folder with mistakes in some worlds is examined without them, and the command fails. */
export function worlds(tree: Tree, words: readonly string[], { output, errors }: Program, usage: string): number {
  const [folder, ...more] = words.filter((word) => !word.startsWith("--"));
  if (folder === undefined || more.length > 0) {
    errors.write(usage);
    return 1;
  }
  const table = loadObservations();
  const loaded = loadWorlds(folder, table, tree);
  for (const { message } of loaded.refused) errors.write(`${message}\n`);
  const examined = examineWorlds({ tree, codes: loadCodes() }, table, loaded.worlds);
  output.write(
    words.includes("--json")
      ? examined.map((row) => `${formatExamined(row, { reports: words.includes("--reports") })}\n`).join("")
      : `${renderExamined(examined)}\n`,
  );
  const failed = examined.some(({ verdict }) => verdict === "wrong" || verdict === "harmful");
  return failed || loaded.refused.length > 0 ? 1 : 0;
}
