/** What a turn asks of phrasing, and what it gets back. */
import type { Tone } from "../../dialogs/hearing/tone.ts";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";

/** `why` says in a few words why the fixed words stayed. */
export type Phrased = { text: string; by: "model" } | { text: string; by: "template"; why: string };

/** What the words are said into. */
export type Around = {
  treeHash: string;
  /** What the person typed in this turn. It is data, and never more than that. */
  said: string;
  tone: Tone;
  /** How long the person's channel still waits, in milliseconds. */
  withinMs: number;
  /** Called once, when it takes longer than looking something up. */
  waiting: () => void;
};

/** The same in other words, or as it was. Never rejects, and never takes longer than it may. */
export type Phrase = (wording: Phrasable, around: Around) => Promise<Phrased>;
