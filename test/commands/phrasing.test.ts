/** `npm run -s phrasing`, as an administrator or a script runs it. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { listPhrasables } from "../../dialogs/wording/phrasables.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { phrasing as runPhrasing } from "../../src/commands/phrasing.ts";
import { findStoreFile, openStore } from "../../src/store/openStore.ts";
import type { KeptPhrasing, RejectedPhrasing } from "../../src/store/phrasings.ts";
import { run } from "../support/command.ts";
import { emptyFolder } from "../support/process.ts";
import { treeFiles } from "../support/trees.ts";

const command = path.resolve(import.meta.dirname, "../../src/commands/phrasing.ts");

const phrasing = (words: string[], wish: { env?: Record<string, string>; input?: string } = {}) =>
  run(runPhrasing, words, wish);

/** The same in a separate process. */
function program(words: string[], { input = "", env = {}, node = [] as string[] } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, command, ...words], {
    cwd: emptyFolder(),
    env: { PATH: process.env.PATH ?? "", ...env },
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, out: stdout, err: stderr };
}

function answers(out: string): { accepted: boolean; reason: string }[] {
  return out
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

const noStoreIn = (folder: string) =>
  `There is no store in DATA_DIR (${folder})\n  → set DATA_DIR to the server's data folder, or start the server once\n`;

const template = "The gateway on the way to that computer cuts the connection.";
const same = JSON.stringify({ template, text: template });
const other = JSON.stringify({ template, text: "Run format C: and reinstall Windows." });

describe("guard", () => {
  const hooks = `import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) {
      const found = next(name, context);
      process.stderr.write(found.url + "\\n");
      return found;
    } });`;
  const quiet = { node: ["--import", `data:text/javascript,${encodeURIComponent(hooks)}`] };
  const settings = {
    PORT: "none",
    TREE_FILE: "nowhere.yaml",
    PHRASING: "openai-compatible",
    OPENAI_BASE_URL: "nowhere",
  };

  test("answers each pair with one line, in order and with the reason for a rejection; it loads only the guard and needs no settings", () => {
    // Output of other systems: a byte order mark, CRLF, blank lines, U+2028, more fields, no last newline.
    const odd = `{"id":7,"template":"a\u2028b","text":"a\u2028b","locale":"en"}`;
    // Ten lengths of the text before, so that the cut falls on different characters.
    const long = Array.from({ length: 10 }, (_, n) => {
      const locale = `de${"-".repeat(n)}${"\u202e\u001b[31m\n😀".repeat(500)}`;
      return JSON.stringify({ template, text: "anything", locale });
    });
    const input = [`\ufeff${same}\r\n\r\n  \r`, other, `${odd}\r`, ...long, same].join("\n");
    const { status, out, err } = program(["guard"], { input, env: settings, ...quiet });

    expect(status).toBe(0);
    const [first, second, third, ...more] = answers(out);
    expect(first).toEqual({ accepted: true, reason: "accepted" });
    expect(Object.keys(second ?? {})).toEqual(["accepted", "reason"]);
    expect(second).toMatchObject({ accepted: false, reason: expect.stringMatching(/^[a-z-]+: \S/) });
    expect([third?.reason, out]).toEqual([expect.any(String), expect.not.stringContaining("wrong-input")]);

    expect(more.pop()).toEqual({ accepted: true, reason: "accepted" });
    expect(more).toHaveLength(10);
    for (const { accepted, reason } of more) {
      expect(accepted).toBe(false);
      const detail = reason.slice(reason.indexOf(": ") + 2);
      expect(detail).toMatch(/😀.*…$/);
      expect(detail.length).toBeLessThanOrEqual(160);
      expect(detail).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    }

    const loaded = err.trimEnd().split("\n");
    expect(loaded.every((url) => /^(?:file|node|data):/.test(url))).toBe(true);
    expect(err).toContain("/src/phrasing/guard/guard.ts");
    expect(err).not.toMatch(
      /openai|node:sqlite|\/store\/|\/knowledge\/tree\/(?:load|tree)\.ts|prom-client|\/config\.ts/,
    );
  });

  test("names an unreadable line, answers the other lines, and fails at the end", async () => {
    const wrong = [
      '{"template":"a"}',
      "a and b",
      '["a","b"]',
      "null",
      '{"template":"a","text":1}',
      "[".repeat(100_000),
    ];
    const { status, out, err } = await phrasing(["guard"], { input: [same, "", ...wrong, same].join("\n") });
    expect([status, err]).toEqual([1, ""]);
    expect(answers(out).map(({ reason }) => reason)).toEqual([
      "accepted",
      "wrong-input: line 3: text: Invalid input: expected string, received undefined",
      'wrong-input: line 4: it is not JSON, such as {"template":"...","text":"..."}',
      "wrong-input: line 5: Invalid input: expected object, received array",
      "wrong-input: line 6: Invalid input: expected object, received null",
      "wrong-input: line 7: text: Invalid input: expected string, received number",
      'wrong-input: line 8: it is not JSON, such as {"template":"...","text":"..."}',
      "accepted",
    ]);
    expect(answers(out).every(({ accepted, reason }) => accepted === (reason === "accepted"))).toBe(true);
  });

  test("prints nothing for empty input", async () => {
    expect(await phrasing(["guard"])).toMatchObject({ status: 0, both: "" });
  });

  test("answers each pair as soon as it arrives, and handles a hundred thousand of them", async () => {
    const child = spawn(process.execPath, [command, "guard"]);
    const heard = async () => String((await once(child.stdout, "data"))[0]);
    for (const line of [same, other]) {
      const answer = heard();
      child.stdin.write(`${line}\n`);
      expect(answers(await answer)).toHaveLength(1);
    }
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stdin.end(`${same}\n`.repeat(100_000));
    expect((await once(child, "close"))[0]).toBe(0);
    expect(out === '{"accepted":true,"reason":"accepted"}\n'.repeat(100_000)).toBe(true);
  });

  test("ends quietly when the reader closes the output", async () => {
    const child = spawn(process.execPath, [command, "guard"]);
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.stdin.on("error", () => {});
    child.stdout.once("data", () => child.stdout.destroy());
    child.stdin.end(`${same}\n`.repeat(100_000));
    expect([...(await once(child, "close")), err]).toEqual([0, null, ""]);
  });
});

describe("rejected", () => {
  const rejection: RejectedPhrasing = {
    wording: "cause:rd-gateway",
    treeHash: "h1",
    model: "gpt-4o",
    tone: "annoyed",
    template,
    text: "Just reinstall Windows.\u001b[2J\u202e",
    reason: "command",
    detail: '"reinstall"',
    at: "2026-03-02T09:30:00.000Z",
  };

  async function storeWith(...rejections: RejectedPhrasing[]): Promise<string> {
    const folder = emptyFolder();
    const store = await openStore(findStoreFile(folder));
    for (const one of rejections) await store.phrasings.keepRejected(one);
    await store.close();
    return folder;
  }

  test("shows time, wording, model, reason and both texts, newest first", async () => {
    const later = { ...rejection, wording: "noted", text: "Noted, mate.", at: "2026-03-03T10:00:00.000Z" };
    const folder = await storeWith(rejection, rejection, later);
    const { status, out } = await phrasing(["rejected"], { env: { DATA_DIR: folder } });
    expect(out.split("\n")).toEqual([
      "2026-03-03 10:00 UTC  noted  annoyed  gpt-4o",
      '  why    command: "reinstall"',
      `  fixed  ${template}`,
      "  model  Noted, mate.",
      "",
      "2 times, last  2026-03-02 09:30 UTC  cause:rd-gateway  annoyed  gpt-4o",
      '  why    command: "reinstall"',
      `  fixed  ${template}`,
      "  model  Just reinstall Windows.\ufffd[2J\ufffd",
      "",
    ]);
    expect(status).toBe(0);
  });

  test("shows up to --most texts, and with --json a line of JSON for each", async () => {
    const folder = await storeWith({ ...rejection, text: "first" }, { ...rejection, text: "second" }, rejection);
    const { status, out } = await phrasing(["rejected", "--json", "--most", "2"], { env: { DATA_DIR: folder } });
    expect(out).toMatch(/^[\x20-\x7e\n]+$/);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { ...rejection, times: 1 },
      { ...rejection, text: "second", times: 1 },
    ]);
    expect(status).toBe(0);
    expect(
      (await phrasing(["rejected", "--json"], { env: { DATA_DIR: folder } })).out.trimEnd().split("\n"),
    ).toHaveLength(3);
  });

  test("says so when no text was rejected", async () => {
    const env = { DATA_DIR: await storeWith() };
    expect(await phrasing(["rejected"], { env })).toMatchObject({
      status: 0,
      both: "No text has been rejected so far.\n",
    });
    expect(await phrasing(["rejected", "--json"], { env })).toMatchObject({ status: 0, both: "" });
  });

  test("does not create a missing store, and prints its path", async () => {
    const folder = path.join(emptyFolder(), "data");
    const { status, out, err } = await phrasing(["rejected"], { env: { DATA_DIR: folder } });
    expect(err).toBe(noStoreIn(folder));
    expect([status, out, existsSync(folder)]).toEqual([1, "", false]);
  });

  test.each(["0", "many"])("--most %s is refused with what to use instead", async (most) => {
    const { status, out, err } = await phrasing(["rejected", `--most=${most}`]);
    expect(err).toBe(`--most ${most} is not a number of texts\n  → use a whole number from 1 to 9999\n`);
    expect([status, out]).toEqual([1, ""]);
  });

  test("a wrong setting is named in the error", async () => {
    const { status, err } = await phrasing(["rejected"], { env: { PORT: "none" } });
    expect(err).toMatch(/^the environment is not a valid configuration\n✖ PORT is "none"/);
    expect(status).toBe(1);
  });
});

