/** `npm run chat`: the whole bot in a terminal. A conversation resumes where it stopped, even after a crash. */
import { randomUUID } from "node:crypto";
import { createInterface, type Interface } from "node:readline";
import type { Activity } from "botbuilder";
import { sentence } from "../../dialogs/words/sentence.ts";
import { presentMessage } from "../channels/channels.ts";
import { type App, composeApp } from "../compose/composeApp.ts";
import { readConfig, readEnvironment } from "../config.ts";
import { createLog } from "../log.ts";
import { makeCaseKey, splitCaseKey } from "../store/caseKey.ts";
import { renderForScreen, TerminalAdapter } from "../transports/terminal/terminal.ts";
import { explainMistakes, type Program, runAsProcess } from "./program.ts";

const usage = `npm run chat                      continue the conversation "me", or start it
npm run chat -- --case <name>     continue or start another conversation
npm run chat -- --new             start over in this conversation
npm run chat -- --list            list the conversations of this terminal
npm run chat -- --no-colour       print without colours
`;
const person = "you";
/** The lines of one paste arrive together; a person cannot type two lines this fast. */
const pasteMs = 60;
const LISTEN_EVERY_MS = 1_000;
const terminalActivity = { channelId: "terminal", conversation: { isGroup: false } } as Activity;

type Options = { name: string; fresh: boolean; list: boolean; colour: boolean };

function parseOptions(words: readonly string[]): Options | undefined {
  const options: Options = { name: "me", fresh: false, list: false, colour: true };
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === "--new") options.fresh = true;
    else if (words[at] === "--list") options.list = true;
    else if (words[at] === "--no-colour") options.colour = false;
    else if (words[at] === "--case" && /^[\w-]{1,40}$/.test(words[at + 1] ?? "")) {
      options.name = words[at + 1] ?? "";
      at += 1;
    } else return undefined;
  }
  return options;
}

type Parts = {
  app: App;
  name: string;
  program: Program;
  /** Never rejects. */
  say: (text: string) => Promise<void>;
  write: (text: string) => void;
};

/** One session at the terminal. Turns run one after another, in the order of input and incoming messages. */
class TerminalChat {
  readonly #parts: Parts;
  readonly #terminal: Interface;
  #turns: Promise<void> = Promise.resolve();
  #paste: string[] = [];
  #pasteTimer: NodeJS.Timeout | undefined;

  /** Starts reading the terminal, so call `run` at once. */
  constructor(parts: Parts) {
    this.#parts = parts;
    const { input, output } = parts.program;
    const terminal = input.isTTY === true;
    this.#terminal = createInterface({ input, output, prompt: "\nYou: ", terminal });
  }

  /** Resolves when the person has left and every turn is done. */
  async run(): Promise<void> {
    const { input } = this.#parts.program;
    this.#terminal.on("line", (line) => (input.isTTY ? this.#addToPaste(line) : this.#sayPipedLine(line)));
    const left = new Promise<void>((resolve) => {
      this.#terminal.on("close", resolve);
      this.#terminal.on("SIGINT", () => this.#terminal.close());
    });
    const listening = await this.#watchStore();
    if (input.isTTY) this.#terminal.prompt();
    await left;
    clearInterval(listening);
    if (this.#paste.length > 0) this.#sayPaste();
    await this.#turns;
  }

  /** Shows messages from technicians, which another process stores. */
  async #watchStore(): Promise<NodeJS.Timeout> {
    const { app, name, write } = this.#parts;
    let known = await app.store.othersVersion();
    return setInterval(() => {
      this.#turns = this.#turns.then(async () => {
        const version = await app.store.othersVersion();
        if (version === known) return;
        known = version;
        if (await showNewMessages(app, name, write)) this.#terminal.prompt();
      });
    }, LISTEN_EVERY_MS);
  }

  /** Prints piped input, because the terminal does not echo it. */
  #sayPipedLine(line: string): void {
    this.#turns = this.#turns.then(() => {
      this.#parts.write(`You: ${line}`);
      return this.#parts.say(line);
    });
  }

  #addToPaste(line: string): void {
    this.#paste.push(line);
    clearTimeout(this.#pasteTimer);
    this.#pasteTimer = setTimeout(() => this.#sayPaste(), pasteMs);
  }

  #sayPaste(): void {
    clearTimeout(this.#pasteTimer);
    const text = this.#paste.join("\n");
    this.#paste = [];
    this.#turns = this.#turns.then(() => this.#parts.say(text)).then(() => this.#terminal.prompt());
  }
}

