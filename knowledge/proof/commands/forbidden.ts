/** Finds what cmdlets.yaml forbids. */
import { type CommandChange, listChanges } from "./changes.ts";
import { type CommandTable, type Rule, resolveName } from "./commandTable.ts";
import { findProtectedFaults } from "./protectedItems.ts";
import type { Command } from "./script.ts";

/** `isBlank` tells values that are only known in the case; a rule never holds for them. */
export function findForbidden(
  table: CommandTable,
  commands: readonly Command[],
  undo: readonly Command[],
  isBlank: (value: string) => boolean,
): string[] {
  const changes = listChanges(table, commands).filter(({ value }) => !isBlank(value ?? ""));
  const undone = listChanges(table, undo);
  const faults = table.forbidden.flatMap((rule) => {
    const byName = commands.filter((command) => breaksByName(table, rule, command));
    const byChange = changes.filter((change) => breaksByChange(rule, change));
    const kept = rule["unless-undone"]
      ? [
          ...byName.filter((command) => !isRunBack(table, rule, command, undo)),
          ...byChange.filter((change) => !isSetBack(rule, change, undone)).map(({ command }) => command),
        ]
      : [...byName, ...byChange.map(({ command }) => command)];
    return kept.map(({ text }) => `${text} is forbidden: it ${rule.why}. ${rule.instead}`);
  });
  return [...faults, ...findProtectedFaults(table, commands)];
}

function breaksByName(table: CommandTable, rule: Rule, command: Command): boolean {
  const name = resolveName(table, command);
  if (!rule.commands?.some((pattern) => matches(pattern, name))) return false;
  const words = [...command.words, ...command.arguments.flatMap(({ values }) => values)];
  return (
    rule.words.every((pattern) => words.some((word) => matches(pattern, word))) &&
    Object.entries(rule.parameters).every(([parameter, value]) => hasParameter(command, parameter, value)) &&
    (!rule.after || command.inputs.some((input) => matches(rule.after ?? "", resolveName(table, input))))
  );
}

// A switch without a value is true. PowerShell accepts the beginning of a parameter's name.
function hasParameter(command: Command, pattern: string, value: string): boolean {
  return command.arguments.some(({ parameter, values }) => {
    if (!parameter) return false;
    const isBeginning = pattern.toLowerCase().startsWith(parameter.toLowerCase());
    const given = values.length > 0 ? values : ["$true"];
    return (isBeginning || matches(pattern, parameter)) && given.some((one) => matches(value, one));
  });
}

function breaksByChange({ registry, service }: Rule, { kind, target, part, value }: CommandChange): boolean {
  if (registry && kind === "registry")
    return matches(registry.key, target) && matches(registry.name, part ?? "") && matches(registry.data, value ?? "");
  const isOff = /^(stopped|disabled|deleted)$/.test(value ?? "");
  return service !== undefined && kind === "service" && matches(service, target) && isOff;
}

function isRunBack(table: CommandTable, rule: Rule, command: Command, undo: readonly Command[]): boolean {
  const name = resolveName(table, command);
  return undo.some((other) => resolveName(table, other) === name && !breaksByName(table, rule, other));
}

// Deleting the value puts it back only where a policy had set it.
function isSetBack(rule: Rule, change: CommandChange, undo: readonly CommandChange[]): boolean {
  return undo.some((other) => {
    if (other.kind !== change.kind) return false;
    if (other.from !== undefined) return true;
    const isSame = other.target === change.target && other.part === change.part;
    const isDeleted = other.value === "deleted" && !/\\policies\\/.test(change.target);
    return isSame && !isDeleted && !breaksByChange(rule, other);
  });
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`, "iu").test(text);
}
