/** The request of a turn for phrasing, and its result. */
import type { Tone } from "../../dialogs/hearing/tone.ts";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";

/** `why` is a short reason why the fixed words stayed. */
export type PhraseResult = { text: string; by: "model" } | { text: string; by: "template"; why: string };

/** The circumstances in which the person reads the wording. */
export type PhraseContext = {
  treeHash: string;
  /** The person's message of this turn. The model gets it as data and must not obey it. */
  said: string;
  tone: Tone;
  /** The time for which the person's channel still waits, in milliseconds. */
  withinMs: number;
  /** Called once, before the model is called. */
  waiting: () => void;
};

/** Returns the reworded or the fixed text. Never rejects, and never takes longer than `withinMs`. */
export type Phrase = (wording: Phrasable, around: PhraseContext) => Promise<PhraseResult>;
