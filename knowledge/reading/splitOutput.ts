/** Splits pasted text into the lines that a program printed. Consoles wrap long lines, mail programs quote them, and some chats join them all into one. */

/** `pieces` says where in the pasted text each part of the line begins, because a joined line comes from several places. */
export type OutputLine = {
  text: string;
  pieces: readonly { start: number; at: number }[];
  /** Two rows that a mail program may have made of one. Each of them is also a line of its own. */
  joined?: true;
  /** A part of a script and not what it printed. */
  isCode?: true;
  /** The line began in the middle of a pasted row, after another line of output. */
  isCut?: true;
};

const mostLines = 20_000;
/** Beyond this, joining stops, so that one endless line cannot grow. */
const longestJoined = 20_000;

/** The lines as printed. A row that goes on in the next row is also joined with it. */
export function splitOutput(text: string): OutputLine[] {
  const rows = splitRows(text);
  const widths = findWidths(rows);
  const lines: OutputLine[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const whole = joinRows(rows, at, widths);
    const sentences = splitSentences(whole.line);
    lines.push(...sentences);
    // The next rows of a wrapped command belong to the command, even if they begin like output.
    if (whole.rows > 1 && sentences[0]?.isCode) at += whole.rows - 1;
    else lines.push(...joinSoftly(rows, at));
  }
  return lines;
}

/** The place of a character of the line in the pasted text. */
export function placeIn({ pieces }: OutputLine, index: number): number {
  const piece = pieces.findLast(({ start }) => start <= index);
  return piece ? piece.at + index - piece.start : index;
}

/** The pasted words between two characters of a line, exactly as they were pasted. */
export function quote(text: string, line: OutputLine, from: number, to: number): string {
  return text.slice(placeIn(line, from), placeIn(line, Math.max(from, to - 1)) + (to > from ? 1 : 0)).trim();
}

/** `full` is the length with the spaces at the end. */
/** The text with spaces in place of these lines. Places stay the same. */
export function blankLines(text: string, lines: readonly OutputLine[]): string {
  const kept: string[] = [];
  let end = 0;
  for (const line of lines) {
    for (const [order, { start, at }] of line.pieces.entries()) {
      if (at < end) continue;
      const stop = at + (line.pieces[order + 1]?.start ?? line.text.length) - start;
      kept.push(text.slice(end, at), text.slice(at, stop).replace(/\S/g, " "));
      end = stop;
    }
  }
  return kept.join("") + text.slice(end);
}

/** `full` is the length with the spaces at the end. */
type Row = { text: string; at: number; full: number };

function splitRows(text: string): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at <= text.length && rows.length < mostLines; ) {
    const end = text.indexOf("\n", at);
    const stop = end < 0 ? text.length : end;
    const row = straighten(text.slice(at, stop));
    const [mark = ""] = /^(?:[ \t]{0,3}>)+ ?/.exec(row) ?? [];
    const full = row.slice(mark.length).replace(/ $/, (space) => (text[stop - 1] === "\r" ? "" : space));
    rows.push({ text: full.trimEnd(), at: at + mark.length, full: full.length });
    at = stop + 1;
  }
  return rows;
}

// Chats put code between backticks. Each character is replaced by one character, so that places stay the same.
function straighten(row: string): string {
  return row
    .replace(/[\t\r\ufeff\u00a0\u2000-\u200f\u202a-\u202f\u2060-\u206f\u3000]/g, " ")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/^ *`+|`+ *$/g, (ticks) => " ".repeat(ticks.length))
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"');
}

/** A console of 80 or 120 columns breaks every longer line there; another width shows in several lines of that length. */
function findWidths(rows: readonly Row[]): ReadonlySet<number> {
  const widths = new Set([80, 120]);
  const longest = rows.reduce((most, { text }) => Math.max(most, text.length), 0);
  if (longest >= 60 && rows.filter(({ text }) => text.length === longest).length > 1) widths.add(longest);
  return widths;
}

function joinRows(
  rows: readonly Row[],
  first: number,
  widths: ReadonlySet<number>,
): { line: OutputLine; rows: number } {
  let row = rows[first];
  let text = row?.text ?? "";
  const pieces = [{ start: 0, at: row?.at ?? 0 }];
  let last = first;
  while (row && rows[last + 1]?.text && text.length < longestJoined) {
    const isFull = widths.has(row.full) || widths.has(row.text.length);
    // Copying drops a space at the end of the row. Tables have rows of that length too, so only scripts are joined there.
    if (!isFull && !(widths.has(row.text.length + 1) && isScript(text))) break;
    if (row.text.length < row.full || !isFull) text += " ";
    last += 1;
    row = rows[last];
    pieces.push({ start: text.length, at: row?.at ?? 0 });
    text += row?.text ?? "";
  }
  return { line: { text, pieces }, rows: last - first + 1 };
}

// Scripts of PowerShell, cmd and sh. A sentence has no variable next to a brace, a pipe, or an equals sign.
const variable = /\$[a-z_({]/i;
const sign = /[{}|=;]/;
const code =
  /['"] ?\} ?(?:else|$)|; (?:then|do|fi|done)\b|@\{ ?\w+ ?=|\| ?(?:where-object|foreach-object|select-string|findstr)\b|(?:&&|\|\|) ?(?:set|echo) |(?:^|[>$#]) *az [^\n]{1,200} --\w/i;

const isScript = (text: string): boolean => code.test(text) || (variable.test(text) && sign.test(text));

/** A mail program breaks lines between words. Only what spans the break is read from the joined line. */
function joinSoftly(rows: readonly Row[], at: number): OutputLine[] {
  const row = rows[at];
  const next = rows[at + 1];
  if (!row || !next?.text || row.text.length < 50 || row.text.length > 100) return [];
  const text = `${row.text} ${next.text.trimStart()}`;
  const start = row.text.length + 1;
  const indent = next.text.length - next.text.trimStart().length;
  return [
    {
      text,
      pieces: [
        { start: 0, at: row.at },
        { start, at: next.at + indent },
      ],
      joined: true,
    },
  ];
}

// What our looks print, such as "PINGS: VANISH", and a prompt begin a line even if the line breaks were lost. In an echoed
// command a quotation mark or "echo" is before them.
const heads =
  "RD SERVICES|SERVICES|LISTENER|SERVICE FILE|BUILD|EDITION|BOUND|CERTIFICATE|FOUND|REACHED|FROM|SETTINGS|TLS|DOMAIN|KEY RIGHTS|KEY FILE|CLIENT LOG|PINGS|GATEWAY LOG|SERVER|LINUX LOG|NETWORK|FIREWALL|SESSIONS|OTHER PROGRAM";
const begins = new RegExp(`(?<=[\\s\`*])(?<!\\becho )(?<!\\bRD )(?:(?:${heads}): (?=[A-Z\\d])|PS [A-Z]:\\\\)`, "g");

const beginsOutput = new RegExp(`^\\s*(?:(?:${heads}): |PS )`);

function splitSentences(line: OutputLine): OutputLine[] {
  const starts = [...line.text.matchAll(begins)].map(({ index }) => index);
  return [0, ...starts].map((start, order) => {
    const text = line.text.slice(start, starts[order] ?? line.text.length);
    const pieces = line.pieces
      .filter((piece) => piece.start > start)
      .map((piece) => ({ start: piece.start - start, at: piece.at }));
    const part: OutputLine = { text, pieces: [{ start: 0, at: placeIn(line, start) }, ...pieces] };
    if (isScript(text)) part.isCode = true;
    if (order > 1 || (order === 1 && beginsOutput.test(line.text))) part.isCut = true;
    return part;
  });
}
