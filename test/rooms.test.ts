/** The rooms of the code: what may import what. docs/architecture.md says what each room is for. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Lowest first. A file imports from its own room and from rooms before it, never from one after it. */
const order = [
  "src/node24",
  "knowledge/tree",
  "knowledge/case",
  "knowledge/reading",
  "knowledge/proof",
  "knowledge/worlds",
  "dialogs/words",
  "dialogs/wording",
  "dialogs/hearing",
  "dialogs",
  "src/settings",
  "src/log.ts",
  "src/store",
  "src/http",
  "src/privacy",
  "src/channels",
  "src/tickets",
  "src/phrasing",
  "src/turn",
  "src/escalation",
  "src/desk",
  "src/transports",
  "src/web",
  "src/config.ts",
  "src/compose",
  "src/commands",
  "src/main.ts",
];

/** What `knowledge/` and `dialogs/` may use besides our own files: no network, no SDK but the dialogs', no clock. */
const packages: Record<string, RegExp> = {
  knowledge:
    /^(zod|yaml|fastest-levenshtein|stemmer|web-tree-sitter|node:fs|node:path|node:module|node:crypto|node:url|node:v8)$/,
  dialogs: /^(botbuilder-dialogs|botbuilder-core|intl-messageformat|yaml|node:fs|node:url)$/,
};

const files = globSync("{knowledge,dialogs,src}/**/*.{ts,mjs,js}", { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.endsWith(".d.ts"));

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** Types count: a room that needs another one's types depends on it. */
function findImports(file: string): string[] {
  const named = /^(?:import|export)\b[^"';]*?from "([^"]+)";$|^import "([^"]+)";$|\bimport\("([^"]+)"\)/gm;
  return [...read(file).matchAll(named)].map(([, from, bare, late]) => from ?? bare ?? late ?? "");
}

function resolveImport(file: string, name: string): string {
  return path.posix.join(path.posix.dirname(file), name);
}

/** The room with the longest name that fits. */
function findRoom(file: string): string | undefined {
  return order.filter((room) => file === room || file.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];
}

const ownImports = new Map(
  files.map((file) => [
    file,
    findImports(file)
      .filter((name) => name.startsWith("."))
      .map((name) => resolveImport(file, name))
      // Scripts of a page import each other by the address they are served at.
      .filter((target) => files.includes(target)),
  ]),
);

test("every file lives in a room", () => {
  expect(files.filter((file) => findRoom(file) === undefined)).toEqual([]);
  expect(order.filter((room) => !files.some((file) => findRoom(file) === room))).toEqual([]);
});

test("docs/architecture.md lists the rooms in this order", () => {
  const rows = [...read("docs/architecture.md").matchAll(/^\| `((?:knowledge|dialogs|src)\/[^`]*)` \|/gm)];
  expect(rows.map(([, room]) => room?.replace(/\/$/, ""))).toEqual(order);
});

test("imports point to the own room or to a lower one", () => {
  const rank = (file: string) => order.indexOf(findRoom(file) ?? "");
  const backward = [...ownImports].flatMap(([file, targets]) =>
    targets.filter((target) => rank(target) > rank(file)).map((target) => `${file} imports ${target}`),
  );
  expect(backward).toEqual([]);
});

test("no file imports itself on a way round", () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file].join(" > "));
    if (way.includes(file) || done.has(file)) return;
    for (const target of ownImports.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test("what decides knows no network, no SDK and no clock", () => {
  const decides = files.filter((file) => !file.startsWith("src/"));
  const foreign = decides.flatMap((file) =>
    findImports(file)
      .filter((name) => !name.startsWith(".") && !packages[file.split("/")[0] ?? ""]?.test(name))
      .map((name) => `${file} imports ${name}`),
  );
  expect(foreign).toEqual([]);
  const clocks = /Date\.now|new Date\(|Math\.random|process\.env|fetch\(/;
  expect(decides.filter((file) => clocks.test(read(file)))).toEqual([]);
});

test("only types come from botbuilder-core into the dialogs", () => {
  const dialogs = files.filter((file) => file.startsWith("dialogs/"));
  expect(dialogs.filter((file) => /^import (?!type)[^;]*"botbuilder-core"/m.test(read(file)))).toEqual([]);
});

test("one file reads the environment", () => {
  expect(files.filter((file) => read(file).includes("process.env"))).toEqual(["src/config.ts"]);
});

test("the root of src holds only what starts, composes, configures and logs", () => {
  expect(files.filter((file) => /^src\/[^/]+$/.test(file)).sort()).toEqual([
    "src/config.ts",
    "src/log.ts",
    "src/main.ts",
  ]);
});
