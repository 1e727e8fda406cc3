/** Kills the server at random while people wait for technicians and chat with them, and counts what was lost. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createLog } from "../../src/log.ts";
import { findStoreFile, openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { loadKnowledge, openTrees } from "../../src/turn/trees.ts";
import { treeFiles } from "../support/trees.ts";
import { judgeDeliveries } from "./deskDeliveryVerdict.ts";
import { asksForTechnician, type Held } from "./deskPerson.ts";
import { openReceiver, type Receiver } from "./deskReceiver.ts";
import { keepShift, type Race } from "./deskShift.ts";
import { judgeReplies, judgeTalk, sum } from "./deskTalkVerdict.ts";
import { type Technician, technicianAt } from "./deskTechnician.ts";
import { judgeRace, judgeTicket } from "./deskTicketVerdict.ts";
import { createRandom, findFreePort, killAtRandom, type Running, stopServer, type Wish } from "./killRun.ts";

export type DeskFigures = {
  kills: number;
  persons: number;
  fromPersons: number;
  fromTechnicians: number;
  claims: number;
  lostRaces: number;
  handOvers: number;
  deliveries: number;
  /** Posts that were sent again because their outcome was unknown. */
  repeatedPosts: number;
  /** Deliveries that the other system accepted more than once, under the same id. */
  repeatedDeliveries: number;
  lost: number;
  doubled: number;
  /** Tickets whose state, case, events and log disagree, races with two winners, and lost or unexpected deliveries. */
  disagreements: number;
  seconds: number;
  /** Descriptions of violations; empty when there are none. */
  violations: string[];
};

type RunResult = {
  held: Held[];
  technicians: Technician[];
  races: Race[];
  receiver: Receiver;
  /** The final page of each ticket. */
  pages: Map<string, string>;
};

const names = ["Kim", "Sam"];
/** A delivery that a kill interrupts stays leased for one and a half times as long. */
const DELIVERY_TIMEOUT_SECONDS = 4;
const DRAINS_AT_MOST_MS = 120_000;
const LOOKS_EVERY_MS = 250;
/** The fraction of kills after which the receiver stops failing, so that the outbox empties soon. */
const CALM_AFTER = 0.65;

export async function deskKillRun({ start, folder, kills, people, seed }: Wish): Promise<DeskFigures> {
  const began = performance.now();
  const random = createRandom(seed);
  let over = false;
  const inHurry = () => over;
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const lives: Running[] = [];
  const calm = () => lives.length > kills * CALM_AFTER;
  const receiver = await openReceiver(secret, random, calm);
  try {
    const dataDir = path.join(folder, "killed");
    const port = await findFreePort(random);
    const url = `http://127.0.0.1:${port}`;
    const tokens = names.map((name) => ({ name, token: randomBytes(24).toString("hex") }));
    const cache = { NODE_COMPILE_CACHE: path.join(folder, "compiled") };
    const env = {
      ...cache,
      DATA_DIR: dataDir,
      PORT: String(port),
      DESK_TOKENS: tokens.map(({ name, token }) => `${name}:${token}`).join(),
      WEBHOOK_URL: receiver.url,
      WEBHOOK_SECRET: secret,
      DELIVERY_TIMEOUT_SECONDS: String(DELIVERY_TIMEOUT_SECONDS),
    };
    // A server that ends gracefully writes the compile cache, which saves most of the time of the later starts.
    const first = start({ ...cache, DATA_DIR: path.join(folder, "calm"), PORT: "0" });
    const firstUrl = /"url":"([^"]+)"/.exec(await first.until('"listening"'))?.[1] ?? "";
    await fetch(`${firstUrl}/healthz`);
    await stopServer(first);
    const technicians = tokens.map((identity) => technicianAt(url, { ...identity, random, inHurry }));
    const held: Held[] = [];
    let gone = false;
    const ask = async () => {
      while (!over) held.push(await asksForTechnician(url, { random, inHurry }));
    };
    const everybody = Promise.all(Array.from({ length: people }, ask)).finally(() => {
      gone = true;
    });
    const shift = Promise.all(technicians.map(({ signIn }) => signIn())).then(async () => {
      const leave = technicians.map(({ attends }) => attends());
      const races = await keepShift(technicians, () => gone);
      for (const leaveDesk of leave) leaveDesk();
      return races;
    });
    // Errors are reported at the end, when both are awaited.
    for (const work of [everybody, shift]) work.catch(() => {});
    const startAgain = () => {
      const life = start(env);
      lives.push(life);
      return life;
    };
    const server = await killAtRandom(startAgain, kills, random);
    over = true;
    const [races] = await Promise.all([shift, everybody]);
    const store = await openStore(findStoreFile(dataDir));
    const violations = await waitUntilDelivered(store);
    const pages = new Map<string, string>();
    for (const { reference } of await store.tickets.list())
      pages.set(reference, (await technicians[0]?.reads(reference)) ?? "");
    await stopServer(server);
    const figures = await judge(store, { held, technicians, races, receiver, pages });
    await store.close();
    const seconds = (performance.now() - began) / 1000;
    return { kills, ...figures, seconds, violations: [...violations, ...figures.violations, ...listErrors(lives)] };
  } catch (cause) {
    throw new Error([cause instanceof Error ? cause.message : cause, ...listErrors(lives)].join("\n"), { cause });
  } finally {
    // After an error, the server is still running.
    lives.at(-1)?.child.kill("SIGKILL");
    receiver.close();
  }
}

