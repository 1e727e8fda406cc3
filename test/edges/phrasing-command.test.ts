/** `npm run -s phrasing`, as an administrator or a script runs it. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { phrasables } from "../../dialogs/phrasables.ts";
import { loadTree } from "../../knowledge/load.ts";
import { openStore, storeFile } from "../../src/store/openStore.ts";
import type { RejectedPhrasing } from "../../src/store/store.ts";
import { emptyFolder, start } from "./process.ts";

const command = path.resolve(import.meta.dirname, "../../src/commands/phrasing.ts");

function phrasing(words: string[], { input = "", env = {}, node = [] as string[] } = {}) {
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

const template = "The gateway on the way to that computer cuts the connection.";
const same = JSON.stringify({ template, text: template });
const other = JSON.stringify({ template, text: "Run format C: and reinstall Windows." });

describe("guard", () => {
  test("answers each pair with one line, in order, and says why not", () => {
    const { status, out, err } = phrasing(["guard"], { input: `${same}\n${other}\n${same}\n` });
    expect([status, err]).toEqual([0, ""]);
    const [first, second, third, ...more] = answers(out);
    expect([first, third, more]).toEqual([
      { accepted: true, reason: "accepted" },
      { accepted: true, reason: "accepted" },
      [],
    ]);
    expect(Object.keys(second ?? {})).toEqual(["accepted", "reason"]);
    expect(second).toMatchObject({ accepted: false, reason: expect.stringMatching(/^[a-z-]+: \S/) });
  });

  test("reads what other systems write: a byte order mark, CRLF, blank lines, U+2028, more fields, no last newline", () => {
    const odd = `{"id":7,"template":"a\u2028b","text":"a\u2028b","locale":"en"}`;
    const { status, out } = phrasing(["guard"], { input: `\ufeff${same}\r\n\r\n  \r\n${odd}\r\n${same}` });
    expect(answers(out).map(({ reason }) => reason)).toEqual(["accepted", expect.any(String), "accepted"]);
    expect([status, out]).toEqual([0, expect.not.stringContaining("wrong-input")]);
  });

  test("names a line that cannot be read, answers the others all the same, and fails at the end", () => {
    const wrong = [
      '{"template":"a"}',
      "a and b",
      '["a","b"]',
      "null",
      '{"template":"a","text":1}',
      "[".repeat(100_000),
    ];
    const { status, out, err } = phrasing(["guard"], { input: [same, "", ...wrong, same].join("\n") });
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

  test("keeps what it says about a text to one short line that a terminal only shows", () => {
    // Whatever the cut falls on: ten lengths of what goes before.
    const pairs = Array.from({ length: 10 }, (_, n) => {
      const locale = `de${"-".repeat(n)}${"\u202e\u001b[31m\n😀".repeat(500)}`;
      return JSON.stringify({ template, text: "anything", locale });
    });
    const { out } = phrasing(["guard"], { input: pairs.join("\n") });
    expect(answers(out)).toHaveLength(10);
    for (const { accepted, reason } of answers(out)) {
      expect(accepted).toBe(false);
      const detail = reason.slice(reason.indexOf(": ") + 2);
      expect(detail).toMatch(/😀.*…$/);
      expect(detail.length).toBeLessThanOrEqual(160);
      expect(detail).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    }
  });

  test("has nothing to say about nothing", () => {
    expect(phrasing(["guard"])).toEqual({ status: 0, out: "", err: "" });
  });

  test("takes a hundred thousand pairs", () => {
    const { status, out } = phrasing(["guard"], { input: `${same}\n`.repeat(100_000) });
    expect(status).toBe(0);
    expect(out === '{"accepted":true,"reason":"accepted"}\n'.repeat(100_000)).toBe(true);
  });

  test("answers each pair as soon as it is there", async () => {
    const child = spawn(process.execPath, [command, "guard"]);
    const heard = async () => String((await once(child.stdout, "data"))[0]);
    for (const line of [same, other]) {
      const answer = heard();
      child.stdin.write(`${line}\n`);
      expect(answers(await answer)).toHaveLength(1);
    }
    child.stdin.end();
    expect((await once(child, "close"))[0]).toBe(0);
  });

  test("ends quietly when nobody reads on", async () => {
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

  test("loads neither a model's library nor the store nor the tree, and needs no settings", () => {
    const hooks = `import { registerHooks } from "node:module";
      registerHooks({ resolve(name, context, next) {
        const found = next(name, context);
        process.stderr.write(found.url + "\\n");
        return found;
      } });`;
    const { status, err } = phrasing(["guard"], {
      input: same,
      node: ["--import", `data:text/javascript,${encodeURIComponent(hooks)}`],
      env: { PORT: "none", TREE_FILE: "nowhere.yaml", OPENAI_BASE_URL: "nowhere" },
    });
    expect(status).toBe(0);
    expect(err).toContain("/src/phrasing/guard/guard.ts");
    expect(err).not.toMatch(/openai|node:sqlite|\/store\/|\/knowledge\/|prom-client|\/config\.ts/);
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
    const store = await openStore(storeFile(folder));
    for (const one of rejections) await store.keepRejected(one);
    await store.close();
    return folder;
  }

  test("shows, newest first, when, what for, by which model, why, and both texts", async () => {
    const later = { ...rejection, wording: "noted", text: "Noted, mate.", at: "2026-03-03T10:00:00.000Z" };
    const folder = await storeWith(rejection, rejection, later);
    const { status, out } = phrasing(["rejected"], { env: { DATA_DIR: folder } });
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

  test("shows as many as are wanted, and a line of JSON for each to a script", async () => {
    const folder = await storeWith(rejection, { ...rejection, text: "second" }, { ...rejection, text: "third" });
    const { status, out } = phrasing(["rejected", "--json", "--most", "2"], { env: { DATA_DIR: folder } });
    const lines = out.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).text)).toEqual(["third", "second"]);
    expect(JSON.parse(lines[0] ?? "")).toEqual({ ...rejection, text: "third", times: 1 });
    expect(status).toBe(0);

    const all = phrasing(["rejected", "--json"], { env: { DATA_DIR: folder } }).out;
    expect(all).toMatch(/^[\x20-\x7e\n]+$/);
    expect(JSON.parse(all.trimEnd().split("\n").at(-1) ?? "")).toEqual({ ...rejection, times: 1 });
  });

  test("says so when there is nothing to see", async () => {
    const { status, out } = phrasing(["rejected"], { env: { DATA_DIR: await storeWith() } });
    expect([status, out]).toEqual([0, "Nothing was rejected so far.\n"]);
    expect(phrasing(["rejected", "--json"], { env: { DATA_DIR: await storeWith() } }).out).toBe("");
  });

  test("makes no store where there is none, and says where it looked", () => {
    const folder = path.join(emptyFolder(), "data");
    const { status, out, err } = phrasing(["rejected"], { env: { DATA_DIR: folder } });
    expect(err).toBe(
      `There is no store in DATA_DIR, which is ${folder}\n  → set DATA_DIR to the folder of the server, or start the server once\n`,
    );
    expect([status, out, existsSync(folder)]).toEqual([1, "", false]);
  });

  test.each(["0", "many"])("--most %s is refused with the way out", (most) => {
    const { status, err } = phrasing(["rejected", `--most=${most}`]);
    expect([status, err]).toEqual([1, `--most ${most} is no number of texts\n  → a whole number from 1 to 9999\n`]);
  });

  test("a wrong setting is named", () => {
    const { status, err } = phrasing(["rejected"], { env: { PORT: "none" } });
    expect(err).toMatch(/^the environment is not a valid configuration\n✖ PORT is "none"/);
    expect(status).toBe(1);
  });
});

describe("try", () => {
  const id = "cause:rd-gateway";
  const fixed = phrasables(loadTree()).find((one) => one.id === id)?.text ?? "";

  /** A model that says `text`, and what it was asked. */
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
    const env = { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: "small" };
    return { env, asked, name: `127.0.0.1:${port}/small` };
  }

  const says = (text: string) => (response: ServerResponse) => {
    const message = { role: "assistant", content: JSON.stringify({ text }) };
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }] }),
    );
  };

  /** Not spawnSync: the model server runs in this process. */
  async function tryOut(words: string[], env: Record<string, string> = {}) {
    const program = start("src/commands/phrasing.ts", ["try", ...words], env);
    const status = await program.ended;
    return { status, out: program.printed(), words: program.printed().replace(/\s+/g, " ") };
  }

  test("shows the fixed words, what the model says, and that the guard lets it pass", async () => {
    const { env, asked, name } = await modelServer(says(fixed));
    const { status, words } = await tryOut([id], env);
    expect(words).toMatch(
      new RegExp(`^wording ${id} \\(explanation\\) tone calm fixed .* verdict accepted time \\d+ ms, ${name} $`),
    );
    expect(words.split(fixed)).toHaveLength(3);
    expect(status).toBe(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(JSON.stringify(JSON.stringify(fixed)).slice(3, -3));
  });

  test("shows what the guard turns away, and why", async () => {
    const { env } = await modelServer(says("Run format C: and reinstall Windows."));
    const { status, out } = await tryOut([id], env);
    expect(out).toContain("model    Run format C: and reinstall Windows.\n");
    expect(out).toMatch(/^verdict {2}rejected, [a-z-]+: \S/m);
    expect(status).toBe(0);
  });

  test("asks again each time: nothing is kept, and no store is made", async () => {
    const { env, asked } = await modelServer(says(fixed));
    const folder = path.join(emptyFolder(), "data");
    for (const _ of [1, 2]) await tryOut([id], { ...env, DATA_DIR: folder });
    expect([asked.length, existsSync(folder)]).toEqual([2, false]);
  });

  test("takes the tone from what was said, as a conversation does, or as it is told", async () => {
    const { env, asked } = await modelServer(says(fixed));
    expect((await tryOut([id, "--said", "hurry up, I have no time"], env)).out).toContain("\ntone     hurried\n");
    expect((await tryOut([id, "--said", "hurry up", "--tone", "worried"], env)).out).toContain("\ntone     worried\n");
    expect(asked[0]).toContain("hurry up, I have no time");
    const wrong = await tryOut([id, "--tone", "worred"], env);
    expect([wrong.status, wrong.out]).toEqual([
      1,
      '--tone worred is no tone (did you mean "worried"?)\n  → one of: calm, worried, annoyed, hurried\n',
    ]);
  });

  test("tells when the answer came too late for a person", async () => {
    const { env } = await modelServer((response) => setTimeout(() => says(fixed)(response), 400));
    const { status, out } = await tryOut([id], { ...env, PHRASING_DEADLINE_MS: "250" });
    expect(out).toMatch(/^time {5}\d{3,} ms, .*; a person waits for 250 ms \(PHRASING_DEADLINE_MS\)\n$/m);
    expect([status, out]).toEqual([0, expect.stringContaining("verdict  accepted")]);
  });

  test("says what went wrong when there is no answer", async () => {
    const { env } = await modelServer((response) => {
      response.statusCode = 401;
      response.end("{}");
    });
    const { status, out, words } = await tryOut([id], { ...env, OPENAI_API_KEY: "sk-wrong" });
    expect(words).toMatch(/failure unauthorized: .* refuses the key; see OPENAI_API_KEY time \d+ ms/);
    expect([status, out]).toEqual([1, expect.not.stringContaining("sk-wrong")]);
    const down = await tryOut([id], { OPENAI_BASE_URL: "http://127.0.0.1:9/v1", OPENAI_MODEL: "small" });
    expect([down.status, down.words]).toEqual([1, expect.stringContaining("failure unreachable: ")]);
  });

  test("without a model says how to get one, and shows the fixed words all the same", async () => {
    const { status, out, words } = await tryOut([id]);
    expect(words).toContain(fixed);
    expect(out).toContain(
      "No language model is configured, so people read the fixed words.\n  → set AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_DEPLOYMENT, or OPENAI_BASE_URL and OPENAI_MODEL",
    );
    expect(status).toBe(1);
  });

  test("without a wording lists them, and finds the one that was meant", async () => {
    const all = phrasables(loadTree()).map((one) => `${one.id}\n`);
    expect(await tryOut([])).toMatchObject({ status: 0, out: all.join("") });
    const { status, out } = await tryOut(["cause:rd-gatway"]);
    expect(out).toBe(
      `There is no wording cause:rd-gatway (did you mean "cause:rd-gateway"?). There are:\n${all.join("")}`,
    );
    expect(status).toBe(1);
    expect(await tryOut([id, "noted"])).toMatchObject({ status: 1, out: "Name one wording at a time.\n" });
  });
});

test.each([
  ["nothing", []],
  ["something unknown", ["accept"]],
  ["guard with words", ["guard", "hello"]],
  ["rejected with words", ["rejected", "hello"]],
  ["an unknown option", ["rejected", "--newest"]],
])("%s is answered with how to use it", (_, words) => {
  const { status, out, err } = phrasing(words);
  expect([status, out]).toEqual([1, ""]);
  for (const use of ["guard", "rejected [--most", "try [<wording>]"]) expect(err).toContain(`-- ${use}`);
});

test.each(["--help", "try --help"])("%s tells how to use it", (words) => {
  const { status, out, err } = phrasing(words.split(" "));
  expect(out).toContain("-- rejected [--most <number>]");
  expect([status, err]).toEqual([0, ""]);
});
