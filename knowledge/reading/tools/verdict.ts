/** What the output of a common tool comes to, in the words that our own looks print, so that the tree's `reads` understand it too. */
import type { OutputLine } from "../splitOutput.ts";

export type Verdict = {
  /** For example "PINGS: VANISH". */
  says: string;
  /** The printed line that decides it. */
  line: OutputLine;
};
