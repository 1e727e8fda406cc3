/** Reads a message into a form that is easy to compare. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { understand } from "../../../knowledge/reading/understand.ts";
import { loadCodes } from "../../../knowledge/tree/codes.ts";
import { treeSchema } from "../../../knowledge/tree/tree.ts";

const file = new URL("../../../knowledge/rdp-0x904.yaml", import.meta.url);
// Only the parts that are read with, so that these tests run even while the rest of the tree has mistakes.
const readWith = treeSchema.pick({ facts: true, "rdp-settings": true });
const { facts, "rdp-settings": rdpSettings } = parse(readFileSync(file, "utf8"));
export const knowledge = { tree: readWith.parse({ facts, "rdp-settings": rdpSettings }), codes: loadCodes() };

export type Said = { message: string; codes: string[]; inScope: string; facts: string[] };

export function read(message: string): Said {
  const { codes, inScope, facts } = understand(knowledge, message);
  return {
    message,
    codes: codes.map(({ kind, hex }) => `${kind} ${hex}`),
    inScope,
    facts: facts.map(({ fact, answer }) => `${fact}: ${answer}`).sort(),
  };
}
