/** `knowledge train`: turns the sentences into the weights of the scorer. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isSideLabel } from "../../../dialogs/hearing/findSideQuestion.ts";
import { findSentenceFaults } from "../../../knowledge/proof/sentenceFaults.ts";
import { trainModels } from "../../../knowledge/reading/scorer/models.ts";
import { hashOrigin } from "../../../knowledge/reading/scorer/origin.ts";
import { formatScorer, readOrigin } from "../../../knowledge/reading/scorer/scorer.ts";
import { loadSentences } from "../../../knowledge/reading/scorer/sentences.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import type { Program } from "../program.ts";
import { root } from "./paths.ts";

const scorerFile = path.join(root, "knowledge", "scorer.txt");

/** Writes knowledge/scorer.txt, in about a minute. Refuses sentences that do not fit the tree. */
export function train(tree: Tree, { output, errors }: Program): number {
  const sentences = loadSentences();
  const faults = findSentenceFaults(tree, sentences, isSideLabel);
  if (faults.length > 0) {
    errors.write(`${faults.join("\n")}\n`);
    return 1;
  }
  writeFileSync(scorerFile, formatScorer({ from: hashOrigin(), ...trainModels(sentences) }));
  const { facts, acts, questions, messages } = sentences;
  output.write(
    `Trained on ${facts.length} sentences, ${acts.length} replies, ${questions.length} questions and ${messages.length} messages.\n`,
  );
  return 0;
}

/** What `check` reports about the sentences of the tree that Reconnect brings along. */
export function checkSentences(tree: Tree): string[] {
  if (!existsSync(scorerFile)) return [];
  const faults = findSentenceFaults(tree, loadSentences(), isSideLabel).map((fault) => `✖ ${fault}`);
  const isStale = readOrigin(readFileSync(scorerFile, "utf8")) !== hashOrigin();
  return [
    ...faults,
    ...(isStale ? ["✖ knowledge/scorer.txt was trained on other sentences\n  → npm run -s knowledge -- train"] : []),
  ];
}
