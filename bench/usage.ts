/** Preloaded into a measured server with `--import`, so that servers need no code for it. Reports resource usage on request. */

export type Usage = {
  /** CPU time of all threads, in microseconds. */
  cpu: number;
  /** Resident memory, and memory still reachable (after a collection if one was requested), in bytes. */
  rss: number;
  kept: number;
  /** Open sockets, timers and the like. */
  handles: number;
};

process.on("message", (request: { collect: boolean }) => {
  // Twice, because V8 drops code that was not used between two collections.
  if (request.collect) for (let at = 0; at < 2; at += 1) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().length;
  const usage: Usage = { cpu: user + system, rss, kept: heapUsed + external, handles };
  process.send?.(usage);
});
// The channel must not keep the server alive. If the parent is gone, end the server.
process.channel?.unref();
process.on("disconnect", () => process.exit());
