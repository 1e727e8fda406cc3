/** `npm run bench -- kill`: people chat while the server is killed again and again. Prints what was lost, and fails if anything was. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { killRun, type Running } from "../test/durability/killRun.ts";

const root = path.resolve(import.meta.dirname, "..");

export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: "string", default: "200" },
      people: { type: "string", default: "6" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "reconnect-kill-"));
  const seed = Number(values.seed);
  process.stdout.write(`seed ${seed}\n`);
  try {
    const { violations, ...figures } = await killRun({
      start: (env) => startReconnect({ cwd: folder, env }),
      folder,
      kills: Number(values.kills),
      people: Number(values.people),
      seed,
    });
    const { kills, conversations, messages, repeated, lost, doubled, elsewhere, tickets, seconds } = figures;
    const counts = { kills, conversations, messages, repeated, tickets, lost, doubled, "cases elsewhere": elsewhere };
    const line = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    process.stdout.write(`${line.join(", ")}, in ${Math.round(seconds)} s\n`);
    for (const words of violations.slice(0, 10)) process.stdout.write(`${words}\n`);
    if (violations.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the server as `npm start` does, outside of a test. */
export function startReconnect({ cwd, env }: { cwd: string; env: { [name: string]: string } }): Running {
  const words = ["--import", path.join(root, "src/node24/needsNode24.mjs"), path.join(root, "src/main.ts")];
  const child = spawn(process.execPath, words, {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let look = () => {};
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      printed += chunk;
      look();
    });
  const ended = new Promise<number | string>((resolve) =>
    child.on("close", (code, signal) => resolve(code ?? signal ?? "")),
  );
  return {
    child,
    ended,
    printed: () => printed,
    until: (text) =>
      new Promise((resolve, reject) => {
        look = () => printed.includes(text) && resolve(printed);
        look();
        void ended.then(() => reject(new Error(`the server ended without printing ${text}:\n${printed}`)));
      }),
  };
}
