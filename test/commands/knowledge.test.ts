/** `npm run -s knowledge`, as a curator or a script runs it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadTree } from "../../knowledge/tree/load.ts";
import { knowledge as command } from "../../src/commands/knowledge.ts";
import { run } from "../support/command.ts";
import { start } from "../support/process.ts";
import { treeFiles } from "../support/trees.ts";

const tree = loadTree(treeFiles.fourCauses);

async function knowledge(words: string[], input = "") {
  const { status, out, err } = await run(command, words, { input });
  return { status, out, err };
}

/** The small tree with one place changed, as a file. */
function treeFile(from: string, to: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "tree-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const whole = readFileSync(treeFiles.fourCauses, "utf8");
  expect(whole).toContain(from);
  const file = path.join(folder, "tree.yaml");
  writeFileSync(
    file,
    whole.replace(from, () => to),
  );
  return file;
}

test("check proves the tree and then reports what it costs people", async () => {
  const { status, out, err } = await knowledge(["check"]);
  expect(err).toBe("");
  expect(out).toMatch(
    new RegExp(
      `^${tree.tree} ${tree.version}: \\d+ facts, \\d+ causes, \\d+ steps, \\d+ sources\\. All proofs hold\\.\n`,
    ),
  );
  expect(out).toContain("no administrator: 4 questions");
  expect(status).toBe(0);
});

test("check on a tree with a typo names the file, the line and the fix, and fails", async () => {
  const file = treeFile("{ fix: tunnel-or-proxy }", "{ fix: tunel-or-proxy }");
  const { status, out, err } = await knowledge(["check", file]);
  const line =
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => text.includes("tunel-or-proxy")) + 1;
  expect(err).toBe(
    `${file} is not a valid knowledge file\n✖ "tunel-or-proxy" is not a cause (did you mean "tunnel-or-proxy"?)\n  → line ${line}, ${/walk\[\d+\]\.tunnel\[1\]\.fix/.exec(err)?.[0]}\n`,
  );
  expect(out).toBe("");
  expect(status).toBe(1);
});

test("check on a tree with an unreachable part names it with its line, and fails", async () => {
  const file = treeFile('        "yes": [{ fix: dns-wrong-host }]\n', "");
  const { status, out } = await knowledge(["check", file]);
  const line = readFileSync(file, "utf8").split("\n").indexOf("  dns-wrong-host:") + 1;
  expect(out).toContain(
    `${file} is not a correct tree\n✖ "dns-wrong-host" is never used; use it in the walk or where it belongs, or remove it\n  → line ${line}, causes.dns-wrong-host\n`,
  );
  expect(status).toBe(1);
});

test("check says that a file does not exist", async () => {
  const { status, err } = await knowledge(["check", "no-such-tree.yaml"]);
  expect(err).toBe(
    "no-such-tree.yaml is not a valid knowledge file\n✖ the file does not exist\n  → name a tree file that exists, or leave the name out to use the built-in tree\n",
  );
  expect(status).toBe(1);
});

test("read prints the reading of a message in words", async () => {
  const { status, out } = await knowledge([
    "read",
    "Error code: 0x904, extended error code: 0x7. Others can connect, only me not.",
  ]);
  expect(out.split("\n")).toEqual([
    "in scope: yes",
    expect.stringMatching(/^disconnect code 0x904, from ".*0x904"$/),
    expect.stringMatching(/^extended code 0x7, from ".*0x7"$/),
    expect.stringMatching(/^who-is-hit = only-me \(Others get into it, I do not\), from ".+"$/),
    "",
  ]);
  expect(status).toBe(0);
});

test("read lists what was changed in a pasted .rdp file", async () => {
  const file = "full address:s:srv01\nenablecredsspsupport:i:0\nsignature:s:AQAB\nusername:s:ada";
  expect((await knowledge(["read", file])).out).toContain(
    "\n.rdp file: enablecredsspsupport from 0 to 1, signature removed\n",
  );
  const healthy = file.replace(":i:0", ":i:1");
  expect((await knowledge(["read", healthy])).out).toContain("\n.rdp file: nothing to change\n");
  const { out } = await knowledge(["read", "--json", file]);
  expect(JSON.parse(out).rdpFile.repaired).toBe(
    "full address:s:srv01\r\nenablecredsspsupport:i:1\r\nusername:s:ada\r\n",
  );
});

