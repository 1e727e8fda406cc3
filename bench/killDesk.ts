/** `npm run bench -- kill-desk`: the server is killed again and again while people wait for technicians. Prints what was lost, and fails if anything was. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { deskKillRun } from "../test/durability/deskRun.ts";
import { startReconnect } from "./kill.ts";

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: "string", default: "200" },
      people: { type: "string", default: "6" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "reconnect-kill-desk-"));
  const seed = Number(values.seed);
  process.stdout.write(`seed ${seed}\n`);
  try {
    const { violations, seconds, ...figures } = await deskKillRun({
      start: (env) => startReconnect({ cwd: folder, env }),
      folder,
      kills: Number(values.kills),
      people: Number(values.people),
      seed,
    });
    const line = Object.entries(figures).map(([name, count]) => `${labels[name as keyof typeof figures]} ${count}`);
    process.stdout.write(`${line.join(", ")}, in ${Math.round(seconds)} s\n`);
    for (const words of violations.slice(0, 10)) process.stdout.write(`${words}\n`);
    if (violations.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Counted = Exclude<keyof Awaited<ReturnType<typeof deskKillRun>>, "violations" | "seconds">;

const labels: Record<Counted, string> = {
  kills: "kills",
  persons: "persons",
  fromPersons: "messages of persons",
  fromTechnicians: "messages of technicians",
  claims: "claims",
  lostRaces: "lost races",
  handOvers: "hand-overs",
  deliveries: "deliveries",
  repeatedPosts: "posts repeated",
  repeatedDeliveries: "deliveries repeated",
  lost: "lost",
  doubled: "doubled",
  disagreements: "disagreements",
};
