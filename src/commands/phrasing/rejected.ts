/** Shows rejected texts, so that an administrator can decide whether to change the model, its instructions or the guard. */
import { parseArgs } from "node:util";
import type { StoredRejection } from "../../store/phrasings.ts";
import { toPlain, wrap } from "../../tickets/plainText.ts";
import { formatMoment } from "../../tickets/renderTicket.ts";
import type { Program } from "../program.ts";
import { withStore } from "../withStore.ts";

const options = { json: { type: "boolean" }, most: { type: "string", default: "20" } } as const;

/** Returns the exit code. Never creates a store. */
export async function listRejected(words: string[], program: Program): Promise<0 | 1> {
  const { json, most } = parseArgs({ args: words, options }).values;
  if (!/^[1-9]\d{0,3}$/.test(most)) {
    program.errors.write(`--most ${toPlain(most)} is not a number of texts\n  → use a whole number from 1 to 9999\n`);
    return 1;
  }
  const rejections = await withStore(program, (store) => store.phrasings.listRejected(Number(most)));
  if (!rejections) return 1;
  if (json) for (const rejection of rejections) program.output.write(`${escapeNonAscii(JSON.stringify(rejection))}\n`);
  else
    program.output.write(
      rejections.length > 0 ? rejections.map(renderRejection).join("\n") : "No text has been rejected so far.\n",
    );
  return 0;
}

function renderRejection(rejection: StoredRejection): string {
  const times = rejection.times > 1 ? [`${rejection.times} times, last`] : [];
  const head = [...times, formatMoment(rejection.at), rejection.wording, rejection.tone, rejection.model]
    .map(toPlain)
    .join("  ");
  const parts = { why: `${rejection.reason}: ${rejection.detail}`, fixed: rejection.template, model: rejection.text };
  const lines = Object.entries(parts).flatMap(([name, text]) => wrap(text, `  ${name.padEnd(7)}`, " ".repeat(9)));
  return `${[head, ...lines].join("\n")}\n`;
}

/** Escapes characters that could move the cursor or reverse text in a terminal. */
function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
