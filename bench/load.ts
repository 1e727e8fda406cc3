/** Concurrent people, each of whom sends the next message as soon as the answer is there and finishes every conversation. */
import type { Person } from "./people.ts";

/** Latencies in milliseconds: `p50` and `p99` from a message to its answer, `opening` for opening a conversation. */
export type Load = { turns: number; seconds: number; p50: number; p99: number; opening: number };

/** Runs whole conversations for at least `seconds`. Opening one is not a turn, but its cost counts toward its turns. */
export async function runLoad(people: readonly Person[], seconds: number): Promise<Load> {
  const waits: number[] = [];
  const openings: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(
    people.map(async (person) => {
      while (performance.now() < end) {
        openings.push(await measureMs(() => person.open()));
        while (!person.isOver()) waits.push(await measureMs(() => person.say()));
      }
    }),
  );
  return {
    turns: waits.length,
    seconds: (performance.now() - began) / 1000,
    p50: findQuantile(waits, 0.5),
    p99: findQuantile(waits, 0.99),
    opening: findQuantile(openings, 0.5),
  };
}

async function measureMs(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function findQuantile(waits: number[], share: number): number {
  waits.sort((a, b) => a - b);
  return waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN;
}