async function converse(app: App, { name, fresh, colour }: Options, program: Program): Promise<void> {
  const { output } = program;
  const look = {
    width: Math.min(output.columns ?? 90, 100) - 2,
    colour: colour && output.isTTY === true,
  };
  const write = (text: string) => void output.write(`\n${renderForScreen(text, look)}\n`);
  const adapter = new TerminalAdapter(write);
  const say = (text: string) =>
    adapter.say(app.bot, name, person, text, randomUUID()).catch(() => write(sentence("failed")));

  output.write(
    `Reconnect, conversation "${name}". Type or paste what Remote Desktop says. Ctrl+D leaves; you can continue later.\n`,
  );
  await showLastMessages(app, name, write);
  if (fresh) await say("start over");
  await new TerminalChat({ app, name, program, say, write }).run();
  output.write("\n");
}

/** Shows messages that the person has not seen yet. Returns whether there were any. */
async function showNewMessages({ store }: App, name: string, write: (text: string) => void): Promise<boolean> {
  const unsent = await store.conversations.unsentTo(makeCaseKey("terminal", name, person));
  for (const { activity } of unsent) write(presentMessage(activity as Partial<Activity>, terminalActivity).text ?? "");
  await store.conversations.markSent(unsent.map(({ id }) => id));
  return unsent.length > 0;
}

/** Shows the last messages, so that the person knows where they left off. */
async function showLastMessages({ store }: App, name: string, write: (text: string) => void): Promise<void> {
  const stored = await store.cases.current(makeCaseKey("terminal", name, person));
  if (!stored) return;
  const lines = await store.conversations.linesOfCase(stored.id);
  const unsent = lines.filter(({ sent }) => !sent);
  const lastOwn = lines.findLastIndex(({ who }) => who === "person");
  if (stored.state !== "closed") write("Going on where we were:");
  const visible = stored.state === "closed" ? unsent : lines.filter(({ sent }, at) => !sent || at >= lastOwn);
  for (const { text, who, activity } of visible)
    write(
      who === "person" ? `You: ${text}` : (presentMessage(activity as Partial<Activity>, terminalActivity).text ?? ""),
    );
  await store.conversations.markSent(unsent.map(({ id }) => id));
}

async function listConversations({ store }: App, { output }: Program): Promise<void> {
  const names = new Map<string, string>();
  for (const { key, state, openedAt } of await store.cases.list()) {
    const { channel, conversation: name } = splitCaseKey(key);
    if (channel === "terminal" && !names.has(name))
      names.set(name, `${name.padEnd(20)} ${state.padEnd(8)} since ${openedAt.slice(0, 16)}`);
  }
  output.write(names.size > 0 ? `${[...names.values()].join("\n")}\n` : "There are no conversations yet.\n");
}

export async function chat(words: string[], program: Program): Promise<number> {
  const options = parseOptions(words);
  if (!options) {
    program.errors.write(usage);
    return 1;
  }
  return explainMistakes(program, async () => {
    const config = readConfig(program.env ?? readEnvironment());
    // The screen belongs to the conversation, which also tells the person when a turn fails.
    const app = await composeApp(config, createLog("silent"), { deskElsewhere: true });
    await (options.list ? listConversations(app, program) : converse(app, options, program));
    await app.store.close();
    return 0;
  });
}

if (import.meta.main) await runAsProcess(chat);
