/**
 * The only detector of machines. It finds addresses, names in a domain, short names by their form or place, and names after
 * labels. The caller must bound the length of the text.
 */
import { isIPv6 } from "node:net";
import { findLabelled } from "./findLabelled.ts";
import { type Care, findMatches, type Match } from "./findMatches.ts";
import { isPlainWord } from "./words.ts";

const four =
  /(?<![\p{L}\p{N}_]|\d\.|[Vv]ersion\s+|\bv)(?<it>(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d))(?![\p{L}\p{N}_]|\.\d)/dgu;
const six =
  /(?<![\p{L}\p{N}_:.\]])(?<it>(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?:%\w+)?(?![\p{L}\p{N}_:])/dgiu;
const hardware =
  /(?<![\p{L}\p{N}_:-])(?<it>[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\2[0-9a-f]{2}){4})(?![\p{L}\p{N}_:-])/dgiu;
const share =
  /(?<![\p{L}\p{N}\\:])\\\\(?<it>[\p{L}\p{N}][\p{L}\p{N}._-]*[\p{L}\p{N}]|[\p{L}\p{N}])(?=[\\\s"'.,;)]|$)/dgu;
const dotted =
  /(?<![\p{L}\p{N}_.$\\%-])(?<it>[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)+)(?![\p{L}\p{N}_(-])/dgu;
/** Typical machine names, such as SRV01 and DESKTOP-4F7K2QX. */
const typical =
  /(?<![\p{L}\p{N}_.$\\%{-])(?<it>(?:srv|server|pc|desktop|laptop|notebook|nb|ts|term|rds|rdsh|dc|vm|ws|wks|client|host|rechner|gw|fs|sql|db|app|web|mail|print)(?=[a-z0-9_-]*\d)[a-z0-9_-]*[a-z0-9])(?![\p{L}\p{N}_}-]|\.\p{L})/dgiu;
const windowsMade =
  /(?<![\p{L}\p{N}_-])(?<it>(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{7,11}|[A-Z]{2,}[A-Z0-9]*-(?:SRV|PC|TS|DC|RDS|VM|NB|WS)[A-Z0-9-]*|[A-Z]{2,}(?:SRV|RDS|DC)\d+|(?:SRV|SERVER|PC|LAPTOP|NB|WS|TS|RDS|DC|VM)-[A-Z0-9]{2,}|[A-Z0-9]{2,}-(?:LAPTOP|NOTEBOOK|DESKTOP|SERVER))(?![\p{L}\p{N}_-])/dgu;

const name = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]*[\\p{L}\\p{N}])?";
/** In commands, files and listings, the place shows that a word is a machine. */
const placed = [
  `(?<!\\S)\\/(?:v|server):["']?(?<it>${name})`,
  `(?<!\\S)-(?:ComputerName|CN|HostName|Server|Target)\\s+["']?(?<it>${name})`,
  `(?<![\\p{L}\\p{N}_-])(?:ping|tracert|pathping|nslookup|telnet|Test-NetConnection|tnc|Resolve-DnsName|Enter-PSSession)(?:\\s+-\\w+(?:\\s+\\d+)?)*\\s+["']?(?<it>${name})(?=["'\\s:,;.]|$)`,
  `(?<![\\p{L}\\p{N}_])TERMSRV\\/(?<it>${name})`,
  `(?<![\\p{L}\\p{N}_])(?:full address|alternate full address|gatewayhostname|domain|workspace id):s:(?<it>${name})`,
  `^[^\\S\\n]*(?:ComputerName|Host Name|HostName|Workstation Name|MachineName|PSComputerName|Computer|RemoteAddress|Server)\\s*[:=]\\s*(?<it>${name})`,
].map((pattern) => new RegExp(pattern, "dgimu"));
const endCase =
  /\.(?:[a-z]{2}|com|net|org|info|biz|edu|gov|mil|int|dev|app|cloud|online|site|tech|local|localdomain|lan|corp|intern|internal|intra|intranet|home|arpa|example|test|invalid|private|domain|ad|firm|company|office|group|systems|network|company|onion)$/i;
const file =
  /\.(?:exe|dll|msc|msi|msu|rdp|rdpw|log|txt|evtx|etl|reg|cer|crt|pem|pfx|key|ini|inf|sys|drv|cpl|bat|cmd|ps1|psm1|vbs|js|ts|mjs|py|sh|md|htm|html|xml|json|yaml|yml|csv|zip|cab|dmp|png|jpg|jpeg|gif|svg|pdf|docx?|xlsx?|pptx?|lnk|conf|cfg|service|socket|old|bak)$/i;
/** Microsoft's own pages are public. */
const publicPages = /^(?:[\w-]+\.)*microsoft\.com$|^aka\.ms$|^windows\.cloud\.microsoft$/i;
/** Types and members of .NET. */
const typeName = /^(?:System|Microsoft|Windows|Net|Security|Management)\.(?:[A-Z]\w*)(?:\.\w+)*$/;
const notMachines =
  /^(?:server|windows|win|ws|client|pc|host)[-_]?(?:20\d\d|xp|\d{1,2})(?:r2)?$|^(?:tsclient|localhost|wsman|hostname|wsl\d)$|^(?:ws|app|web)-?\d{1,2}$/i;

/** Addresses that are the same on every machine, so they identify none, and the ids of certificate extensions (2.5.29.x). */
const everywhere =
  /^(?:2\.5\.29\.\d+|127\.\d+\.\d+\.\d+|0\.0\.0\.0|255\.(?:255|254|252|248|240|224|192|128|0)\.\d+\.\d+|::1?|[:0]*:0*1?)$/;

/** Reserved for examples. The bot's own sentences use them. */
const exampleOfOurs = /\.example$|^192\.0\.2\./i;

export function findHosts(text: string, care: Care): Match[] {
  const formed = [
    ...findMatches(four, text, (it) => !everywhere.test(it)),
    ...findMatches(six, text, (it) => isIPv6(it) && !everywhere.test(it)),
    ...findMatches(hardware, text),
    ...findMatches(share, text, isMachine),
    ...findMatches(dotted, text, isNameInDomain),
    ...findMatches(typical, text, isMachine),
    ...findMatches(windowsMade, text, isMachine),
    ...placed.flatMap((pattern) => findMatches(pattern, text, (it) => isMachine(it) && isNameAtAll(it))),
  ];
  if (care === "made") return formed.filter(({ text: it }) => !exampleOfOurs.test(it));
  const labelled = findLabelled(text, "host", care);
  return [
    ...formed,
    ...(care === "cautious" ? labelled : labelled.filter(({ text: it }) => isMachine(it) && isNameAtAll(it))),
  ];
}

function isMachine(it: string): boolean {
  return !notMachines.test(it) && !isPlainWord(it) && !file.test(it) && !everywhere.test(it);
}

function isNameInDomain(it: string): boolean {
  if (!/\p{L}{2,}$|xn--[a-z0-9-]+$/iu.test(it) || file.test(it) || publicPages.test(it) || typeName.test(it))
    return false;
  const labels = it.split(".");
  if (labels.length === 2) return endCase.test(it) || /[\d-]/.test(labels[0] ?? "");
  return (
    labels.every((label) => label.length > 0) && (endCase.test(it) || !labels.every((label) => /^[A-Z]/.test(label)))
  );
}

function isNameAtAll(it: string): boolean {
  return !/^[\d.]+$/.test(it);
}
