/** Finds out which question a person asks on the side: one that the tree answers, one that the case answers, or a command. */
import type { Move } from "../../knowledge/case/moves.ts";
import { findSideAnswers } from "../../knowledge/reading/findSideAnswer.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { Topic } from "../wording/topics.ts";
import { sentence } from "../words/sentence.ts";
import type { HelpCommand } from "./commands.ts";
import { listClauses, listQuestions, seemsToAsk } from "./questions.ts";
import { findOwnTopic, findPlace, fitsPlace, isTopic, type Place, topics } from "./stateQuestions.ts";

export type SideQuestion =
  | { kind: "side-question"; answer: string }
  | { kind: "state-question"; topic: Topic }
  | { kind: "command"; command: HelpCommand | "news" };

/** A question that the words may ask, with a probability from 0 to 1 among the questions that have an answer here. */
type Ranked = { label: string; asked: SideQuestion; probability: number };

/** From this probability on, the question is answered. */
const enough = 0.45;
/** Words that do not look like a question may still be one: "my English is little, say it more easy". */
const enoughUnasked = 0.7;
/** The words of a curator are overruled only by a scorer that is this sure. */
const certain = 0.75;
/** A part of a message says less about what is asked than the whole of it, and a clause that asks nothing still less. */
const ofPart = 0.9;
const ofClause = 0.75;
/** "What's a gateway? Please in simple words" asks for the gateway. */
const ofPointing = 0.85;
const isPointing = (asked: SideQuestion): boolean => asked.kind === "command" && asked.command !== "news";
/** "How long does it take?" is about the step that stands there, if there is one. */
const ofPlace = 1.4;
/** From this probability on, a part of a message asks a second question. */
const enoughOfPart = 0.6;
/** So many questions of one message are answered. */
const mostAsked = 2;
/** Asks nothing, or nothing that has an answer. */
const nothing = "-";

/** What the message asks, if the bot can answer it at this place: one question, or two of its parts that ask different things. */
export function findSideQuestions(knowledge: Knowledge, move: Move, text: string): SideQuestion[] {
  const pressed = findPressed(knowledge.tree, move, text);
  if (pressed) return [pressed];
  const { tree } = knowledge;
  const exact = findSideAnswers(tree, text).flatMap((answer) => readLabel(tree.answers, findPlace(move), answer) ?? []);
  if (exact.length > 1) return exact.slice(0, mostAsked);
  const [best] = rankQuestions(knowledge, move, text);
  if (best && best.probability >= findLeast(best, exact[0], text))
    return [best.asked, ...findOther(knowledge, move, text, best)];
  return exact;
}

/** A question about this place wins over the tree's answer to the same words. */
function findLeast({ asked }: Ranked, exact: SideQuestion | undefined, text: string): number {
  if (exact !== undefined && asked.kind === "side-question") return certain;
  return seemsToAsk(text) ? enough : enoughUnasked;
}

/** "Is it a virus, and do others have it?" asks two things. */
function findOther(knowledge: Knowledge, move: Move, text: string, { label: first }: Ranked): SideQuestion[] {
  const [, ...parts] = listQuestions(text);
  const others = parts.flatMap((part) => rankPart(knowledge, move, part)[0] ?? []);
  const other = others.find(({ label, probability }) => label !== first && probability >= enoughOfPart);
  return other && others.some(({ label }) => label === first) ? [other.asked] : [];
}

/** At most so many known questions are offered to a person whose own words are not clear. */
const mostNear = 3;
const leastNear = 0.1;

/** The known questions that come nearest to the words, as their buttons show them. */
export function findNear(knowledge: Knowledge, move: Move, text: string): string[] {
  return rankQuestions(knowledge, move, text)
    .filter(({ probability }) => probability >= leastNear)
    .flatMap(({ label }) => nameQuestion(knowledge.tree, label) ?? [])
    .slice(0, mostNear);
}

/** The question as a button shows it. */
function nameQuestion({ answers }: Tree, label: string): string | undefined {
  if (!label.startsWith("@")) return answers[label]?.question;
  return sentence(`ask-me.${label.slice(1) as Topic | "explain" | "how-to-find" | "tried" | "print"}`);
}

