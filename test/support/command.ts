/** Runs a command of Reconnect inside the test, on a small tree, with words, settings and a keyboard of the test's own. A program of its own would take a second to start. */
import { PassThrough, Writable } from "node:stream";
import type { Command } from "../../src/commands/program.ts";
import { treeFiles } from "./trees.ts";

export type RunningCommand = {
  /** Everything printed so far, on both streams in turn. */
  printed(): string;
  /** Resolves once the text was printed, counted from the last time something was waited for. */
  until(text: string): Promise<string>;
  type(line: string): void;
  /** As Ctrl+D does. */
  leave(): void;
  ended: Promise<{ status: number; out: string; err: string; both: string }>;
};

/** Leaves the input open. */
export function begin(
  command: Command,
  words: string[],
  { env = {}, input = new PassThrough() }: { env?: Record<string, string>; input?: PassThrough } = {},
): RunningCommand {
  const printed = { out: "", err: "", both: "" };
  let from = 0;
  let over = false;
  const waiting = new Set<() => void>();
  const lookAgain = () => {
    for (const look of waiting) look();
  };
  const into = (name: "out" | "err") =>
    new Writable({
      decodeStrings: false,
      write(chunk, _, done) {
        printed[name] += String(chunk);
        printed.both += String(chunk);
        lookAgain();
        done();
      },
    });
  const ended = command(words, {
    input,
    output: into("out"),
    errors: into("err"),
    env: { TREE_FILE: treeFiles.fourCauses, ...env },
  })
    .then((status) => ({ status, ...printed }))
    .finally(() => {
      over = true;
      lookAgain();
    });
  return {
    printed: () => printed.both,
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const at = printed.both.indexOf(text, from);
          if (at < 0 && !over) return;
          waiting.delete(look);
          if (at < 0) return reject(new Error(`it ended without saying "${text}":\n${printed.both}`));
          from = at + text.length;
          resolve(printed.both);
        };
        waiting.add(look);
        look();
      }),
    type: (line) => void input.write(`${line}\n`),
    leave: () => void input.end(),
    ended,
  };
}

/** Runs it to its end, with this on its input. */
export function run(
  command: Command,
  words: string[],
  { env = {}, input = "" }: { env?: Record<string, string>; input?: string } = {},
): RunningCommand["ended"] {
  const stream = new PassThrough();
  stream.end(input);
  return begin(command, words, { env, input: stream }).ended;
}
