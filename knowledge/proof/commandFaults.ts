/** Whether the commands of a step work in the window that they are typed in, on every Windows, and are allowed at all. */

import type { windows } from "../tree/fields.ts";
import type { Look } from "../tree/tree.ts";
import { findAvailabilityFaults } from "./commands/availability.ts";
import { listChanges } from "./commands/changes.ts";
import { type CommandTable, embeddedTable, findKnown, type Place } from "./commands/commandTable.ts";
import { fillBlanks } from "./commands/fillBlanks.ts";
import { findForbidden } from "./commands/forbidden.ts";
import { findLanguageFaults } from "./commands/languageFaults.ts";
import { parseCommands } from "./commands/nestedCommands.ts";
import { describePlace, type Script, type Shell } from "./commands/script.ts";
import { findSpellingFaults } from "./commands/spellingFaults.ts";

export type CommandWindow = keyof typeof windows;

/** Commands as they stand in a tree, one or more lines with blanks such as {host}, and the window for them. */
export type CommandText = { run: string; window: CommandWindow };

export type OldestWindows = Look["works-on"];

/**
 * Lists every fault in a curator's words. `oldest` is the oldest Windows that the commands have to work on. `undo` is the
 * undo of the same step: it allows what must never stay, such as switching NLA off.
 */
export function findCommandFaults(
  { run, window }: CommandText,
  { oldest = "windows-10", undo }: { oldest?: OldestWindows; undo?: CommandText | undefined } = {},
  table: CommandTable = embeddedTable,
): string[] {
  const { text, restore, isBlank } = fillBlanks(run);
  const script = parseCommands(text, findShell(window));
  const undone = undo ? parseCommands(fillBlanks(undo.run).text, findShell(undo.window)).commands : [];
  const place: Place = window === "cloud-console" ? "cloud" : findShell(window);
  const faults = [
    ...explainError(script, text, window),
    ...findAvailabilityFaults(table, script, { place, oldest }),
    ...findLanguageFaults(table, script, oldest),
    ...findSpellingFaults(table, script.commands),
    ...findRightFaults(table, script, window),
    ...findForbidden(table, script.commands, undone, isBlank),
  ];
  return [...new Set(faults.map(restore))];
}

/** The shell that a window runs. The shell of a cloud is a Linux shell. */
export function findShell(window: CommandWindow): Shell {
  if (window === "powershell" || window === "powershell-admin") return "powershell";
  return window === "command-prompt" ? "cmd" : "linux";
}

const parsers: Record<Shell, string> = {
  powershell: "PowerShell",
  pwsh: "PowerShell",
  cmd: "a Command Prompt",
  linux: "a Linux shell",
};

function explainError({ error }: Script, text: string, window: CommandWindow): string[] {
  if (!error) return [];
  return [`${parsers[findShell(window)]} cannot read this: ${error.what} (${describePlace(text, error.at)})`];
}

// What needs an administrator's window fails in any other, often without saying why.
function findRightFaults(table: CommandTable, { commands }: Script, window: CommandWindow): string[] {
  if (window !== "powershell" && window !== "command-prompt") return [];
  const changes = listChanges(table, commands);
  const changesAll = (command: object) =>
    changes.some(
      (change) => change.command === command && (change.target.startsWith("hklm") || change.kind === "firewall"),
    );
  return commands
    .filter((command) => findKnown(table, command, command.shell)?.administrator || changesAll(command))
    .map(({ name }) => `"${name}" needs an administrator's window here; set the window to powershell-admin`);
}
