/** Cuts a text into the parts that the scorer reads: clauses, pairs of neighbouring clauses, and whole sentences. */
import { type Prose, readProse } from "../words.ts";

/** A place in the text, and the indexes of its first word and of the word after its last one. */
export type Segment = { from: number; to: number; first: number; end: number; asks: boolean; clause?: true };

/** In a longer message, the beginning says what it is about. */
const mostWords = 600;
/** Two clauses that are longer than this together, in characters, are read one by one. */
const longestPair = 220;

/** Clauses first, then the sentences that hold several, then pairs: "I paused the antivirus, and it worked". */
export function cutSegments(text: string, prose: Prose = readProse(text)): Segment[] {
  const segments = new Map<string, Segment>();
  const { words: all, questions } = prose;
  const end = Math.min(all.length, mostWords);
  const add = (first: number, after: number, clause: boolean) => {
    const begin = all[first];
    const last = all[after - 1];
    const key = `${first}-${after}`;
    if (!begin || !last || segments.has(key)) return;
    const asks = questions.has(begin.sentence);
    segments.set(key, { from: begin.from, to: last.to, first, end: after, asks, ...(clause && { clause: true }) });
  };
  for (const unit of ["clause", "sentence"] as const) {
    let start = 0;
    for (let at = 1; at <= end; at += 1) {
      if (at < end && all[at]?.[unit] === all[start]?.[unit]) continue;
      add(start, at, unit === "clause");
      start = at;
    }
  }
  const clauses = [...segments.values()].filter(({ clause }) => clause);
  clauses.forEach((clause, at) => {
    const next = clauses[at + 1];
    if (next && next.to - clause.from <= longestPair) add(clause.first, next.end, false);
  });
  return [...segments.values()];
}
