/** Starts one Chromium and one server for all tests of this folder. Chromium is CHROMIUM_PATH, or the one of an npm package, unpacked once. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BrowserServer, chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { startDeskProcess } from "./deskProcess.ts";

/** The addresses of Chromium and the help page, or the reason why Chromium is missing. */
export type Shared = { chromium: string; helpPage: string } | { missing: string };

declare module "vitest" {
  interface ProvidedContext {
    shared: Shared;
  }
}

type Program = { file: string; env: Record<string, string> };

const root = path.resolve(import.meta.dirname, "../..");
const home = path.join(root, "node_modules/.cache/chromium");

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const program = findChromium();
  if ("missing" in program) {
    // Reporters hide skipped tests and the reason for it.
    console.warn(`The tests in test/browser are skipped: ${program.missing}.`);
    project.provide("shared", program);
    return;
  }
  const [server, desk] = await Promise.all([launch(program), startDeskProcess()]);
  project.provide("shared", { chromium: server.wsEndpoint(), helpPage: desk.url });
  return async () => {
    await Promise.all([server.close(), desk.close()]);
  };
}

function launch({ file, env }: Program): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: file,
    // No flag may loosen what a page is allowed to do: the tests must see what people's browsers would refuse.
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
    env: { ...(process.env as Record<string, string>), ...env },
    host: "127.0.0.1",
  });
}

function findChromium(): Program | { missing: string } {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return { file: CHROMIUM_PATH, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64")
    return { missing: "npm brings a browser along on Linux x64 only; set CHROMIUM_PATH to the program of a Chromium" };
  const { version } = JSON.parse(
    readFileSync(path.join(root, "node_modules/@sparticuz/chromium/package.json"), "utf8"),
  );
  const folder = path.join(home, version);
  if (!existsSync(folder)) unpackInto(folder);
  const libraries = [path.join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    file: path.join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: path.join(folder, "fonts.conf") },
  };
}

/** The package unpacks into the temporary folder and accepts an incomplete file there, so it gets a folder of its own. */
function unpackInto(folder: string): void {
  mkdirSync(home, { recursive: true });
  const fresh = mkdtempSync(path.join(home, "unpacking-"));
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  // A separate process, because the package changes the environment. The variable adds the libraries that a bare machine lacks.
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: root,
    env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the browser for the tests could not be unpacked into ${fresh}\n${stderr}`);
  writeFileSync(path.join(fresh, "fonts.conf"), fonts(folder));
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another run of the tests was faster.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The machine's fonts, plus the package's own for a machine without fonts. */
function fonts(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts/cache</cachedir>
</fontconfig>
`;
}
