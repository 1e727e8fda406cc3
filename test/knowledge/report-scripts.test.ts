/** The shell script of the server report runs against stand-ins of the programs that it asks; the batch file's parts fit together. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readReports } from "../../knowledge/reading/readReports.ts";
import { loadTree } from "../../knowledge/tree/load.ts";

const tree = loadTree();
const findScript = (file: string): string => {
  const scripts = Object.values(tree.reports).flatMap(({ scripts }) => scripts);
  const script = scripts.find((candidate) => candidate.file === file);
  if (!script) throw new Error(`the tree has no script ${file}`);
  return script.run;
};

/** Runs the shell script where these programs answer as given. Each stand-in is the body of a shell script. */
function runOnLinux(programs: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), "report-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const standIns = {
    id: "echo 1000",
    sudo: '[ "$1" = -v ] && exit 0; [ "$1" = -u ] && shift 2; exec "$@"',
    ...programs,
  };
  for (const [name, body] of Object.entries(standIns))
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  const script = path.join(folder, "report.sh");
  writeFileSync(script, findScript("reconnect-server-report.sh"));
  const printed = execFileSync("sh", [script], {
    env: { PATH: `${folder}:/usr/bin:/bin` },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [report] = readReports(tree, printed);
  return { printed, faults: report?.faults, facts: report?.facts.map(({ fact, answer }) => `${fact}=${answer}`) ?? [] };
}

const xrdp = {
  ss: "echo 'LISTEN 0 2 *:3389 *:* users:((\"xrdp\",pid=7,fd=11))'",
  systemctl: "exit 3",
  journalctl: "exit 0",
  tail: "exit 0",
  ps: "echo xrdp",
  test: '[ "$1" = -s ] && exit 0; exit 1',
  openssl: "exit 0",
};

test("an xrdp that may not read its key is found, although its log is quiet", () => {
  const { faults, facts } = runOnLinux(xrdp);
  expect(faults).toEqual([]);
  expect(facts).toEqual(
    expect.arrayContaining([
      "remote-kind=not-windows",
      "linux-server=xrdp",
      "listener=listening",
      "linux-log=key-permission",
    ]),
  );
});

test("a desktop that GNOME shares without credentials is found by its log", () => {
  const gnome = {
    ...xrdp,
    ss: "echo 'LISTEN 0 5 *:3389 *:* users:((\"gnome-remote-de\",pid=9,fd=11))'",
    journalctl: 'echo "gnome-remote-desktop-daemon[9]: [RDP] Credentials are not set, denying client"',
  };
  const { faults, facts } = runOnLinux(gnome);
  expect(faults).toEqual([]);
  expect(facts).toEqual(expect.arrayContaining(["linux-server=gnome", "linux-log=no-credentials"]));
});

test("who may not use sudo is asked once, and nothing is claimed", () => {
  const { printed, faults, facts } = runOnLinux({ ...xrdp, sudo: "echo asked >&2; exit 1" });
  expect(printed).toContain("admin: no\nEnd of report: 4 lines");
  expect(faults).toEqual([]);
  expect(facts).toEqual(["remote-kind=not-windows"]);
});

test("every label that the batch file calls is there, and every line of it is plain", () => {
  const lines = findScript("reconnect-server-report-xp.cmd").split("\n");
  const labels = lines.filter((line) => line.startsWith(":")).map((line) => line.slice(1));
  const called = lines.flatMap((line) => [...line.matchAll(/call :(\w+)/g)].map(([, label]) => label));
  expect(new Set(called)).toEqual(new Set(labels));
  for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]*$/);
});
