import { spawnSync } from "node:child_process";
import { request } from "node:http";
import { Registry } from "prom-client";
import { describe, expect, test } from "vitest";
import { createMetrics } from "../../src/http/metrics.ts";
import { createFigures } from "../../src/phrasing/figures.ts";
import { serve } from "../support/server.ts";

const token = "s3cret-metrics-token";

/** `claims` is the host that the metrics part gets; the server itself always listens on loopback. */
async function start({ token, claims = "127.0.0.1" }: { token?: string; claims?: string } = {}) {
  const register = new Registry();
  const figures = createFigures(register);
  const { url, port } = await serve({ parts: [createMetrics({ figures: [register], host: claims, token })] });
  const read = async (headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });
  const figure = async (name: string): Promise<string[]> =>
    (await (await read(token ? { authorization: `Bearer ${token}` } : {})).text())
      .split("\n")
      .filter((line) => line.startsWith(name))
      .filter((line) => !line.endsWith(" 0"));
  return { figures, read, figure, port };
}

/** Not with fetch, which would set the real Host header. */
function statusFor(port: number, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", path: "/metrics", headers }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode));
    });
    asked.on("error", reject).end();
  });
}

describe("the figures", () => {
  test("are in the text format of Prometheus, ours and the process's, each explained once, and are not cached", async () => {
    const { read } = await start();
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const text = await answer.text();
    expect(text.endsWith("\n")).toBe(true);
    for (const line of text.split("\n").filter(Boolean))
      expect(line).toMatch(/^# (HELP|TYPE) \w+ \S|^[a-z_]+\w*(\{\w+="[^"\\]*"(,\w+="[^"\\]*")*\})? ([-+\d.e]+|Nan)$/);
    const explained = [...text.matchAll(/^# HELP (\w+) /gm)].map(([, name]) => name);
    expect(new Set(explained).size).toBe(explained.length);
    for (const name of ["process_cpu_seconds_total", "nodejs_heap_size_used_bytes", "reconnect_phrasings_total"])
      expect(explained).toContain(name);
  });

  test("count what happened to wordings", async () => {
    const { figures, figure } = await start();
    figures.outcome({ kind: "phrased" });
    figures.outcome({ kind: "cached" });
    figures.outcome({ kind: "cached" });
    figures.outcome({ kind: "rejected", reason: "command" });
    figures.outcome({ kind: "failed", failure: "late" });
    expect(await figure("reconnect_phrasings")).toEqual([
      'reconnect_phrasings_total{outcome="phrased"} 1',
      'reconnect_phrasings_total{outcome="cached"} 2',
      'reconnect_phrasings_rejected_total{reason="command"} 1',
      'reconnect_phrasings_failed_total{failure="late"} 1',
    ]);
  });

  test("exist from the start, so that the first failure shows as an increase", async () => {
    const { read } = await start();
    const text = await (await read()).text();
    for (const line of [
      'reconnect_phrasings_total{outcome="cached"} 0',
      'reconnect_phrasings_failed_total{failure="rate-limited"} 0',
      'reconnect_phrasings_rejected_total{reason="broken"} 0',
      'reconnect_phrasing_tokens_total{side="answer"} 0',
    ])
      expect(text).toContain(`\n${line}\n`);
  });

  test("say how long calls took and what they cost, where that is known", async () => {
    const { figures, figure } = await start();
    figures.call({ seconds: 0.6, tokens: { prompt: 200, answer: 40 } });
    figures.call({ seconds: 12 });
    expect(await figure("reconnect_phrasing_tokens_total")).toEqual([
      'reconnect_phrasing_tokens_total{side="prompt"} 200',
      'reconnect_phrasing_tokens_total{side="answer"} 40',
    ]);
    const calls = await figure("reconnect_phrasing_call_seconds");
    expect(calls).toContain('reconnect_phrasing_call_seconds_bucket{le="0.75"} 1');
    expect(calls).toContain('reconnect_phrasing_call_seconds_bucket{le="15"} 2');
    expect(calls).toContain("reconnect_phrasing_call_seconds_count 2");
    expect(calls).not.toContain('reconnect_phrasing_call_seconds_bucket{le="0.5"} 1');
  });

  test("name what a content filter found, and no invented category", async () => {
    const { figures, figure } = await start();
    const found = { side: "prompt", category: "hate", severity: "medium", filtered: true } as const;
    figures.filtered([found, found, { ...found, side: "answer", severity: "safe", filtered: false }]);
    for (const n of [1, 2, 3]) figures.filtered([{ ...found, category: `made up ${n}`, severity: `severe ${n}` }]);
    figures.filtered([]);
    expect(await figure("reconnect_phrasing_content_filter_total")).toEqual([
      'reconnect_phrasing_content_filter_total{side="prompt",category="hate",severity="medium",filtered="true"} 2',
      'reconnect_phrasing_content_filter_total{side="answer",category="hate",severity="safe",filtered="false"} 1',
      'reconnect_phrasing_content_filter_total{side="prompt",category="other",severity="other",filtered="true"} 3',
    ]);
  });

  test("of two servers in one process are separate, and both servers share those of the process", async () => {
    const [one, other] = [await start(), await start()];
    one.figures.outcome({ kind: "phrased" });
    expect(await one.figure("reconnect_phrasings_total")).toHaveLength(1);
    expect(await other.figure("reconnect_phrasings_total")).toEqual([]);

    const cpu = async ({ figure }: typeof one) =>
      Number((await figure("process_cpu_seconds_total "))[0]?.split(" ")[1]);
    const before = await cpu(one);
    const used = process.cpuUsage();
    while (process.cpuUsage(used).user < 50_000);
    expect(await cpu(other)).toBeGreaterThan(before + 0.03);
  });
});

describe("with a token", () => {
  test("a reader with the token gets the figures, from any address", async () => {
    const { read } = await start({ token, claims: "0.0.0.0" });
    expect((await read({ authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await read({ authorization: `bearer  ${token}`, "x-forwarded-for": "192.0.2.7" })).status).toBe(200);
  });

  test.each([
    ["none", {}],
    ["an empty one", { authorization: "Bearer " }],
    ["another", { authorization: "Bearer s3cret-metrics-tokem" }],
    ["a part of it", { authorization: `Bearer ${token.slice(0, -1)}` }],
    ["more than it", { authorization: `Bearer ${token}${token}` }],
    ["it in another case", { authorization: `Bearer ${token.toUpperCase()}` }],
    ["it under another scheme", { authorization: `Basic ${token}` }],
    ["it without a scheme", { authorization: token }],
  ])("a reader who sends %s learns only how to send it", async (_, headers) => {
    const { read } = await start({ token });
    const answer = await read(headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="metrics"');
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error).toEqual({
      code: "Unauthorized",
      message: "send METRICS_TOKEN in the header: Authorization: Bearer <token>",
    });
  });
});

describe("without a token", () => {
  test.each(["0.0.0.0", "192.0.2.1", "::", "help.example.org"])("a server on %s has no /metrics", async (claims) => {
    const { read } = await start({ claims });
    expect((await read()).status).toBe(404);
  });

  test("only this machine reads them: no page under another host name, and no request that a proxy forwarded", async () => {
    const { port } = await start();
    for (const host of ["127.0.0.1", "localhost:3978", "[::1]:80"]) expect(await statusFor(port, { host })).toBe(200);
    expect(await statusFor(port, { host: "rebound.example.org" })).toBe(403);
    expect(await statusFor(port, { host: "localhost", "x-forwarded-for": "192.0.2.7" })).toBe(403);
    expect(await statusFor(port, { host: "localhost", "x-forwarded-proto": "https" })).toBe(403);
    expect(await statusFor(port, { host: "localhost", forwarded: "for=192.0.2.7" })).toBe(403);
  });
});

test("collecting process metrics does not keep the process alive after its server has stopped", () => {
  const src = new URL("../../src/", import.meta.url);
  const script = `
    import { Registry } from "prom-client";
    import { createLog } from "${new URL("log.ts", src)}";
    import { createMetrics } from "${new URL("http/metrics.ts", src)}";
    import { createServer } from "${new URL("http/server.ts", src)}";
    const server = createServer({
      host: "127.0.0.1", port: 0, log: createLog("silent"), tree: {}, store: {},
      parts: [createMetrics({ figures: [new Registry()], host: "127.0.0.1" })],
    });
    const { url } = await server.listen();
    console.log((await fetch(url + "/metrics")).status);
    await server.stop();
  `;
  const words = ["--input-type=module", "--eval", script];
  const { stdout, status } = spawnSync(process.execPath, words, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    timeout: 20_000,
  });
  expect([stdout, status]).toEqual(["200\n", 0]);
});
