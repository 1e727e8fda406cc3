/** Runs commands with the arguments, streams and settings of this process, or with those of a test. */
import type { Readable, Writable } from "node:stream";

export type Program = {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean; columns?: number };
  errors: Writable;
  /** The settings; without them, the command reads the environment and `.env`. */
  env?: Record<string, string | undefined>;
};

/** Resolves with the exit code. */
export type Command = (words: string[], program: Program) => Promise<number>;

/** Errors whose messages say what to do. Listed by code, so that a command does not load the modules that throw them. */
const explainedCodes = ["WRONG_CONFIGURATION", "WRONG_KNOWLEDGE", "STORE_UNUSABLE"];

/** Runs the command as this process. */
export async function runAsProcess(command: Command): Promise<void> {
  const { stdin: input, stdout: output, stderr: errors } = process;
  // The reader of the output may close it ("| head").
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  process.exitCode = await command(process.argv.slice(2), { input, output, errors });
}

/** Prints the message of an error that says what to do, plus the usage after wrong arguments. Rethrows other errors. */
export async function explainMistakes(
  { errors }: Pick<Program, "errors">,
  run: () => Promise<number>,
  usage = "",
): Promise<number> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const misused = code.startsWith("ERR_PARSE_ARGS");
    if (!(error instanceof Error) || !(misused || explainedCodes.includes(code))) throw error;
    errors.write(`${error.message}\n${misused ? usage : ""}`);
    return 1;
  }
}
