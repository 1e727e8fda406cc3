/** `npm run -s words`: an editor's tool: checks the sentences of `dialogs/words/`, and writes down what fills them. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Catalogue, readCatalogue } from "../../dialogs/words/catalogue.ts";
import { findCatalogueFaults, firstLanguage, writeIds } from "../../dialogs/words/catalogueFaults.ts";
import { root } from "./knowledge/paths.ts";
import { type Program, runAsProcess } from "./program.ts";

const usage = `npm run -s words -- check   check the sentences: unused, missing, wrongly filled
npm run -s words -- write   after a sentence was added or got other places: write down what fills it (dialogs/words/ids.ts)
`;

const folder = path.join(root, "dialogs", "words");
const idsFile = path.join(folder, "ids.ts");

export async function words([what]: string[], { output, errors }: Program): Promise<number> {
  if (what !== "check" && what !== "write") {
    errors.write(usage);
    return 2;
  }
  const catalogues = readCatalogues();
  const faults = findCatalogueFaults(catalogues, readSources());
  const first = catalogues.get(firstLanguage);
  if (first && what === "write") writeFileSync(idsFile, writeIds(first));
  else if (faults.length === 0 && first && readFileSync(idsFile, "utf8") !== writeIds(first))
    faults.push("dialogs/words/ids.ts does not fit the sentences\n  → npm run -s words -- write");
  for (const fault of faults) errors.write(`✖ ${fault}\n`);
  if (faults.length === 0)
    output.write(
      `${first?.size} sentences in ${catalogues.size === 1 ? "one language" : `${catalogues.size} languages`}.\n`,
    );
  return faults.length === 0 ? 0 : 1;
}

function readCatalogues(): Map<string, Catalogue> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return new Map(
    files.sort().map((name) => [name.slice(0, -5), readCatalogue(readFileSync(path.join(folder, name), "utf8"))]),
  );
}

/** Everything that may name a sentence. */
function readSources(): string[] {
  return ["dialogs", "src"].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|js|eta)$/.test(entry.name) && entry.name !== "ids.ts")
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8")),
  );
}

if (import.meta.main) await runAsProcess(words);
