import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findUnknownAliases, parsePowerShell } from "../../../../knowledge/proof/commands/powershell.ts";
import { bridgeGaps } from "../../../../knowledge/proof/commands/powershellGaps.ts";
import { describePlace, findParameter } from "../../../../knowledge/proof/commands/script.ts";

function read(text: string) {
  const { error, commands } = parsePowerShell(text);
  expect(error).toBeUndefined();
  return commands;
}

describe("a command", () => {
  test("has a name, parameters by name, and a place", () => {
    const text = "Get-Date\n  Set-Service -Name TermService -StartupType:Manual";
    const [, command] = read(text);
    expect(command?.name).toBe("Set-Service");
    expect(describePlace(text, command?.at ?? 0)).toBe("line 2, column 3");
    expect(command?.arguments).toEqual([
      { parameter: "Name", values: ["TermService"] },
      { parameter: "StartupType", values: ["Manual"] },
    ]);
  });

  test("has its values apart from its switches", () => {
    const [command] = read("Remove-Item -Force C:\\Old -Recurse");
    expect(command?.arguments).toEqual([
      { parameter: "Force", values: [] },
      { parameter: undefined, values: ["C:\\Old"] },
      { parameter: "Recurse", values: [] },
    ]);
  });

  test("may list its values in every way that PowerShell knows", () => {
    for (const list of [
      "TermService,SessionEnv",
      "TermService, SessionEnv",
      "'TermService',\"SessionEnv\"",
      "TermService,'SessionEnv'",
    ])
      expect(read(`Get-Service ${list} -Verbose`)[0]?.words).toEqual(["TermService", "SessionEnv", "-Verbose"]);
  });

  test("may stand in a script block, in brackets, in a string or in a loop", () => {
    const text = `foreach ($x in Get-Item a) { Get-Date }; if ($y) { Get-Host } else { "$(Get-Culture)" }; ls | % { Get-Acl $_ }`;
    expect(read(text).map(({ name }) => name)).toEqual([
      "Get-Item",
      "Get-Date",
      "Get-Host",
      "Get-Culture",
      "ls",
      "%",
      "Get-Acl",
    ]);
  });

  test("may be a program with its folder", () => {
    const [command] = read('& "C:\\Program Files\\a b.exe" /quiet 2>$null > C:\\out.txt');
    expect(command).toMatchObject({ name: "C:\\Program Files\\a b.exe", words: ["/quiet"], writes: ["C:\\out.txt"] });
  });

  test("may be a method, read with what it is called on", () => {
    expect(read("[IO.Directory]::Delete('C:\\Old', $true)")).toMatchObject([
      { name: ".Delete", words: ["[IO.Directory]", "C:\\Old", "$true"] },
    ]);
    expect(read("Write-Host (New-Object Net.WebClient).DownloadString('https://example.com')").at(-1)).toMatchObject({
      name: ".DownloadString",
      words: ["Net.WebClient", "https://example.com"],
    });
  });

  test("answers to the beginning of a parameter's name", () => {
    const [command] = read("Set-NetFirewallProfile -En False");
    expect(command && findParameter(command, "Enabled")).toEqual(["False"]);
  });

  test("gets what comes through the pipe, from a loop, from brackets and from a variable", () => {
    for (const text of [
      "Get-Item C:\\Old | Where-Object Name | Remove-Item",
      "Get-Item C:\\Old | ForEach-Object { Remove-Item $_ }",
      "foreach ($old in Get-Item C:\\Old) { Remove-Item $old }",
      "Remove-Item (Get-Item C:\\Old)",
      "$old = Get-Item C:\\Old; Remove-Item $old",
      "$old = 'C:\\Old'; $same = $old; Remove-Item $same",
    ])
      expect(read(text).find(({ name }) => name === "Remove-Item")?.received).toContain("C:\\Old");
    expect(read("if (Test-Path C:\\Old) { Remove-Item C:\\New }").at(-1)?.received).toEqual([]);
  });
});

describe("a text that is not PowerShell", () => {
  test.each([
    ["Get-Item 'C:\\Old", "a quotation mark is never closed", "line 1, column 10"],
    ["Get-ChildItem Cert:\\LocalMachine\\Remote Desktop'", "a quotation mark is never closed", "line 1, column 48"],
    ["Get-Process | Where-Object { $_.Id -eq 4", '"{" is never closed', "line 1, column 28"],
    ["Get-Item )", '")" closes nothing', "line 1, column 10"],
    ["Get-Process | | Sort-Object", '"| | Sort-Object" does not belong here', "line 1, column 13"],
    ["Get-Date\nGet-Process |", 'something is missing after "|"', "line 2, column 13"],
    ["Get-Service TermService,", 'something is missing after ","', "line 1, column 24"],
    ["if exist C:\\a.reg reg import C:\\a.reg", "does not belong here", "line 1, column 1"],
    ["icacls C:\\a /grant *S-1-5-20:(R)", "does not belong here", "line 1"],
  ])("%j is refused with its place", (text, what, place) => {
    const { error } = parsePowerShell(text);
    expect(error?.what).toContain(what);
    expect(describePlace(text, error?.at ?? 0)).toContain(place);
  });

  test("is parsed without a failure, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const { error, commands } = parsePowerShell(text);
        if (error) expect(error.at).toBeLessThanOrEqual(text.length);
        for (const { at } of commands) expect(at).toBeLessThan(text.length);
      }),
    );
  });
});

test("what the grammar does not know is replaced place by place", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", ",", " ", "'", "$", "\\", "{", "}", "1", "\n") }), (text) => {
      expect(bridgeGaps(text).text).toHaveLength(text.length);
    }),
  );
  expect(bridgeGaps("a,b; 'c',d; @(1,2); [x[y,z]]; f('a','b')").text).toBe("a b; 'c' d; @(1,2); [x[y,z]]; f('a','b')");
});

test("every value that is quoted comes back unchanged", () => {
  const value = fc.string({ unit: fc.constantFrom("a", "B", "'", '"', "`", "$", " ", ",", "|", "(", "\\", "#", "é") });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
      const quoted = values.map((text) => `'${text.replaceAll("'", "''")}'`);
      expect(read(`Write-Output ${quoted.join(" ")}`)[0]?.words).toEqual(values);
      expect(read(`Write-Output ${quoted.join(",")}`)[0]?.words).toEqual(values);
    }),
  );
});

test("the variables are listed, environment variables too", () => {
  const text = `Get-Item $env:TEMP\\a; "$x \${y}"; $_.Name`;
  expect(parsePowerShell(text).variables.sort()).toEqual(["_", "env:TEMP", "x", "y"]);
});

test("an alias that nothing stands behind is found", () => {
  const knows = (name: string) => ["gci", "where"].includes(name);
  const unknown = findUnknownAliases(parsePowerShell("gci | where Name | foo; Get-Bar; C:\\a.exe"), knows);
  expect(unknown.map(({ name }) => name)).toEqual(["foo"]);
});
