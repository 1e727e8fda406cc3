/** Turns per second, CPU per turn and waits, alone and in a crowd; rounds of all contestants take turns, so that noise hits all alike. */
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
  const standings: Entry[] = [];
  for (const contestant of contestants) {
    const words = ["--import", "bench/usage.ts", ...contestant.program.words];
    const server = await startServer({ ...contestant.program, words });
    standings.push({ contestant, server, rounds: new Map(crowds.map((crowd) => [crowd, []])) });
  }
  const round = ({ contestant, server }: Entry, crowd: number, lasts: number) =>
    measureRound(
      server,
      Array.from({ length: crowd }, () => contestant.person(server.port, stub.url)),
      lasts,
    );
  // The compiler takes a while to get to what is used most.
  for (const standing of standings) await round(standing, mostAtOnce, WARM_UP_SECONDS);
  for (let at = 0; at < rounds; at += 1)
    for (const crowd of crowds)
      for (const standing of standings) standing.rounds.get(crowd)?.push(await round(standing, crowd, seconds));
  for (const { server } of standings) await server.end();
  stub.close();
  return crowds.map((crowd) => reportCrowd(standings, crowd));
}

async function measureRound(server: Server, people: Person[], seconds: number): Promise<Round> {
  const before = await server.usage();
  const load = await runLoad(people, seconds);
  const after = await server.usage();
  for (const person of people) person.leave();
  return { ...load, cpuPerTurn: (after.cpu - before.cpu) / load.turns };
}

function reportCrowd(standings: readonly Entry[], crowd: number): Report {
  const roundsOf = (one: Entry | undefined) => one?.rounds.get(crowd) ?? [];
  const yard = roundsOf(standings.find(({ contestant }) => contestant === yardstick));
  return {
    title: `${crowd === 1 ? "One conversation" : `${crowd} conversations at once`}: median of ${yard.length} rounds (lowest-highest)`,
    note: `"x" compares with ${yardstick.name} in the same round: turns/s above 1 and CPU below 1 are better.`,
    rows: standings.map((standing) => {
      const rounds = roundsOf(standing);
      const rate = (round: Round | undefined) => (round ? round.turns / round.seconds : Number.NaN);
      return {
        contestant: standing.contestant.name,
        "turns/s": summarize(rounds.map(rate)),
        "x turns/s": summarize(rounds.map((round, at) => rate(round) / rate(yard[at]))),
        "CPU us/turn": summarize(rounds.map(({ cpuPerTurn }) => cpuPerTurn)),
        "x CPU": summarize(rounds.map(({ cpuPerTurn }, at) => cpuPerTurn / (yard[at]?.cpuPerTurn ?? Number.NaN))),
        "p50 ms": summarize(rounds.map(({ p50 }) => p50)),
        "p99 ms": summarize(rounds.map(({ p99 }) => p99)),
        "opening ms": summarize(rounds.map(({ opening }) => opening)),
      };
    }),
  };
}
