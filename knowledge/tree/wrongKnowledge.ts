/** Reports a curator's mistakes: what is wrong, where, and how to correct it. */
import { distance } from "fastest-levenshtein";
import type * as z from "zod";

export type Mistake = { what: string; path: readonly (string | number)[] };

/** A knowledge file cannot be used. The message lists every mistake with its line. */
export class WrongKnowledge extends Error {
  readonly code = "WRONG_KNOWLEDGE";
  constructor(file: string, mistakes: readonly { what: string; place: string }[]) {
    const listed = mistakes.map(({ what, place }) => `✖ ${what}\n  → ${place}`);
    super(`${file} is not a valid knowledge file\n${listed.join("\n")}`);
  }
}

/** ` (did you mean "tunnel"?)` if one of the known words is close enough, otherwise an empty string. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const best = findClosest(word, known);
  return best ? ` (did you mean "${best}"?)` : "";
}

function findClosest(word: string, known: Iterable<string>): string | undefined {
  const [best] = [...known]
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ far }) => far <= Math.max(2, Math.floor(word.length / 3)))
    .sort((a, b) => a.far - b.far);
  return best?.candidate;
}

/** Formats a path for people: `walk[3].tunnel[1]`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.map((part, at) => (typeof part === "number" ? `[${part}]` : at === 0 ? part : `.${part}`)).join("");
}

type Issue = z.core.$ZodIssue;
type KeysAt = (path: readonly (string | number)[]) => string[];

/** Translates zod's issues into a curator's words. `keysAt` lists the keys that the schema allows at a path. */
export function listMistakes(error: z.ZodError, keysAt: KeysAt): Mistake[] {
  const mistakes = error.issues.flatMap((issue) => explainIssue(issue, keysAt));
  // zod reports a misspelt key a second time, as missing. Report it once.
  const misspelt = new Set(mistakes.map(({ meant }) => meant).filter(Boolean));
  return mistakes.filter(({ missing, path }) => !(missing && misspelt.has(formatPath(path))));
}

function explainIssue(issue: Issue, keysAt: KeysAt): (Mistake & { missing?: true; meant?: string | undefined })[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const name = formatName(path);
  const single = (what: string) => [{ what: `${name} ${what}`, path }];
  if ((issue.code === "invalid_type" || issue.code === "invalid_value") && issue.input === undefined)
    return [{ what: `${name} is missing; it must be ${describeExpected(issue)}`, path, missing: true }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const known = keysAt(path);
        const meant = findClosest(key, known);
        return {
          what: `"${key}" is not allowed here${meant ? ` (did you mean "${meant}"?)` : `; allowed are: ${known.join(", ")}`}`,
          path: [...path, key],
          meant: meant && formatPath([...path, meant]),
        };
      });
    case "invalid_type":
      if (issue.input === null) return single(`is empty; it must be ${describeExpected(issue)}`);
      if (issue.expected === "string" && typeof issue.input !== "object")
        return single(`must be text, but YAML reads this value as a ${typeof issue.input}; put it in quotes`);
      return single(`must be ${describeExpected(issue)}`);
    case "invalid_value":
      return single(`must be ${describeExpected(issue)}${didYouMean(String(issue.input), issue.values.map(String))}`);
    case "invalid_key":
      return [{ what: `"${path.at(-1)}" ${issue.issues[0]?.message}`, path }];
    case "invalid_union":
      return listUnionMistakes(issue, path, keysAt);
    case "too_small":
      if (issue.origin === "array") return single("is empty; list at least one entry");
      if (issue.origin === "string") return single(issue.message);
      return single(`must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`);
    case "too_big":
      return single(issue.origin === "string" ? issue.message : `must be at most ${issue.maximum}`);
    case "invalid_format":
      return single(`${formats[issue.format] ?? issue.message} (found "${issue.input}")`);
    default:
      return single(`${issue.message}${typeof issue.input === "string" ? ` (found "${issue.input}")` : ""}`);
  }
}

const formats: Record<string, string> = {
  date: "must be a date such as 2026-11-22",
  url: "must be a web address such as https://learn.microsoft.com/",
};

function formatName(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (typeof last !== "number") return `"${last}"`;
  return path.length > 1 ? `entry ${last + 1} of "${path.at(-2)}"` : `entry ${last + 1}`;
}

// A step is an id or is written out. zod reports the mistakes of both ways; report only those of the way the curator chose.
function listUnionMistakes(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: (string | number)[],
  keysAt: KeysAt,
): Mistake[] {
  const writtenOut = issue.errors.find((issues) => issues.some((inner) => inner.path.length > 0));
  const chosen = writtenOut ?? issue.errors[0] ?? [];
  return chosen.flatMap((inner) => explainIssue({ ...inner, path: [...path, ...inner.path] } as Issue, keysAt));
}

function describeExpected(issue: Extract<Issue, { code: "invalid_type" | "invalid_value" }>): string {
  if (issue.code === "invalid_value") return `one of: ${issue.values.join(", ")}`;
  const things: Record<string, string> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    record: "a group of named entries",
    object: "a group of named entries",
  };
  return things[issue.expected] ?? issue.expected;
}
