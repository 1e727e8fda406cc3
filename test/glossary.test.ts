/** The glossary and the code use the same words. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

type Row = { word: string; meaning: string; names: string[]; avoid: string[] };

const rows: Row[] = readFileSync(path.join(root, "docs/glossary.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| word "))
  .map((line) => {
    const [, word = "", meaning = "", names = "", avoid = ""] = line.split("|").map((cell) => cell.trim());
    return {
      word,
      meaning,
      names: [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
      avoid: avoid.split(", ").filter((synonym) => synonym !== ""),
    };
  });

const sources = globSync("{knowledge,dialogs,src}/**/*.{ts,js,mjs}", { cwd: root }).map((file) =>
  readFileSync(path.join(root, file), "utf8"),
);
/** Declarations, and the fields of types and objects. */
const declared = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/\b(?:class|type|interface|function\*?|const|let) (\w+)|\b(\w+)\??:/g)].map(
      ([, name, field]) => name ?? field,
    ),
  ),
);
const exported = sources.flatMap((text) =>
  [...text.matchAll(/^export (?:async )?(?:abstract )?(?:function\*?|const|let|class|type|interface) (\w+)/gm)].map(
    ([, name = ""]) => name,
  ),
);

/** "TicketPackage" is "ticket" and "package". */
function wordsIn(name: string): string[] {
  return name
    .split(/(?=[A-Z])|_/)
    .map((part) => part.toLowerCase())
    .filter((part) => part !== "");
}

test("every word is explained in one sentence, named in the code, and has words it replaces", () => {
  expect(rows.length).toBeGreaterThan(20);
  const incomplete = rows.filter(
    ({ meaning, names, avoid }) => !/^[A-Z].*\.$/.test(meaning) || names.length === 0 || avoid.length === 0,
  );
  expect(incomplete).toEqual([]);
  expect(rows.map(({ word }) => word)).toEqual([...new Set(rows.map(({ word }) => word))]);
});

test("every name in the glossary exists in the code", () => {
  const missing = rows.flatMap(({ word, names }) =>
    names.filter((name) => !declared.has(name)).map((name) => `${word}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test("no export uses a word that the glossary replaces", () => {
  const avoided = new Set(rows.flatMap(({ avoid }) => avoid));
  const wrong = exported.filter((name) =>
    wordsIn(name).some((word) => avoided.has(word) || avoided.has(word.replace(/s$/, ""))),
  );
  expect(wrong).toEqual([]);
});

test("no word of the glossary is on the list of another", () => {
  const words = new Set(rows.map(({ word }) => word));
  const contradictions = rows.flatMap(({ word, avoid }) =>
    avoid.filter((synonym) => words.has(synonym)).map((synonym) => `${word} forbids ${synonym}`),
  );
  expect(contradictions).toEqual([]);
});
