/** What commands change on a computer, and what they keep a copy of. */
import type { Change, Save } from "./change.ts";
import { type CommandTable, resolveName } from "./commandTable.ts";
import { findFileChanges, findFileSave } from "./fileChanges.ts";
import { findRegistryChanges, findRegistrySave } from "./registryChanges.ts";
import type { Command } from "./script.ts";
import { findServiceChanges } from "./serviceChanges.ts";
import { findSettingChanges, findSettingSave } from "./settingChanges.ts";

/** A change with the command that makes it. */
export type CommandChange = Change & { command: Command };

/** Commands that only read, restart something or show something change nothing. */
export function listChanges(table: CommandTable, commands: readonly Command[]): CommandChange[] {
  const changes = commands.flatMap((command) => {
    const name = resolveName(table, command);
    for (const find of [findRegistryChanges, findServiceChanges, findFileChanges, findSettingChanges]) {
      const changes = find(name, command);
      if (changes.length > 0) return changes.map((change) => ({ ...change, command }));
    }
    return [];
  });
  return changes.filter((change) => !isPassing(change, changes));
}

// A service that is stopped only while other commands run is as it was before.
function isPassing({ kind, target, value }: Change, changes: readonly Change[]): boolean {
  if (kind !== "service" || !/^(stopped|running)$/.test(value ?? "")) return false;
  const states = changes.filter((other) => other.kind === kind && other.target === target).map((other) => other.value);
  return states[0] === "stopped" && states.at(-1) === "running";
}

/** What the commands keep a copy of. */
export function listSaves(table: CommandTable, commands: readonly Command[]): Save[] {
  return commands.flatMap((command) => {
    const name = resolveName(table, command);
    return [findRegistrySave, findFileSave, findSettingSave].flatMap((find) => find(name, command) ?? []);
  });
}
