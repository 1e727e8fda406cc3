/** Looks up the sentences of the catalogue. Questions, instructions and warnings about the fault are in the tree. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { IntlMessageFormat } from "intl-messageformat";
import { type Catalogue, makeFormat, readCatalogue } from "./catalogue.ts";
import type { Sentences } from "./ids.ts";

export type Id = keyof Sentences;

const ownFolder = fileURLToPath(new URL(".", import.meta.url));

type Spoken = {
  language: string;
  catalogue: Catalogue;
  formats: Map<string, IntlMessageFormat>;
  anyOf: Intl.ListFormat;
};

let spoken = load("en", ownFolder);

function load(language: string, folder: string): Spoken {
  return {
    language,
    catalogue: readCatalogue(readFileSync(`${folder}${language}.yaml`, "utf8")),
    formats: new Map(),
    anyOf: new Intl.ListFormat(language, { type: "disjunction" }),
  };
}

/** Speaks another language from now on, for the whole process. Stays with the present one, and returns false, if it has no file. */
export function speak(language: string, folder = ownFolder): boolean {
  if (!/^[a-z]{2,3}(?:-[A-Za-z]+)?$/.test(language) || !existsSync(`${folder}${language}.yaml`)) return false;
  if (language !== spoken.language) spoken = load(language, folder);
  return true;
}

/** The sentence with its places filled. */
export function sentence<I extends Id>(id: I, ...[values]: Sentences[I] extends null ? [] : [Sentences[I]]): string {
  const { language, catalogue, formats } = spoken;
  let format = formats.get(id);
  if (!format) {
    const text = catalogue.get(id);
    if (text === undefined) throw new Error(`dialogs/words/${language}.yaml has no sentence "${id}"`);
    format = makeFormat(text, language);
    formats.set(id, format);
  }
  return String(format.format(values ?? undefined));
}

/** The sentences of a group. Their places are not filled. */
export function listSentences(group: string): string[] {
  return [...readGroup(group).values()];
}

/** The sentences of a group by their ids. Their places are not filled. */
export function readGroup(group: string): Catalogue {
  return new Map([...spoken.catalogue].filter(([id]) => id.startsWith(group)));
}

/** The language that is spoken, such as "en". */
export const spokenLanguage = (): string => spoken.language;

/** "Japanese" for "ja" */
export const nameLanguage = (code: string): string =>
  new Intl.DisplayNames(spoken.language, { type: "language" }).of(code) ?? code;

/** "a, b, or c" */
export const anyOf = (parts: readonly string[]): string => spoken.anyOf.format(parts);
