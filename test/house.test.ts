/** Tests that hold the house together: what imports what, what reads the environment, which versions agree. */
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const order = ["knowledge", "dialogs", "src"];
const files = globSync("{knowledge,dialogs,src}/**/*.{ts,mjs}", { cwd: root });

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const named = /^(?:import|export)\b[^"';]*?from "([^"]+)";$|^import "([^"]+)";$|\bimport\("([^"]+)"\)/gm;
  return [...text.matchAll(named)].map(([, from, bare, late]) => from ?? bare ?? late ?? "");
}

function topFolder(file: string): string {
  return file.split(/[\\/]/)[0] ?? "";
}

test("imports point to the own folder or one further left", () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith("."))
      .filter((name) => {
        const target = topFolder(path.relative(root, path.resolve(root, path.dirname(file), name)));
        return !order.includes(target) || order.indexOf(target) > order.indexOf(topFolder(file));
      })
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("what decides knows no network, no SDK and no clock", () => {
  const allowed: Record<string, RegExp> = {
    knowledge: /^(zod|yaml|fastest-levenshtein|node:fs|node:crypto|node:url)$/,
    dialogs: /^(botbuilder-dialogs|botbuilder-core)$/,
  };
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => !name.startsWith(".") && allowed[topFolder(file)]?.test(name) === false)
      .map((name) => `${file} imports ${name}`),
  );
  expect(wrong).toEqual([]);
  const clocks = files
    .filter((file) => topFolder(file) !== "src")
    .filter((file) =>
      /Date\.now|new Date\(|Math\.random|process\.env|fetch\(/.test(readFileSync(path.join(root, file), "utf8")),
    );
  expect(clocks).toEqual([]);
});

test("only types come from botbuilder-core into the dialogs", () => {
  const wrong = files
    .filter((file) => topFolder(file) === "dialogs")
    .filter((file) => /^import (?!type)[^;]*"botbuilder-core"/m.test(readFileSync(path.join(root, file), "utf8")));
  expect(wrong).toEqual([]);
});

test("one file reads the environment", () => {
  const readers = files.filter((file) => readFileSync(path.join(root, file), "utf8").includes("process.env"));
  expect(readers).toEqual(["src/config.ts"]);
});

test("everything is found from a folder with a blank in its name", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "re connect "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ["knowledge", "dialogs", "src", "package.json"])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const words = [path.join(folder, "src/commands/knowledge.ts"), "read", "--json", "0x904"];
  const read = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  expect(read.stdout + read.stderr).toContain('"inScope":"yes"');
});
