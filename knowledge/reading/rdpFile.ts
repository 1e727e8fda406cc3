/** Reads an .rdp file in pasted text: what it tells about the fault, and how it looks repaired. */
import { matchesValue, type RdpSettings } from "../tree/rdpSettings.ts";
import { findRdpLines, isSetting, type RdpLine, type RdpSetting } from "./rdpLines.ts";

/** One change of a file. What was removed is never quoted, because it can be a password. */
export type RdpChange =
  | { kind: "set"; setting: string; old: string; new: string; because: string }
  | { kind: "removed"; setting: string; because: string };

export type RdpFile = {
  /** In the order of the file. Empty if the file is fine as it is. */
  changes: RdpChange[];
  /** The whole file with the changes made, with Windows line ends. Missing if nothing had to be changed. */
  repaired?: string;
};

type Tells = { fact: string; answer: string; from: string; at: number };
export type ReadRdpFile = {
  file: RdpFile;
  facts: Tells[];
  /** The text with the lines of the file blanked. Places stay the same. */
  rest: string;
};

/** Reads the one .rdp file in a text. The section `rdp-settings` of the tree says what a value tells and what is changed. */
export function readRdpFile(settings: RdpSettings, text: string): ReadRdpFile | undefined {
  if (Object.keys(settings).length === 0) return undefined;
  const lines = findRdpLines(text);
  if (lines.length === 0) return undefined;
  // Remote Desktop takes the last of several lines for one setting.
  const own = lines.filter(isSetting);
  const last = new Map(own.filter((line) => !findRemoved(settings, line)).map((line) => [line.name, line]));
  return {
    file: repair(settings, lines, last),
    facts: findFacts(settings, last, text),
    rest: blank(text, own),
  };
}

type Last = ReadonlyMap<string, RdpSetting>;

function repair(settings: RdpSettings, lines: readonly RdpLine[], last: Last): RdpFile {
  const repairs = lines.map((line) => findRepair(settings, line, last));
  // A signature, a saved password or a line without effect is no reason to change a file.
  if (!lines.some((line, at) => repairs[at] !== undefined && isSetting(line) && last.get(line.name) === line))
    return { changes: [] };
  const changes: RdpChange[] = [];
  const kept: string[] = [];
  let isRemoved = false;
  for (const [at, line] of lines.entries()) {
    const setting = findRemoved(settings, line);
    const to = repairs[at];
    // A remark after a removed line can be the rest of it, and so can bytes without a name.
    isRemoved = setting !== undefined || (!isSetting(line) && (isRemoved || bytes.test(line.line)));
    if (setting !== undefined && !changes.some((change) => change.setting === setting))
      changes.push({ kind: "removed", setting, because: settings[setting]?.because ?? "" });
    if (isRemoved) continue;
    if (to !== undefined && isSetting(line) && !changes.some((change) => change.setting === line.name)) {
      const { because = "" } = settings[line.name] ?? {};
      changes.push({ kind: "set", setting: line.name, old: readValue(line), new: to, because });
    }
    kept.push(to === undefined ? line.line : line.line.slice(0, line.line.indexOf(":") + 3) + to);
  }
  return { changes, repaired: kept.map((line) => `${line}\r\n`).join("") };
}

/** The new value of a line. An earlier line that a later one replaces is repaired with the rest, so that it misleads no one. */
function findRepair(settings: RdpSettings, line: RdpLine, last: Last): string | undefined {
  if (!isSetting(line) || findRemoved(settings, line)) return undefined;
  const { type, repair } = settings[line.name] ?? {};
  if (!repair || type !== line.type || !matchesValue(repair.from, readValue(line))) return undefined;
  return hold(repair.with, last) ? repair.to : undefined;
}

/** Of a password or a signature, whatever stands beside them. */
const bytes = /[\da-f]{16,}|[\da-z+/=]{20,}/i;
/** A secret may stand anywhere in a line whose parts we could not tell apart. */
const secret = /(password ?\d*|signature|signscope) ?: ?[isb] ?:/i;

function findRemoved(settings: RdpSettings, line: RdpLine): string | undefined {
  const name = secret.exec(line.line)?.[1]?.toLowerCase();
  if (name) return name.startsWith("password") ? "password 51" : name;
  return isSetting(line) && settings[line.name]?.remove ? line.name : undefined;
}

/** A paste with an address and this many settings is a whole file, and not a few lines of one. */
const fewestOfWhole = 8;

function findFacts(settings: RdpSettings, last: Last, text: string): Tells[] {
  const address = last.get("full address");
  const isWhole = address !== undefined && last.size >= fewestOfWhole;
  const absent = Object.entries(settings).flatMap(([name, { absent }]) =>
    isWhole && absent && !last.has(name)
      ? [{ ...absent, from: text.slice(address.from, address.to), at: address.from }]
      : [],
  );
  return [...absent, ...findTold(settings, last, text)];
}

function findTold(settings: RdpSettings, last: Last, text: string): Tells[] {
  return [...last.values()].flatMap((line) => {
    const known = settings[line.name];
    if (known?.type !== line.type) return [];
    return known.tells
      .filter(({ when, with: others }) => matchesValue(when, readValue(line)) && hold(others, last))
      .map(({ fact, answer }) => ({ fact, answer, from: text.slice(line.from, line.to), at: line.from }));
  });
}

function hold(others: Readonly<Record<string, string>>, last: Last): boolean {
  return Object.entries(others).every(([name, pattern]) => {
    const line = last.get(name);
    return line !== undefined && matchesValue(pattern, readValue(line));
  });
}

/** Of "0 <- this line", Remote Desktop reads the number. */
function readValue({ type, value }: RdpSetting): string {
  const [number] = (type === "i" && /^[+-]?\d+/.exec(value)) || [];
  return number ? String(Number(number)) : value;
}

function blank(text: string, lines: readonly RdpSetting[]): string {
  let rest = "";
  for (const { from, to } of lines) rest += text.slice(rest.length, from) + " ".repeat(to - from);
  return rest + text.slice(rest.length);
}
