/** Starts a server in a new process with a new folder, and ends it by its process id. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pinToServerCore } from "./cores.ts";
import type { Usage } from "./usage.ts";

const root = path.resolve(import.meta.dirname, "..");

export type Program = {
  /** Arguments of `node`; files are relative to the root. */
  words: string[];
  env?: Record<string, string>;
};

export type Server = {
  port: number;
  /** `collect` runs a garbage collection first, so that only reachable memory counts. */
  usage(collect?: boolean): Promise<Usage>;
  end(): Promise<void>;
};

const running = new Set<Server>();

/** Resolves when the server listens. It starts in an empty folder, which is deleted when it ends. */
export async function startServer({ words, env = {} }: Program): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), "reconnect-bench-"));
  const [program, line] = pinToServerCore(process.execPath, words.map(resolveInRoot));
  const child = spawn(program, line, {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", DATA_DIR: folder, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const server: Server = {
    port: await readPort(child),
    usage: async (collect = false) => {
      child.send({ collect });
      const [usage] = await once(child, "message");
      return usage;
    },
    end: async () => {
      running.delete(server);
      await endProcess(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  running.add(server);
  return server;
}

/** Ends every server that still runs, for example after a failed measurement. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((server) => server.end()));
}

function resolveInRoot(word: string): string {
  return /^(?:src|bench)\//.test(word) ? path.join(root, word) : word;
}

// Reconnect and the bare bots print one JSON line with their address when they listen.
function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const onOutput = (chunk: Buffer) => {
      if (printed.length < 10_000) printed += chunk;
      const port = /"url":"http:\/\/[^"]*:(\d+)"/.exec(printed)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout?.on("data", onOutput);
    child.stderr?.on("data", onOutput);
    child.once("exit", (code) => reject(new Error(`a server ended with ${code} instead of listening:\n${printed}`)));
  });
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const killTimer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await exit;
  clearTimeout(killTimer);
}
