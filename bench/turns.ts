/** Turns per second, CPU per turn and latencies, alone and in a crowd. Contestants alternate in rounds, so that noise affects all equally. */
import { startConnectorStub } from "./connectorStub.ts";
import { type Contestant, contestants, yardstick } from "./contestants.ts";
import { type Load, runLoad } from "./load.ts";
import type { Person } from "./people.ts";
import { type Effort, type Report, summarize } from "./report.ts";
import { type Server, startServer } from "./server.ts";

const mostAtOnce = 50;
const crowds = [1, mostAtOnce];
const WARM_UP_SECONDS = 5;

type Round = Load & { cpuPerTurn: number };
type Entry = { contestant: Contestant; server: Server; rounds: Map<number, Round[]> };

export async function measureTurns({ rounds, seconds }: Effort): Promise<Report[]> {
  const stub = await startConnectorStub();
  const entries: Entry[] = [];
  for (const contestant of contestants) {
    const words = ["--import", "bench/usage.ts", ...contestant.program.words];
    const server = await startServer({ ...contestant.program, words });
    entries.push({ contestant, server, rounds: new Map(crowds.map((crowd) => [crowd, []])) });
  }
  const runRound = ({ contestant, server }: Entry, crowd: number, length: number) =>
    measureRound(
      server,
      Array.from({ length: crowd }, () => contestant.person(server.port, stub.url)),
      length,
    );
  // The JIT compiler needs a while to optimise hot code.
  for (const entry of entries) await runRound(entry, mostAtOnce, WARM_UP_SECONDS);
  for (let at = 0; at < rounds; at += 1)
    for (const crowd of crowds)
      for (const entry of entries) entry.rounds.get(crowd)?.push(await runRound(entry, crowd, seconds));
  for (const { server } of entries) await server.end();
  stub.close();
  return crowds.map((crowd) => reportCrowd(entries, crowd));
}

async function measureRound(server: Server, people: Person[], seconds: number): Promise<Round> {
  const before = await server.usage();
  const load = await runLoad(people, seconds);
  const after = await server.usage();
  for (const person of people) person.leave();
  return { ...load, cpuPerTurn: (after.cpu - before.cpu) / load.turns };
}

function reportCrowd(entries: readonly Entry[], crowd: number): Report {
  const listRounds = (entry: Entry | undefined) => entry?.rounds.get(crowd) ?? [];
  const reference = listRounds(entries.find(({ contestant }) => contestant === yardstick));
  return {
    title: `${crowd === 1 ? "One conversation" : `${crowd} conversations at once`}: median of ${reference.length} rounds (lowest-highest)`,
    note: `"x" compares with ${yardstick.name} in the same round: turns/s above 1 and CPU below 1 are better.`,
    rows: entries.map((entry) => {
      const rounds = listRounds(entry);
      const rate = (round: Round | undefined) => (round ? round.turns / round.seconds : Number.NaN);
      return {
        contestant: entry.contestant.name,
        "turns/s": summarize(rounds.map(rate)),
        "x turns/s": summarize(rounds.map((round, at) => rate(round) / rate(reference[at]))),
        "CPU us/turn": summarize(rounds.map(({ cpuPerTurn }) => cpuPerTurn)),
        "x CPU": summarize(rounds.map(({ cpuPerTurn }, at) => cpuPerTurn / (reference[at]?.cpuPerTurn ?? Number.NaN))),
        "p50 ms": summarize(rounds.map(({ p50 }) => p50)),
        "p99 ms": summarize(rounds.map(({ p99 }) => p99)),
        "opening ms": summarize(rounds.map(({ opening }) => opening)),
      };
    }),
  };
}
