/** Parts of PowerShell's language that came later than the oldest Windows. */
import { describeOld, seePage } from "./availability.ts";
import { classifyPath, listPaths } from "./changeTargets.ts";
import { type CommandTable, resolveName, type Windows } from "./commandTable.ts";
import { type Command, listPositional, type Script } from "./script.ts";

export function findLanguageFaults(table: CommandTable, script: Script, oldest: Windows): string[] {
  const old = table.windows[oldest];
  const commands = script.commands.filter(({ shell }) => shell === "powershell");
  const operators = script.operators.filter(({ shell }) => shell === "powershell");
  const parts = [
    ...commands.flatMap((command) => listParts(table, command)),
    ...operators.flatMap(({ text }) => readOperator(text)),
  ];
  const used = Object.entries(table.language).filter(([part]) => parts.some((name) => name === part));
  const properties = Object.entries(table.properties).filter(([name]) =>
    commands.some((command) => showsProperty(table, command, name)),
  );
  return [
    ...used
      .filter(([, { powershell }]) => powershell > old.powershell)
      .map(
        ([, part]) =>
          `${part.what} came with PowerShell ${part.powershell}; ${describeOld(old)}. ${part.instead}${seePage(part.page)}`,
      ),
    ...properties
      .filter(([, { powershell }]) => powershell > old.powershell)
      .map(
        ([name, { powershell, page }]) =>
          `the property ${name} came with PowerShell ${powershell}; ${describeOld(old)}${seePage(page)}`,
      ),
  ];
}

type Part = keyof CommandTable["language"];

function readOperator(text: string): Part[] {
  if (/^-(not)?in$/.test(text)) return ["membership"];
  return /^(&&|\|\|)$/.test(text) ? ["chain"] : [];
}

function listParts(table: CommandTable, command: Command): Part[] {
  const name = resolveName(table, command);
  const [first] = listPositional(command)[0] ?? [];
  const parts: Part[] = [];
  if (/^(where|foreach)-object$/.test(name) && first && !first.startsWith("{")) parts.push("simplified");
  if (name === "remove-item" && listPaths(command).some((path) => classifyPath(path) === "certificate"))
    parts.push("delete-certificate");
  return parts;
}

function showsProperty(table: CommandTable, command: Command, property: string): boolean {
  const used = new RegExp(`^${property}$|\\.${property}\\b`, "i");
  return (
    /^(where|select|sort|group|format)-/.test(resolveName(table, command)) &&
    command.words.some((word) => used.test(word))
  );
}
