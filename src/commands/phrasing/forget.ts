/** Forgets texts that passed the guard, so that the model is asked anew: because one reads badly, or the model was changed behind its name. */
import { parseArgs } from "node:util";
import { plain } from "../../tickets/plainText.ts";
import type { Program } from "../program.ts";
import { withStore } from "../withStore.ts";

/** Returns the exit code. Forgets all, or those of one wording, which need not be one that there still is. */
export async function forgetPhrasings(words: string[], program: Program): Promise<0 | 1> {
  const [wording, ...more] = parseArgs({ args: words, allowPositionals: true }).positionals;
  if (more.length > 0) {
    program.errors.write("Name one wording at a time, or none to forget all.\n");
    return 1;
  }
  const forgotten = await withStore(program, (store) => store.phrasings.forget(wording));
  if (forgotten === undefined) return 1;
  const whose = wording === undefined ? "" : ` of ${plain(wording)}`;
  const texts = forgotten === 1 ? "1 kept text" : `${forgotten} kept texts`;
  program.output.write(`${forgotten === 0 ? "There was no kept text" : `Forgot ${texts}`}${whose}.\n`);
  return 0;
}
