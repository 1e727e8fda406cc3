/** Kills the server at random while people talk, and counts what it forgot. */
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findStoreFile, openStore } from "../../src/store/openStore.ts";
import { type Conversation, converse } from "./person.ts";
import { type Record, recordOf } from "./record.ts";
import { scripts } from "./scripts.ts";
import { judge } from "./verdict.ts";

/** A server as `npm start` starts it. */
export type Running = {
  child: { kill(signal: "SIGKILL" | "SIGTERM"): boolean };
  until(text: string): Promise<string>;
  ended: Promise<number | string>;
  printed(): string;
};

export type Wish = {
  start(env: { [name: string]: string }): Running;
  /** An empty folder. */
  folder: string;
  kills: number;
  people: number;
  seed: number;
};

export type Figures = {
  kills: number;
  conversations: number;
  messages: number;
  /** Posts whose outcome the client did not learn, and which it sent again. */
  repeated: number;
  lost: number;
  doubled: number;
  elsewhere: number;
  tickets: number;
  seconds: number;
  /** In words; empty when every promise was kept. */
  broken: string[];
};

const LIVES_AT_MOST_MS = 1_200;
/** Every seventh or so does not even live to listen. */
const DIES_EARLY = 0.15;
const STARTS_AT_MOST_MS = 1_000;
const PAUSE_AT_MOST_MS = 25;

export async function killRun({ start, folder, kills, people, seed }: Wish): Promise<Figures> {
  const began = performance.now();
  const random = randomBy(seed);
  // Written by the calm server when it ends; starting takes most of the time of this.
  const cache = { NODE_COMPILE_CACHE: path.join(folder, "compiled") };
  const calm = await undisturbed((env) => start({ ...cache, ...env }), path.join(folder, "calm"));
  const dataDir = path.join(folder, "killed");
  const port = await freePort(random);
  const again = () => start({ ...cache, DATA_DIR: dataDir, PORT: String(port) });

  let over = false;
  const held: Conversation[] = [];
  const talk = async () => {
    while (!over) {
      const script = scripts[Math.floor(random() * scripts.length)] ?? [];
      held.push(await converse(`http://127.0.0.1:${port}`, script, () => random() * PAUSE_AT_MOST_MS));
    }
  };
  const all = Promise.all(Array.from({ length: people }, talk));
  // Nobody waits for them yet; what goes wrong is told at the end.
  all.catch(() => {});
  const server = await killAtRandom(again, kills, random);
  over = true;
  await all;
  await stopped(server);

  const figures = { kills, conversations: held.length, messages: 0, repeated: 0, lost: 0, doubled: 0, elsewhere: 0 };
  const broken: string[] = [];
  const store = await openStore(findStoreFile(dataDir));
  const tickets = (await store.tickets.list()).length;
  for (const one of held) {
    const expected = calm.get(one.script);
    if (!expected) throw new Error("every script was played once undisturbed");
    const verdict = judge(one, await recordOf(store, one.id), expected);
    figures.messages += one.said.length;
    figures.repeated += one.repeated;
    figures.lost += verdict.lost;
    figures.doubled += verdict.doubled;
    figures.elsewhere += verdict.elsewhere;
    broken.push(...verdict.broken);
  }
  await store.close();
  return { ...figures, tickets, seconds: (performance.now() - began) / 1000, broken };
}

/** Kills and starts it again that often; the last one lives on, and listens. */
export async function killAtRandom(again: () => Running, kills: number, random: () => number): Promise<Running> {
  let server = again();
  for (let killed = 0; killed < kills; killed += 1) {
    if (random() < DIES_EARLY) await wait(random() * STARTS_AT_MOST_MS);
    else {
      await server.until('"listening"');
      await wait(random() * LIVES_AT_MOST_MS);
    }
    server.child.kill("SIGKILL");
    await server.ended;
    server = again();
  }
  await server.until('"listening"');
  return server;
}

/** Each script once on a server that nobody kills. */
async function undisturbed(start: Wish["start"], dataDir: string): Promise<Map<readonly string[], Record>> {
  const server = start({ DATA_DIR: dataDir, PORT: "0" });
  const url = /"url":"([^"]+)"/.exec(await server.until('"listening"'))?.[1] ?? "";
  const held = await Promise.all(scripts.map((script) => converse(url, script, () => 0)));
  await stopped(server);
  const store = await openStore(findStoreFile(dataDir));
  const records = new Map<readonly string[], Record>();
  for (const { script, id } of held) records.set(script, await recordOf(store, id));
  await store.close();
  return records;
}

export async function stopped(server: Running): Promise<void> {
  server.child.kill("SIGTERM");
  const code = await server.ended;
  if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.printed()}`);
}

// Below the ports that systems lend to clients: one of those that knock could be lent the very port it knocks at.
export async function freePort(random: () => number): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(random() * 10_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => resolve(true));
    });
    await new Promise((resolve) => probe.close(resolve));
    if (free) return port;
  }
}

/** mulberry32: the same seed, the same numbers. */
export function randomBy(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
