/**
 * What PowerShell knows and its grammar for tree-sitter does not: lists of bare words (`Id,Message`), bare words that begin
 * with a variable (`$env:TEMP\a.txt`), sizes (`250MB`) and digits in a parameter (`-RunAs32`). `bridgeGaps` rewrites them
 * into what the grammar knows, character for character, so that every place in the result is the same place in the text.
 */

type Token = { kind: keyof typeof patterns; text: string; at: number };
/** One level of brackets, with the list that is being read on it. */
type Level = { bracket: Token | undefined; operands: string[]; commas: number[]; open: boolean };

const patterns = {
  comment: /<#[\s\S]*?#>|#.*/y,
  string: /@'\r?\n[\s\S]*?\r?\n'@|@"\r?\n[\s\S]*?\r?\n"@|'(?:[^']|'')*'|"(?:""|`[\s\S]|[^"`])*"/y,
  quote: /['"]/y,
  space: /(?:[ \t]|`\r?\n)+/y,
  line: /[\r\n]+/y,
  comma: /,/y,
  open: /[@$]?[({]|\[/y,
  close: /[)}\]]/y,
  end: /[;|&<>]+/y,
  word: /(?:[^\s,;|&(){}[\]'"`<>]|`[\s\S])+|`/y,
};

const closing: Record<string, string> = { "(": ")", "{": "}", "[": "]" };

export type Bridged = {
  text: string;
  /** Variables that the grammar no longer sees. */
  variables: string[];
  /** What is opened and never closed, or closed and never opened. */
  unbalanced: { what: string; at: number } | undefined;
};

export function bridgeGaps(text: string): Bridged {
  const bridge = new Bridge(text);
  for (const token of readTokens(text)) bridge.take(token);
  return bridge.finish();
}

class Bridge {
  readonly #characters: string[];
  readonly #variables: string[] = [];
  readonly #levels: Level[] = [makeLevel(undefined)];
  #unbalanced: Bridged["unbalanced"];

  constructor(text: string) {
    this.#characters = text.split("");
  }

  take(token: Token): void {
    const level = this.#levels.at(-1) ?? makeLevel(undefined);
    switch (token.kind) {
      case "comma":
        level.commas.push(token.at);
        level.open = false;
        break;
      case "space":
      case "comment":
        level.open = false;
        break;
      case "line":
        level.open = false;
        if (!endsWithComma(level)) endList(level, this.#characters);
        break;
      case "end":
        endList(level, this.#characters);
        break;
      case "open":
        addOperand(level, token, this.#characters);
        this.#levels.push(makeLevel(token));
        break;
      case "close":
        this.#close(level, token);
        break;
      case "quote":
        this.#report("a quotation mark is never closed", token.at);
        break;
      default:
        if (token.kind === "word") this.#bridgeWord(token);
        addOperand(level, token, this.#characters);
    }
  }

  finish(): Bridged {
    for (const level of this.#levels) endList(level, this.#characters);
    const left = this.#levels.at(-1)?.bracket;
    if (left) this.#report(`"${left.text}" is never closed`, left.at);
    return { text: this.#characters.join(""), variables: this.#variables, unbalanced: this.#unbalanced };
  }

  #close(level: Level, token: Token): void {
    endList(level, this.#characters);
    const opened = level.bracket?.text.at(-1) ?? "";
    if (closing[opened] !== token.text) this.#report(`"${token.text}" closes nothing`, token.at);
    if (this.#levels.length > 1) this.#levels.pop();
  }

  #report(what: string, at: number): void {
    this.#unbalanced ??= { what, at };
  }

  // `$env:TEMP\a` becomes a bare word, `250MB` a number, `-RunAs32` a parameter of letters only.
  #bridgeWord({ text, at }: Token): void {
    const variable = /^\$((?:\w+:)?\w+)(?=\\)/.exec(text)?.[1];
    if (variable) this.#variables.push(variable);
    const bridged = text
      .replace(/^\$(?:\w+:)?\w+(?=\\)/, (name) => name.replace(/[$:]/g, "_"))
      .replace(/(?<![\w:\\])(\d+(?:\.\d+)?)[kmgtp]b$/i, (_, digits: string) => `${digits}00`)
      .replace(/^-[a-z]\w*\d\w*$/i, (parameter) => parameter.replace(/\d/g, "x"));
    this.#characters.splice(at, text.length, ...bridged.split(""));
  }
}

function* readTokens(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const token = readToken(text, at);
    yield token;
    at += token.text.length;
  }
}

function readToken(text: string, at: number): Token {
  for (const kind of Object.keys(patterns) as (keyof typeof patterns)[]) {
    const pattern = patterns[kind];
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    // A # inside a word, as in `a#b`, does not begin a comment; the word's own pattern takes it.
    if (match) return { kind, text: match[0], at };
  }
  return { kind: "word", text: text[at] ?? "", at };
}

function makeLevel(bracket: Token | undefined): Level {
  return { bracket, operands: [], commas: [], open: false };
}

function endsWithComma({ operands, commas }: Level): boolean {
  return operands.length > 0 && commas.length === operands.length;
}

// Text that touches the operand before it belongs to it. Otherwise it is the next operand of a list, or begins a new one.
function addOperand(level: Level, token: Token, characters: string[]): void {
  if (!level.open) {
    if (!endsWithComma(level)) endList(level, characters);
    level.operands.push(token.kind === "word" ? token.text : "");
  }
  level.open = true;
}

// Inside [ ] a comma separates type names and numbers, never bare words.
function endList(level: Level, characters: string[]): void {
  const { operands, commas, bracket } = level;
  const bare = operands.some((operand) => /^(?:[\p{L}_*\\~%?.]|\d+[.:]\d+[.:])/u.test(operand));
  if (bare && bracket?.text !== "[" && commas.length === operands.length - 1)
    for (const comma of commas) {
      characters[comma] = " ";
      for (let at = comma + 1; /\s/.test(characters[at] ?? ""); at += 1) characters[at] = " ";
    }
  level.operands = [];
  level.commas = [];
  level.open = false;
}
