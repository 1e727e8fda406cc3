import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  embeddedCommands,
  loadCommandTable,
  embeddedTable as table,
} from "../../../../knowledge/proof/commands/commandTable.ts";
import { WrongKnowledge } from "../../../../knowledge/tree/wrongKnowledge.ts";

const known = [...table.commands.values()].flat();

describe("cmdlets.yaml", () => {
  test("says of every cmdlet which PowerShell or Windows brought it, and where Microsoft describes it", () => {
    const cmdlets = known.filter(({ name }) => /^[A-Z]\w+-[A-Z]\w+$/.test(name));
    expect(cmdlets.length).toBeGreaterThan(200);
    for (const { name, powershell, windows, page } of cmdlets) {
      expect([powershell, windows].filter(Boolean), name).toHaveLength(1);
      expect(page).toMatch(/^https:\/\/learn\.microsoft\.com\/en-us\/powershell\/module\//);
      expect(page?.split("/").at(-1)).toBe(name.toLowerCase());
    }
  });

  test("names every command once for each shell", () => {
    for (const [name, commands] of table.commands) {
      const shells = commands.flatMap((command) => command.shells);
      expect(new Set(shells).size, name).toBe(shells.length);
    }
  });

  test("explains every alias by a cmdlet, and every parameter by one", () => {
    for (const cmdlet of [...Object.values(table.aliases), ...Object.keys(table.parameters)])
      expect(table.commands.has(cmdlet.toLowerCase()), cmdlet).toBe(true);
  });

  test("forbids by something, and says why and what to do instead", () => {
    for (const { commands, registry, service, why, instead } of table.forbidden) {
      expect([commands, registry, service].filter(Boolean), why).toHaveLength(1);
      expect(why).toMatch(/^[a-z].*[^.]$/);
      expect(instead).toMatch(/^[A-Z].*\.$/);
    }
  });

  test("is refused with the line of a mistake", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "commands-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, "cmdlets.yaml");
    const text = readFileSync(embeddedCommands, "utf8");
    writeFileSync(
      file,
      text.replace("why: can erase a disk", "why: [can, erase]").replace("commands: [cipher]", 'commands: ["("]'),
    );
    expect(() => loadCommandTable(file)).toThrow(WrongKnowledge);
    expect(() => loadCommandTable(file)).toThrow(
      /"why" must be text[\s\S]*line \d+[\s\S]*is not a valid regular expression[\s\S]*line \d+/,
    );
  });
});
