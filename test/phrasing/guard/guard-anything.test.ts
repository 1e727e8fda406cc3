/** Promises of the guard that hold for any wording of the tree and any text at all. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { listPhrasables } from "../../../dialogs/wording/phrasables.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { judge } from "../../../src/phrasing/guard/guard.ts";
import { free, markers, mayCome, mayGo, openers } from "../../../src/phrasing/guard/vocabulary.ts";

const wordings = listPhrasables(loadTree()).map(({ text }) => text);
const anyWording = fc.constantFrom(...wordings);
// The lists hold thousands of pairs: which of them are looked at must not depend on luck.
const seed = 904;
const wordsOf = (text: string) => text.split(" ");
const bare = (word: string) => word.toLowerCase().replace(/[^a-z']/g, "");

test("every wording may be sent as it is", () => {
  expect(wordings.filter((text) => !judge(text, text).accepted)).toEqual([]);
});

test("no word that counts can be left out", () => {
  const beginnings = new Set(openers.flatMap((opener) => opener.toLowerCase().split(" ")));
  const counts = (word: string) =>
    !free.has(word) &&
    !mayGo.has(word) &&
    !mayCome.has(word) &&
    !["then", "that", "this", "these", "there"].includes(word);
  const lost = wordings.flatMap((text) =>
    wordsOf(text)
      .map((word, at) => ({ word: bare(word), rest: wordsOf(text).toSpliced(at, 1).join(" "), at }))
      .filter(({ word, at }) => counts(word) && !(at < 4 && beginnings.has(word)))
      .filter(({ rest }) => judge(text, rest).accepted)
      .map(({ word }) => `"${word}" of: ${text}`),
  );
  expect(lost).toEqual([]);
});

// "There" beside "is" is no place, "then" after "and" no other order, and "cut off" is listed beside "cut".
test("no word that counts can be put in, wherever it stands", () => {
  const added = fc.constantFrom(
    ...[...markers.keys()].filter(
      (word) =>
        !word.includes("-") &&
        !["then", "if", "there", "so", "off", "out", "down", "away", "back", "over", "through"].includes(word),
    ),
    "graphics",
    "driver",
    "password",
    "technician",
    "ticket",
    "3389",
    "0x905",
    "Azure",
  );
  fc.assert(
    fc.property(anyWording, added, fc.nat(), (text, word, at) => {
      const words = wordsOf(text);
      const longer = words.toSpliced(at % (words.length + 1), 0, word).join(" ");
      return !judge(text, longer).accepted;
    }),
    { numRuns: 1000, seed },
  );
});

test("no marker can stand for one of another line", () => {
  const every = [...markers.keys()].filter((word) => !word.includes("-"));
  fc.assert(
    fc.property(anyWording, fc.nat(), fc.constantFrom(...every), (text, at, other) => {
      const words = wordsOf(text);
      const places = words.flatMap((word, place) => (markers.has(bare(word)) ? [place] : []));
      fc.pre(places.length > 0);
      const place = places[at % places.length] as number;
      const [was, is] = [markers.get(bare(words[place] ?? "")), markers.get(other)];
      fc.pre(was?.name !== is?.name && !wider.has(`${was?.name} ${other}`));
      return !judge(text, words.toSpliced(place, 1, other).join(" ")).accepted;
    }),
    { numRuns: 1000, seed },
  );
});

/** What may stand for a word, but not the other way round. */
const wider = new Set(["because since", "two both", "may might", "whether if", "then then"]);

test("no character of another script, none that is invisible, none that turns the line", () => {
  const strange = fc.constantFrom(
    ..."\u0430\u043e\u03bf\uff11\u200b\u200d\u00ad\u202e\u2066\ufeff\u2028\u0301\u{1f642}\u{1d5d4}\u0000\t",
  );
  fc.assert(
    fc.property(anyWording, strange, fc.nat(), (text, character, at) => {
      const place = at % (text.length + 1);
      return !judge(text, text.slice(0, place) + character + text.slice(place)).accepted;
    }),
  );
});

test("whatever a model writes, there is a verdict; and what has nothing to do with the wording is rejected", () => {
  fc.assert(
    fc.property(anyWording, fc.string({ unit: "binary", maxLength: 400 }), (template, text) => {
      const verdict = judge(template, text);
      return text.trim() === template || !verdict.accepted;
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (template, text) => {
      judge(template, text);
      judge(template, template);
    }),
  );
});

test("another wording of the tree is never taken for this one", () => {
  const confused = wordings.flatMap((one) =>
    wordings.filter((other) => other !== one && judge(one, other).accepted).map((other) => `${one} / ${other}`),
  );
  expect(confused).toEqual([]);
});
