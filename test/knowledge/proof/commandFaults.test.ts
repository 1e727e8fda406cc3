import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CommandWindow, findCommandFaults, type OldestWindows } from "../../../knowledge/proof/commandFaults.ts";

const windows: CommandWindow[] = ["powershell", "powershell-admin", "command-prompt", "linux-shell", "cloud-console"];

function check(run: string, window: CommandWindow, oldest: OldestWindows = "windows-10"): string[] {
  // The address of the page that says so is left out.
  return findCommandFaults({ run, window }, { oldest }).map((fault) => fault.replace(/ \(https:[^ ]*\)$/, ""));
}

describe("a command is right", () => {
  test.each<[CommandWindow, string]>([
    ["powershell", "Test-NetConnection {host} -Port 3389"],
    ["powershell", "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | Format-List Subject,Issuer,NotAfter"],
    ["powershell", "ping -n 4 {host}\nGet-Service TermService,SessionEnv | Where-Object StartType -eq Disabled"],
    ["powershell-admin", "sc.exe config TermService start= demand"],
    ["command-prompt", 'powershell -Command "Get-Service TermService"'],
    ["command-prompt", "netstat -ano | findstr :3389"],
    ["command-prompt", "start ms-settings:windowsupdate & certlm.msc"],
    ["command-prompt", 'netsh interface ipv4 set subinterface "{link}" mtu={old-mtu} store=persistent'],
    ["linux-shell", "sudo systemctl restart xrdp"],
    ["cloud-console", "az network nsg rule list --nsg-name {group} -g {resources} -o table"],
  ])("in %s: %s", (window, run) => {
    expect(check(run, window)).toEqual([]);
  });
});

describe("a command of another window", () => {
  test.each<[CommandWindow, string, string]>([
    [
      "command-prompt",
      "Get-Service TermService",
      '"Get-Service" is a cmdlet, which a Command Prompt does not know; set the window to powershell',
    ],
    ["powershell", "systemctl restart xrdp", '"systemctl" is a Linux program; PowerShell on Windows does not have it'],
    ["command-prompt", "journalctl -b", '"journalctl" is a Linux program; a Command Prompt does not have it'],
    ["linux-shell", "reg query HKLM", '"reg" is a Windows command; Linux does not have it'],
    ["cloud-console", "Get-Service", '"Get-Service" is a Windows command; the shell of a cloud does not have it'],
    ["powershell", "ver", 'only a Command Prompt knows "ver"; set the window to command-prompt'],
    [
      "powershell",
      "copy /y a.txt b.txt",
      'in PowerShell, "copy" means Copy-Item, which does not know "/y"; set the window to command-prompt',
    ],
    [
      "powershell",
      "sc query TermService",
      'in PowerShell, "sc" means Set-Content and would write a file; write sc.exe',
    ],
    ["powershell", "notepad %SystemRoot%\\a.txt", 'PowerShell does not replace "%SystemRoot%"; write $env:SystemRoot'],
    ["command-prompt", "dir $env:TEMP", 'a Command Prompt does not replace "$env:TEMP"; write %TEMP%'],
    ["command-prompt", "dir 'a b'", "a Command Prompt does not keep 'a b' together; use double quotation marks"],
    [
      "command-prompt",
      "sfc /scannow",
      '"sfc" needs an administrator\'s window here; set the window to powershell-admin',
    ],
    [
      "powershell",
      "reg add HKLM\\A /v B /d 1",
      '"reg" needs an administrator\'s window here; set the window to powershell-admin',
    ],
    [
      "powershell",
      "Restart-Service TermService",
      '"Restart-Service" needs an administrator\'s window here; set the window to powershell-admin',
    ],
  ])("in %s, %s is reported", (window, run, fault) => {
    expect(check(run, window)).toEqual([fault]);
  });

  test("is found inside a command that is handed to another shell", () => {
    expect(check('powershell -Command "systemctl status"', "command-prompt")).toEqual([
      '"systemctl" is a Linux program; PowerShell on Windows does not have it',
    ]);
  });
});

