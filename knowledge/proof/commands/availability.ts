/** Whether each command exists where it is typed, and on the oldest Windows that it has to work on. */
import { didYouMean } from "../../tree/wrongKnowledge.ts";
import {
  type CommandTable,
  findKnown,
  type KnownCommand,
  type Place,
  resolveName,
  type Windows,
} from "./commandTable.ts";
import type { Command, Script } from "./script.ts";

type Setting = { place: Place; oldest: Windows };

export function findAvailabilityFaults(table: CommandTable, script: Script, { place, oldest }: Setting): string[] {
  const old = table.windows[oldest];
  return script.commands
    .filter(({ name }) => !/^[.$({]/.test(name))
    .flatMap((command) => {
      const here = command.shell === "linux" && place === "cloud" ? "cloud" : command.shell;
      const name = resolveName(table, command);
      const removed = table.removed[name];
      if (removed)
        return [`"${command.name}" is gone since ${removed.since}. ${removed.instead}${seePage(removed.page)}`];
      const known = findKnown(table, command, here);
      if (!known) return explainUnknown(table, command, here);
      if (here === "linux" || here === "cloud") return [];
      const version = command.shell === "pwsh" ? 7 : old.powershell;
      return [
        ...findAgeFaults(table, command, known, oldest, version),
        ...findParameterFaults(table, command, known.name, version).map((fault) => `${fault}; ${describeOld(old)}`),
      ];
    });
}

function findAgeFaults(
  table: CommandTable,
  command: Command,
  known: KnownCommand,
  oldest: Windows,
  version: number,
): string[] {
  const quoted = known.name === command.name ? `"${command.name}"` : `"${command.name}" (${known.name})`;
  const { name: oldName } = table.windows[oldest];
  const order = Object.keys(table.windows);
  if (known.windows && order.indexOf(known.windows) > order.indexOf(oldest))
    return [
      `${quoted} comes with ${table.windows[known.windows].name}; ${oldName} do not have it${seePage(known.page)}`,
    ];
  if (known.powershell && known.powershell > version)
    return [
      `${quoted} came with PowerShell ${known.powershell}; ${describeOld(table.windows[oldest])}${seePage(known.page)}`,
    ];
  if (known.gone && version >= known.gone)
    return [`${quoted} is not in PowerShell ${known.gone}; use powershell instead of pwsh${seePage(known.page)}`];
  return [];
}

function findParameterFaults(table: CommandTable, command: Command, name: string, version: number): string[] {
  const since = Object.entries(table.parameters[name] ?? {});
  return command.arguments.flatMap(({ parameter }) => {
    const newer = since.find(([known]) => known.toLowerCase() === parameter?.toLowerCase());
    return newer && newer[1] > version
      ? [`the parameter -${newer[0]} of ${name} came with PowerShell ${newer[1]}`]
      : [];
  });
}

function explainUnknown(table: CommandTable, { name, shell }: Command, here: Place): string[] {
  const known = table.commands.get(resolveName(table, { name, shell }))?.[0];
  if (!known) {
    if (/\.(msc|cpl)$|^ms-settings:/i.test(name) || isForbidden(table, resolveName(table, { name, shell }))) return [];
    const names = [...table.commands.values()].flatMap((commands) => commands.map((command) => command.name));
    const close = name.length > 3 ? didYouMean(name, names) : "";
    return [`"${name}" is unknown${close}; correct it, or add it to knowledge/cmdlets.yaml`];
  }
  const isCmdlet = known.shells.includes("powershell") && !known.shells.includes("cmd");
  if (here === "cmd" && isCmdlet)
    return [`"${name}" is a cmdlet, which a Command Prompt does not know; set the window to powershell`];
  if (known.shells.every((shell) => shell === "linux" || shell === "cloud"))
    return [`"${name}" is a Linux program; ${windows[here]} does not have it`];
  if (here === "linux" || here === "cloud")
    return [`"${name}" is a Windows command; ${windows[here]} does not have it`];
  return [`only a Command Prompt knows "${name}"; set the window to command-prompt`];
}

// What is forbidden is reported as that, and not as unknown too.
function isForbidden(table: CommandTable, name: string): boolean {
  const patterns = table.forbidden.flatMap(({ commands }) => commands ?? []);
  return patterns.some((pattern) => new RegExp(`^(?:${pattern})$`, "iu").test(name));
}

const windows: Record<Place, string> = {
  cmd: "a Command Prompt",
  powershell: "PowerShell on Windows",
  pwsh: "PowerShell on Windows",
  linux: "Linux",
  cloud: "the shell of a cloud",
};

/** `Windows 7 and Server 2008 R2 have PowerShell 2`. */
export function describeOld({ name, powershell }: { name: string; powershell: number }): string {
  return `${name} have PowerShell ${powershell}`;
}

export function seePage(page: string | undefined): string {
  return page ? ` (${page})` : "";
}
