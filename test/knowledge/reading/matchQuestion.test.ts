/** The nearest known question is found for what people really type. */
import { describe, expect, test } from "vitest";
import { createQuestionMatcher } from "../../../knowledge/reading/matchQuestion.ts";

const match = createQuestionMatcher(
  Object.entries({
    fault: ["is this/it my fault", "did i do something wrong"],
    work: ["will i lose my work/files", "are my files gone"],
    wait: ["how long does it take", "how much time does it need"],
    technician: ["what does a technician do", "what is a technician"],
    "no-code": ["what if it says no code"],
    what: ["what is it"],
  }).flatMap(([id, asks]) => asks.map((phrase) => ({ id, phrase }))),
);
const nearest = (text: string): string | undefined => match(text)[0]?.id;

describe("the same question in other words", () => {
  test.each([
    ["is that my fault", "fault"],
    ["is it really all my fault then", "fault"],
    ["will i loose my documents", "work"],
    ["did i do somthing wrong", "fault"],
    ["how long will that take, minutes or hours", "wait"],
    ["wie lange dauert das", undefined],
    ["what do technicians do", "technician"],
  ])('"%s" is %s', (text, id) => expect(nearest(text)).toBe(id));
});

describe("what happened and what may happen are two questions", () => {
  const ask = createQuestionMatcher([
    { id: "safe", phrase: "can i break something" },
    { id: "fault", phrase: "did i do something wrong" },
  ]);
  test.each([
    ["can i break something", "safe"],
    ["did i break something", undefined],
    ["will i break something", "safe"],
  ])('"%s" is %s', (text, id) => expect(ask(text)[0]?.id).toBe(id));
});

test("a question whose own subject is missing in the known one has to agree in the rest", () => {
  const others = Array.from({ length: 22 }, (_, at) => ({ id: `other-${at}`, phrase: `may i see number${at}` }));
  const ask = createQuestionMatcher([
    { id: "between", phrase: "what is in between" },
    { id: "distance", phrase: "how far is it between" },
    { id: "gateway", phrase: "do i use a gateway" },
    ...others,
  ]);
  expect(ask("what is between the gateway")).toEqual([]);
  expect(ask("what is there in between then")[0]?.id).toBe("between");
});

describe("another question", () => {
  test.each([
    "why a technician",
    "what happens if i say no",
    "is it raining",
    "what is it worth",
    "will my cat eat my files tomorrow morning",
    "my work",
    "",
  ])('"%s" is none of them', (text) => expect(nearest(text)).toBeUndefined());
});

test("a question in the words of the curator is certain", () => {
  expect(match("what is a technician")[0]).toEqual({ id: "technician", score: 1 });
});
