/** Loads and checks codes.yaml (codes, Windows events, other faults), and looks up its entries. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isNode, LineCounter, parseDocument } from "yaml";
import * as z from "zod";
import { idPattern } from "./fields.ts";
import type { Scorer } from "./scorer.ts";
import type { Tree } from "./tree.ts";
import { formatPath, listMistakes, WrongKnowledge } from "./wrongKnowledge.ts";

const text = z.string().trim().min(1, "is empty; write a sentence");
const id = z
  .string()
  .regex(idPattern, "is not an id: use lowercase letters, digits and single hyphens, as in black-screen");
const number = z.int().nonnegative();

const codeEntry = z.strictObject({
  code: number,
  kind: z.enum(["disconnect", "extended", "gateway", "errinfo", "negotiation"]),
  name: text.optional(),
  means: text,
  source: id,
});
const eventEntry = z.strictObject({
  event: number,
  log: text,
  means: text,
  source: id,
  /** If the pasted event contains these words, it is harmless and does not count. */
  "not-when": text.optional(),
});
const otherFault = z.strictObject({ id, title: text, means: text, says: z.array(text).min(1) });

export const codesSchema = z
  .strictObject({
    sources: z.record(id, z.strictObject({ title: text, url: z.url(), trust: z.enum(["high", "medium", "low"]) })),
    codes: z.array(codeEntry).min(1),
    events: z.array(eventEntry),
    "other-faults": z.array(otherFault),
  })
  .superRefine((file, context) => {
    const refuse = (message: string, path: (string | number)[]) =>
      context.addIssue({ code: "custom", message, path, input: file });
    const seen = new Set<string>();
    const once = (name: string, path: (string | number)[]) => {
      if (seen.has(name)) refuse(`appears twice (${name}); keep one of them`, path);
      seen.add(name);
    };
    const checkSource = (source: string, path: (string | number)[]) => {
      if (!file.sources[source]) refuse(`names "${source}", which is not listed under "sources:"`, path);
    };
    file.codes.forEach(({ kind, code, source }, at) => {
      once(`${kind} ${formatHex(code)}`, ["codes", at, "code"]);
      checkSource(source, ["codes", at, "source"]);
    });
    file.events.forEach(({ event, source }, at) => {
      once(`event ${event}`, ["events", at, "event"]);
      checkSource(source, ["events", at, "source"]);
    });
    file["other-faults"].forEach(({ id }, at) => {
      once(`other fault ${id}`, ["other-faults", at, "id"]);
    });
  });

export type Codes = z.infer<typeof codesSchema>;
/** Everything that deciding a case needs besides its events. A tree without sentences of its own has no scorer. */
export type Knowledge = { tree: Tree; codes: Codes; scorer?: Scorer | undefined };
export type CodeEntry = Codes["codes"][number];
export type OtherFault = Codes["other-faults"][number];

export const embeddedCodes = fileURLToPath(new URL("../codes.yaml", import.meta.url));

/** Throws WrongKnowledge, which lists every mistake with its line and how to correct it. */
export function loadCodes(file: string = embeddedCodes): Codes {
  let source: string;
  try {
    source = readFileSync(file, "utf8");
  } catch (cause) {
    throw new WrongKnowledge(file, [
      { what: `the file could not be read: ${cause}`, place: "name a file of codes that exists" },
    ]);
  }
  const lines = new LineCounter();
  const doc = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const formatLine = (offset: number) => `line ${lines.linePos(offset).line}`;
  if (doc.errors.length > 0) {
    throw new WrongKnowledge(
      file,
      doc.errors.map(({ message, pos }) => ({ what: `this is not valid YAML: ${message}`, place: formatLine(pos[0]) })),
    );
  }
  const parsed = codesSchema.safeParse(doc.toJS());
  if (parsed.success) return parsed.data;
  const formatPlace = (path: readonly (string | number)[]): string => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = doc.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return `${formatLine(node.range[0])}, ${formatPath(path)}`;
    }
    return "line 1";
  };
  throw new WrongKnowledge(
    file,
    listMistakes(parsed.error, () => []).map(({ what, path }) => ({ what, place: formatPlace(path) })),
  );
}

/** 2308 -> "0x904" */
export const formatHex = (code: number): string => `0x${code.toString(16)}`;

type Index = { kinds: Map<string, CodeEntry>; events: Map<number, Codes["events"][number]> };
const indexes = new WeakMap<Codes, Index>();

function buildIndex(codes: Codes): Index {
  let index = indexes.get(codes);
  if (!index) {
    index = {
      kinds: new Map(codes.codes.map((entry) => [`${entry.kind} ${entry.code}`, entry])),
      events: new Map(codes.events.map((entry) => [entry.event, entry])),
    };
    indexes.set(codes, index);
  }
  return index;
}

/** Looks up the first number of the dialog ("Error code"). */
export function findErrorCode(codes: Codes, code: number): CodeEntry | undefined {
  const { kinds } = buildIndex(codes);
  return kinds.get(`disconnect ${code}`) ?? kinds.get(`gateway ${code}`) ?? kinds.get(`errinfo ${code}`);
}

/** Looks up the second number of the dialog ("Extended error code"). */
export function findExtendedCode(codes: Codes, code: number): CodeEntry | undefined {
  return buildIndex(codes).kinds.get(`extended ${code}`);
}

export function findWindowsEvent(codes: Codes, event: number): Codes["events"][number] | undefined {
  return buildIndex(codes).events.get(event);
}
