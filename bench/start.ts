/** Time from spawning the process to the first answer, with and without Node's compile cache. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startConnectorStub } from "./connectorStub.ts";
import { type Contestant, contestants, yardstick } from "./contestants.ts";
import { type Effort, type Report, summarize } from "./report.ts";
import { startServer } from "./server.ts";

const caches = ["none", "cold", "warm"] as const;
type Start = {
  contestant: Contestant;
  cache: (typeof caches)[number];
  round: number;
  listening: number;
  answered: number;
};

export async function measureStart({ rounds }: Effort): Promise<Report[]> {
  const stub = await startConnectorStub();
  const starts: Start[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of starters) {
      const folder = mkdtempSync(path.join(tmpdir(), "reconnect-bench-cache-"));
      for (const cache of caches) {
        const env = cache === "none" ? {} : { NODE_COMPILE_CACHE: folder };
        starts.push({ contestant, cache, round, ...(await startOnce(contestant, env, stub.url)) });
      }
      rmSync(folder, { recursive: true, force: true });
    }
  }
  stub.close();
  return [reportStarts(starts)];
}

const starters = contestants.filter(({ starts }) => starts);

async function startOnce({ program, person }: Contestant, env: Record<string, string>, stub: string) {
  const began = performance.now();
  const server = await startServer({ ...program, env });
  const listening = performance.now() - began;
  const first = person(server.port, stub);
  await first.open();
  await first.say();
  const answered = performance.now() - began;
  first.leave();
  // End gracefully, because Node writes its cache then.
  await server.end();
  return { listening, answered };
}

function reportStarts(starts: readonly Start[]): Report {
  const findYardstick = (like: Start) =>
    starts.find(
      ({ contestant, cache, round }) => contestant === yardstick && cache === like.cache && round === like.round,
    );
  return {
    title: "Start, to the first answered message",
    note: `cold: NODE_COMPILE_CACHE names an empty folder; warm: the same folder, filled. "x" compares with ${yardstick.name} in the same round.`,
    rows: starters.flatMap((contestant) =>
      caches.map((cache) => {
        const ownStarts = starts.filter((entry) => entry.contestant === contestant && entry.cache === cache);
        return {
          contestant: contestant.name,
          "compile cache": cache,
          "listening ms": summarize(ownStarts.map(({ listening }) => listening)),
          "first answer ms": summarize(ownStarts.map(({ answered }) => answered)),
          "x first answer": summarize(
            ownStarts.map((entry) => entry.answered / (findYardstick(entry)?.answered ?? Number.NaN)),
          ),
        };
      }),
    ),
  };
}
