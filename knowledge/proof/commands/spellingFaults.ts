/** Finds what means something else in another shell: variables, quotation marks, aliases and their switches. */
import { type CommandTable, resolveName } from "./commandTable.ts";
import { type Command, simplifyName } from "./script.ts";

export function findSpellingFaults(table: CommandTable, commands: readonly Command[]): string[] {
  return commands.flatMap((command) => {
    // These hand their text to another shell, where its commands are checked.
    if (/^(powershell|pwsh|cmd|sudo|bash|sh|wsl|start|az)$/.test(simplifyName(command.name))) return [];
    if (command.shell === "cmd") return checkCommandPrompt(command);
    return command.shell === "linux" ? [] : checkPowerShell(table, command);
  });
}

function checkCommandPrompt({ text }: Command): string[] {
  const variable = /\$env:(\w+)/i.exec(text);
  const quoted = /(?:^|\s)('[^']* [^']*')/.exec(text)?.[1];
  return [
    ...(variable ? [`a Command Prompt does not replace "${variable[0]}"; write %${variable[1]}%`] : []),
    ...(quoted ? [`a Command Prompt does not keep ${quoted} together; use double quotation marks`] : []),
  ];
}

function checkPowerShell(table: CommandTable, command: Command): string[] {
  const variable = /%(\w+)%/.exec(command.words.join(" "));
  const cmdlet = command.words.find((word) => isCmdlet(table, word));
  const isAboutCommands = /^get-(command|help|alias|module)$/.test(resolveName(table, command));
  const faults = [
    ...(variable ? [`PowerShell does not replace "${variable[0]}"; write $env:${variable[1]}`] : []),
    ...(cmdlet && !isAboutCommands
      ? [`"${cmdlet}" stands among the arguments of "${command.name}"; put a | before it`]
      : []),
  ];
  const alias = table.aliases[command.name.toLowerCase()];
  if (!alias) return faults;
  const isServiceControl =
    /^sc$/i.test(command.name) && /^(query\w*|qc|config|start|stop|failure|\\\\.*)$/i.test(command.words[0] ?? "");
  if (isServiceControl) return [...faults, `in PowerShell, "sc" means ${alias} and would write a file; write sc.exe`];
  const option = command.words.find((word) => /^\/[a-z?]{1,2}(?::.*)?$/i.test(word));
  const name = resolveName(table, command);
  return option && name !== simplifyName(command.name)
    ? [
        ...faults,
        `in PowerShell, "${command.name}" means ${alias}, which does not know "${option}"; set the window to command-prompt`,
      ]
    : faults;
}

function isCmdlet(table: CommandTable, word: string): boolean {
  return (
    /^[a-z]+-[a-z]+$/i.test(word) && (table.commands.get(word.toLowerCase())?.[0]?.shells.includes("pwsh") ?? false)
  );
}
