/** The chat's pages in a browser: what they may load, how long it is cached, and what is refused. */

import { beforeEach, describe, expect, test } from "vitest";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import { ListedOrigins } from "../../../src/http/listedOrigins.ts";
import { createChatPages } from "../../../src/web/chat/web.ts";
import { serve } from "../../support/server.ts";

const helpDesk = { name: 'the "desk" <b>', contact: "ext. 4000 & more", hours: undefined };
const steps = {
  title: "A <fix> & its steps",
  steps: [{ do: "Run:", where: "here", run: 'reg add "HKLM\\A" /v "*" <x>', expect: "nothing" }],
  text: 'A fix\n"&<',
};
const script = { file: "look.ps1", do: "Run it.", run: "'a'\n'b'", window: "powershell", explained: {} } as const;
const tree = { reports: { client: { scripts: [{ ...script, "works-on": "windows-7" as const }] } } } as unknown as Pick<
  Tree,
  "reports"
>;
const origins = new ListedOrigins([]);
const readPerson = async () => "dl_ada";
const findOwnCopy = async () => undefined;
const parts = { helpDesk, findSteps: async () => steps, findOwnCopy, readPerson, tree, origins };
let url = "";
beforeEach(async () => {
  ({ url } = await serve({
    parts: [createChatPages({ ...parts, wordsByModel: false })],
  }));
});

async function page(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, { headers });
  return { response, html: await response.text() };
}

test("the page mentions a language model only when one may word answers", async () => {
  expect((await page("/")).html).not.toContain("language model");
  const other = await serve({
    parts: [createChatPages({ ...parts, wordsByModel: true })],
  });
  expect(await (await fetch(other.url)).text()).toContain("A language model may help word the answers");
});

describe("a page", () => {
  test("may load only what this server serves, with a new nonce each time, and is never cached", async () => {
    const { response, html } = await page("/");
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(html.match(/<script [^>]*>/g)?.every((script) => script.includes(`nonce="${nonce}"`))).toBe(true);
    expect((await page("/")).response.headers.get("content-security-policy")).not.toContain(nonce);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test("shows settings and texts of the tree as text, never as markup", async () => {
    const chat = await page("/");
    expect(chat.html).toContain("the &quot;desk&quot; &lt;b&gt; at ext. 4000 &amp; more");
    const paper = await page("/steps");
    expect(paper.html).toContain("A &lt;fix&gt; &amp; its steps");
    expect(paper.html).toContain("reg add &quot;HKLM\\A&quot; /v &quot;*&quot; &lt;x&gt;");
    expect(paper.html).toContain('data-text="A fix\n&quot;&amp;&lt;"');
  });
});

describe("what a page loads", () => {
  test("may be cached for ever under an address with its hash, and comes compressed", async () => {
    const { html } = await page("/");
    const addresses = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? "");
    expect(addresses.length).toBeGreaterThan(4);
    for (const address of new Set(addresses)) {
      const plain = await page(address, { "accept-encoding": "identity" });
      expect(plain.response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      for (const encoding of ["br", "gzip"]) {
        const packed = await page(address, { "accept-encoding": encoding });
        expect(packed.response.headers.get("content-encoding")).toBe(encoding);
        expect(packed.html).toBe(plain.html);
      }
    }
  });

  test("is not served under any other address", async () => {
    for (const path of [
      "/assets/0000000000000000/chat.js",
      "/assets/x/..%2f..%2fpackage.json",
      "/assets/x/",
      "/chat.eta",
    ])
      expect((await page(path)).response.status).toBe(404);
  });

  test("scripts find the scripts they import", async () => {
    const { html } = await page("/");
    const main = /src="(\/assets\/[^"]+\/chat\.js)"/.exec(html)?.[1] ?? "";
    const todo = [main];
    for (const address of todo) {
      const { response, html: script } = await page(address);
      expect([address, response.status]).toEqual([address, 200]);
      for (const [, name] of script.matchAll(/(?:^import [^"]*|\bimport\()"\.\/([^"]+)"/gm)) {
        const next = address.replace(/[^/]+$/, name ?? "");
        if (!todo.includes(next)) todo.push(next);
      }
    }
    expect(todo.length).toBeGreaterThan(5);
  });
});

test("the script of a report can be saved as a file with the line ends of its system, and no other file can", async () => {
  const { response, html } = await page("/scripts/look.ps1");
  expect(html).toBe("'a'\r\n'b'\r\n");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="look.ps1"');
  for (const name of ["other.ps1", "..%2Flook.ps1", "__proto__"])
    expect((await page(`/scripts/${name}`)).response.status, name).toBe(404);
});
