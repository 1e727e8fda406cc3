/** The catalogue of sentences: an editor changes it without TypeScript, and mistakes are named with the way out. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readCatalogue } from "../../dialogs/words/catalogue.ts";
import { findCatalogueFaults, writeIds } from "../../dialogs/words/catalogueFaults.ts";
import { anyOf, sentence, speak } from "../../dialogs/words/sentence.ts";
import { words } from "../../src/commands/words.ts";
import { run } from "../support/command.ts";

afterEach(() => {
  speak("en");
});

test("the sentences of the project have no fault", async () => {
  expect(await run(words, ["check"])).toMatchObject({ status: 0, err: "" });
});

test("a place is filled, and a number chooses the form", () => {
  expect(sentence("withdrawn", { reference: "RC-7K3F-2QW9" })).toContain("RC-7K3F-2QW9");
  expect(sentence("takes", { minutes: 1 })).toBe("About a minute.");
  expect(sentence("takes", { minutes: 5 })).toBe("About 5 minutes.");
  expect(anyOf(["mail", "webhook"])).toBe("mail or webhook");
});

test("words of people stay as they are, whatever they look like", () => {
  const hostile = "{name} '{' <b> #";
  expect(sentence("changed-to", { what: hostile })).toContain(hostile);
});

test("another language is a file more, and without one the bot keeps its language", () => {
  const folder = `${mkdtempSync(path.join(tmpdir(), "words-"))}${path.sep}`;
  writeFileSync(`${folder}de.yaml`, "noted: Notiert.\n");
  expect(speak("fr", folder)).toBe(false);
  expect(sentence("noted")).toBe("Noted.");
  expect(speak("de", folder)).toBe(true);
  expect(sentence("noted")).toBe("Notiert.");
  expect(() => sentence("skipped")).toThrow('de.yaml has no sentence "skipped"');
});

describe("faults", () => {
  const check = (files: Record<string, string>, ...sources: string[]) =>
    findCatalogueFaults(new Map(Object.entries(files).map(([name, text]) => [name, readCatalogue(text)])), sources);

  test("a sentence that no code uses", () => {
    expect(check({ en: "hello: Hello.\nbye: Bye." }, 'sentence("hello")')).toEqual([
      "en.yaml, bye: no code uses this sentence; delete it",
    ]);
  });

  test("a sentence that code uses and the file lacks", () => {
    expect(check({ en: "hello: Hello." }, '"hello"', '<%= it.sentence("hallo") %>')).toEqual([
      "en.yaml: the sentence hallo is missing, and code uses it",
    ]);
  });

  test("a group whose sentences are chosen by name counts as used", () => {
    expect(check({ en: "talk: { hello: Hello., bye: Bye. }" }, ["sentence(`talk.$", "{kind}`)"].join(""))).toEqual([]);
  });

  test("a text that is no message", () => {
    expect(check({ en: "hello: 'Hello {name'" }, '"hello"')).toEqual([
      expect.stringMatching(/^en\.yaml, hello: .*write '\{' for a brace itself$/),
    ]);
  });

  test("another language that lacks a sentence, has one too many, or fills other places", () => {
    const en = "hello: 'Hello {name}.'\nbye: Bye.";
    const de = "hello: 'Hallo {wer}.'\nmoin: Moin.";
    expect(check({ en, de }, '"hello" "bye"')).toEqual([
      "de.yaml: the sentence bye is missing",
      "de.yaml, moin: en.yaml has no such sentence; delete it",
      "de.yaml, hello: fills wer, and must fill name",
    ]);
  });

  test("a value that is neither a text nor a group", () => {
    expect(() => readCatalogue("talk: { hello: [a] }")).not.toThrow();
    expect(() => readCatalogue("talk: { hello: 3 }")).toThrow("talk.hello must be a text or a group");
  });

  test("what the compiler checks: every id with its places", () => {
    const catalogue = readCatalogue("hello: 'Hello {name}, {count, plural, one {# mail} other {# mails}}.'\nbye: Bye.");
    expect(writeIds(catalogue)).toContain("  hello: { name: string | number; count: number };\n  bye: null;\n");
  });
});
