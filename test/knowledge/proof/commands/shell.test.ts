import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillBlanks } from "../../../../knowledge/proof/commands/fillBlanks.ts";
import { parseCommands } from "../../../../knowledge/proof/commands/nestedCommands.ts";
import { parseShell } from "../../../../knowledge/proof/commands/shell.ts";
import { listBlanks } from "../../../../knowledge/tree/blanks.ts";

function list(text: string, shell: "cmd" | "linux") {
  const { error, commands } = parseShell(text, shell);
  expect(error).toBeUndefined();
  return commands.map(({ name, words }) => [name, ...words]);
}

describe("a Command Prompt", () => {
  test("takes one command per line, and more between operators", () => {
    expect(list("ipconfig /flushdns\nping -n 1 srv01 & netstat -ano | findstr :3389", "cmd")).toEqual([
      ["ipconfig", "/flushdns"],
      ["ping", "-n", "1", "srv01"],
      ["netstat", "-ano"],
      ["findstr", ":3389"],
    ]);
  });

  test("runs a command behind a condition and in a loop", () => {
    expect(list("if exist C:\\a.reg reg import C:\\a.reg", "cmd")).toEqual([["reg", "import", "C:\\a.reg"]]);
    expect(list('if not "%a%"=="x" (echo a) else (echo b)', "cmd")).toEqual([
      ["echo", "a"],
      ["echo", "b"],
    ]);
    const [loop] = parseShell('for %f in (C:\\Old\\*) do del "%f"', "cmd").commands;
    expect(loop).toMatchObject({ name: "del", words: ["%f"] });
    expect(loop?.received).toContain("C:\\Old\\*");
  });

  test("needs no space before a switch, and ignores remarks", () => {
    expect(list("rem nothing\nrd/s/q C:\\Old\n@echo off\n:: nothing", "cmd")).toEqual([
      ["rd", "/s", "/q", "C:\\Old"],
      ["echo", "off"],
    ]);
  });

  test("keeps brackets inside a word, and a backslash at the end of a folder", () => {
    expect(list('icacls "C:\\a b\\" /grant *S-1-5-20:(R)', "cmd")).toEqual([
      ["icacls", "C:\\a b\\", "/grant", "*S-1-5-20:(R)"],
    ]);
  });

  test.each([
    ['echo "a', "a quotation mark is never closed"],
    ["dir &&", 'a command is missing after "&&"'],
    ["| findstr x", 'a command is missing before "|"'],
    ["(echo a", '"(" has no counterpart'],
  ])("refuses %j", (text, what) => {
    expect(parseShell(text, "cmd").error?.what).toBe(what);
  });
});

describe("a Linux shell", () => {
  test("keeps what stands in quotation marks together, and skips what only sets the scene", () => {
    expect(list("LANG=C journalctl -u 'a b' \"c d\" e\\ f | tail -n 5 # the end", "linux")).toEqual([
      ["journalctl", "-u", "a b", "c d", "e f"],
      ["tail", "-n", "5"],
    ]);
    expect(list("if true; then systemctl stop xrdp; fi", "linux")).toEqual([["true"], ["systemctl", "stop", "xrdp"]]);
  });
});

test("every word that is quoted comes back unchanged", () => {
  const word = fc.string({
    unit: fc.constantFrom("a", "B", " ", "|", "&", "(", ")", ";", "$", "#", "é"),
    minLength: 1,
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), fc.constantFrom("cmd" as const, "linux" as const), (words, shell) => {
      expect(list(["echo", ...words.map((text) => `"${text}"`)].join(" "), shell)).toEqual([["echo", ...words]]);
    }),
  );
});

test("a command that is handed to another shell is read in that shell", () => {
  const names = (text: string, shell: "cmd" | "powershell" | "linux") =>
    parseCommands(text, shell).commands.map((command) => `${command.shell} ${command.name}`);
  expect(names('powershell -NoProfile -Command "Get-Service | Sort-Object Name"', "cmd")).toEqual([
    "cmd powershell",
    "powershell Get-Service",
    "powershell Sort-Object",
  ]);
  expect(names('cmd /c "rd /s C:\\Old"', "powershell")).toEqual(["powershell cmd", "cmd rd"]);
  expect(names("Start-Process cmd -ArgumentList '/c','del x' -Verb RunAs", "powershell").at(-1)).toBe("cmd del");
  expect(names('start "Old files" /wait cmd /c del x', "cmd").at(-1)).toBe("cmd del");
  expect(names("sudo -u root bash -c 'systemctl restart xrdp'", "linux")).toEqual([
    "linux sudo",
    "linux bash",
    "linux systemctl",
  ]);
  expect(
    names('az vm run-command invoke -n a --command-id RunPowerShellScript --scripts "Get-Date" -g b', "linux"),
  ).toEqual(["linux az", "powershell Get-Date"]);
});

test("a mistake in a handed-over command is a mistake of the text", () => {
  expect(parseCommands('powershell -Command "Get-Item \'a"', "cmd").error?.what).toBe(
    "in the command inside it, a quotation mark is never closed",
  );
});

describe("the blanks of a command", () => {
  const id = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$/);

  test("are filled without moving anything, and can be put back", () => {
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 4 }), (blanks) => {
        const run = `ping ${blanks.map((blank) => `{${blank}}`).join(" -x ")}`;
        const { text, restore } = fillBlanks(run);
        expect(text).toHaveLength(run.length);
        expect(listBlanks(text)).toEqual([]);
        expect(restore(text)).toBe(run);
      }),
    );
  });

  test("get the same value in every command, which is known to be a blank", () => {
    const { text, isBlank } = fillBlanks("ping {host}");
    expect(fillBlanks("nslookup {host}").text.split(" ")[1]).toBe(text.split(" ")[1]);
    expect([isBlank(text.split(" ")[1] ?? ""), isBlank("4")]).toEqual([true, false]);
  });
});
