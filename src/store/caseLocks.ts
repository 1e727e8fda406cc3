/** One turn at a time for each case. Not re-entrant: nothing inside a turn waits for another turn of the same case. */

export type CaseLocks = { run<Result>(key: string, turn: () => Promise<Result>): Promise<Result> };

export function createCaseLocks(): CaseLocks {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, turn) {
      const before = last.get(key) ?? Promise.resolve();
      // A turn that failed must not keep the next one waiting for ever.
      const mine = before.then(turn, turn);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
