/** Runs a command inside the test process, on a small tree, with given arguments, settings and input. A separate process would take a second to start. */
import { PassThrough, Writable } from "node:stream";
import type { Command } from "../../src/commands/program.ts";
import { treeFiles } from "./trees.ts";

export type RunningCommand = {
  /** Everything printed so far, both streams interleaved. */
  printed(): string;
  /** Resolves when the text is printed after the text of the previous `until`. */
  until(text: string): Promise<string>;
  type(line: string): void;
  /** Closes the input, like Ctrl+D. */
  leave(): void;
  ended: Promise<{ status: number; out: string; err: string; both: string }>;
};

/** Starts the command and leaves its input open. */
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
          if (at < 0) return reject(new Error(`the command ended without printing "${text}":\n${printed.both}`));
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

/** Runs the command to its end with `input` on standard input. */
export function run(
  command: Command,
  words: string[],
  { env = {}, input = "" }: { env?: Record<string, string>; input?: string } = {},
): RunningCommand["ended"] {
  const stream = new PassThrough();
  stream.end(input);
  return begin(command, words, { env, input: stream }).ended;
}
