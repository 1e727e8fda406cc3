/** `npm run -s phrasing`: judges texts with the guard, shows rejected texts, deletes kept ones, and tries the model on a wording. */
import { explainMistakes, type Program, runAsProcess } from "./program.ts";

const usage = `npm run -s phrasing -- guard                       judge JSON lines {"template", "text", "locale"} from standard input, one answer per line
npm run -s phrasing -- rejected [--most <number>]   list texts that the guard rejected, newest first; --json prints one per line
npm run -s phrasing -- forget [<wording>]           delete kept texts, all or those of one wording
npm run -s phrasing -- try [<wording>]              ask the model for a wording now; without one, list the wordings
                           [--tone calm|worried|annoyed|hurried] [--said "<what the person typed>"]
`;

export async function phrasing([what, ...words]: string[], program: Program): Promise<number> {
  const { input, output, errors } = program;
  if (what === "--help" || what === "-h" || words.includes("--help") || words.includes("-h")) {
    output.write(usage);
    return 0;
  }
  return explainMistakes(
    program,
    async () => {
      // Imported on demand, so that `guard` starts without the store, the knowledge and the settings.
      if (what === "guard" && words.length === 0)
        return (await import("./phrasing/guard.ts")).judgeLines(input, output);
      if (what === "rejected") return (await import("./phrasing/rejected.ts")).listRejected(words, program);
      if (what === "forget") return (await import("./phrasing/forget.ts")).forgetPhrasings(words, program);
      if (what === "try") return (await import("./phrasing/try.ts")).tryPhrasing(words, program);
      errors.write(usage);
      return 1;
    },
    usage,
  );
}

if (import.meta.main) await runAsProcess(phrasing);
