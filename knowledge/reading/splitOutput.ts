/** Splits pasted text into the lines that a program printed. Consoles break long lines, mail programs quote them, and some chats join them all into one. */
import { isScript } from "./isScript.ts";
import { keepRecent } from "./keepRecent.ts";
import { findSeam, findWidths, type Row, splitRows } from "./splitRows.ts";
import { verdictHeads } from "./verdictHeads.ts";

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

/** Beyond this, joining stops, so that one endless line cannot grow. */
const longestJoined = 20_000;

/** The lines as printed. */
export const splitOutput: (text: string) => readonly OutputLine[] = keepRecent(parseOutput);

function parseOutput(text: string): OutputLine[] {
  const rows = splitRows(text);
  const widths = findWidths(rows);
  const lines: OutputLine[] = [];
  for (let at = 0; at < rows.length; ) {
    const { line, next } = joinRows(rows, at, widths);
    const parts = splitParts(line);
    lines.push(...parts);
    const isCode = parts[0]?.isCode ?? false;
    if (!isCode) lines.push(...joinSoftly(rows, at));
    at += 1;
    // A row of the broken line is no line of its own, unless the row before it was only by chance as wide as a window.
    while (at < next && (isCode || !beginsLine.test(rows[at]?.text ?? ""))) at += 1;
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

/** The text without the line breaks that a console put into its long lines. Places change. */
export function unwrapOutput(text: string): string {
  const rows = splitRows(text);
  const widths = findWidths(rows);
  const kept: string[] = [];
  let start = 0;
  for (const [at, row] of rows.entries()) {
    const next = rows[at + 1];
    const seam = next?.text && !beginsLine.test(next.text) ? findSeam(row, row.text, widths) : undefined;
    if (!next || seam === undefined) continue;
    kept.push(text.slice(start, row.at + row.text.length), seam);
    start = next.at;
  }
  return kept.join("") + text.slice(start);
}

/** The row with all rows in which it goes on. */
function joinRows(
  rows: readonly Row[],
  first: number,
  widths: ReadonlySet<number>,
): { line: OutputLine; next: number } {
  let text = rows[first]?.text ?? "";
  const pieces = [{ start: 0, at: rows[first]?.at ?? 0 }];
  let next = first + 1;
  for (let row = rows[first]; row && rows[next]?.text && text.length < longestJoined; next += 1) {
    const seam = findSeam(row, text, widths);
    if (seam === undefined) break;
    row = rows[next];
    pieces.push({ start: text.length + seam.length, at: row?.at ?? 0 });
    text += seam + (row?.text ?? "");
  }
  return { line: { text, pieces }, next };
}

/** A mail program breaks lines between words. Only what spans the break is read from the joined line. */
function joinSoftly(rows: readonly Row[], at: number): OutputLine[] {
  const row = rows[at];
  const next = rows[at + 1];
  if (!row || !next?.text || row.text.length < 50 || row.text.length > 100) return [];
  const below = next.text.trimStart();
  const start = row.text.length + 1;
  const pieces = [
    { start: 0, at: row.at },
    { start, at: next.at + next.text.length - below.length },
  ];
  return [{ text: `${row.text} ${below}`, pieces, joined: true }];
}

// A verdict, a prompt, a row of netstat and a value of the registry begin a line even if the line breaks were lost. In an
// echoed command a quotation mark or "echo" is before them.
const begins = new RegExp(
  `(?<=[\\s\`*])(?<!\\becho )(?<!\\bRD )(?:${verdictHeads}(?=[A-Z\\d])|PS [A-Z]:\\\\|(?:TCP|UDP) +\\S{3,50}:\\d{1,5} +\\S|\\w{3,40} +REG_DWORD +0x)`,
  "g",
);
const beginsOutput = new RegExp(`^\\s*(?:${verdictHeads}|NOTHING FOUND|PS )`);
const beginsLine = new RegExp(
  `^(?:\\s|\\[|"?(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{4})[ ,;]|${verdictHeads})`,
);

function splitParts(line: OutputLine): OutputLine[] {
  const starts = [...line.text.matchAll(begins)].map(({ index }) => index);
  if (starts.length === 0) return [isScript(line.text) ? { ...line, isCode: true } : line];
  return [0, ...starts].map((start, order) => {
    const text = line.text.slice(start, starts[order] ?? line.text.length);
    const pieces = line.pieces
      .filter((piece) => piece.start > start && piece.start < start + text.length)
      .map((piece) => ({ start: piece.start - start, at: piece.at }));
    const part: OutputLine = { text, pieces: [{ start: 0, at: placeIn(line, start) }, ...pieces] };
    if (isScript(text)) part.isCode = true;
    if (order > 1 || (order === 1 && beginsOutput.test(line.text))) part.isCut = true;
    return part;
  });
}
