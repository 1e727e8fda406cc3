/** Starts Reconnect's programs as a user would, on a small tree and with a new folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { treeFiles } from "./trees.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** As in package.json. It also enables Node's compile cache, so that the next start is faster. */
const node24 = path.join(root, "src/node24/needsNode24.mjs");

export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "reconnect-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Program = {
  child: ChildProcess;
  /** Everything printed so far. */
  printed(): string;
  /** Resolves when the text is printed after the text of the previous `until`. */
  until(text: string): Promise<string>;
  type(line: string): void;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>;
};

export function start(file: string, words: string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, ["--import", node24, path.join(root, file), ...words], {
    cwd: emptyFolder(),
    env: { PATH: process.env.PATH ?? "", TREE_FILE: treeFiles.fourCauses, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  let from = 0;
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      for (const look of waiting) look();
    });
  const ended = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => {
      resolve(code ?? signal ?? "");
      for (const look of waiting) look();
    });
  });
  onTestFinished(() => {
    if (child.exitCode === null && child.pid) child.kill("SIGKILL");
  });
  return {
    child,
    ended,
    printed: () => output,
    type: (line) => child.stdin?.write(`${line}\n`),
    until: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const at = output.indexOf(text, from);
          if (at >= 0) {
            from = at + text.length;
            waiting.delete(look);
            resolve(output);
          } else if (child.exitCode !== null || child.signalCode !== null) {
            waiting.delete(look);
            reject(new Error(`the program ended without printing "${text}":\n${output}`));
          }
        };
        waiting.add(look);
        look();
      }),
  };
}
