/** The project folder can be moved: no path depends on where it is. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

test("the project runs from a folder with a space in its name", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "re connect "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const part of ["knowledge", "dialogs", "src", "package.json"])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const words = [path.join(folder, "src/commands/knowledge.ts"), "read", "--json", "0x904"];
  const read = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  expect(read.stdout + read.stderr).toContain('"inScope":"yes"');
});
