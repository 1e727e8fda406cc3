/** The recipes in CONTRIBUTING.md list the files that their examples touch, no more and no fewer. */
import { globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const contributing = readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8");

type Recipe = { title: string; search: Search; listed: string[] };
type Search = { flags: string; pattern: string; places: string[] };

const recipes = contributing.split(/^## /m).flatMap((section): Recipe[] => {
  const command = /^Example: `git grep -(\w+) "([^"]+)" (?:-- )?([^`]+)`$/m.exec(section);
  if (!command) return [];
  const [, flags = "", pattern = "", places = ""] = command;
  return [
    {
      title: section.split("\n")[0] ?? "",
      search: { flags, pattern, places: places.split(" ") },
      listed: [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, file = ""]) => file),
    },
  ];
});

/** What the command of the recipe prints, without needing git. */
function findFiles({ flags, pattern, places }: Search): string[] {
  const lines = new RegExp(flags.includes("w") ? `\\b(?:${pattern})\\b` : pattern, "m");
  return places
    .flatMap((place) => globSync([place, `${place}/**`], { cwd: root }))
    .filter((file) => statSync(path.join(root, file)).isFile() && !file.endsWith(".png"))
    .filter((file) => lines.test(readFileSync(path.join(root, file), "utf8")))
    .map((file) => file.replaceAll(path.sep, "/"));
}

test.each(["a question", "a sentence", "a setting", "a channel", "a target"])("there is a recipe to add %s", (what) => {
  expect(recipes.map(({ title }) => title)).toContain(`Add ${what}`);
});

describe.each(recipes)("$title", ({ search, listed }) => {
  test("the files it lists are the files of its example", () => {
    expect(findFiles(search).sort()).toEqual([...listed].sort());
  });
});
