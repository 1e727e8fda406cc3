/** Whether the scripts of reports work, change nothing, and print what the table below them reads. */
import type { Report, ReportScript } from "../tree/reports.ts";
import type { Tree } from "../tree/tree.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";
import { findCommandFaults } from "./commandFaults.ts";
import { listChanges } from "./commands/changes.ts";
import { embeddedTable } from "./commands/commandTable.ts";
import { parsePowerShell } from "./commands/powershell.ts";
import type { Command } from "./commands/script.ts";
import { listPrintedKeys } from "./printedKeys.ts";

type Path = Mistake["path"];

export function findScriptFaults(tree: Tree): Mistake[] {
  return Object.entries(tree.reports).flatMap(([id, report]) => {
    const path = ["reports", id];
    return [
      ...report.scripts.flatMap((script, at) => findFaults(script, [...path, "scripts", at])),
      ...findUnprintedKeys(report, path),
    ];
  });
}

const readers =
  /^(?:Microsoft\.Update\.Session$|HNetCfg\.FwPolicy2$|Net\.(?:Sockets|NetworkInformation)\.|Security\.Principal\.|byte\[\]$)/;

/** Whether the command makes an object with which the scripts only read, or counts inside of the script alone. */
function makesReader({ name, arguments: given }: Command): boolean {
  if (/^set-strictmode$/i.test(name)) return true;
  return /^new-object$/i.test(name) && (given[0]?.values.some((value) => readers.test(value)) ?? false);
}

/** Methods that change something, and in batch files and shell scripts the programs that do. */
const changingMethods =
  /(?:::|\.)(?:Delete\w*|Write(?:All|Line|Byte)\w*|Append\w*|Move(?:To)?|Copy(?:To)?|Create(?!Elapsed)\w*|Set(?:Value|AccessControl|AccessRule|Password)\w*|Remove\w*|Save|Kill|Stop|Start|Shutdown|Reboot|Invoke\w*)\(/i;
const changingPrograms: Record<string, RegExp> = {
  cmd: /^\s*(?:call |start |cmd \/c )?(?:(?:reg|sc|net|schtasks) (?:add|delete|import|restore|config|create|start|stop|user)|del|erase|rd|rmdir|md|mkdir|copy|xcopy|robocopy|move|ren|attrib|icacls|cacls|netsh|shutdown|taskkill|format)\b|>\s*(?!nul\b|&)\S/im,
  sh: /(?:^|[;&|(]\s*|\bsudo (?:-\w+ )*)\s*(?:rm|mv|cp|dd|ln|touch|mkdir|tee|chmod|chown|chgrp|kill|pkill|killall|reboot|shutdown|apt(?:-get)?|dnf|yum|usermod|useradd|passwd|sed -i|systemctl (?!(?:--\w+ )*is-))\b|>\s*(?!\/dev\/null|&)[\w/.$"']/m,
};

// Only PowerShell is parsed. Batch files and shell scripts are searched for programs that change something.
function findFaults({ file, run, "works-on": oldest }: ReportScript, path: Path): Mistake[] {
  const here = [...path, "run"];
  const foreign = /[^\n\x20-\x7e]/u.exec(run)?.[0];
  const faults = foreign ? [`"${foreign}" is no ASCII character; old consoles misread it`] : [];
  const changing = changingPrograms[file.split(".").at(-1) ?? ""]?.exec(run)?.[0].trim();
  if (changing) faults.push(`"${changing}" changes something, and a report only reads`);
  if (file.endsWith(".ps1")) {
    const method = changingMethods.exec(run)?.[0];
    if (method) faults.push(`"${method}" changes something, and a report only reads`);
    // A cmdlet may be newer than the oldest Windows if the script tests for it with Get-Command.
    const guarded = (fault: string) => run.includes(`Get-Command ${/^"([\w-]+)" came with/.exec(fault)?.[1]})`);
    faults.push(
      ...findCommandFaults({ run, window: "powershell-admin" }, { oldest }).filter((fault) => !guarded(fault)),
    );
    const { commands } = parsePowerShell(run);
    const [change] = listChanges(
      embeddedTable,
      commands.filter((command) => !makesReader(command)),
    );
    if (change) faults.push(`"${change.command.name}" changes something, and a report only reads`);
  }
  return faults.map((what) => ({ what: `the script ${file}: ${what}`, path: here }));
}

function findUnprintedKeys({ scripts, keys, readings }: Report, path: Path): Mistake[] {
  const printed = scripts.flatMap(listPrintedKeys);
  const names = Object.keys(keys);
  const used = new Set(readings.flatMap(({ when }) => Object.keys(when)));
  return [
    ...names
      .filter((key) => !printed.some((pattern) => pattern.test(key)))
      .map((key) => ({ what: `no script prints "${key}"; remove it, or print it`, path: [...path, "keys", key] })),
    ...printed
      .filter((pattern) => !names.some((key) => pattern.test(key)))
      .map((pattern) => ({
        what: `a script prints "${pattern.source.slice(1, -1)}", which is not under the keys of the report; add it there`,
        path: [...path, "keys"],
      })),
    ...names
      .filter((key) => used.has(key) && keys[key]?.matches === ".*")
      .map((key) => ({
        what: `"${key}" decides something and matches anything; narrow it`,
        path: [...path, "keys", key],
      })),
  ];
}
