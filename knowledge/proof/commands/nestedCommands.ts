/** Parses a text of commands, and what its commands hand to another shell: `powershell -Command "..."`. */
import { parsePowerShell } from "./powershell.ts";
import { type Command, findParameter, listPositional, type Script, type Shell, simplifyName } from "./script.ts";
import { parseShell } from "./shell.ts";

/** The commands of other shells follow the command that hands them over. */
export function parseCommands(text: string, shell: Shell): Script {
  const script = parseIn(text, shell);
  const commands: Command[] = [];
  for (const command of script.commands) {
    commands.push(command);
    const nested = findNested(command);
    if (!nested) continue;
    const inner = parseCommands(nested.text, nested.shell);
    script.error ??= inner.error && { what: `in the command inside it, ${inner.error.what}`, at: command.at };
    script.operators.push(...inner.operators.map((operator) => ({ ...operator, at: command.at })));
    for (const nestedCommand of inner.commands) {
      nestedCommand.at = command.at;
      nestedCommand.inputs = [...nestedCommand.inputs, ...command.inputs];
      const given = simplifyName(command.name) === "forfiles" ? command.words : [];
      nestedCommand.received = [...nestedCommand.received, ...command.received, ...given];
      commands.push(nestedCommand);
    }
  }
  return { ...script, commands };
}

function parseIn(text: string, shell: Shell): Script {
  if (shell === "cmd" || shell === "linux") return parseShell(text, shell);
  const script = parsePowerShell(text);
  for (const part of [...script.commands, ...script.operators]) part.shell = shell;
  return script;
}

type Nested = { text: string; shell: Shell };

function findNested(command: Command): Nested | undefined {
  const { words, shell } = command;
  const after = (option: RegExp): string | undefined => {
    const at = words.findIndex((word) => option.test(word));
    return at < 0 ? undefined : words.slice(at + 1).join(" ");
  };
  const nest = (text: string | undefined, inner: Shell): Nested | undefined =>
    text === undefined || text.trim() === "" ? undefined : { text, shell: inner };

  switch (simplifyName(command.name)) {
    case "powershell":
    case "pwsh": {
      const inner = simplifyName(command.name) === "pwsh" ? "pwsh" : "powershell";
      const text = after(/^[-/]c(o(m(m(a(nd?)?)?)?)?)?$/i) ?? (words[0]?.startsWith("-") ? undefined : words.join(" "));
      // A script block in PowerShell is already part of the text.
      return /^\{[\s\S]*\}$/.test(text ?? "") ? undefined : nest(text, inner);
    }
    case "cmd":
      return nest(after(/^\/[ck]$/i), "cmd");
    case "bash":
    case "sh":
      return nest(after(/^-\w*c$/), "linux");
    case "wsl":
      return nest(joinWords(words), "linux");
    case "sudo":
      return nest(joinWords(dropOptions(words)), "linux");
    case "forfiles":
      return nest(after(/^\/c$/i), "cmd");
    case "runas":
      return nest(words.at(-1), "cmd");
    case "start":
    case "saps":
    case "start-process":
      return shell === "cmd" ? nest(joinWords(dropTitle(words)), "cmd") : readStart(command);
    case "az": {
      const scripts = words.includes("--scripts") ? words.slice(words.indexOf("--scripts") + 1) : [];
      const end = scripts.findIndex((word) => word.startsWith("--"));
      const script = scripts.slice(0, end < 0 ? undefined : end).join("\n");
      return nest(script, words.includes("RunPowerShellScript") ? "powershell" : "linux");
    }
    default:
      return undefined;
  }
}

// start "title" /wait program
function dropTitle(words: readonly string[]): string[] {
  const first = words.findIndex((word, index) => !word.startsWith("/") && !(index === 0 && /^$|\s/.test(word)));
  return first < 0 ? [] : words.slice(first);
}

function readStart(command: Command): Nested | undefined {
  const [first, second] = listPositional(command);
  const file = findParameter(command, "FilePath") ?? first ?? [];
  const list = findParameter(command, "ArgumentList", "Args") ?? (findParameter(command, "FilePath") ? first : second);
  return file[0] ? { text: [joinWords(file), ...(list ?? [])].join(" "), shell: "cmd" } : undefined;
}

function joinWords(words: readonly string[]): string {
  return words.map((word) => (/^[^\s"]+$/.test(word) ? word : quote(word))).join(" ");
}

function quote(word: string): string {
  return word.includes('"') && !word.includes("'") ? `'${word}'` : `"${word}"`;
}

// -u takes a name; the other options of sudo that fit a help desk stand alone.
function dropOptions(words: readonly string[]): string[] {
  const [first, ...rest] = words;
  if (!first?.startsWith("-")) return [...words];
  return dropOptions(/^(-u|--user|-g)$/.test(first) ? rest.slice(1) : rest);
}
