/** Whether an undo puts back what its step changes, and nothing else. */
import { type CommandText, findShell } from "./commandFaults.ts";
import type { Change, Save } from "./commands/change.ts";
import { type CommandChange, listChanges, listSaves } from "./commands/changes.ts";
import { readFolder } from "./commands/changeTargets.ts";
import { type CommandTable, embeddedTable } from "./commands/commandTable.ts";
import { fillBlanks } from "./commands/fillBlanks.ts";
import { parseCommands } from "./commands/nestedCommands.ts";
import type { Command } from "./commands/script.ts";

/**
 * Lists every fault in a curator's words. `earlier` are the steps before this one in the same fix or test: an undo may
 * only read a file that one of them, or the step itself, has saved. Without `earlier`, that is not checked.
 */
export function findUndoFaults(
  step: CommandText,
  undo: CommandText,
  earlier?: readonly CommandText[],
  table: CommandTable = embeddedTable,
): string[] {
  const saves = [...(earlier ?? []), step].flatMap((text) => listSaves(table, readCommands(text)));
  const changes = listChanges(table, readCommands(step)).filter((change) => !isCopy(change));
  const undone = listChanges(table, readCommands(undo));
  const faults = [
    ...changes
      .filter((change) => !undone.some((back) => putsBack(back, change, saves)))
      .map((change) => `the undo does not put back ${describe(change)}, which the step changes`),
    ...undone
      .filter((back) => !changes.some((change) => putsBack(back, change, saves)))
      .map((back) => `the undo changes ${describe(back)}, which the step does not touch`),
    ...undone
      .filter((back) => changes.some((change) => isSame(back, change) && isSet(back) && back.value === change.value))
      .map((back) => `the undo sets ${describe(back)} to the same value as the step, "${back.value}"`),
    ...undone
      .filter((back) => takesWholeKey(back, changes, undone))
      .map((back) => `the undo deletes ${describe(back)} with all its values, but the step only sets some of them`),
    ...(earlier ? undone.filter(({ from }) => from !== undefined && isUnsaved(from, saves)) : []).map(
      ({ from }) => `the undo reads "${from}", which no step saves`,
    ),
  ];
  const { restore } = fillBlanks(`${step.run}\n${undo.run}`);
  return [...new Set(faults.map(restore))];
}

function readCommands({ run, window }: CommandText): Command[] {
  return parseCommands(fillBlanks(run).text, findShell(window)).commands;
}

function isSame(one: Change, other: Change): boolean {
  return one.kind === other.kind && one.target === other.target && one.part === other.part;
}

function isSet({ value, from }: Change): boolean {
  return value !== undefined && value !== "" && from === undefined;
}

// A copy keeps the old state for the undo, unless it replaces a file of Windows or of a program. The folder RdpBackup lies
// under Windows, where ordinary people cannot write.
function isCopy({ kind, target, part, from }: Change): boolean {
  return (
    kind === "file" && part === undefined && from !== undefined && !/^c:\\(windows(?!\\rdpbackup)|program)/.test(target)
  );
}

function isUnsaved(file: string, saves: readonly Save[]): boolean {
  return !saves.some((save) => isNear(save.file, file));
}

// A key may be deleted whole if its values come back from a file, or if the step has made it.
function takesWholeKey(back: Change, changes: readonly Change[], undone: readonly Change[]): boolean {
  if (back.kind !== "registry" || back.part !== undefined || back.value !== "deleted") return false;
  const isRestored = undone.some(({ kind, from }) => kind === "registry" && from !== undefined);
  const isMade = changes.some(({ target, part }) => target === back.target && part === undefined);
  return !isRestored && !isMade;
}

function putsBack(back: Change, change: Change, saves: readonly Save[]): boolean {
  if (back.kind !== change.kind) return false;
  if (back.from !== undefined && back.kind !== "file") return covers(back, change, saves);
  if (back.kind === "file") {
    // A file that is put back whole brings its permissions with it.
    const isWhole = back.part === undefined && (back.from ?? back.to) !== undefined;
    const isSameFile = (back.part === change.part || isWhole) && isNear(back.to ?? back.target, change.target);
    return isSameFile && comesFrom(back, change) && isOldState(back, change, saves);
  }
  if (back.target !== change.target)
    return back.kind === "registry" && isInside(change.target, back.target) && !back.part;
  return back.part === change.part || back.part === undefined || change.part === undefined;
}

// A saved file puts back what it was saved from; if no save of it is known, whatever it may hold.
function covers(back: Change, change: Change, saves: readonly Save[]): boolean {
  const saved = saves.filter((save) => save.kind === back.kind && save.file === back.from);
  if (saved.length === 0) return back.target === "" || isInside(change.target, back.target);
  return saved.some(({ target }) => target === "" || isInside(change.target, target));
}

function isInside(target: string, outer: string): boolean {
  return target === outer || target.startsWith(`${outer}\\`);
}

// A file that was moved comes back from where it went.
function comesFrom(back: Change, change: Change): boolean {
  return change.to === undefined || back.to === undefined || isNear(back.target, change.to);
}

// A copy that some step keeps must be one of this file.
function isOldState({ from }: Change, change: Change, saves: readonly Save[]): boolean {
  const saved = saves.filter(({ kind, file }) => kind === "file" && from !== undefined && isNear(file, from));
  return saved.length === 0 || saved.some(({ target }) => isNear(target, change.target));
}

/** One path, or a file and its folder. Wildcards stand for what they begin with. */
function isNear(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => path.replace(/[*?].*$/, ""));
  if (first === undefined || second === undefined) return false;
  const folders = [readFolder(one), readFolder(other)];
  const isOneFolder = folders[0] === folders[1] && (first.startsWith(second) || second.startsWith(first));
  return one === other || folders[0] === other || folders[1] === one || isOneFolder;
}

const kinds: Record<Change["kind"], string> = {
  registry: "the registry value",
  service: "the service",
  firewall: "the firewall rule",
  file: "the file",
  certificate: "the certificate",
  setting: "the setting",
};

function describe({ kind, target, part, command }: CommandChange): string {
  if (kind === "registry" && target !== "" && part === undefined) return `the registry key "${target}"`;
  if (target === "") return `what "${command.text}" holds`;
  return `${kinds[kind]} "${[target, part].filter((name) => name !== undefined).join(kind === "registry" ? "\\" : " ")}"`;
}