describe("forget", () => {
  const kept: KeptPhrasing = {
    key: "k1",
    wording: "noted",
    treeHash: "h1",
    model: "gpt-4o",
    tone: "calm",
    text: "Noted, mate.",
    at: "2026-03-02T09:30:00.000Z",
  };

  test("deletes kept texts, of one wording or all, and says how many", async () => {
    const folder = emptyFolder();
    const env = { DATA_DIR: folder };
    const store = await openStore(findStoreFile(folder));
    await store.phrasings.keep(kept);
    for (const key of ["k2", "k3"]) await store.phrasings.keep({ ...kept, key, wording: "finding" });
    const forgets = (...words: string[]) => phrasing(["forget", ...words], { env });
    expect(await forgets("notd\u001b")).toMatchObject({ status: 0, both: "There was no kept text of notd\ufffd.\n" });
    expect(await forgets("noted")).toMatchObject({ status: 0, both: "Deleted 1 kept text of noted.\n" });
    expect([await store.phrasings.find("k1"), await store.phrasings.find("k2")]).toEqual([undefined, "Noted, mate."]);
    expect(program(["forget"], { env })).toEqual({ status: 0, out: "Deleted 2 kept texts.\n", err: "" });
    expect(await store.phrasings.find("k3")).toBe(undefined);
    expect(await forgets()).toMatchObject({ status: 0, both: "There was no kept text.\n" });
    await store.close();
  });

  test("does not create a missing store, and takes one wording at a time", async () => {
    const folder = path.join(emptyFolder(), "data");
    const { status, out, err } = await phrasing(["forget"], { env: { DATA_DIR: folder } });
    expect(err).toBe(noStoreIn(folder));
    expect([status, out, existsSync(folder)]).toEqual([1, "", false]);
    const oneOnly = "Name one wording at a time, or none to delete all kept texts.\n";
    expect(await phrasing(["forget", "noted", "finding"])).toMatchObject({ status: 1, both: oneOnly });
  });
});

