/** Waits for `work` until the signal fires, then rejects with the signal's reason and ignores the later result. */
export async function waitUntilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: never, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([never, work]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
