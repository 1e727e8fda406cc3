/** Shows what the guard turned away, so that somebody can tell whether the model, its instructions or the guard is to be changed. */
import { parseArgs } from "node:util";
import type { StoredRejection } from "../../store/phrasings.ts";
import { plain, wrapped } from "../../tickets/plainText.ts";
import { moment } from "../../tickets/renderTicket.ts";
import type { Program } from "../program.ts";
import { withStore } from "../withStore.ts";

const options = { json: { type: "boolean" }, most: { type: "string", default: "20" } } as const;

/** Returns the exit code. Opens the store only where there is one. */
export async function listRejected(words: string[], program: Program): Promise<0 | 1> {
  const { json, most } = parseArgs({ args: words, options }).values;
  if (!/^[1-9]\d{0,3}$/.test(most)) {
    program.errors.write(`--most ${plain(most)} is no number of texts\n  → a whole number from 1 to 9999\n`);
    return 1;
  }
  const found = await withStore(program, (store) => store.phrasings.listRejected(Number(most)));
  if (!found) return 1;
  if (json) for (const one of found) program.output.write(`${escapeNonAscii(JSON.stringify(one))}\n`);
  else
    program.output.write(found.length > 0 ? found.map(renderRejection).join("\n") : "Nothing was rejected so far.\n");
  return 0;
}

function renderRejection(one: StoredRejection): string {
  const times = one.times > 1 ? [`${one.times} times, last`] : [];
  const head = [...times, moment(one.at), one.wording, one.tone, one.model].map(plain).join("  ");
  const parts = { why: `${one.reason}: ${one.detail}`, fixed: one.template, model: one.text };
  const lines = Object.entries(parts).flatMap(([name, text]) => wrapped(text, `  ${name.padEnd(7)}`, " ".repeat(9)));
  return `${[head, ...lines].join("\n")}\n`;
}

/** JSON that says the same, but moves no cursor and turns no text around where it is printed. */
function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