/** Errors in the logs. There must be none: after a kill, the server resumes interrupted work without errors. */
function listErrors(lives: readonly Running[]): string[] {
  return lives.flatMap(({ printed }) => printed().split("\n")).filter((line) => /"level":"(?:error|fatal)"/.test(line));
}

async function waitUntilDelivered(store: Store): Promise<string[]> {
  const patience = performance.now() + DRAINS_AT_MOST_MS;
  while ((await store.deliveries.nextDue()) !== undefined) {
    if (performance.now() > patience) return ["the outbox is not empty after two minutes"];
    await wait(LOOKS_EVERY_MS);
  }
  return [];
}

async function judge(
  store: Store,
  { held, technicians, races, receiver, pages }: RunResult,
): Promise<Omit<DeskFigures, "kills" | "seconds">> {
  const trees = await openTrees(loadKnowledge(treeFiles.fourCauses), store, createLog("silent"));
  const [tickets, cases] = [await store.tickets.list(), await store.cases.list()];
  const talks = await Promise.all([
    ...held.map((conversation) => judgeTalk(store, conversation)),
    ...tickets.map((ticket) => judgeReplies(store, ticket, technicians, pages.get(ticket.reference) ?? "")),
  ]);
  const seenReferences = held.flatMap(({ references }) => references).sort();
  const storedReferences = tickets.map(({ reference }) => reference).sort();
  const deliveries = await judgeDeliveries(store, tickets, receiver);
  const disagreements = [
    ...(await Promise.all(tickets.map((ticket) => judgeTicket({ store, trees, technicians }, ticket, cases)))).flat(),
    ...races.flatMap(judgeRace),
    ...(seenReferences.join() === storedReferences.join()
      ? []
      : [`people saw ${seenReferences.join(" ")}; stored are ${storedReferences.join(" ")}`]),
    ...deliveries.violations,
  ];
  const done = technicians.flatMap((technician) => technician.done);
  const { violations: _, ...delivered } = deliveries;
  return {
    persons: held.length,
    fromPersons: sum(held.map(({ acknowledged }) => acknowledged.length)),
    fromTechnicians: done.filter(({ kind }) => kind === "say").length,
    claims: done.filter(({ kind }) => kind === "claim").length,
    lostRaces: races.flatMap(({ answers }) => answers).filter(({ why }) => why?.includes("was faster")).length,
    ...delivered,
    repeatedPosts: sum([...held.map(({ repeated }) => repeated), ...technicians.map(({ repeated }) => repeated())]),
    lost: sum(talks.map(({ lost }) => lost)),
    doubled: sum(talks.map(({ doubled }) => doubled)),
    disagreements: disagreements.length,
    violations: [...disagreements, ...talks.flatMap(({ violations }) => violations)],
  };
}
