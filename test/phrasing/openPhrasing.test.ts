import { spawnSync } from "node:child_process";
import { Writable } from "node:stream";
import nock from "nock";
import { expect, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { openPhrasing } from "../../src/phrasing/openPhrasing.ts";
import type { PhrasingSettings } from "../../src/phrasing/settings.ts";
import { cutOffNetwork } from "../support/network.ts";
import { completions, contoso, saying } from "./modelServer.ts";

cutOffNetwork({ expectAll: true });

const wording = { id: "cause:rd-gateway", kind: "explanation", text: "The gateway hung up." } as const;
const context = { treeHash: "t1", said: "I hate this", tone: "annoyed", withinMs: 10_000, waiting: () => {} } as const;
const limits = { deadlineMs: 4_000, mostAtOnce: 4 };
const own: PhrasingSettings = {
  kind: "openai-compatible",
  baseUrl: "http://127.0.0.1:11434/v1",
  model: "m",
  apiKey: undefined,
  ...limits,
};

test("without a model phrasing is off", async () => {
  expect(await open(undefined)).toMatchObject({ phrase: undefined, logged: [] });
});

test("the start does not call the model; the first wording does", async () => {
  const { phrase, logged } = await open({ ...contoso, apiKey: "5ecret", clientId: undefined, ...limits });
  expect(logged).toMatchObject([{ msg: "phrasing is on", model: "azure:contoso.openai.azure.com/words" }]);
  nock(contoso.endpoint).post(completions).reply(200, saying(wording.text));
  expect(await phrase?.(wording, context)).toEqual({ text: wording.text, by: "template", why: "the same" });
  expect(JSON.stringify(logged)).not.toContain("5ecret");
});

test.each([
  ["http://127.0.0.1:11434/v1", 0],
  ["http://localhost:11434/v1", 0],
  ["http://[::1]:11434/v1", 0],
  ["https://models.test/v1", 0],
  ["http://models.test/v1", 1],
])("the address %s gives %i warnings about unencrypted prompts", async (baseUrl, warnings) => {
  const { logged } = await open({ ...own, baseUrl });
  expect(logged.filter(({ level }) => level === "warn")).toHaveLength(warnings);
});

test("a key that goes over the network unencrypted is in the warning", async () => {
  const { logged } = await open({ ...own, baseUrl: "http://models.test/v1", apiKey: "5ecret" });
  expect(logged[0]).toMatchObject({ level: "warn", msg: expect.stringContaining("the key") });
  expect(JSON.stringify(logged)).not.toContain("5ecret");
});

test("a start without a model loads no libraries, and a start with a key does not load the one for identities", () => {
  expect(loadedBy("undefined")).toEqual([]);
  expect(loadedBy(JSON.stringify(own))).toEqual(["openai", "cockatiel", "prom-client"]);
  expect(loadedBy(JSON.stringify({ ...contoso, apiKey: "k", ...limits }))).toEqual([
    "openai",
    "cockatiel",
    "prom-client",
  ]);
});

/** Lists the libraries that phrasing loads when it opens in a process of its own. */
function loadedBy(settings: string): string[] {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = new Set();
    registerHooks({ resolve: (name, from, next) => { if (/src.phrasing/.test(from.parentURL)) loaded.add(name); return next(name, from); } });
    const { openPhrasing } = await import("./src/phrasing/openPhrasing.ts");
    await openPhrasing(${settings}, { log: { info() {}, warn() {} } });
    console.log(JSON.stringify(["openai", "cockatiel", "prom-client", "@azure/identity"].filter((name) => loaded.has(name))));`;
  const root = new URL("../..", import.meta.url);
  const child = spawnSync(process.execPath, ["--input-type=module", "-e", program], { cwd: root, encoding: "utf8" });
  return JSON.parse(child.stdout || JSON.stringify(child.stderr));
}

async function open(settings: PhrasingSettings | undefined) {
  const logged: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      logged.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const nothing = async () => undefined;
  const phrasing = await openPhrasing(settings, {
    shelf: { find: nothing, keep: nothing, keepRejected: nothing },
    log: createLog("info", sink),
    now: () => "2026-01-01T00:00:00.000Z",
  });
  return { phrase: phrasing?.phrase, logged };
}
