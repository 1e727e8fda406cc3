/** Memory of an idle server, and what conversations add, with and without open sockets. */
import { setTimeout as wait } from "node:timers/promises";
import { startConnectorStub } from "./connectorStub.ts";
import { type Contestant, contestants } from "./contestants.ts";
import type { Person } from "./people.ts";
import type { Effort, Report } from "./report.ts";
import { startServer } from "./server.ts";

/** Long enough for a server to close idle connections, and for a garbage collection to be meaningful. */
const SETTLE_MS = 6_500;
const AT_ONCE = 20;
/** Warm-up conversations, so that code loaded at first use does not count. */
const FIRST = 200;
const SAYS = 2;
const MEGABYTE = 1_000_000;

type Row = Report["rows"][number];

export async function measureMemory({ conversations }: Effort): Promise<Report[]> {
  const stub = await startConnectorStub();
  const rows: Row[] = [];
  for (const contestant of contestants.filter(({ fills }) => fills)) {
    rows.push(await fillServer(contestant, stub.url, conversations));
  }
  stub.close();
  const note =
    `Each conversation has ${SAYS} messages. Kept: what is still reachable after a collection; resident memory also contains garbage that is not collected yet.` +
    "\nHandles: open sockets, timers and the like.";
  return [{ title: `Memory in MB, idle and after ${FIRST} and ${conversations} more conversations`, note, rows }];
}

async function fillServer(contestant: Contestant, stub: string, conversations: number): Promise<Row> {
  const words = ["--expose-gc", "--import", "bench/usage.ts", ...contestant.program.words];
  const server = await startServer({ ...contestant.program, words });
  const settle = async () => {
    await wait(SETTLE_MS);
    const uncollected = await server.usage();
    return { ...(await server.usage(true)), rss: uncollected.rss };
  };
  const idle = await settle();
  for (const person of await speakAll(contestant, server.port, stub, FIRST)) person.leave();
  const before = await settle();
  const people = await speakAll(contestant, server.port, stub, conversations);
  const after = await settle();
  for (const person of people) person.leave();
  await server.end();
  return {
    contestant: contestant.name,
    "idle RSS": idle.rss / MEGABYTE,
    [`RSS at ${FIRST}`]: before.rss / MEGABYTE,
    "RSS at the end": after.rss / MEGABYTE,
    "kept at the end": after.kept / MEGABYTE,
    "more kept per 1000": ((after.kept - before.kept) / MEGABYTE / conversations) * 1000,
    "idle handles": idle.handles,
    handles: after.handles,
  };
}

/** People stay after their messages, and so do their sockets. */
async function speakAll(contestant: Contestant, port: number, stub: string, count: number): Promise<Person[]> {
  const people: Person[] = [];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, count) }, async () => {
      while (people.length < count) {
        const person = contestant.person(port, stub);
        people.push(person);
        await person.open();
        for (let said = 0; said < SAYS; said += 1) await person.say();
      }
    }),
  );
  return people;
}
