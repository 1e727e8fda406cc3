/** The scripts of a page show only sentences that the server writes into that page. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { writeScriptSentences } from "../../src/web/scriptSentences.ts";

const web = path.resolve(import.meta.dirname, "../../src/web");
const read = (...parts: string[]) => readFileSync(path.join(web, ...parts), "utf8");
const list = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, part = ""]) => part);

/** The script with the scripts that it imports. The desk uses some of the chat's. */
function readScripts(room: string, name: string, done = new Map<string, string>()): Map<string, string> {
  if (done.has(name)) return done;
  const own = existsSync(path.join(web, room, "browser", name));
  const script = read(own ? room : "chat", "browser", name);
  done.set(name, script);
  for (const next of list(script, /^import [^"]*"\.\/([^"]+)"/gm)) readScripts(room, next, done);
  return done;
}

test.each([
  ["chat", "chat.eta", "chat.js"],
  ["chat", "steps.eta", "print.js"],
  ["desk", "layout.eta", "desk.js"],
])("%s: %s has the sentences of %s", (room, page, main) => {
  const template = read(room, "pages", page);
  expect(template).toContain(`it.asset("${main}")`);
  const [groups = ""] = list(template, /writeScriptSentences\(([^)]+)\)/g);
  const ids = Object.keys(JSON.parse(writeScriptSentences(...list(groups, /"([^"]+)"/g))));
  const scripts = [...readScripts(room, main).values()].join("\n");
  const used = list(scripts, /\bsentence\(\s*"([^"]+)"/g);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((id) => !ids.includes(id))).toEqual([]);
});
