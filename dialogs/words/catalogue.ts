/** Reads a file of sentences. */
import { IntlMessageFormat } from "intl-messageformat";
import { parse } from "yaml";

/** Sentences by id. The groups of the file are joined with dots: "talk.greeting". */
export type Catalogue = ReadonlyMap<string, string>;

/** Throws if a value is neither a text nor a group. */
export function readCatalogue(yaml: string): Catalogue {
  return new Map(flatten(parse(yaml), ""));
}

function flatten(value: unknown, id: string): [string, string][] {
  if (typeof value === "string") return [[id, value.trim()]];
  if (typeof value !== "object" || value === null) throw new Error(`${id || "the file"} must be a text or a group`);
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, id === "" ? key : `${id}.${key}`));
}

/** Throws a SyntaxError for a text that is no ICU message. */
export const makeFormat = (text: string, language: string): IntlMessageFormat =>
  new IntlMessageFormat(text, language, undefined, { ignoreTag: true });

/** The places of a sentence that are filled, and whether a number decides its form. */
export type Places = ReadonlyMap<string, "text" | "number">;

type Elements = ReturnType<IntlMessageFormat["getAst"]>;

// The kinds of elements, as the parser numbers them.
const kinds = { argument: 1, select: 5, plural: 6 } as const;

export function findPlaces(text: string): Places {
  const places = new Map<string, "text" | "number">();
  const visit = (elements: Elements): void => {
    for (const element of elements) {
      if (element.type === kinds.argument && !places.has(element.value)) places.set(element.value, "text");
      if (element.type === kinds.select || element.type === kinds.plural) {
        places.set(element.value, element.type === kinds.plural ? "number" : "text");
        for (const { value } of Object.values(element.options)) visit(value);
      }
    }
  };
  visit(makeFormat(text, "en").getAst());
  return places;
}
