/** Runs one turn at a time per case. Not re-entrant: a turn that waits for another turn of the same case never ends. */

export type CaseLocks = { run<Result>(key: string, turn: () => Promise<Result>): Promise<Result> };

export function createCaseLocks(): CaseLocks {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, turn) {
      const before = last.get(key) ?? Promise.resolve();
      // Run the next turn even if this one fails.
      const current = before.then(turn, turn);
      last.set(key, current);
      try {
        return await current;
      } finally {
        if (last.get(key) === current) last.delete(key);
      }
    },
  };
}