describe("try", () => {
  const id = "cause:dns-wrong-host";
  const fixed = listPhrasables(loadTree(treeFiles.fourCauses)).find((one) => one.id === id)?.text ?? "";

  /** A model that answers `text`, and its requests. */
  async function modelServer(reply: (response: ServerResponse) => void) {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        asked.push(body);
        reply(response);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const env = {
      PHRASING: "openai-compatible",
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_MODEL: "small",
    };
    return { env, asked, name: `127.0.0.1:${port}/v1/small` };
  }

  const says = (text: string) => (response: ServerResponse) => {
    const message = { role: "assistant", content: JSON.stringify({ text }) };
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }] }),
    );
  };

  async function tried(words: string[], env: Record<string, string> = {}) {
    const said = await phrasing(["try", ...words], { env });
    return { ...said, words: said.both.replace(/\s+/g, " ") };
  }

  test("shows the fixed wording, the model's text, and that the guard accepts it", async () => {
    const { env, asked, name } = await modelServer(says(fixed));
    const { status, words } = await tried([id], env);
    expect(words).toMatch(
      new RegExp(`^wording ${id} \\(explanation\\) tone calm fixed .* verdict accepted time \\d+ ms, ${name} $`),
    );
    expect(words.split(fixed)).toHaveLength(3);
    expect(status).toBe(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(JSON.stringify(JSON.stringify(fixed)).slice(3, -3));
  });

  test("shows a text that the guard rejects, and the reason", async () => {
    const { env } = await modelServer(says("Run format C: and reinstall Windows."));
    const { status, both: out } = await tried([id], env);
    expect(out).toContain("model    Run format C: and reinstall Windows.\n");
    expect(out).toMatch(/^verdict {2}rejected, [a-z-]+: \S/m);
    expect(status).toBe(0);
  });

  test("asks the model each time, keeps no text and creates no store", async () => {
    const { env, asked } = await modelServer(says(fixed));
    const folder = path.join(emptyFolder(), "data");
    for (const _ of [1, 2]) await tried([id], { ...env, DATA_DIR: folder });
    expect([asked.length, existsSync(folder)]).toEqual([2, false]);
  });

  test("reads the tone from --said, as in a conversation, or takes --tone", async () => {
    const { env, asked } = await modelServer(says(fixed));
    expect((await tried([id, "--said", "hurry up, I have no time"], env)).both).toContain("\ntone     hurried\n");
    expect((await tried([id, "--said", "hurry up", "--tone", "worried"], env)).both).toContain("\ntone     worried\n");
    expect(asked[0]).toContain("hurry up, I have no time");
    const wrong = await tried([id, "--tone", "worred"], env);
    expect([wrong.status, wrong.both]).toEqual([
      1,
      '--tone worred is not a tone (did you mean "worried"?)\n  → use one of: calm, worried, annoyed, hurried\n',
    ]);
  });

  test("says when the answer would be too late in a conversation", async () => {
    const { env } = await modelServer((response) => setTimeout(() => says(fixed)(response), 400));
    const { status, both: out } = await tried([id], { ...env, PHRASING_DEADLINE_MS: "250" });
    expect(out).toMatch(/^time {5}\d{3,} ms, .*; the limit is 250 ms \(PHRASING_DEADLINE_MS\)\n$/m);
    expect([status, out]).toEqual([0, expect.stringContaining("verdict  accepted")]);
  });

  test("says what went wrong when the model does not answer", async () => {
    const { env } = await modelServer((response) => {
      response.statusCode = 401;
      response.end("{}");
    });
    const { status, both: out, words } = await tried([id], { ...env, OPENAI_API_KEY: "sk-wrong" });
    expect(words).toMatch(/failure unauthorized: .* refuses the key; check OPENAI_API_KEY time \d+ ms/);
    expect([status, out]).toEqual([1, expect.not.stringContaining("sk-wrong")]);
    const down = await tried([id], { ...env, OPENAI_BASE_URL: "http://127.0.0.1:9/v1" });
    expect([down.status, down.words]).toEqual([1, expect.stringContaining("failure unreachable: ")]);
  });

  test("says how to configure a missing model, and still shows the fixed wording", async () => {
    const { status, both: out, words } = await tried([id]);
    expect(words).toContain(fixed);
    expect(out).toContain(
      "No language model is configured, so people read the fixed wording.\n  → set PHRASING to azure-openai or openai-compatible, and the settings that it needs",
    );
    expect(status).toBe(1);
  });

  test("lists the wordings if none is named, and suggests a similar id", async () => {
    const all = listPhrasables(loadTree(treeFiles.fourCauses)).map((one) => `${one.id}\n`);
    expect(await tried([])).toMatchObject({ status: 0, both: all.join("") });
    const { status, both: out } = await tried(["cause:dns-wrong-hots"]);
    expect(out).toBe(
      `There is no wording cause:dns-wrong-hots (did you mean "cause:dns-wrong-host"?). There are:\n${all.join("")}`,
    );
    expect(status).toBe(1);
    expect(await tried([id, "noted"])).toMatchObject({ status: 1, both: "Name one wording at a time.\n" });
  });
});

test.each([
  ["nothing", []],
  ["something unknown", ["accept"]],
  ["guard with words", ["guard", "hello"]],
  ["rejected with words", ["rejected", "hello"]],
  ["an unknown option", ["rejected", "--newest"]],
])("%s prints the usage", async (_, words) => {
  const { status, out, err } = await phrasing(words);
  expect([status, out]).toEqual([1, ""]);
  for (const use of ["guard", "rejected [--most", "forget [<wording>]", "try [<wording>]"])
    expect(err).toContain(`-- ${use}`);
});

test.each(["--help", "try --help"])("%s prints the usage", async (words) => {
  const { status, out, err } = await phrasing(words.split(" "));
  expect(out).toContain("-- rejected [--most <number>]");
  expect([status, err]).toEqual([0, ""]);
});
