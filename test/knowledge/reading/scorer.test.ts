/** The scorer learns from sentences, the same on every machine, and only ranks. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { trainModels } from "../../../knowledge/reading/scorer/models.ts";
import { formatScorer, makeScorer, readOrigin } from "../../../knowledge/reading/scorer/scorer.ts";
import { parseSentences, type Sentences } from "../../../knowledge/reading/scorer/sentences.ts";

const facts = parseSentences(
  "between",
  `// between: What lies in between?
# vpn
we connect over the company vpn
I am on the AnyConnect vpn from home
from home over vpn
> vpn
> a vpn I think
# nothing
nothing in between, same lan
we are all in the same lan
> nothing
> no, same lan
# -
do I need a vpn
should I use the lan
the printer is on the lan`,
);
const acts = [
  ...parseSentences(
    "check",
    "# works\nyes it works\nworks now thanks\nfinally, it works\n# did-not-help\nsame error\nno, same error again\nstill the same error",
  ),
  ...parseSentences("ask", "# technician\nI want a human\ngive me a human\n# told\nmy cat is ill\nthe cat sat on it"),
];
const questions = parseSentences(
  "answers",
  `# is-it-safe
is it safe
is that dangerous
can it break anything
# @how-long
how long does it take
how long will that be
# -
will it rain today
thanks a lot`,
);
const messages = [
  {
    message: "Hello. I sit at home and go over the vpn, it is raining.",
    spans: [{ fact: "between", answer: "vpn", words: "go over the vpn", hinted: false }],
  },
];
const sentences: Sentences = { facts, acts, questions, messages };
const file = formatScorer({ from: "abc", ...trainModels(sentences) });
const scorer = makeScorer(file);
const most = (scores: ReadonlyMap<string, number>) => [...scores].sort((a, b) => b[1] - a[1])[0]?.[0];

test("training twice gives the same weights", () => {
  expect(formatScorer({ from: "abc", ...trainModels(sentences) })).toBe(file);
  expect(readOrigin(file)).toBe("abc");
});

test("a statement is found in its clause, and quoted", () => {
  const [found] = scorer.readStatements("Good morning. From home I go over the company vpn, the sun shines.");
  expect(found).toMatchObject({ fact: "between", answer: "vpn" });
  expect(found?.from).toContain("vpn");
});

test("a reply is understood with its question, and its act at its place", () => {
  expect(most(scorer.readReply("between", "a vpn"))).toBe("vpn");
  expect(most(scorer.readReply("between", "give me a human please"))).toBe("technician");
  expect(most(scorer.readAct("check", "works, thanks"))).toBe("works");
  expect(most(scorer.readAct("check", "again the same error"))).toBe("did-not-help");
});

test("a question on the side is found by its answer or topic, and another one by none", () => {
  expect(most(scorer.readQuestion("is it dangerous"))).toBe("is-it-safe");
  expect(most(scorer.readQuestion("so how long will it take"))).toBe("@how-long");
  expect(most(scorer.readQuestion("will it rain"))).toBe("-");
});

test("a word with a letter too many or two letters exchanged is still known", () => {
  expect(most(scorer.readAct("check", "agian the same errror"))).toBe("did-not-help");
});

test("why a statement is supposed can be explained", () => {
  const [found] = scorer.readStatements("over the vpn");
  expect(found && scorer.explainStatement(found).map(({ feature }) => feature)).toContain("over");
});

test("a question nobody trained has no answer", () => {
  expect(scorer.readReply("another", "yes").size).toBe(0);
});

test("whatever the text, probabilities are between 0 and 1 and words are quoted from it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      for (const { probability, from } of scorer.readStatements(text)) {
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThanOrEqual(1);
        expect(text).toContain(from);
      }
    }),
  );
});
