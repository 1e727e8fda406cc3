/** Keeps load and server out of each other's way: the server has the first core, everything else the second. */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

let pinned = false;

/** Moves this process to the second core, where the system can; says in words what was done. */
export function separateCores(): string {
  const moved =
    availableParallelism() > 1 && spawnSync("taskset", ["-acp", "1", String(process.pid)], { stdio: "ignore" });
  pinned = moved !== false && moved.status === 0;
  return pinned
    ? "the server has core 0, load and stub have core 1"
    : "server and load share all cores (there is no taskset here), so expect more noise";
}

/** The command line of a server, on its own core where that is possible. */
export function pinToServerCore(program: string, words: readonly string[]): [string, string[]] {
  return pinned ? ["taskset", ["-c", "0", program, ...words]] : [program, [...words]];
}
