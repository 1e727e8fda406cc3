/** Splits a line of a Command Prompt or a Linux shell into words and operators. */

export type ShellToken = {
  kind: "word" | "operator";
  /** A word without its quotation marks and escapes. */
  value: string;
  at: number;
  end: number;
};

/** How a shell quotes. */
export type Quoting = { quotes: string; escape: string };

export const commandPromptQuoting: Quoting = { quotes: '"', escape: "^" };
export const linuxQuoting: Quoting = { quotes: "\"'", escape: "\\" };

const operator = /&&|\|\||[;&|()]|\d?>>?(?:&\d)?|</y;

/** `unclosed` is the place of a quotation mark that the line never closes. */
export function readShellTokens(
  text: string,
  quoting: Quoting,
): { tokens: ShellToken[]; unclosed: number | undefined } {
  const tokens: ShellToken[] = [];
  let at = 0;
  let unclosed: number | undefined;
  while (at < text.length) {
    operator.lastIndex = at;
    const found = operator.exec(text)?.[0];
    if (found && !(found === ";" && quoting === commandPromptQuoting)) {
      tokens.push({ kind: "operator", value: found, at, end: at + found.length });
      at += found.length;
    } else if (/\s/.test(text[at] ?? "")) at += 1;
    else if (text[at] === "#" && quoting === linuxQuoting) break;
    else {
      const word = readWord(text, at, quoting);
      unclosed ??= word.unclosed;
      tokens.push({ kind: "word", value: word.value, at, end: word.end });
      at = word.end;
    }
  }
  return { tokens, unclosed };
}

function readWord(text: string, start: number, quoting: Quoting) {
  let value = "";
  let quote = "";
  let opened = start;
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    const next = text[at + 1] ?? "";
    if (quote) {
      // A program reads \" as a quotation mark, but a folder may end in a backslash: "C:\RdpBackup\".
      if (character === "\\" && next === '"' && !/^(?:[\s&|]|$)/.test(text.slice(at + 2))) {
        value += next;
        at += 1;
      } else if (character === quote) quote = "";
      else value += character;
    } else if (quoting.quotes.includes(character)) {
      quote = character;
      opened = at;
    } else if (character === quoting.escape && next !== "") {
      value += next;
      at += 1;
    } else if (endsWord(character, value, quoting)) break;
    else value += character;
  }
  return { value, end: at, unclosed: quote ? opened : undefined };
}

// In a Command Prompt a bracket inside a word is part of it: *S-1-5-20:(R).
function endsWord(character: string, value: string, quoting: Quoting): boolean {
  if (quoting === linuxQuoting) return /[\s;&|()<>]/.test(character);
  if (character === ")") return !value.includes("(");
  return /[\s&|<>]/.test(character);
}
