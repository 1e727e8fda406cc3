/** What a reading of one fact is. */

/** `from` quotes the person. */
export type ReadFact = { fact: string; answer: string; from: string };
/** A reading that the bot asks back before it uses it. `probability` is the scorer's, from 0 to 1. */
export type Likely = ReadFact & { probability: number };
