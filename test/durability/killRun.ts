/** Kills the server at random while people chat, and counts what was lost. */
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findStoreFile, openStore } from "../../src/store/openStore.ts";
import { type Conversation, converse } from "./person.ts";
import { type Record, readRecord } from "./record.ts";
import { scripts } from "./scripts.ts";
import { judge } from "./verdict.ts";

/** A server started like `npm start`. */
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
  /** Posts that the client sent again because their outcome was unknown. */
  repeated: number;
  lost: number;
  doubled: number;
  elsewhere: number;
  tickets: number;
  seconds: number;
  /** Descriptions of violations; empty when there are none. */
  violations: string[];
};

const LIVES_AT_MOST_MS = 1_200;
/** The fraction of servers that are killed before they listen. */
const DIES_EARLY = 0.15;
const STARTS_AT_MOST_MS = 1_000;
const PAUSE_AT_MOST_MS = 25;

export async function killRun({ start, folder, kills, people, seed }: Wish): Promise<Figures> {
  const began = performance.now();
  const random = createRandom(seed);
  // The undisturbed server writes the compile cache when it ends, which saves most of the time of the later starts.
  const cache = { NODE_COMPILE_CACHE: path.join(folder, "compiled") };
  const undisturbed = await runUndisturbed((env) => start({ ...cache, ...env }), path.join(folder, "calm"));
  const dataDir = path.join(folder, "killed");
  const port = await findFreePort(random);
  const startAgain = () => start({ ...cache, DATA_DIR: dataDir, PORT: String(port) });

  let over = false;
  const held: Conversation[] = [];
  const talk = async () => {
    while (!over) {
      const script = scripts[Math.floor(random() * scripts.length)] ?? [];
      held.push(await converse(`http://127.0.0.1:${port}`, script, () => random() * PAUSE_AT_MOST_MS));
    }
  };
  const everyone = Promise.all(Array.from({ length: people }, talk));
  // Errors are reported at the end, when the promise is awaited.
  everyone.catch(() => {});
  const server = await killAtRandom(startAgain, kills, random);
  over = true;
  await everyone;
  await stopServer(server);

  const figures = { kills, conversations: held.length, messages: 0, repeated: 0, lost: 0, doubled: 0, elsewhere: 0 };
  const violations: string[] = [];
  const store = await openStore(findStoreFile(dataDir));
  const tickets = (await store.tickets.list()).length;
  for (const conversation of held) {
    const expected = undisturbed.get(conversation.script);
    if (!expected) throw new Error("this script did not run undisturbed");
    const verdict = judge(conversation, await readRecord(store, conversation.id), expected);
    figures.messages += conversation.acknowledged.length;
    figures.repeated += conversation.repeated;
    figures.lost += verdict.lost;
    figures.doubled += verdict.doubled;
    figures.elsewhere += verdict.elsewhere;
    violations.push(...verdict.violations);
  }
  await store.close();
  return { ...figures, tickets, seconds: (performance.now() - began) / 1000, violations };
}

/** Kills and restarts the server `kills` times. The last one keeps running, and listens. */
export async function killAtRandom(startAgain: () => Running, kills: number, random: () => number): Promise<Running> {
  let server = startAgain();
  for (let killed = 0; killed < kills; killed += 1) {
    if (random() < DIES_EARLY) await wait(random() * STARTS_AT_MOST_MS);
    else {
      await server.until('"listening"');
      await wait(random() * LIVES_AT_MOST_MS);
    }
    server.child.kill("SIGKILL");
    await server.ended;
    server = startAgain();
  }
  await server.until('"listening"');
  return server;
}

/** Runs each script once on a server that is not killed. */
async function runUndisturbed(start: Wish["start"], dataDir: string): Promise<Map<readonly string[], Record>> {
  const server = start({ DATA_DIR: dataDir, PORT: "0" });
  const url = /"url":"([^"]+)"/.exec(await server.until('"listening"'))?.[1] ?? "";
  const held = await Promise.all(scripts.map((script) => converse(url, script, () => 0)));
  await stopServer(server);
  const store = await openStore(findStoreFile(dataDir));
  const records = new Map<readonly string[], Record>();
  for (const { script, id } of held) records.set(script, await readRecord(store, id));
  await store.close();
  return records;
}

export async function stopServer(server: Running): Promise<void> {
  server.child.kill("SIGTERM");
  const code = await server.ended;
  if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.printed()}`);
}

// Below the ephemeral ports, so that no client gets this port as its own while it connects to it.
export async function findFreePort(random: () => number): Promise<number> {
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

/** mulberry32: the same seed gives the same numbers. */
export function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
