/** The programs to measure. To add one, add a line here and a program in `contestants/`. */
import { createBotServicePerson } from "./botServicePerson.ts";
import { DirectLinePerson, type Reading } from "./directLinePerson.ts";
import type { Person } from "./people.ts";
import type { Program } from "./server.ts";

export type Contestant = {
  name: string;
  program: Program;
  /** Whether `start` and `memory` measure it too. Other ways to use the same program would give the same result there. */
  starts: boolean;
  fills: boolean;
  /** `stub` is the address of the channel that accepts answers. */
  person(port: number, stub: string): Person;
};

const echo: Program = { words: ["bench/contestants/echoBot.ts"] };
const waterfall: Program = { words: ["bench/contestants/waterfallBot.ts"] };
/** As `npm start` starts it. */
const reconnect: Program = { words: ["--import", "src/node24/needsNode24.mjs", "src/main.ts"] };

const ticket = ["Remote Desktop does not connect", "a laptop", "very", "thanks"];

const sdkBot = (name: string, program: Program, expectReplies: boolean): Contestant => ({
  name,
  program,
  starts: program === echo && !expectReplies,
  fills: !expectReplies,
  person: (port, stub) => createBotServicePerson(port, stub, ticket, expectReplies),
});
const reconnectBy = (name: string, reading: Reading): Contestant => ({
  name,
  program: reconnect,
  starts: reading === "get",
  fills: true,
  person: (port) => new DirectLinePerson(port, reading),
});

/** All others are compared with this one. */
export const yardstick = sdkBot("SDK echo bot", echo, false);

export const contestants: readonly Contestant[] = [
  yardstick,
  sdkBot("SDK echo bot, expectReplies", echo, true),
  sdkBot("SDK waterfall, MemoryStorage", waterfall, false),
  sdkBot("SDK waterfall, expectReplies", waterfall, true),
  reconnectBy("Reconnect, by socket", "socket"),
  reconnectBy("Reconnect, by GET", "get"),
];
