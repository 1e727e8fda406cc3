/** What a scorer offers to the reader. The scorer itself is in knowledge/reading/scorer/. */

/** A fact that a part of a message probably states, with the probability from 0 to 1 and the words. */
export type Supposed = { fact: string; answer: string; probability: number; from: string };

export type Scorer = {
  /** The facts that it has sentences for. */
  facts: ReadonlySet<string>;
  /** What a message states without any question, the best part for each answer. */
  readStatements(text: string): Supposed[];
  /** The features of the words that speak most for or against a statement, for people who look into a reading. */
  explainStatement(supposed: Supposed): { feature: string; weight: number }[];
  /** The probability of each answer to a fact's question, and of what a reply can be besides an answer. */
  readReply(fact: string, text: string): ReadonlyMap<string, number>;
  /** The probability of what a reply does at a place: step, check, offer-hand-over, look, ask or form. */
  readAct(place: string, text: string): ReadonlyMap<string, number>;
  /**
   * The probability of what a person asks on the side: an answer of the tree, `@` and a topic of the dialogs, or `-` for
   * something else and for no question at all.
   */
  readQuestion(text: string): ReadonlyMap<string, number>;
};