describe("a command that the oldest Windows lacks", () => {
  const old = "Windows 7 and Server 2008 R2";

  test.each<[string, OldestWindows, string]>([
    [
      "Get-NetTCPConnection -LocalPort 3389",
      "windows-7",
      `"Get-NetTCPConnection" comes with Windows 8 and Server 2012; ${old} do not have it`,
    ],
    [
      "Export-Certificate -Cert $c -FilePath a.cer",
      "windows-7",
      `"Export-Certificate" comes with Windows 8 and Server 2012; ${old} do not have it`,
    ],
    [
      "tnc {host}",
      "windows-8",
      '"tnc" (Test-NetConnection) comes with Windows 8.1 and Server 2012 R2; Windows 8 and Server 2012 do not have it',
    ],
    [
      "Get-CimInstance Win32_ComputerSystem",
      "windows-7",
      `"Get-CimInstance" came with PowerShell 3; ${old} have PowerShell 2`,
    ],
    [
      "Get-ChildItem -Directory",
      "windows-7",
      `the parameter -Directory of Get-ChildItem came with PowerShell 3; ${old} have PowerShell 2`,
    ],
    [
      "Get-Service | Where-Object { $_.StartType -eq 'Manual' }",
      "windows-8",
      "the property StartType came with PowerShell 5; Windows 8 and Server 2012 have PowerShell 3",
    ],
    [
      "Get-Process | Where-Object Name -eq 'a'",
      "windows-7",
      `Where-Object and ForEach-Object without { } came with PowerShell 3; ${old} have PowerShell 2. Write Where-Object { $_.Name -eq 'x' }.`,
    ],
    [
      "Get-Process | ? { $_.Id -in 1,2 }",
      "windows-7",
      `the operators -in and -notin came with PowerShell 3; ${old} have PowerShell 2. Write 1,2 -contains $_.Id.`,
    ],
    [
      "ls 'Cert:\\CurrentUser\\My' | del",
      "windows-7",
      `Remove-Item in the folder Cert:\\ came with PowerShell 3; ${old} have PowerShell 2. Use certutil -delstore.`,
    ],
  ])("%s on %s", (run, oldest, fault) => {
    expect(check(run, "powershell", oldest)).toEqual([fault]);
    expect(check(run, "powershell")).toEqual([]);
  });

  test("is found with the page that says so", () => {
    expect(
      findCommandFaults({ run: "Get-NetTCPConnection", window: "powershell" }, { oldest: "windows-7" })[0],
    ).toMatch(/ \(https:\/\/learn\.microsoft\.com\/en-us\/powershell\/module\/nettcpip\/get-nettcpconnection\)$/);
  });
});

test("what newer versions lack is reported too", () => {
  expect(check("wmic os get Caption", "command-prompt")).toEqual([
    '"wmic" is gone since Windows 11 25H2. Use Get-CimInstance in PowerShell.',
  ]);
  expect(check('pwsh -Command "Test-ComputerSecureChannel"', "powershell-admin")).toEqual([
    '"Test-ComputerSecureChannel" is not in PowerShell 7; use powershell instead of pwsh',
  ]);
});

test("PowerShell 5 knows no && between commands, but a Command Prompt and PowerShell 7 do", () => {
  const run = "ipconfig /flushdns && ping {host}";
  expect(check(run, "powershell")).toEqual([
    "&& and || between two commands came with PowerShell 7; Windows 10 and Server 2016 have PowerShell 5.1. Write each command on a line of its own.",
  ]);
  expect(check(run, "command-prompt")).toEqual([]);
  expect(check(`pwsh -Command '${run}'`, "powershell")).toEqual([]);
});

test("a mistake of spelling is reported with its place or with what was meant", () => {
  expect(check("Get-Date\nGet-Item 'a", "powershell")).toEqual([
    "PowerShell cannot read this: a quotation mark is never closed (line 2, column 10)",
  ]);
  expect(check('reg query "HKLM', "command-prompt")).toEqual([
    "a Command Prompt cannot read this: a quotation mark is never closed (line 1, column 11)",
  ]);
  expect(check("Get-Servise a", "powershell")).toEqual([
    '"Get-Servise" is unknown (did you mean "Get-Service"?); correct it, or add it to knowledge/cmdlets.yaml',
  ]);
});

test("a cmdlet among the arguments of another one shows that a | is missing", () => {
  expect(check("Get-Service TermService Format-List Name", "powershell")).toEqual([
    '"Format-List" stands among the arguments of "Get-Service"; put a | before it',
  ]);
  expect(check("Get-Help Format-List", "powershell")).toEqual([]);
});

test("blanks stand in a fault as they stand in the tree", () => {
  expect(check("Get-Thing {host} 'a", "powershell")[0]).toContain("(line 1, column 18)");
  expect(check("reg add HKLM\\{key} /v UserAuthentication /d 0; {host}", "command-prompt").join()).not.toMatch(
    /9\d{3}/,
  );
});

test("every text gets an answer in every window", () => {
  const part = fc.constantFrom(
    "Get-Item",
    "rd",
    "/s",
    "'",
    '"',
    "|",
    "&",
    "{host}",
    "$x",
    "\n",
    "-Name",
    "HKLM\\A",
    "(",
    ")",
    "reg add",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom(...windows), (parts, window) => {
      const faults = check(parts.join(" "), window);
      expect(new Set(faults).size).toBe(faults.length);
      expect(faults.every((fault) => fault.trim() !== "")).toBe(true);
    }),
  );
});
