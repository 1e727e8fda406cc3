/** `npm run -s phrasing`: what the guard says of a text, what it has turned away so far and let pass, and what the model makes of a wording. */
import { explainMistakes, type Program, runAsProcess } from "./program.ts";

const usage = `npm run -s phrasing -- guard                       judges JSON lines {"template", "text", "locale"} on standard input, one answer a line
npm run -s phrasing -- rejected [--most <number>]   texts of the model that the guard turned away, newest first; --json prints one a line
npm run -s phrasing -- forget [<wording>]           forgets texts that passed and are kept, all or those of one wording
npm run -s phrasing -- try [<wording>]              what the model makes of a wording now; without one, which there are
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
      // Loaded when asked for: `guard` starts without the store, the knowledge and the settings.
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
