/** `npm run bench`: what Reconnect costs compared with bare bots of the SDK. It makes no assertions; the ratios matter. */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { separateCores } from "./cores.ts";
import { type Measurement, type Report, renderReport } from "./report.ts";
import { endAll } from "./server.ts";

/** One line per command, in the order in which they run. */
const commands: Record<string, Measurement> = {
  turns: async (effort) => (await import("./turns.ts")).measureTurns(effort),
  start: async (effort) => (await import("./start.ts")).measureStart(effort),
  guard: async (effort) => (await import("./guard.ts")).measureGuard(effort),
  memory: async (effort) => (await import("./memory.ts")).measureMemory(effort),
};

/** Needs a browser, so it runs only by name. */
const byName: Record<string, Measurement> = {
  shift: async () => (await import("./shift.ts")).measureShift(),
  page: async (effort) => (await import("./page.ts")).measurePage(effort),
};

/** These fail when anything is lost, have their own options, and run as long as there are kills, so they never run with the others. */
const kills: Record<string, () => Promise<{ main(args: string[]): Promise<void> }>> = {
  kill: () => import("./kill.ts"),
  "kill-desk": () => import("./killDesk.ts"),
};
const [, , first = "", ...rest] = process.argv;
if (Object.hasOwn(kills, first)) {
  await (await kills[first]?.())?.main(rest);
  process.exit();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "2" },
    conversations: { type: "string", default: "1000" },
    json: { type: "string" },
  },
});
const all = { ...commands, ...byName };
const unknown = positionals.filter((name) => !Object.hasOwn(all, name));
if (unknown.length > 0) {
  const known = [...Object.keys(all), ...Object.keys(kills)].join(", ");
  process.stderr.write(`unknown measurement "${unknown.join(" ")}"; use one of: ${known}\n`);
  process.exit(1);
}
const effort = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  conversations: Number(values.conversations),
};

const machine = { node: process.version, cores: availableParallelism(), sharing: separateCores() };
process.stdout.write(`Node ${machine.node}, ${machine.cores} cores; ${machine.sharing}\n`);
const reports: Record<string, Report[]> = {};
try {
  for (const [name, run] of Object.entries(positionals.length > 0 ? all : commands)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    reports[name] = await run(effort);
    for (const report of reports[name]) process.stdout.write(`\n${renderReport(report)}\n`);
  }
} finally {
  await endAll();
}
if (values.json) writeFileSync(values.json, `${JSON.stringify({ at: new Date(), machine, reports }, null, 2)}\n`);
