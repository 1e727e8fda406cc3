/** Reads settings of Remote Desktop as `reg query`, `Get-ItemProperty` and `gpresult /z` print them. A policy goes before the computer's own setting. */
import type { OutputLine } from "../splitOutput.ts";
import { hasNoSuchValue } from "./noSuchValue.ts";
import type { Verdict } from "./verdict.ts";

type Setting = { key: string; name: string; value: number; line: OutputLine };

const keyLine = /^\s*(?:PSPath\s*:\s*.{0,60}::)?(?:HKEY_LOCAL_MACHINE|HKLM):?\\([^"\n]{3,200}?)\s*$/i;
const typed = /(?:HKEY_LOCAL_MACHINE|HKLM):?\\([^"'\n]{3,200}?)(?:["']|\s+\/|\s+-\w|\s*$)/i;
const dword = /(?:^|\s)(\w{3,40})\s+REG_DWORD\s+0x([0-9a-f]{1,8})\b/i;
const listed = /^\s*(\w{3,40})\s*:\s*(\d{1,6})\s*$/;
// KeyName: Software\Policies\Microsoft\Windows NT\Terminal Services\fDenyTSConnections, and below it Value: 1, 0, 0, 0
const policyName = /:\s+(Software\\Policies\\Microsoft\\Windows NT\\Terminal Services)\\(\w{3,40})\s*$/i;
const policyValue = /:\s+(\d{1,3}), 0, 0, 0\s*$/;

/** "PortNumber : 5900" may belong to any program, unless its key is named above or below. */
const unnamed = "unnamed";

export function judgeRegistry(lines: readonly OutputLine[]): Verdict[] {
  const settings = readSettings(lines);
  const find = (name: string, key: RegExp): Setting | undefined =>
    settings.findLast((setting) => setting.name.toLowerCase() === name && key.test(setting.key));
  const policy = /\\Policies\\Microsoft\\Windows NT\\Terminal Services/i;
  // A value without its key is taken for the computer's own.
  const own = /\\Control\\Terminal Server(?:\\WinStations\\RDP-Tcp)?$|^$/i;
  const denied = find("fdenytsconnections", own);
  const deniedBy = find("fdenytsconnections", policy);
  const layer = find("securitylayer", policy) ?? find("securitylayer", own);
  const port = find("portnumber", own);
  const fips = find("enabled", /\\Lsa\\FIPSAlgorithmPolicy$/i);
  const tls = /\\Protocols\\TLS 1\.2\\Server$/i;
  const tlsOff = [find("enabled", tls), find("disabledbydefault", tls)];
  const disabled = settings.filter(({ name, value }) => /^start$/i.test(name) && value === 4);
  const verdicts: (Verdict | undefined)[] = [
    denied?.value === 1 && deniedBy?.value !== 0 ? { says: "SETTINGS: DENIED", line: denied.line } : undefined,
    deniedBy?.value === 1 ? { says: "SETTINGS: POLICY-DENIES", line: deniedBy.line } : undefined,
    layer?.value === 0 ? { says: "SETTINGS: OLD-SECURITY", line: layer.line } : undefined,
    port && port.value !== 3389 ? { says: `SETTINGS: PORTNUMBER ${port.value}`, line: port.line } : undefined,
    fips?.value === 1 ? { says: "SETTINGS: FIPS", line: fips.line } : undefined,
    ...tlsOff.map((setting, order) =>
      setting && setting.value === order ? { says: "TLS: TLS12-OFF", line: setting.line } : undefined,
    ),
    ...disabled.flatMap(({ key, line }) => judgeDisabled(key, line)),
    judgeBinding(lines),
  ];
  return verdicts.filter((verdict) => verdict !== undefined);
}

function judgeDisabled(key: string, line: OutputLine): Verdict[] {
  const [, service = ""] = /\\Services\\(\w+)$/i.exec(key) ?? [];
  return [
    ...(/^(?:TermService|UmRdpService|SessionEnv)$/i.test(service)
      ? [{ says: `RD SERVICES: NOT-RUNNING ${service}`, line }]
      : []),
    ...(/^(?:SessionEnv|CryptSvc|KeyIso|CertPropSvc)$/i.test(service)
      ? [{ says: `SERVICES: DISABLED ${service}`, line }]
      : []),
  ];
}

/** Without this value, Remote Desktop uses a certificate of its own. */
function judgeBinding(lines: readonly OutputLine[]): Verdict | undefined {
  const asked = lines.findIndex(({ text }) => /\breg(?:\.exe)? query .{1,200}\/v "?SSLCertificateSHA1Hash/i.test(text));
  const line = asked < 0 ? undefined : lines.slice(asked + 1, asked + 5).find(({ text }) => hasNoSuchValue(text));
  return line && { says: "BOUND: NONE", line };
}

function readSettings(lines: readonly OutputLine[]): Setting[] {
  const settings: Setting[] = [];
  let key = "";
  let open: { name: string; line: OutputLine } | undefined;
  for (const line of lines) {
    if (line.joined || line.isCode) continue;
    const [, path] =
      keyLine.exec(line.text) ?? (/^\s*(?:PS |[a-z]:\\|>)/i.test(line.text) ? typed.exec(line.text) : null) ?? [];
    if (path) key = path.replace(/\\+$/, "");
    // Get-ItemProperty names the key below its values.
    if (path && /^\s*PSPath/i.test(line.text))
      for (const setting of settings) if (setting.key === unnamed) setting.key = key;
    const [, policyKey, policyItem] = policyName.exec(line.text) ?? [];
    if (policyKey && policyItem) open = { name: policyItem, line };
    const [, byte] = policyValue.exec(line.text) ?? [];
    if (open && byte) {
      settings.push({
        key: "\\Policies\\Microsoft\\Windows NT\\Terminal Services",
        name: open.name,
        value: Number(byte),
        line: open.line,
      });
      open = undefined;
    }
    const [, name, hex] = dword.exec(line.text) ?? [];
    const [, item, decimal] = listed.exec(line.text) ?? [];
    if (name && hex) settings.push({ key, name, value: Number.parseInt(hex, 16), line });
    else if (item && decimal) settings.push({ key: key || unnamed, name: item, value: Number(decimal), line });
  }
  return settings;
}
