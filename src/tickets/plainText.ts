const WIDTH = 100;
// Pasted text must not move the technician's cursor, recolour the screen or reverse text.
const unprintable = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line without control characters. */
export function toPlain(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ").replace(unprintable, "\ufffd");
}

/** Wraps at spaces and keeps leading ones. A word longer than a line stays whole, so that it can be copied. */
export function wrap(text: string, indent = "", hanging = indent): string[] {
  const clean = toPlain(text);
  const lines = [indent + (/^ */.exec(clean)?.[0] ?? "")];
  let empty = true;
  for (const word of clean.trim().split(/ +/)) {
    const line = lines.at(-1) ?? "";
    if (!empty && line.length + 1 + word.length > WIDTH) lines.push(hanging + word);
    else lines[lines.length - 1] = empty ? line + word : `${line} ${word}`;
    empty = false;
  }
  return lines.map((line) => line.trimEnd());
}

export function indentLines(text: string, indent: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => indent + line.replaceAll("\t", "    ").replace(unprintable, "\ufffd"));
}
