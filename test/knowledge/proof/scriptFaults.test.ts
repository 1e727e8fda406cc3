/** A report only reads: a script with a line that changes something is refused. */
import { describe, expect, test } from "vitest";
import { findScriptFaults } from "../../../knowledge/proof/scriptFaults.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";

const tree = loadTree();

/** The faults of the server report with a short script of that kind. */
function findWith(ending: string, line: string): string[] {
  const { server } = tree.reports;
  const script = server?.scripts.find(({ file }) => file.endsWith(ending));
  if (!server || !script) throw new Error(`the tree has no server report with a script for ${ending}`);
  const scripts = [{ ...script, run: ending === ".ps1" ? `& {\n${line}\n}` : line }];
  return findScriptFaults({ ...tree, reports: { server: { ...server, scripts } } }).map(({ what }) => what);
}

describe("refuses", () => {
  test.each([
    [".ps1", "  Remove-Item C:\\x"],
    [".ps1", "  [IO.File]::Delete('C:\\x')"],
    [".ps1", "  [IO.File]::WriteAllText('C:\\x', 'y')"],
    [".ps1", "  $key.SetValue('a', 1)"],
    [".ps1", "  (New-Object -ComObject HNetCfg.FwPolicy2).Rules.Remove('x')"],
    [".ps1", "  New-Object IO.StreamWriter 'C:\\x', 'Net.Sockets.'"],
    [".cmd", "reg add HKLM\\x /v y"],
    [".cmd", "echo x > C:\\x.txt"],
    [".sh", "rm -rf /tmp/x"],
    [".sh", "sudo systemctl restart xrdp"],
    [".sh", "echo x > /tmp/x"],
  ])("in %s: %s", (ending, line) => {
    expect(findWith(ending, line)).toEqual(
      expect.arrayContaining([expect.stringContaining("changes something, and a report only reads")]),
    );
  });
});
