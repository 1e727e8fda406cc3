/** Preloaded into a measured server by `--import`, so that no server needs a hook of its own: answers what it has used so far. */

export type Usage = {
  /** CPU time of all its threads, in microseconds. */
  cpu: number;
  /** Resident memory, and what is still reachable after a collection when one was asked for, in bytes. */
  rss: number;
  kept: number;
  /** Open sockets, timers and the like. */
  handles: number;
};

process.on("message", (asked: { collect: boolean }) => {
  // Twice, because code that was not used between two collections goes with the second.
  if (asked.collect) for (let at = 0; at < 2; at += 1) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().length;
  const usage: Usage = { cpu: user + system, rss, kept: heapUsed + external, handles };
  process.send?.(usage);
});
// Whoever asks must not keep alive who would have ended, and nobody is measured once they are gone.
process.channel?.unref();
process.on("disconnect", () => process.exit());
