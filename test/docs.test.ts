/** What our documents name exists. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const documents = globSync(["*.md", "{bench,dialogs,docs,knowledge,manifest,src,test}/**/*.md"], { cwd: root }).map(
  (file) => file.replaceAll(path.sep, "/"),
);

const files = globSync(
  ["*", ".ci/*", ".env.example", ".npmrc", "{bench,dialogs,docs,knowledge,manifest,src,test}/**/*"],
  { cwd: root },
).map((file) => file.replaceAll(path.sep, "/"));
const known = new Set(files);

const topFolder = /^(?:\.ci|bench|dialogs|docs|knowledge|manifest|src|test)\//;
const fileName = /^[\w.@-]+(?:\/[\w.@-]+)*\.(?:cs|css|eta|jsonl?|js|md|mjs|png|sh|svg|tsx?|ya?ml)$/;

function read(document: string): string {
  return readFileSync(path.join(root, document), "utf8");
}

/** Without blocks of code, which show examples. */
function prose(document: string): string {
  return read(document).replace(/^```[\s\S]*?^```$/gm, "");
}

function pathsIn(document: string): string[] {
  return [...prose(document).matchAll(/`([^`\n]+)`/g)]
    .map(([, code = ""]) => code)
    .filter((code) => !/[*{}<>\s]/.test(code) && (topFolder.test(code) || fileName.test(code)));
}

/** From the root, from the document's folder, or the end of a longer path whose beginning the text has named. */
function exists(name: string, document: string): boolean {
  const bare = name.replace(/\/$/, "");
  const beside = path.posix.normalize(path.posix.join(path.posix.dirname(document), bare));
  if (known.has(bare) || known.has(beside)) return true;
  return !topFolder.test(name) && files.some((file) => file.endsWith(`/${bare}`));
}

/** Targets of links and pictures inside the repository. */
function linksIn(document: string): string[] {
  return [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The fragments that GitHub gives the headings. */
function anchorsOf(document: string): string[] {
  return [...prose(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function leadsSomewhere(link: string, document: string): boolean {
  const [target = "", anchor] = link.split("#");
  const file = target === "" ? document : path.posix.normalize(path.posix.join(path.posix.dirname(document), target));
  if (!known.has(file.replace(/\/$/, ""))) return false;
  return anchor === undefined || anchorsOf(file).includes(anchor);
}

test.each(documents)("every link in %s leads somewhere", (document) => {
  expect(linksIn(document).filter((link) => !leadsSomewhere(link, document))).toEqual([]);
});

test.each(documents)("every path in %s exists", (document) => {
  expect(pathsIn(document).filter((name) => !exists(name, document))).toEqual([]);
});

test("every npm script that the documents name exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const missing = documents.flatMap((document) =>
    [...read(document).matchAll(/npm run (?:-s )?([\w:-]+)/g)]
      .filter(([, name = ""]) => !(name in scripts))
      .map(([command]) => `${document}: ${command}`),
  );
  expect(missing).toEqual([]);
});
