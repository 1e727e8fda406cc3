/** Splits pasted text at its line breaks, and finds the rows that a console broke off because its window was full. */
import { isScript } from "./isScript.ts";
import { verdictHeads } from "./verdictHeads.ts";

/** `full` is the length with the spaces at the end. */
export type Row = { text: string; at: number; full: number };

const mostRows = 20_000;

/** The rows without the marks of quoted mail. */
export function splitRows(text: string): Row[] {
  const rows: Row[] = [];
  const mark = isQuoted(text) ? /^(?:[ \t]{0,3}>)+ ?/ : /^(?:[ \t]{0,3}>(?=[ \t>]|$))+ ?/;
  for (let at = 0; at <= text.length && rows.length < mostRows; ) {
    const end = text.indexOf("\n", at);
    const stop = end < 0 ? text.length : end;
    const row = straighten(text.slice(at, stop).replace(/\r$/, ""));
    const [marks = ""] = mark.exec(row) ?? [];
    const full = undress(row.slice(marks.length));
    rows.push({ text: full.trimEnd(), at: at + marks.length, full: full.length });
    at = stop + 1;
  }
  return rows;
}

// Some mail programs quote without a space. A single row can also begin with the end of a tag, or with qwinsta's own session.
const isQuoted = (text: string): boolean => {
  const rows = text.split("\n", 200).filter((row) => row.trim() !== "");
  return rows.filter((row) => /^[ \t]{0,3}>/.test(row)).length * 2 > rows.length;
};

// Each character is replaced by one character, so that places stay the same.
function straighten(row: string): string {
  return row
    .replace(/[\t\r\ufeff\u00a0\u2000-\u200f\u202a-\u202f\u2060-\u206f\u3000]/g, " ")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"');
}

// **REACHED: NO**, <p>REACHED: NO</p>, "REACHED: NO", and REACHED: NO with a full stop
const dressed = new RegExp(
  `^( *(?:[*_]{1,3}|<[a-z]{1,6}>|"|'|- )?)((?:${verdictHeads}|NOTHING FOUND)[^"'*<.]{0,200})([*_]{1,3}|</[a-z]{1,6}>|"|'|\\.)( *)$`,
);

/** Chats put output between backticks, and people set it in bold or between quotation marks. */
function undress(row: string): string {
  return row
    .replace(/^ *`+|`+ *$/g, pad)
    .replace(
      dressed,
      (_, mark: string, verdict: string, end: string, rest: string) => pad(mark) + verdict + pad(end) + rest,
    );
}

const pad = (text: string): string => " ".repeat(text.length);

const usual = [80, 120];

/** A console of 80 or 120 columns breaks every longer line there; another width shows in several rows of that length. */
export function findWidths(rows: readonly Row[]): ReadonlySet<number> {
  const widths = new Set(usual);
  const longest = rows.reduce((most, { text }) => Math.max(most, text.length), 0);
  if (longest >= 60 && rows.filter(({ text }) => text.length === longest).length > 1) widths.add(longest);
  return widths;
}

/** What joins a row with the next one, if the window ended there: nothing, or the space that copying drops. */
export function findSeam(row: Row, before: string, widths: ReadonlySet<number>): "" | " " | undefined {
  // The rows of a table can all have the same length, so only a script is joined at an unusual width.
  const isWidth = (length: number) => usual.includes(length) || (widths.has(length) && isScript(before));
  if (isWidth(row.text.length)) return "";
  if (isWidth(row.full)) return " ";
  return widths.has(row.text.length + 1) && isScript(before) ? " " : undefined;
}
