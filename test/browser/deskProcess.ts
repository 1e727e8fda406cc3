/** The server as a separate process, which a test can kill. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { treeFiles } from "../support/trees.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** The same command as `npm start`. */
const start = ["--import", path.join(root, "src/node24/needsNode24.mjs"), path.join(root, "src/main.ts")];

export type Desk = {
  url: string;
  /** A link with which a technician signs in once. */
  link(): Promise<string>;
};

export type DeskProcess = Desk & {
  /** Ends the server as a power cut would. */
  kill(): Promise<void>;
  /** Starts the server with the same data at the same address. */
  startAgain(): Promise<void>;
  /** Ends the server and deletes its data. */
  close(): Promise<void>;
};

export const helpDesk = {
  HELP_DESK_NAME: "the service desk",
  HELP_DESK_CONTACT: "ext. 4000",
  TREE_FILE: treeFiles.remoteComputer,
};

/** A separate desk that the test may kill. Its link is valid until the next start. */
export async function openDeskProcess(): Promise<DeskProcess> {
  const own = await startDeskProcess();
  onTestFinished(() => own.close());
  return own;
}

/** Starts a server process. The caller closes it. */
export async function startDeskProcess(): Promise<DeskProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "reconnect-"));
  let { child, url, link } = await listening(folder, "0");
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return {
    url,
    link: () => link,
    kill,
    async startAgain() {
      ({ child, url, link } = await listening(folder, new URL(url).port));
    },
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(
  folder: string,
  port: string,
): Promise<{ child: ChildProcess; url: string; link: Promise<string> }> {
  const child = spawn(process.execPath, start, {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? "",
      DATA_DIR: folder,
      PORT: port,
      ...helpDesk,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  const { promise: link, resolve: linked } = Promise.withResolvers<string>();
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface(stream).on("line", (line) => {
        said.push(line);
        const [, printed] = /sign in once at (\S+)/.exec(line) ?? [];
        if (printed) linked(printed);
        const [, at] = /"url":"([^"]+)".*"msg":"listening"/.exec(line) ?? [];
        if (at) resolve(at);
      });
    child.once("close", () => reject(new Error(`the server ended:\n${said.join("\n")}`)));
  });
  return { child, url, link };
}
