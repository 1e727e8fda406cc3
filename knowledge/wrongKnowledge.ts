/** How a curator's mistake is told: what is wrong, where it stands, and the way out. */
import { distance } from "fastest-levenshtein";
import type * as z from "zod";

export type Mistake = { what: string; path: readonly (string | number)[] };

/** A knowledge file that cannot be used. The message lists every mistake found, each with its line. */
export class WrongKnowledge extends Error {
  readonly code = "WRONG_KNOWLEDGE";
  constructor(file: string, mistakes: readonly { what: string; place: string }[]) {
    const listed = mistakes.map(({ what, place }) => `✖ ${what}\n  → ${place}`);
    super(`${file} is not a valid knowledge file\n${listed.join("\n")}`);
  }
}

/** ` (did you mean "tunnel"?)` when one of the known words is close enough, else nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const [best] = [...known]
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ far }) => far <= Math.max(2, Math.floor(word.length / 3)))
    .sort((a, b) => a.far - b.far);
  return best ? ` (did you mean "${best.candidate}"?)` : "";
}

/** walk[3].tunnel[1], the way a path is written for people. */
export function pathText(path: readonly (string | number)[]): string {
  return path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? part : `.${part}`)).join("");
}

/** zod's issues in a curator's words. `keysAt` tells which words are known at a place. */
export function mistakesOf(error: z.ZodError, keysAt: (path: readonly (string | number)[]) => string[]): Mistake[] {
  return error.issues.flatMap((issue) => explain(issue, keysAt));
}

function explain(issue: z.core.$ZodIssue, keysAt: (path: readonly (string | number)[]) => string[]): Mistake[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const name = path.at(-1);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        what: `"${key}" is not a word of this place${didYouMean(key, keysAt(path))}`,
        path: [...path, key],
      }));
    case "invalid_type":
      if (issue.message.endsWith("received undefined"))
        return [{ what: `"${name}" is missing; it must be ${aThing(issue.expected)}`, path }];
      return [{ what: `"${name}" must be ${aThing(issue.expected)}`, path }];
    case "invalid_value":
      return [{ what: `"${name}" must be one of: ${issue.values.join(", ")}`, path }];
    case "invalid_key":
      return [{ what: `"${name}" is not an id: use small letters, digits and single hyphens, as in rd-gateway`, path }];
    case "invalid_union":
      return unionMistakes(issue, path, keysAt);
    case "too_small":
      return [{ what: `"${name}" ${issue.origin === "array" ? "must not be empty" : issue.message}`, path }];
    default:
      return [{ what: `"${name}" ${issue.message}`, path }];
  }
}

// Of the two ways to write a step (its id, or written out) only the one that was meant is worth explaining.
function unionMistakes(
  issue: Extract<z.core.$ZodIssue, { code: "invalid_union" }>,
  path: (string | number)[],
  keysAt: (path: readonly (string | number)[]) => string[],
): Mistake[] {
  const writtenOut = issue.errors.find((issues) => issues.some((inner) => inner.path.length > 0));
  const meant = writtenOut ?? issue.errors[0] ?? [];
  return meant.flatMap((inner) => explain({ ...inner, path: [...path, ...inner.path] } as z.core.$ZodIssue, keysAt));
}

function aThing(expected: string): string {
  const things: Record<string, string> = {
    string: "text (put it in quotes if YAML takes it for a number or date)",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    record: "a group of named entries",
    object: "a group of named entries",
  };
  return things[expected] ?? expected;
}
