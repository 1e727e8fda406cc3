/** Trains the four banks of the scorer from what people wrote. */

import { splitWords } from "../words.ts";
import { anyQuestion, type Bank, noAnswer, packBank } from "./bank.ts";
import { listFeatures, readSigns, readTokens } from "./features.ts";
import { cutSegments } from "./segments.ts";
import type { LabelledText, Sentence, Sentences } from "./sentences.ts";
import { type Example, type Manner, score, train, type Weights } from "./train.ts";

export type Models = {
  /** A part of a message, read without a question, by fact. */
  stated: Bank;
  /** A reply to the question of a fact, by fact. */
  replies: Bank;
  /** What a reply does, by place of the conversation: step, check, offer-hand-over, look, ask, form. */
  acts: Bank;
  /** What a person asks on the side. */
  questions: Bank;
};

/** What a reply can be besides an answer. */
export const asides = [
  "not-sure",
  "technician",
  "side-question",
  "correction",
  "works",
  "told",
  "unclear",
  "cannot",
] as const;
const isAside = (label: string) => (asides as readonly string[]).includes(label);
/** Acts that mean the same at every place. */
const everywhere = new Set([
  "works",
  "did-not-help",
  "another-code",
  "technician",
  "side-question",
  "not-sure",
  "cannot",
  "unclear",
]);

/** Replies that ask for something. */
const asking: readonly string[] = ["side-question", "technician"];
/** Enough replies and statements to know them, and not more than there are questions. */
const everyTelling = 8;

/** Found by training on the sentences of some people and hearing those of others. */
const manners = {
  stated: { decay: 0.01, sharpness: 1 },
  replies: { decay: 0.06, sharpness: 1.8 },
  acts: { decay: 0.02, sharpness: 1 },
  questions: { decay: 0.001, sharpness: 1 },
} satisfies Record<keyof Models, Manner>;

/** Trains everything, in about a minute. */
export function trainModels({ facts, acts, questions, messages }: Sentences): Models {
  const cache = new Map<string, string[]>();
  const readFeatures = (text: string) => {
    const known = cache.get(text) ?? listFeatures(readTokens(splitWords(text)), readSigns(text));
    cache.set(text, known);
    return known;
  };
  const example = ({ text, label }: Sentence): Example => ({ features: readFeatures(text), label });
  const parts = cutMessages(messages, readFeatures);
  const stated = new Map<string, Weights>();
  const replies = new Map<string, Weights>();
  const general = acts.filter(({ about }) => about === "ask");
  for (const [fact, own] of Map.groupBy(facts, ({ about }) => about)) {
    const answers = [...new Set(own.map(({ label }) => label))].filter(
      (label) => label !== noAnswer && !isAside(label),
    );
    // No more replies that say something else than sentences about the fact, or the bot hears too few answers.
    const fitting = general.filter(({ label }) => answers.includes(label) || isAside(label));
    const stride = Math.max(1, Math.ceil(fitting.length / own.length));
    const besides = fitting.filter((_, at) => at % stride === 0);
    replies.set(fact, train([...own, ...besides].map(example), [...answers, ...asides, noAnswer], manners.replies));
    const said = own.filter(({ reply, label }) => !reply && !isAside(label)).map(example);
    const fromMessages = parts.flatMap(({ features, facts: stating }) => {
      const label = stating.get(fact) ?? noAnswer;
      return label === "?" || (label !== noAnswer && !answers.includes(label)) ? [] : [{ features, label }];
    });
    const others = facts.filter(({ about, reply }) => about !== fact && !reply);
    stated.set(
      fact,
      trainStated(
        [...said, ...fromMessages.filter(({ label }) => label !== noAnswer)],
        fromMessages.filter(({ label }) => label === noAnswer),
        others.map(({ text }) => ({ features: readFeatures(text), label: noAnswer })),
        [...answers, noAnswer],
      ),
    );
  }
  const places = Map.groupBy(acts, ({ about }) => about);
  const actModels = [...places].map(([place, own]) => {
    const labels = [...new Set(own.map(({ label }) => label))];
    // At a step, "it's back" is about the step. Only there do people say so of anything but the connection.
    const isShared = (label: string) => everywhere.has(label) && !(place === "step" && label === "works");
    const shared = acts.filter(({ about, label }) => about !== place && isShared(label) && labels.includes(label));
    return [place, train([...own, ...shared].map(example), labels, manners.acts)] as const;
  });
  // Replies and statements ask nothing.
  const telling = [
    ...acts.filter(({ label }) => !asking.includes(label)),
    ...facts.filter(({ label }) => label !== noAnswer),
  ]
    .filter((_, at) => at % everyTelling === 0)
    .map(({ text }) => ({ features: readFeatures(text), label: noAnswer }));
  const asked = [...questions.map(example), ...telling];
  const labels = [...new Set(asked.map(({ label }) => label))];
  const questionModel = train(asked, labels, manners.questions);
  return {
    stated: packBank(stated),
    replies: packBank(replies),
    acts: packBank(new Map(actModels)),
    questions: packBank(new Map([[anyQuestion, questionModel]])),
  };
}

/** Sentences about other facts say nothing about this one, unless a first model finds an answer in them. */
function trainStated(
  own: readonly Example[],
  inMessages: readonly Example[],
  others: readonly Example[],
  labels: readonly string[],
): Weights {
  const first = train([...own, ...inMessages, ...others.filter((_, at) => at % 6 === 0)], labels, manners.stated);
  const nothing = (example: Example) => score(first, example.features).get(noAnswer) ?? 0;
  const kept = others.filter((example, at) => at % 3 === 0 && nothing(example) > 0.5);
  return train([...own, ...inMessages, ...kept], labels, manners.stated);
}

/** `facts` is what the part states; "?" for a part that only touches the words of a fact. */
type Part = { features: readonly string[]; facts: Map<string, string> };

function cutMessages(messages: readonly LabelledText[], readFeatures: (text: string) => string[]): Part[] {
  return messages.flatMap(({ message, spans }) => {
    const places = spans.map(({ fact, answer, words, hinted }) => {
      const from = message.indexOf(words);
      return { fact, answer: hinted ? "?" : answer, from, to: from + words.length };
    });
    const parts = cutSegments(message).map(({ from, to, asks }) => {
      const facts = new Map<string, string>();
      for (const place of places) {
        const shared = Math.min(to, place.to) - Math.max(from, place.from);
        if (shared <= 0) continue;
        const whole = shared >= (place.to - place.from) * 0.8;
        const answer = whole ? place.answer : "?";
        // Two answers to one fact in a sentence teach nothing about either.
        facts.set(place.fact, facts.has(place.fact) && facts.get(place.fact) !== answer ? "?" : answer);
      }
      return { features: readFeatures(message.slice(from, to) + (asks ? "?" : "")), facts };
    });
    const exact = spans.flatMap(({ fact, answer, words, hinted }) =>
      hinted ? [] : [{ features: readFeatures(words), facts: new Map([[fact, answer]]) }],
    );
    // The words of a span can state other facts as well, so they are examples of their own fact only.
    for (const part of exact) for (const { fact } of spans) if (!part.facts.has(fact)) part.facts.set(fact, "?");
    return [...parts, ...exact];
  });
}
