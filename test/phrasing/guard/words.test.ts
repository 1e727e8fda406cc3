/** The guard's word lists: what a curator may rely on, and what a mistake in them would break. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { judge } from "../../../src/phrasing/guard/guard.ts";
import { free, markers, mayCome, openers, synonyms } from "../../../src/phrasing/guard/vocabulary.ts";

const lists = (name: string) =>
  parse(readFileSync(new URL(`../../../src/phrasing/guard/words/${name}.yaml`, import.meta.url), "utf8"));

test("no word counts for nothing and for something at once", () => {
  const both = [...free, ...mayCome].filter((word) => markers.has(word));
  // "that" and "this" point at one of two computers only where one follows.
  expect(both).toEqual([]);
});

test("no marker has a second meaning on another line", () => {
  const words = Object.values<string[]>(lists("markers")).flatMap((lines) =>
    lines.flatMap((line) => line.split(",").map((word) => word.trim().toLowerCase())),
  );
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
});

test("a word with a meaning in the markers has no synonyms besides", () => {
  expect([...synonyms.keys()].filter((word) => markers.has(word))).toEqual([]);
});

test("each line of synonyms holds at least two, each once", () => {
  const wrong = (lists("synonyms") as string[]).filter((line) => {
    const words = line.split(",").map((word) => word.trim());
    return words.length < 2 || new Set(words).size !== words.length;
  });
  expect(wrong).toEqual([]);
});

test("opposites and different things never come to mean the same", () => {
  const apart = [
    ["open", "close"],
    ["open", "closed"],
    ["start", "stop"],
    ["begin", "end"],
    ["allow", "deny"],
    ["allow", "refuse"],
    ["accept", "refuse"],
    ["enable", "disable"],
    ["install", "uninstall"],
    ["add", "remove"],
    ["delete", "disable"],
    ["delete", "rename"],
    ["lock", "unlock"],
    ["connect", "disconnect"],
    ["succeed", "fail"],
    ["work", "fail"],
    ["find", "lose"],
    ["keep", "lose"],
    ["keep", "delete"],
    ["old", "new"],
    ["safe", "dangerous"],
    ["harmless", "harmful"],
    ["right", "wrong"],
    ["same", "different"],
    ["big", "small"],
    ["fast", "slow"],
    ["good", "bad"],
    ["common", "rare"],
    ["cause", "symptom"],
    ["error", "warning"],
    ["server", "client"],
    ["computer", "server"],
    ["computer", "network"],
    ["certificate", "key"],
    ["certificate", "password"],
    ["gateway", "tunnel"],
    ["firewall", "gateway"],
    ["user", "administrator"],
    ["technician", "administrator"],
    ["restart", "reset"],
    ["expire", "revoke"],
    ["block", "slow"],
    ["crash", "close"],
    ["renew", "revoke"],
    ["send", "receive"],
    ["give", "take"],
    ["ask", "answer"],
    ["show", "hide"],
    ["public", "private"],
    ["local", "remote"],
    ["inbound", "outbound"],
    ["valid", "invalid"],
    ["know", "guess"],
    ["prove", "suggest"],
    ["test", "cure"],
    ["change", "break"],
    ["secure", "encrypt"],
    ["hang", "crash"],
    ["repair", "replace"],
    ["stop", "pause"],
    ["expired", "missing"],
    ["damaged", "missing"],
    ["wrong", "missing"],
    ["copy", "move"],
  ] as const;
  const confused = apart.filter(
    ([one, other]) =>
      judge(`The ${one} part is here.`, `The ${other} part is here.`).accepted ||
      judge(`They ${one} it.`, `They ${other} it.`).accepted ||
      judge(`They ${other} it.`, `They ${one} it.`).accepted,
  );
  expect(confused).toEqual([]);
});

test("a friendly beginning says nothing about the fault, a person or what will be done", () => {
  const claims = openers.filter((opener) =>
    /\b(?:will|can(?! see)|must|should|technician|ticket|fixed|done|works|safe|always|never|not|only|your (?!frustration))\b/i.test(
      opener,
    ),
  );
  expect(claims).toEqual([]);
});
