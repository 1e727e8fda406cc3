/** Kills the server at random while people wait for technicians, race for them and talk, and counts what it forgot. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createLog } from "../../src/log.ts";
import { findStoreFile, openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { openTrees } from "../../src/turn/trees.ts";
import { treeFiles } from "../support/trees.ts";
import { judgeDeliveries } from "./deskDeliveryVerdict.ts";
import { asksForTechnician, type Held } from "./deskPerson.ts";
import { openReceiver, type Receiver } from "./deskReceiver.ts";
import { keepShift, type Race } from "./deskShift.ts";
import { judgeReplies, judgeTalk, sum } from "./deskTalkVerdict.ts";
import { type Technician, technicianAt } from "./deskTechnician.ts";
import { judgeRace, judgeTicket } from "./deskTicketVerdict.ts";
import { freePort, killAtRandom, type Running, randomBy, stopped, type Wish } from "./killRun.ts";

export type DeskFigures = {
  kills: number;
  persons: number;
  fromPersons: number;
  fromTechnicians: number;
  claims: number;
  lostRaces: number;
  handOvers: number;
  deliveries: number;
  /** Posts whose outcome the sender did not learn, and which were sent again. */
  repeatedPosts: number;
  /** What the other system took more than once, under the same id. */
  repeatedDeliveries: number;
  lost: number;
  doubled: number;
  /** Tickets whose state, case, events and log tell different things, races that two won, deliveries that went astray. */
  disagreements: number;
  seconds: number;
  /** In words; empty when every promise was kept. */
  broken: string[];
};

type Happened = {
  held: Held[];
  technicians: Technician[];
  races: Race[];
  receiver: Receiver;
  /** The page of each ticket, as it was in the end. */
  pages: Map<string, string>;
};

const names = ["Kim", "Sam"];
/** What was on its way when the server died stays leased for one and a half times as long. */
const DELIVERY_TIMEOUT_SECONDS = 4;
const DRAINS_AT_MOST_MS = 120_000;
const LOOKS_EVERY_MS = 250;
/** The part of the kills after which the other system is no longer difficult, so that the rest is delivered soon. */
const CALM_AFTER = 0.65;

export async function deskKillRun({ start, folder, kills, people, seed }: Wish): Promise<DeskFigures> {
  const began = performance.now();
  const random = randomBy(seed);
  let over = false;
  const inHurry = () => over;
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const lives: Running[] = [];
  const calm = () => lives.length > kills * CALM_AFTER;
  const receiver = await openReceiver(secret, random, calm);
  try {
    const dataDir = path.join(folder, "killed");
    const port = await freePort(random);
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
    // What is compiled is kept when a server ends by itself; starting takes most of the time of this.
    const first = start({ ...cache, DATA_DIR: path.join(folder, "calm"), PORT: "0" });
    const firstUrl = /"url":"([^"]+)"/.exec(await first.until('"listening"'))?.[1] ?? "";
    await fetch(`${firstUrl}/healthz`);
    await stopped(first);
    const technicians = tokens.map((one) => technicianAt(url, { ...one, random, inHurry }));
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
      for (const one of leave) one();
      return races;
    });
    // Nobody waits for them yet; what goes wrong is told at the end.
    for (const one of [everybody, shift]) one.catch(() => {});
    const again = () => {
      const life = start(env);
      lives.push(life);
      return life;
    };
    const server = await killAtRandom(again, kills, random);
    over = true;
    const [races] = await Promise.all([shift, everybody]);
    const store = await openStore(findStoreFile(dataDir));
    const broken = await drained(store);
    const pages = new Map<string, string>();
    for (const { reference } of await store.tickets.list())
      pages.set(reference, (await technicians[0]?.reads(reference)) ?? "");
    await stopped(server);
    const figures = await judge(store, { held, technicians, races, receiver, pages });
    await store.close();
    const seconds = (performance.now() - began) / 1000;
    return { kills, ...figures, seconds, broken: [...broken, ...figures.broken, ...complaintsOf(lives)] };
  } catch (cause) {
    throw new Error([cause instanceof Error ? cause.message : cause, ...complaintsOf(lives)].join("\n"), { cause });
  } finally {
    // Where something went wrong it still runs.
    lives.at(-1)?.child.kill("SIGKILL");
    receiver.close();
  }
}

/** Being killed is no reason to complain: what was under way is taken up again without a word. */
function complaintsOf(lives: readonly Running[]): string[] {
  return lives.flatMap(({ printed }) => printed().split("\n")).filter((line) => /"level":"(?:error|fatal)"/.test(line));
}

async function drained(store: Store): Promise<string[]> {
  const patience = performance.now() + DRAINS_AT_MOST_MS;
  while ((await store.deliveries.nextDue()) !== undefined) {
    if (performance.now() > patience) return ["something is still to be delivered after two minutes"];
    await wait(LOOKS_EVERY_MS);
  }
  return [];
}

async function judge(
  store: Store,
  { held, technicians, races, receiver, pages }: Happened,
): Promise<Omit<DeskFigures, "kills" | "seconds">> {
  const trees = await openTrees(treeFiles.fourCauses, store, createLog("silent"));
  const [tickets, cases] = [await store.tickets.list(), await store.cases.list()];
  const talks = await Promise.all([
    ...held.map((one) => judgeTalk(store, one)),
    ...tickets.map((one) => judgeReplies(store, one, technicians, pages.get(one.reference) ?? "")),
  ]);
  const told = held.flatMap(({ references }) => references).sort();
  const kept = tickets.map(({ reference }) => reference).sort();
  const deliveries = await judgeDeliveries(store, tickets, receiver);
  const disagreements = [
    ...(await Promise.all(tickets.map((one) => judgeTicket({ store, trees, technicians }, one, cases)))).flat(),
    ...races.flatMap(judgeRace),
    ...(told.join() === kept.join() ? [] : [`told were ${told.join(" ")}; stored are ${kept.join(" ")}`]),
    ...deliveries.broken,
  ];
  const done = technicians.flatMap((one) => one.done);
  const { broken: _, ...delivered } = deliveries;
  return {
    persons: held.length,
    fromPersons: sum(held.map(({ said }) => said.length)),
    fromTechnicians: done.filter(({ kind }) => kind === "say").length,
    claims: done.filter(({ kind }) => kind === "claim").length,
    lostRaces: races.flatMap(({ told }) => told).filter(({ why }) => why?.includes("was faster")).length,
    ...delivered,
    repeatedPosts: sum([...held.map(({ repeated }) => repeated), ...technicians.map(({ repeated }) => repeated())]),
    lost: sum(talks.map(({ lost }) => lost)),
    doubled: sum(talks.map(({ doubled }) => doubled)),
    disagreements: disagreements.length,
    broken: [...disagreements, ...talks.flatMap(({ broken }) => broken)],
  };
}
