/** `npm run chat`: the whole bot in a terminal. A conversation is taken up again where it was left, whatever ended it. */
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Activity } from "botbuilder";
import { texts } from "../../dialogs/wording/texts.ts";
import { WrongKnowledge } from "../../knowledge/tree/wrongKnowledge.ts";
import { present } from "../channels/channels.ts";
import { type App, composeApp } from "../compose.ts";
import { environment, readConfig, WrongConfiguration } from "../config.ts";
import { createLog } from "../log.ts";
import { caseKey, partsOf } from "../store/caseKey.ts";
import { StoreUnusable } from "../store/store.ts";
import { forScreen, TerminalAdapter } from "../transports/terminal/terminal.ts";

const usage = `npm run chat                      go on with the conversation named "me", or begin it
npm run chat -- --case <name>     the same for another conversation
npm run chat -- --new             begin anew in this conversation
npm run chat -- --list            conversations of this terminal
npm run chat -- --no-colour       plain letters only
`;
const person = "you";
/** Lines of one paste arrive together; a person cannot type two lines this fast. */
const pasteMs = 60;
const LISTEN_EVERY_MS = 1_000;
const here = { channelId: "terminal", conversation: { isGroup: false } } as Activity;

type Options = { name: string; fresh: boolean; list: boolean; colour: boolean };

function optionsOf(words: readonly string[]): Options | undefined {
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

async function chat(app: App, { name, fresh, colour }: Options): Promise<void> {
  const { stdin, stdout } = process;
  // Whoever reads along may stop reading ("| head"); nothing is lost by that.
  stdout.on("error", () => process.exit(0));
  const look = {
    width: Math.min(stdout.columns ?? 90, 100) - 2,
    colour: colour && stdout.isTTY === true,
  };
  const write = (text: string) => stdout.write(`\n${forScreen(text, look)}\n`);
  const adapter = new TerminalAdapter(write);
  const say = (text: string) =>
    adapter.say(app.bot, name, person, text, randomUUID()).catch(() => void write(texts.failed));

  stdout.write(
    `Reconnect, conversation "${name}". Type or paste what Remote Desktop says; Ctrl+D leaves, and nothing is lost.\n`,
  );
  await takeUp(app, name, write);
  if (fresh) await say("start over");

  const terminal = createInterface({ input: stdin, output: stdout, prompt: "\nYou: ", terminal: stdin.isTTY === true });
  let turns: Promise<void> = Promise.resolve();
  let paste: string[] = [];
  const flush = () => {
    const text = paste.join("\n");
    paste = [];
    turns = turns
      .then(() => say(text))
      .then(() => {
        terminal.prompt();
      });
  };
  // What technicians say comes from another process.
  let known = await app.store.othersVersion();
  const listening = setInterval(() => {
    turns = turns.then(async () => {
      const version = await app.store.othersVersion();
      if (version === known) return;
      known = version;
      if (await hearOthers(app, name, write)) terminal.prompt();
    });
  }, LISTEN_EVERY_MS);
  let timer: NodeJS.Timeout | undefined;
  if (stdin.isTTY) terminal.prompt();
  terminal.on("line", (line) => {
    if (!stdin.isTTY) {
      // Nobody sees what is piped in, so it is shown like what is typed.
      turns = turns.then(() => {
        write(`You: ${line}`);
        return say(line);
      });
      return;
    }
    paste.push(line);
    clearTimeout(timer);
    timer = setTimeout(flush, pasteMs);
  });
  await new Promise<void>((resolve) => {
    terminal.on("close", resolve);
    terminal.on("SIGINT", () => terminal.close());
  });
  clearInterval(listening);
  if (paste.length > 0) {
    clearTimeout(timer);
    flush();
  }
  await turns;
  stdout.write("\n");
}

/** Shows what was said to this person and has not been shown. Whether there was anything. */
async function hearOthers({ store }: App, name: string, write: (text: string) => void): Promise<boolean> {
  const unsent = await store.unsentTo(caseKey("terminal", name, person));
  for (const { activity } of unsent) write(present(activity as Partial<Activity>, here).text ?? "");
  await store.markSent(unsent.map(({ id }) => id));
  return unsent.length > 0;
}

/** Shows what was said last, so that the person knows where they are. */
async function takeUp({ store }: App, name: string, write: (text: string) => void): Promise<void> {
  const stored = await store.currentCase(caseKey("terminal", name, person));
  if (!stored) return;
  const lines = await store.lines(stored.id);
  const unsent = lines.filter(({ sent }) => !sent);
  const lastWords = lines.findLastIndex(({ who }) => who === "person");
  if (stored.state !== "closed") write("Going on where we were:");
  const shown = stored.state === "closed" ? unsent : lines.filter(({ sent }, at) => !sent || at >= lastWords);
  for (const { text, who, activity } of shown)
    write(who === "person" ? `You: ${text}` : (present(activity as Partial<Activity>, here).text ?? ""));
  await store.markSent(unsent.map(({ id }) => id));
}

async function list({ store }: App): Promise<void> {
  const names = new Map<string, string>();
  for (const { key, state, openedAt } of await store.cases()) {
    const { channel, conversation: name } = partsOf(key);
    if (channel === "terminal" && !names.has(name))
      names.set(name, `${name.padEnd(20)} ${state.padEnd(8)} since ${openedAt.slice(0, 16)}`);
  }
  process.stdout.write(names.size > 0 ? `${[...names.values()].join("\n")}\n` : "There are no conversations yet.\n");
}

if (import.meta.main) {
  const options = optionsOf(process.argv.slice(2));
  if (!options) {
    process.stderr.write(usage);
    process.exitCode = 1;
  } else {
    try {
      const config = readConfig(environment());
      // The screen belongs to the conversation; a turn that fails says so there.
      const app = await composeApp(config, createLog("silent"), { deskElsewhere: true });
      await (options.list ? list(app) : chat(app, options));
      await app.store.close();
    } catch (error) {
      if (!(error instanceof WrongConfiguration || error instanceof WrongKnowledge || error instanceof StoreUnusable))
        throw error;
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    }
  }
}
