import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CommandText } from "../../../knowledge/proof/commandFaults.ts";
import { findUndoFaults } from "../../../knowledge/proof/undoFaults.ts";

const cmd = (run: string): CommandText => ({ run, window: "command-prompt" });
const ps = (run: string): CommandText => ({ run, window: "powershell-admin" });
const linux = (run: string): CommandText => ({ run, window: "linux-shell" });

const folder = "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys";
const hosts = "%SystemRoot%\\System32\\drivers\\etc\\hosts";
const mtu = (name: string, size: string) =>
  cmd(`netsh interface ipv4 set subinterface "${name}" mtu=${size} store=persistent`);

describe("an undo puts back", () => {
  test.each<[string, CommandText, CommandText]>([
    ["a registry value", cmd("reg add HKLM\\A /v X /d 1 /f"), cmd("reg add HKLM\\A /v X /d {old} /f")],
    ["a registry value that was new", cmd("reg add HKLM\\A /v X /d 1 /f"), cmd("reg delete HKLM\\A /v X /f")],
    [
      "a registry value with another tool",
      cmd('reg add "HKEY_LOCAL_MACHINE\\A B" /v X /d 1'),
      ps("Set-ItemProperty 'HKLM:\\a b' -Name x -Value 0"),
    ],
    ["a registry key that was new", ps("New-Item HKLM:\\A -Force"), cmd("reg delete HKLM\\A /f")],
    ["a service", ps("Set-Service TermService -StartupType Manual"), cmd("sc config termservice start= disabled")],
    [
      "services that come through the pipe",
      ps("Get-Service A,B | Stop-Service"),
      ps("Start-Service A\nStart-Service B"),
    ],
    [
      "a firewall rule",
      ps("Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'"),
      ps("Disable-NetFirewallRule -DisplayGroup 'Remote Desktop'"),
    ],
    [
      "a new firewall rule",
      cmd('netsh advfirewall firewall add rule name="RDP" dir=in'),
      cmd('netsh advfirewall firewall delete rule name="RDP"'),
    ],
    ["the size of packets", mtu("{link}", "1300"), mtu("{link}", "{old-mtu}")],
    [
      "the size of packets, with netsh's short words",
      mtu("VPN", "1300"),
      cmd('netsh int ip set subint "vpn" mtu=1500'),
    ],
    [
      "a setting of a cmdlet",
      ps("Set-NetIPInterface -InterfaceAlias VPN -NlMtuBytes 1300"),
      ps("Set-NetIPInterface -InterfaceAlias VPN -NlMtuBytes {old}"),
    ],
    [
      "a file that was moved aside",
      ps(`Move-Item '${folder}\\f_*' C:\\Backup\\old`),
      ps(`Move-Item C:\\Backup\\old\\f* '${folder}'`),
    ],
    [
      "an edited file",
      cmd(`copy ${hosts} C:\\Backup\\hosts.txt\nnotepad ${hosts}`),
      cmd(`copy /y C:\\Backup\\hosts.txt ${hosts}`),
    ],
    [
      "permissions",
      cmd(`icacls "${folder}\\f_*" /grant "*S-1-5-20:(R)"`),
      cmd(`icacls ${folder} /restore C:\\Backup\\key.txt`),
    ],
    [
      "a service of Linux",
      linux("sudo systemctl disable --now xrdp"),
      linux("sudo systemctl enable --now xrdp.service"),
    ],
    ["new files of Linux", linux("openssl req -keyout a.key -out a.crt"), linux("rm a.key a.crt")],
    ["a membership", linux("sudo adduser xrdp ssl-cert"), linux("sudo deluser xrdp ssl-cert")],
    [
      "a rule in the cloud",
      linux("az network nsg rule create --nsg-name a -n b"),
      linux("az network nsg rule delete -n b --nsg-name a"),
    ],
  ])("%s", (_, step, undo) => {
    expect(findUndoFaults(step, undo)).toEqual([]);
  });
});

