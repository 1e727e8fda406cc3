/** `npm run -s phrasing`: what the guard says of a text, what it has turned away so far and let pass, and what the model makes of a wording. */

const usage = `npm run -s phrasing -- guard                       judges JSON lines {"template", "text", "locale"} on standard input, one answer a line
npm run -s phrasing -- rejected [--most <number>]   texts of the model that the guard turned away, newest first; --json prints one a line
npm run -s phrasing -- forget [<wording>]           forgets texts that passed and are kept, all or those of one wording
npm run -s phrasing -- try [<wording>]              what the model makes of a wording now; without one, which there are
                           [--tone calm|worried|annoyed|hurried] [--said "<what the person typed>"]
`;

/** Each brings its own way out along. By code, because `guard` starts without what throws them. */
const expected = ["WRONG_CONFIGURATION", "WRONG_KNOWLEDGE", "STORE_UNUSABLE"];

async function run([what, ...words]: readonly string[]): Promise<number> {
  if (what === "--help" || what === "-h" || words.includes("--help") || words.includes("-h")) {
    process.stdout.write(usage);
    return 0;
  }
  if (what === "guard" && words.length === 0)
    return (await import("./phrasing/guard.ts")).guard(process.stdin, process.stdout);
  if (what === "rejected") return (await import("./phrasing/rejected.ts")).rejected(words);
  if (what === "forget") return (await import("./phrasing/forget.ts")).forget(words);
  if (what === "try") return (await import("./phrasing/try.ts")).tryOut(words);
  process.stderr.write(usage);
  return 1;
}

// Whoever reads along may stop reading ("| head").
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const misused = code.startsWith("ERR_PARSE_ARGS");
  if (!(error instanceof Error) || !(misused || expected.includes(code))) throw error;
  process.stderr.write(`${error.message}\n${misused ? usage : ""}`);
  process.exitCode = 1;
}
