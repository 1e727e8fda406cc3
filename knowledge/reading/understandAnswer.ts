/** Understands a short reply to a question. */

import type { Knowledge } from "../tree/codes.ts";
import type { Tree } from "../tree/tree.ts";
import { findPhrases, type Phrases, preparePhrases } from "./phrases.ts";
import type { ReadFact } from "./readFact.ts";
import { type Understood, understand } from "./understand.ts";
import { readProse } from "./words.ts";

/** In a longer reply, `short` phrases are too ambiguous to count. */
const mostWords = 14;

/** A longer reply to several questions is a paste. */
const mostParts = 40;

/** A longer part is an account, and the phrases of the tree read it. */
const mostCharacters = 200;
/** How probable an answer must be if the place of the part tells its question, and if it does not. */
const leastInOrder = 0.45;
const leastAlone = 0.6;
const leastStated = 0.1;

const prepared = new WeakMap<Tree, Map<string, Phrases<string>>>();

/** Like `understand`, but also reads the `short` phrases of the asked fact. */
export function understandAsked(knowledge: Knowledge, fact: string, text: string): Understood {
  const understood = understand(knowledge, text);
  if (understood.facts.some((read) => read.fact === fact)) return understood;
  const answers = understandAnswer(knowledge, fact, text);
  const isBareWindow = fact === "code" && understood.cannotConnect && understood.codes.length === 0;
  const bare = isBareWindow && answers.length === 0 && knowledge.tree.facts.code?.answers["no-code"];
  const noCode = bare ? [{ fact, answer: "no-code", from: text.trim().slice(0, 80) }] : [];
  return { ...understood, facts: [...answers, ...noCode, ...understood.facts] };
}

/**
 * Like `understandAsked`, for a reply to several questions. As many parts as questions are taken in their order; otherwise a
 * part counts for the one question that it answers.
 */
export function understandTogether(knowledge: Knowledge, facts: readonly string[], text: string): Understood {
  const understood = understand(knowledge, text);
  const known = new Set(understood.facts.map(({ fact }) => fact));
  const parts = text
    .split(/\n+|;|(?:^|\s)\d[.)]\s/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length > mostParts) return understood;
  const inOrder = parts.length === facts.length;
  const pieces = inOrder ? parts : parts.flatMap((part) => part.split(","));
  const more = pieces.flatMap((part, at) => {
    const asked = (inOrder ? facts.slice(at, at + 1) : facts).filter((fact) => !known.has(fact));
    const answers = asked.map((fact) => readPart(knowledge, fact, part, inOrder)).filter((found) => found.length > 0);
    if (answers.length === 1) return answers[0] ?? [];
    // Words that state another fact are no answer to this one.
    const isTaken = understood.facts.some(({ from }) => part.includes(from));
    return answers.length === 0 && (inOrder || !isTaken) ? scorePart(knowledge, asked, part, inOrder) : [];
  });
  const first = new Map(more.map((read) => [`${read.fact} ${read.answer}`, read]));
  const contradicted = facts.filter(
    (fact) => !knowledge.tree.facts[fact]?.many && [...first.values()].filter((read) => read.fact === fact).length > 1,
  );
  const read = [...understood.facts, ...[...first.values()].filter(({ fact }) => !contradicted.includes(fact))];
  const likely = understood.likely?.filter((each) => !read.some(({ fact }) => fact === each.fact));
  return { ...understood, facts: read, ...(likely && { likely }) };
}

// A bare yes or no only says which question it answers by its place.
function readPart(knowledge: Knowledge, fact: string, part: string, inOrder: boolean): ReadFact[] {
  const [bare] = /^(?:yes|no)\b/i.exec(part) ?? [];
  const answer = bare?.toLowerCase() ?? "";
  if (inOrder && answer !== "" && knowledge.tree.facts[fact]?.answers[answer]) return [{ fact, answer, from: part }];
  return understandAnswer(knowledge, fact, part);
}

