/** Reads the commands of a Command Prompt and of a Linux shell. */
import type { Command, Script } from "./script.ts";
import { commandPromptQuoting, linuxQuoting, readShellTokens, type ShellToken } from "./shellTokens.ts";

type OtherShell = "cmd" | "linux";

/** One command per line, or several with `&`, `|` and the like between them. */
export function parseShell(text: string, shell: OtherShell): Script {
  const script: Script = { error: undefined, commands: [], operators: [], variables: [] };
  const comment = shell === "cmd" ? /^\s*@?(rem\b|::)/i : /^\s*#/;
  let start = 0;
  for (const line of text.split("\n")) {
    if (!comment.test(line)) {
      const { tokens, unclosed } = readShellTokens(line, shell === "cmd" ? commandPromptQuoting : linuxQuoting);
      const parts = splitParts(tokens);
      const error = findError(tokens, parts, unclosed);
      script.error ??= error && { what: error.what, at: start + error.at };
      script.commands.push(...readCommands(parts, line, start, shell));
    }
    start += line.length + 1;
  }
  return script;
}

function findError(tokens: readonly ShellToken[], parts: readonly Part[], unclosed: number | undefined) {
  if (unclosed !== undefined) return { what: "a quotation mark is never closed", at: unclosed };
  const unbalanced = findUnbalanced(tokens);
  if (unbalanced) return { what: `"${unbalanced.value}" has no counterpart`, at: unbalanced.at };
  for (const [index, { words, end }] of parts.entries())
    if (words.length === 0 && end && /^[|&]/.test(end.value) && parts[index - 1]?.end?.value !== ")")
      return { what: `a command is missing before "${end.value}"`, at: end.at };
  const end = parts.at(-1)?.end;
  return end && /^(\||&&|\|\|)$/.test(end.value)
    ? { what: `a command is missing after "${end.value}"`, at: end.at }
    : undefined;
}

function readCommands(parts: readonly Part[], line: string, start: number, shell: OtherShell): Command[] {
  const commands: Command[] = [];
  let piped: Command[] = [];
  let looped: string[] = [];
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (before?.end?.value !== "|") piped = [];
    const values = part.words.map(({ value }) => value);
    // In a Command Prompt the list of a loop stands in brackets: for %f in (*.txt) do del %f
    const isList = before?.end?.value === "(" && /^for$/i.test(before.words[0]?.value ?? "");
    if (isList || /^for$/i.test(values[0] ?? "")) looped = [...looped, ...values];
    const [first, ...rest] = isList ? [] : part.words.slice(skipKeywords(values, shell));
    if (!first) continue;
    const [name, ...attached] = shell === "cmd" ? splitName(first.value) : [first.value];
    const words = [...attached, ...rest.map(({ value }) => value)];
    const received = [...looped, ...piped.flatMap((command) => command.words)];
    const text = line.slice(first.at, (rest.at(-1) ?? first).end);
    const flow = { arguments: [], writes: part.writes, inputs: piped, received };
    const command: Command = { shell, name, text, at: start + first.at, words, ...flow };
    commands.push(command);
    piped = [...piped, command];
  }
  return commands;
}

// A Command Prompt needs no space before a switch: rd/s/q C:\Old
function splitName(word: string): [string, ...string[]] {
  const [, name, switches] = /^@?([a-z]*)((?:\/\w+)*)$/i.exec(word) ?? [];
  return name ? [name, ...(switches?.match(/\/\w+/g) ?? [])] : [word];
}

type Part = { words: ShellToken[]; writes: string[]; end: ShellToken | undefined };

function splitParts(tokens: readonly ShellToken[]): Part[] {
  const parts: Part[] = [{ words: [], writes: [], end: undefined }];
  let redirects: string | undefined;
  for (const token of tokens) {
    const part = parts.at(-1);
    if (!part) break;
    if (token.kind === "operator" && /[<>]/.test(token.value)) {
      redirects = /&\d$/.test(token.value) ? undefined : token.value;
    } else if (token.kind === "operator") {
      part.end = token;
      parts.push({ words: [], writes: [], end: undefined });
    } else if (redirects !== undefined) {
      if (redirects.includes(">") && !/^(nul|\/dev\/null)$/i.test(token.value)) part.writes.push(token.value);
      redirects = undefined;
    } else part.words.push(token);
  }
  const last = parts.at(-1);
  return last?.words.length === 0 ? parts.slice(0, -1) : parts;
}

function findUnbalanced(tokens: readonly ShellToken[]): ShellToken | undefined {
  const open: ShellToken[] = [];
  for (const token of tokens) {
    if (token.kind !== "operator") continue;
    if (token.value === "(") open.push(token);
    else if (token.value === ")" && !open.pop()) return token;
  }
  return open[0];
}

/** How many words stand before the command itself: `if exist FILE`, `do`, `LANG=C`. */
function skipKeywords(words: readonly string[], shell: OtherShell): number {
  if (/^for$/i.test(words[0] ?? "")) return words.length;
  const text = words.map((word) => `${word}\0`).join("");
  for (const keyword of keywords[shell]) {
    const skipped = keyword.exec(text)?.[0].split("\0").length;
    if (skipped) return skipped - 1 + skipKeywords(words.slice(skipped - 1), shell);
  }
  return 0;
}

const keywords: Record<OtherShell, RegExp[]> = {
  cmd: [
    /^(?:call|do|else|@)\0/i,
    /^if\0(?:\/i\0)?(?:not\0)?(?:exist|defined|errorlevel)\0[^\0]*\0/i,
    /^if\0(?:\/i\0)?(?:not\0)?(?:[^\0]*==[^\0]*\0|[^\0]*\0(?:==|equ|neq|lss|leq|gtr|geq)\0[^\0]*\0)/i,
  ],
  linux: [/^(?:if|then|else|elif|fi|do|done|while|!|[{}]|time)\0/, /^[A-Za-z_]\w*=[^\0]*\0/],
};