test("read --json prints the reading as one line of JSON", async () => {
  const { out, status } = await knowledge(["read", "it says 0x904", "--json"]);
  expect(out).toBe('{"codes":[{"kind":"disconnect","hex":"0x904","from":"0x904"}],"inScope":"yes","facts":[]}\n');
  expect(status).toBe(0);
});

test("read --json - prints one line of JSON for each message on standard input, whatever it contains", async () => {
  const messages = ["it says 0x904", "", 'two\nlines \u2028 and "quotes"', "😀 عربي", "x".repeat(100_000)];
  const { out, status, err } = await knowledge(
    ["read", "--json", "-"],
    messages.map((message) => JSON.stringify(message)).join("\r\n"),
  );
  expect(err).toBe("");
  const lines = out.split("\n");
  expect(lines).toHaveLength(messages.length + 1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ inScope: "yes" });
  for (const line of lines.slice(1, -1)) expect(JSON.parse(line)).toEqual({ codes: [], inScope: "unknown", facts: [] });
  expect(status).toBe(0);
});

test("a line that is not a JSON string is named, and the other lines are read", async () => {
  const { out, err, status } = await knowledge(["read", "--json", "-"], '"0x904"\nit says 0x904\n42\n\n"0x904"\n');
  expect(out.trimEnd().split("\n")).toHaveLength(2);
  expect(err).toBe(
    'line 2 is not a JSON string such as "it says 0x904"; skipped\nline 3 is not a JSON string such as "it says 0x904"; skipped\n',
  );
  expect(status).toBe(1);
});

test("an empty message has an empty reading", async () => {
  expect(await knowledge(["read", ""])).toEqual({ status: 0, out: "in scope: unknown\n", err: "" });
  expect(await knowledge(["read", "--json", "-"], "")).toEqual({ status: 0, out: "", err: "" });
});

test.each([
  ["something unknown", ["prove"]],
  ["read without a message", ["read"]],
  ["a message without quotes", ["read", "it", "says", "0x904"]],
])("%s prints the usage", async (_, words) => {
  const { status, out, err } = await knowledge(words);
  expect(out).toBe("");
  for (const use of ["check [<tree file>]", "graph", 'read "<message>"', "read --json -", "release"])
    expect(err).toContain(use);
  if (words.length > 2) expect(err).toContain("Put the message in quotes.");
  expect(status).toBe(1);
});

test("the program reads standard input and returns its exit code", async () => {
  const program = start("src/commands/knowledge.ts", ["read", "--json", "-"], {});
  program.type('"it says 0x904"');
  program.type("not JSON");
  program.child.stdin?.end();
  expect(await program.ended).toBe(1);
  expect(program.printed()).toContain('"inScope":"yes"');
  expect(program.printed()).toContain("line 2 is not a JSON string");
});

test("worlds lets the people of each world walk the tree, prints one line for each, and fails on a wrong end", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "worlds-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const world = `title: A tunnel to a computer that has moved
from: [https://github.com/rustdesk/rustdesk/issues/11623]
why: The near end of the tunnel answers, and the far end is gone.
person: { who: A person at home, language: en, says: "0x904 over our ssh tunnel, direct it works" }
observes: { path: [tunnel], without-the-middle: works }
cause: tunnel-or-proxy
cured-by: [restart-tunnel]
end: { right: fix }
expert: { answers: 2, minutes: 5 }
`;
  writeFileSync(path.join(folder, "tunnel.yaml"), world);
  const good = await knowledge(["worlds", folder, "--json"]);
  expect(good.err).toBe("");
  expect(good.status).toBe(0);
  const lines = good.out.trim().split("\n");
  expect(lines).toHaveLength(5);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    world: "tunnel",
    person: "own",
    end: "fix",
    cause: "tunnel-or-proxy",
    verdict: "right",
    harmful: 0,
  });

  writeFileSync(path.join(folder, "misspelt.yaml"), world.replace("path: [tunnel]", "path: [tunel]"));
  const mixed = await knowledge(["worlds", folder]);
  expect(mixed.err).toContain(
    'misspelt.yaml is not a valid knowledge file\n✖ "tunel" is not a value of "path" (did you mean "tunnel"?)',
  );
  expect(mixed.out).toContain("Worlds walked by their own person: 1; 1 right");
  expect(mixed.status).toBe(1);

  const nowhere = await knowledge(["worlds", path.join(folder, "none")]);
  expect(nowhere.err).toContain("this does not exist");
  expect(nowhere.status).toBe(1);
});