/** The questions with an answer at this place, the most probable first. Empty without a scorer. */
export function rankQuestions(knowledge: Knowledge, move: Move, text: string): Ranked[] {
  const [whole = text, ...asking] = listQuestions(text);
  const parts = [
    { words: whole, share: 1 },
    ...asking.map((words) => ({ words, share: ofPart })),
    ...listClauses(text).map((words) => ({ words, share: ofClause })),
  ];
  const best = new Map<string, Ranked>();
  for (const { words, share } of parts)
    for (const ranked of rankPart(knowledge, move, words)) {
      const probability = ranked.probability * share * (isPointing(ranked.asked) ? ofPointing : 1);
      if (probability > (best.get(ranked.label)?.probability ?? 0)) best.set(ranked.label, { ...ranked, probability });
    }
  return [...best.values()].sort((a, b) => b.probability - a.probability);
}

/** Below this probability, a question is not worth a rank. */
const leastRanked = 0.02;

function rankPart({ tree, scorer }: Knowledge, move: Move, words: string): Ranked[] {
  const answered = listAnswered(tree, findPlace(move));
  const read: Ranked[] = [];
  // A question that has no answer at this place leaves its share to the others.
  let total = 0;
  for (const [label, likely] of scorer?.readQuestion(words) ?? []) {
    const asked = answered.get(label);
    const probability = asked && label.startsWith("@") ? likely * ofPlace : likely;
    if (asked || label === nothing) total += probability;
    if (asked) read.push({ label, asked, probability });
  }
  return read
    .filter(({ probability }) => probability / total >= leastRanked)
    .map((ranked) => ({ ...ranked, probability: ranked.probability / total }))
    .sort((a, b) => b.probability - a.probability);
}

const answeredAt = new WeakMap<Tree, Map<Place, ReadonlyMap<string, SideQuestion>>>();

/** The questions that have an answer at this place, by their labels. */
function listAnswered(tree: Tree, place: Place): ReadonlyMap<string, SideQuestion> {
  const places = answeredAt.get(tree) ?? new Map<Place, ReadonlyMap<string, SideQuestion>>();
  answeredAt.set(tree, places);
  const known = places.get(place);
  if (known) return known;
  const answered = new Map(
    listLabels(tree).flatMap((label) => {
      const asked = readLabel(tree.answers, place, label);
      return asked ? [[label, asked] as const] : [];
    }),
  );
  places.set(place, answered);
  return answered;
}

const listLabels = ({ answers }: Tree): string[] => [
  ...Object.keys(answers),
  ...topics.map((topic) => `@${topic}`),
  ...Object.keys(commands),
];

const buttons = new WeakMap<Tree, ReadonlyMap<string, string>>();

/** A question in the words of its button. */
function findPressed(tree: Tree, move: Move, text: string): SideQuestion | undefined {
  let labels = buttons.get(tree);
  if (!labels) {
    labels = new Map(
      listLabels(tree).flatMap((label) =>
        nameQuestion(tree, label) === undefined ? [] : [[nameQuestion(tree, label) ?? "", label]],
      ),
    );
    buttons.set(tree, labels);
  }
  const label = labels.get(text.trim());
  return label === undefined ? undefined : listAnswered(tree, findPlace(move)).get(label);
}

/** Topics that a command answers. */
const commands: Record<string, HelpCommand> = {
  "@explain": "what",
  "@how-to-find": "how",
  "@tried": "tried",
  "@print": "print",
};

/** Every label that the sentences of questions may have besides the tree's answers. */
export const isSideLabel = (label: string): boolean =>
  label === nothing || Object.hasOwn(commands, label) || (label.startsWith("@") && isTopic(label.slice(1)));

/** Undefined for a question that has no answer at this place. */
function readLabel(answers: Record<string, unknown>, place: Place, label: string): SideQuestion | undefined {
  const command = Object.hasOwn(commands, label) ? commands[label] : undefined;
  if (command) return { kind: "command", command };
  const own = findOwnTopic(label, place);
  if (own) return { kind: "state-question", topic: own };
  if (!label.startsWith("@"))
    return Object.hasOwn(answers, label) ? { kind: "side-question", answer: label } : undefined;
  const topic = label.slice(1);
  if (!isTopic(topic) || !fitsPlace(topic, place)) return undefined;
  // How long a wait takes is news of the technicians.
  return topic === "wait" ? { kind: "command", command: "news" } : { kind: "state-question", topic };
}