describe("an undo is refused that", () => {
  test.each<[string, CommandText, CommandText, string]>([
    [
      "names another value",
      cmd("reg add HKLM\\A /v X /d 1"),
      cmd("reg add HKLM\\A /v Y /d 0"),
      '"hklm\\a\\x", which the step changes',
    ],
    [
      "names another key",
      cmd("reg add HKLM\\A /v X /d 1"),
      cmd("reg add HKLM\\B /v X /d 0"),
      '"hklm\\b\\x", which the step does not touch',
    ],
    [
      "sets the same value again",
      cmd("reg add HKLM\\A /v X /d 1"),
      cmd("reg add HKLM\\A /v X /d 0x1"),
      "to the same value as the step",
    ],
    [
      "deletes a whole key",
      cmd("reg add HKLM\\A /v X /d 1"),
      cmd("reg delete HKLM\\A /f"),
      'deletes the registry key "hklm\\a" with all its values',
    ],
    [
      "starts another service",
      ps("Stop-Service TermService"),
      ps("Start-Service SessionEnv"),
      '"termservice", which the step changes',
    ],
    [
      "names another rule",
      ps("Enable-NetFirewallRule -Name A"),
      ps("Disable-NetFirewallRule -Name B"),
      '"a", which the step changes',
    ],
    ["names another connection", mtu("{link}", "1300"), mtu("Ethernet", "1500"), '{link} mtu", which the step changes'],
    [
      "forgets half of the changes",
      ps("Stop-Service A\nreg add HKLM\\A /v X /d 1"),
      ps("Start-Service A"),
      '"hklm\\a\\x", which the step changes',
    ],
    [
      "brings a file from elsewhere",
      ps("Move-Item C:\\a\\f C:\\b"),
      ps("Move-Item C:\\c\\f C:\\a"),
      '"c:\\a\\f", which the step changes',
    ],
    [
      "changes nothing",
      cmd("reg add HKLM\\A /v X /d 1"),
      cmd("ipconfig /flushdns"),
      '"hklm\\a\\x", which the step changes',
    ],
    [
      "changes what the step only reads",
      cmd("reg query HKLM\\A /v X"),
      cmd("reg add HKLM\\A /v X /d 0"),
      "which the step does not touch",
    ],
    [
      "names another service of Linux",
      linux("sudo systemctl stop xrdp"),
      linux("sudo systemctl start ssh"),
      '"xrdp", which the step changes',
    ],
  ])("%s", (_, step, undo, fault) => {
    expect(findUndoFaults(step, undo).join("\n")).toContain(fault);
  });
});

describe("a file that an undo reads", () => {
  const step = cmd("reg add HKLM\\A\\B /v X /d 1");
  const undo = cmd("reg delete HKLM\\A\\B /f\nreg import C:\\Backup\\a.reg");

  test("must have been saved before", () => {
    expect(findUndoFaults(step, undo, [cmd("reg export HKLM\\A C:\\Backup\\a.reg /y")])).toEqual([]);
    expect(findUndoFaults(step, undo, [])).toEqual(['the undo reads "c:\\backup\\a.reg", which no step saves']);
    expect(findUndoFaults(step, undo)).toEqual([]);
  });

  test("must hold what the step changes", () => {
    const back = cmd("reg import C:\\Backup\\a.reg");
    expect(findUndoFaults(step, back, [cmd("reg export HKLM\\C C:\\Backup\\a.reg")])[0]).toContain("does not put back");
    const edited = cmd("notepad C:\\a.txt");
    const copied = [cmd("copy C:\\b.txt C:\\Backup\\b.txt")];
    expect(findUndoFaults(edited, cmd("copy C:\\Backup\\b.txt C:\\a.txt"), copied)[0]).toContain("does not put back");
  });

  test("puts back every firewall rule, if it holds the firewall's rules", () => {
    const rule = ps("Get-NetFirewallRule -Group X | Set-NetFirewallRule -Enabled True");
    const saved = [cmd("netsh advfirewall export C:\\Backup\\f.wfw")];
    expect(findUndoFaults(rule, cmd("netsh advfirewall import C:\\Backup\\f.wfw"), saved)).toEqual([]);
  });
});

test("a service that only stands still meanwhile needs no undo", () => {
  const step = ps("Stop-Service TermService -Force\nMove-Item C:\\a\\f C:\\b\nStart-Service TermService");
  expect(findUndoFaults(step, ps("Move-Item C:\\b\\f C:\\a"))).toEqual([]);
});

test("a fault names blanks as the tree does", () => {
  expect(findUndoFaults(mtu("{link}", "1300"), mtu("{other-link}", "1500"))).toEqual([
    'the undo does not put back the setting "netsh interface ipv4 subinterface {link} mtu", which the step changes',
    'the undo changes the setting "netsh interface ipv4 subinterface {other-link} mtu", which the step does not touch',
  ]);
});

describe("whatever the key and the name are,", () => {
  const part = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .-]{0,12}[A-Za-z0-9]$/);
  const value = fc.record({
    key: fc.array(part, { minLength: 1, maxLength: 3 }),
    name: part,
    old: fc.nat(9),
    now: fc.nat(9),
  });
  const set = (key: readonly string[], name: string, data: number) =>
    cmd(`reg add "HKLM\\${key.join("\\")}" /v "${name}" /d ${data} /f`);

  test("an undo with the same key and name and another value is right", () => {
    fc.assert(
      fc.property(value, ({ key, name, old, now }) => {
        fc.pre(old !== now);
        expect(findUndoFaults(set(key, name, now), set(key, name, old))).toEqual([]);
        const item = `"HKLM:\\${key.join("\\")}" -Name "${name}"`;
        expect(findUndoFaults(set(key, name, now), ps(`Set-ItemProperty ${item} -Value ${old}`))).toEqual([]);
      }),
    );
  });

  test("an undo with another key or name is wrong", () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        fc.pre([...one.key, one.name].join("\\").toLowerCase() !== [...other.key, other.name].join("\\").toLowerCase());
        const faults = findUndoFaults(set(one.key, one.name, 1), set(other.key, other.name, 0));
        expect(faults.map((fault) => fault.replace(/ the registry.*, /, " "))).toEqual([
          "the undo does not put back which the step changes",
          "the undo changes which the step does not touch",
        ]);
      }),
    );
  });
});
