/** Separates load and server: the server runs on the first core, everything else on the second. */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

let pinned = false;

/** Moves this process to the second core, if the system supports it. Returns a sentence about the result. */
export function separateCores(): string {
  const moved =
    availableParallelism() > 1 && spawnSync("taskset", ["-acp", "1", String(process.pid)], { stdio: "ignore" });
  pinned = moved !== false && moved.status === 0;
  return pinned
    ? "the server runs on core 0, load and stub on core 1"
    : "server and load share all cores (taskset is not available), so expect more noise";
}

/** The command line of a server, pinned to its core if possible. */
export function pinToServerCore(program: string, words: readonly string[]): [string, string[]] {
  return pinned ? ["taskset", ["-c", "0", program, ...words]] : [program, [...words]];
}
