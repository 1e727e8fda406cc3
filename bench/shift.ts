/**
 * A shift at the desk: forty tickets, three technicians with the keyboard only, and ten chats that go on beside it. Says what
 * claim-answer-resolve and finding a caller's ticket cost. Needs Chromium; CHROMIUM_PATH names another one.
 */
import { randomBytes } from "node:crypto";
import { type Report, summarize } from "./report.ts";
import { startServer } from "./server.ts";
import { makeCallers } from "./shift/callers.ts";
import { ShiftChat } from "./shift/chat.ts";
import { type Effort, openBrowser, ShiftTechnician } from "./shift/technician.ts";

const TICKETS = 40;
const LIVE_CHATS = 10;
const technicians = ["Kim", "Sam", "Robin"];

export async function measureShift(): Promise<Report[]> {
  const secrets = technicians.map((name) => `${name}:${randomBytes(24).toString("hex")}`);
  const server = await startServer({
    words: ["--import", "src/node24/needsNode24.mjs", "src/main.ts"],
    env: { DESK_TOKENS: secrets.join(",") },
  });
  const url = `http://127.0.0.1:${server.port}`;
  const browser = await openBrowser();
  try {
    const chats = makeCallers(TICKETS).map((caller) => new ShiftChat(url, caller));
    const references = new Map<string, ShiftChat>();
    for (const chat of chats) references.set(await chat.handOver(), chat);
    const desk = await Promise.all(
      secrets.map(async (secret) => ShiftTechnician.signIn(await browser.newContext(), url, secret)),
    );
    const found = await findCallers(desk, references);
    const talking = talkOn(chats.slice(-LIVE_CHATS));
    const resolved = await workOff(desk);
    await talking();
    return [report("claim, answer, resolve", resolved), ...found];
  } finally {
    await browser.close();
    await server.end();
  }
}

async function findCallers(desk: readonly ShiftTechnician[], references: Map<string, ShiftChat>): Promise<Report[]> {
  const [kim] = desk;
  const some = [...references].filter((_, at) => at % 8 === 3);
  const ways: Record<string, (reference: string, chat: ShiftChat) => string> = {
    "by name": (_, { caller }) => caller.name,
    "by host": (_, { caller }) => caller.host,
    "by reference": (reference) => reference.slice(3).toLowerCase(),
  };
  const reports: Report[] = [];
  for (const [way, words] of Object.entries(ways)) {
    const efforts: Effort[] = [];
    for (const [reference, chat] of some) if (kim) efforts.push(await kim.find(words(reference, chat), reference));
    reports.push(report(`find a caller's ticket ${way}`, efforts));
  }
  return reports;
}

/** Ten people keep writing until the function that it returns is called. */
function talkOn(chats: readonly ShiftChat[]): () => Promise<void> {
  let over = false;
  const running = chats.map(async (chat) => {
    for (let count = 1; !over; count += 1) {
      await chat.say(`any news? (${count})`).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
  });
  return async () => {
    over = true;
    await Promise.all(running);
  };
}

async function workOff(desk: readonly ShiftTechnician[]): Promise<Effort[]> {
  const efforts: Effort[] = [];
  const shifts = desk.map(async (technician) => {
    for (;;) {
      const done = await technician.workOff("I found it, please try again now.", "Renewed it.");
      if (!done) return;
      efforts.push(done.effort);
    }
  });
  await Promise.all(shifts);
  if (efforts.length !== TICKETS) throw new Error(`${efforts.length} of ${TICKETS} tickets were resolved`);
  return efforts;
}

function report(title: string, efforts: readonly Effort[]): Report {
  return {
    title,
    note: `${efforts.length} times; seconds without thinking and typing`,
    rows: [
      {
        keys: summarize(efforts.map(({ keys }) => keys)),
        "texts typed": summarize(efforts.map(({ words }) => words)),
        seconds: summarize(efforts.map(({ ms }) => ms / 1000)),
      },
    ],
  };
}
