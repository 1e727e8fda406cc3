/** `knowledge read --why`: how a reading came about. */
import { blankOthersWords } from "../../../knowledge/reading/ownWords.ts";
import { readTokens } from "../../../knowledge/reading/scorer/features.ts";
import { cutSegments } from "../../../knowledge/reading/scorer/segments.ts";
import { understand } from "../../../knowledge/reading/understand.ts";
import { splitWords } from "../../../knowledge/reading/words.ts";
import type { Knowledge } from "../../../knowledge/tree/codes.ts";

/** At most this many of the scorer's statements are explained. */
const mostStatements = 12;

/** Lists the clauses with their concepts, the words that are not the person's own, and what the scorer weighed. */
export function explainReading(knowledge: Knowledge, message: string): string {
  const own = blankOthersWords(message);
  const left = [...message.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => {
    const kept = own.slice(index, index + line.length);
    return kept.trim() === "" && line.trim() !== "" ? [line.trim()] : [];
  });
  const clauses = cutSegments(own)
    .filter(({ clause }) => clause)
    .map(({ from, to }) => {
      const clause = own.slice(from, to).trim();
      const concepts = readTokens(splitWords(clause))
        .map(({ text }) => text)
        .filter((token) => token.startsWith("<"));
      return `  "${clause}"${concepts.length > 0 ? `: ${concepts.join(" ")}` : ""}`;
    });
  const { facts } = understand(knowledge, message);
  const supposed = (knowledge.scorer?.readStatements(own) ?? [])
    .filter(({ probability, fact }) => probability >= 0.1 && knowledge.tree.facts[fact])
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, mostStatements);
  const weighed = supposed.map((each) => {
    const { fact, answer, probability, from } = each;
    const weights = (knowledge.scorer?.explainStatement(each) ?? []).map(
      ({ feature, weight }) => `${feature} ${weight > 0 ? "+" : ""}${weight.toFixed(1)}`,
    );
    const sure = facts.some((read) => read.fact === fact && read.answer === answer)
      ? ", a phrase of the tree agrees"
      : "";
    return `  ${probability.toFixed(2)} ${fact}: ${answer}${sure}\n       from "${from}"\n       ${weights.join(", ")}`;
  });
  const section = (title: string, lines: readonly string[]) => (lines.length > 0 ? ["", title, ...lines] : []);
  return `${[
    ...section(
      "Not the person's own words:",
      left.map((line) => `  "${line}"`),
    ),
    ...section("Clauses and their concepts:", clauses),
    ...section("What the scorer weighs (word stems, pairs, <concepts>, ! under a negation):", weighed),
  ].join("\n")}\n`;
}