/** What the scorer makes of a part: the answer to its question, or to the one question that it clearly answers. */
function scorePart({ tree, scorer }: Knowledge, asked: readonly string[], part: string, inOrder: boolean): ReadFact[] {
  if (!scorer || part.length > mostCharacters) return [];
  const best = asked
    .flatMap((fact) =>
      [...scorer.readReply(fact, part)].map(([answer, probability]) => ({ fact, answer, probability })),
    )
    .filter(({ fact, answer }) => tree.facts[fact]?.answers[answer])
    .toSorted((a, b) => b.probability - a.probability);
  const [first, second] = best;
  if (!first || first.probability < (inOrder ? leastInOrder : leastAlone)) return [];
  // Out of order, a bare "no" could answer any of the questions, so the part must also say what it is about.
  const isStated = () =>
    scorer
      .readStatements(part)
      .some(
        ({ fact, answer, probability }) => fact === first.fact && answer === first.answer && probability >= leastStated,
      );
  if (!inOrder && !isStated()) return [];
  if (second && second.fact !== first.fact && second.probability > first.probability / 2) return [];
  return [{ fact: first.fact, answer: first.answer, from: part }];
}

/** The answers of the asked fact by its `short` phrases. Several answers count only if the fact allows them. */
function understandAnswer({ tree }: Pick<Knowledge, "tree">, fact: string, text: string): ReadFact[] {
  if (text.length > 400) return [];
  const prose = readProse(dropHedges(text));
  if (prose.words.length > mostWords) return [];
  const matches = findPhrases(listPhrases(tree, fact), prose);
  // "no more questions" is not "no", so a short answer counts only if hardly any other words stand beside it.
  const matched = new Set(
    matches.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, step) => first + step)),
  );
  const otherWords = prose.words.filter(({ text: word }, at) => !matched.has(at) && !smallWords.has(word)).length;
  if (otherWords > (matched.size > 1 ? 1 : 0)) return [];
  // "i am" answers a question only beside nods: "I'm at home" says something else.
  const isContent = (at: number) => !smallWords.has(prose.words[at]?.text ?? "") && prose.words[at]?.text !== "not";
  const isMore = ({ text: word }: { text: string }, at: number) => !matched.has(at) && !nods.has(word);
  if (![...matched].some(isContent) && prose.words.some(isMore)) return [];
  const answers = new Map(matches.map(({ meaning, from }) => [meaning, { fact, answer: meaning, from }]));
  if (answers.size > 1 && !tree.facts[fact]?.many) return [];
  return [...answers.values()];
}

const smallWords = new Set(
  "a an the it is i am are was we she he they it's to from by my our her his their that this on in at of and just so ok okay well yes yep no hm um actually mostly here there via over through with for me us be been do does did did think sure sorry please too also office work company team home now right as said told already its neither".split(
    " ",
  ),
);

const nods = new Set(
  "yes yep yeah no nope ok okay well sure indeed of course so hm um actually sorry please too".split(" "),
);

// As a reply to a question, "vpn I guess?" is an answer and not a supposition. A reply that begins with a question word
// stays a question.
function dropHedges(text: string): string {
  if (/^\s*(?:what|how|why|which|where|who|is|are|does|do|can|could|should)\b/i.test(text)) return text;
  return text.replace(
    /\b(?:i (?:guess|think|suppose|believe|assume)|maybe|perhaps|probably|possibly|presumably)\b|\?+\s*$/gi,
    " ",
  );
}

function listPhrases(tree: Tree, fact: string): Phrases<string> {
  const facts = prepared.get(tree) ?? new Map<string, Phrases<string>>();
  prepared.set(tree, facts);
  const known = facts.get(fact);
  if (known) return known;
  const says = Object.entries(tree.facts[fact]?.answers ?? {}).flatMap(([id, answer]) =>
    answer.short.map((phrase) => ({ phrase, meaning: id, about: fact })),
  );
  const phrases = preparePhrases(says);
  facts.set(fact, phrases);
  return phrases;
}
