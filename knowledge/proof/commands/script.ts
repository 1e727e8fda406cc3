/** What a text of commands says, in one shape for every shell. */

/** `powershell` is Windows PowerShell (up to 5.1), `pwsh` is PowerShell 7. */
export type Shell = "powershell" | "pwsh" | "cmd" | "linux";

export type Script = {
  /** Why the text does not parse. Only the first reason, because the rest of the text is misread after it. */
  error: { what: string; at: number } | undefined;
  commands: Command[];
  /** Operators that only some versions know, such as `&&` and `-in`. */
  operators: { shell: Shell; text: string; at: number }[];
  /** Names without the dollar sign, such as `_` and `env:TEMP`. */
  variables: string[];
};

export type Command = {
  shell: Shell;
  /** As written. A method call is a command named after its method, such as `.Delete`. */
  name: string;
  /** The whole command as written. */
  text: string;
  /** Where it begins in the text. */
  at: number;
  /** Every argument in order, without quotation marks. */
  words: string[];
  /** The arguments as PowerShell binds them. Empty in other shells. */
  arguments: Argument[];
  /** Files that its output is redirected to. */
  writes: string[];
  /** The commands whose output reaches it: through the pipe, a loop around it, or a variable. */
  inputs: Command[];
  /** All texts that reach it in these ways. */
  received: string[];
};

/** A parameter with its values (`-Name a,b`), a switch (`-Force`), or a value without a parameter. */
export type Argument = { parameter: string | undefined; values: string[] };

/** The values of a parameter. PowerShell accepts the beginning of a parameter's name for the whole. */
export function findParameter(command: Command, ...names: string[]): string[] | undefined {
  for (const { parameter, values } of command.arguments) {
    const written = parameter?.toLowerCase();
    if (written && names.some((name) => name.toLowerCase().startsWith(written))) return values;
  }
  return undefined;
}

/** The values without a parameter, in order. */
export function listPositional(command: Command): string[][] {
  return command.arguments.flatMap(({ parameter, values }) => (parameter === undefined ? [values] : []));
}

/** The name without folder, extension and capitals: `C:\Windows\System32\REG.EXE` is `reg`. */
export function simplifyName(name: string): string {
  const last = name.startsWith(".") ? name : (name.split(/[\\/]/).at(-1) ?? name);
  return last.toLowerCase().replace(/\.(exe|com|cmd|bat)$/, "");
}

/** `line 2, column 5`, both counted from 1. */
export function describePlace(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
