/** Deletes kept texts, so that the model is asked again: a text reads badly, or the model behind the name has changed. */
import { parseArgs } from "node:util";
import { toPlain } from "../../tickets/plainText.ts";
import type { Program } from "../program.ts";
import { withStore } from "../withStore.ts";

/** Returns the exit code. Deletes all texts or those of one wording, even if the wording no longer exists. */
export async function forgetPhrasings(words: string[], program: Program): Promise<0 | 1> {
  const [wording, ...more] = parseArgs({ args: words, allowPositionals: true }).positionals;
  if (more.length > 0) {
    program.errors.write("Name one wording at a time, or none to delete all kept texts.\n");
    return 1;
  }
  const deleted = await withStore(program, (store) => store.phrasings.forget(wording));
  if (deleted === undefined) return 1;
  const suffix = wording === undefined ? "" : ` of ${toPlain(wording)}`;
  const texts = deleted === 1 ? "1 kept text" : `${deleted} kept texts`;
  program.output.write(`${deleted === 0 ? "There was no kept text" : `Deleted ${texts}`}${suffix}.\n`);
  return 0;
}
