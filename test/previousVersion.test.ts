/** Today's server opens a data folder that version 0.1.0 wrote, and every person continues there. test/fixtures/README.md says how the folder was made. */
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import * as z from "zod";
import { embeddedTree } from "../knowledge/tree/load.ts";
import { phrasing } from "../src/commands/phrasing.ts";
import { openReceiver } from "./durability/deskReceiver.ts";
import { browserAt } from "./support/browserAt.ts";
import { run } from "./support/command.ts";
import { emptyFolder, start } from "./support/process.ts";
import { buttonsOf, type Seen } from "./transports/directLine/seen.ts";
import { comesIn, talks } from "./transports/directLine/wire.ts";

const fixture = path.resolve(import.meta.dirname, "./fixtures/data-0.1.0");
const known = z.object({ cookie: z.string() });
const handedOver = known.extend({ reference: z.string() });
const keys = z
  .object({
    desk: z.object({ technician: z.string(), token: z.string(), cookie: z.string() }),
    people: z.object({
      Ada: known,
      Chen: known,
      Walt: handedOver,
      Clara: handedOver,
      Rosa: handedOver,
      Cleo: handedOver,
    }),
  })
  .parse(JSON.parse(readFileSync(path.join(fixture, "keys.json"), "utf8")));
const { Ada, Chen, Walt, Clara, Rosa, Cleo } = keys.people;

const HOUR_MS = 3_600_000;

/** Copies the folder, and makes it look as if 0.1.0 had stopped a moment ago. */
function olderFolder(): string {
  const folder = emptyFolder();
  const file = path.join(folder, "reconnect.db");
  writeFileSync(file, gunzipSync(readFileSync(path.join(fixture, "reconnect.db.gz"))));
  const database = new DatabaseSync(file);
  // The file gets older every day. A desk session ends after 12 hours, and the case of a person who stays away becomes
  // a ticket after one hour, so both times move to today. The tables here are still those of 0.1.0.
  const now = Date.now();
  database.prepare('update "deskSessions" set "expiresAt" = ?').run(new Date(now + HOUR_MS).toISOString());
  database.prepare('update cases set "lastAt" = ?').run(new Date(now).toISOString());
  database.close();
  return folder;
}

/** Starts today's server on that folder, with a webhook receiver that is up. */
async function startToday(folder: string) {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const receiver = await openReceiver(
    secret,
    () => 1,
    () => true,
  );
  onTestFinished(() => receiver.close());
  const server = start("src/main.ts", [], {
    DATA_DIR: folder,
    TREE_FILE: embeddedTree,
    PORT: "0",
    DESK_TOKENS: `${keys.desk.technician}:${keys.desk.token}`,
    WEBHOOK_URL: receiver.url,
    WEBHOOK_SECRET: secret,
  });
  await server.until('"listening"');
  return { receiver, server, url: /"url":"([^"]+)"/.exec(server.printed())?.[1] ?? "" };
}

/** A person comes back in the browser that 0.1.0 gave a cookie. */
async function comesBack(url: string, cookie: string) {
  const talk = await talks(url, await comesIn(url, { cookie }));
  const before = await talk.reads();
  let read = before.length;
  const hears = async () => {
    const news = (await talk.reads()).slice(read);
    read += news.length;
    return textOf(news.filter(({ from }) => from.id !== before.find(isPerson)?.from.id));
  };
  return {
    before: textOf(before),
    hears,
    async says(text: string) {
      await talk.says(text);
      return hears();
    },
    /** Presses a button on a card that 0.1.0 sent. */
    async presses(label: string) {
      const button = before.flatMap(buttonsOf).findLast(({ title }) => title === label);
      if (!button) throw new Error(`there is no button "${label}" in:\n${textOf(before)}`);
      await talk.says("", { value: button.data });
      return hears();
    },
  };
}

const isPerson = ({ from }: Seen): boolean => from.id.startsWith("dl_");

/** All words of these activities, including the words on their cards. */
function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const words = Object.entries(value).map(([name, part]) =>
    typeof part === "string" ? (name === "text" || name === "title" ? part : "") : textOf(part),
  );
  return words.filter(Boolean).join("\n");
}

function technicianAt(url: string, cookie: string) {
  const browser = browserAt({ url });
  browser.cookieIs(cookie);
  return {
    async sees(where = "") {
      const { status, html, to } = await browser.see(`/desk${where}`);
      expect([where, status, to]).toEqual([where, 200, null]);
      return html;
    },
    async does(reference: string, kind: string, fields: Record<string, string> = {}) {
      const page = await browser.post(`/desk/tickets/${reference}`, { once: randomUUID(), kind, ...fields });
      expect([kind, page.status]).toEqual([kind, 303]);
    },
  };
}

async function saysInTeams(url: string, text: string): Promise<string> {
  const response = await fetch(`${url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      type: "message",
      id: "m2",
      text,
      channelId: "msteams",
      serviceUrl: "http://127.0.0.1:9/",
      from: { id: "tim", name: "Tim" },
      recipient: { id: "bot" },
      conversation: { id: "one", conversationType: "personal" },
      deliveryMode: "expectReplies",
    }),
  });
  return textOf(await response.json());
}

test("a data folder of version 0.1.0 opens, and every person in it continues where they were", async () => {
  const { receiver, server, url } = await startToday(olderFolder());
  const kim = technicianAt(url, keys.desk.cookie);

  // Ada was in the middle of a question. Her answer leads to the next move, and her earlier answers are still known.
  const ada = await comesBack(url, Ada.cookie);
  expect(ada.before).toContain("Who gets in and who does not?");
  expect(await ada.presses("Others get into it, I do not")).not.toMatch(/^$|Who gets in|go through something/);
  const passedOn = await ada.says("technician");
  expect(passedOn).toContain("on its way to the remote computer? No, straight to it");
  expect(passedOn).toContain("Who gets in and who does not? Others get into it, I do not");

  // Tim, in Teams, was in the middle of a question too.
  expect(await saysInTeams(url, "straight to it")).toContain("Who gets in and who does not?");

  // Chen had paused the security software for a test. The change is put back before anything else.
  const chen = await comesBack(url, Chen.cookie);
  expect(await chen.says("no")).toContain("Switch the protection on again");
  expect(await chen.says("done")).not.toMatch(/^$|Switch the protection on again/);

  // Walt waits for a technician, and his change is still in place. Kim's browser is still signed in.
  const walt = await comesBack(url, Walt.cookie);
  expect(await kim.sees()).toContain(Walt.reference);
  await kim.does(Walt.reference, "claim");
  const change = /name="change" value="(\d+)"/.exec(await kim.sees(`/tickets/${Walt.reference}`))?.[1] ?? "";
  await kim.does(Walt.reference, "put-back", { change });
  await kim.does(Walt.reference, "say", { text: "Your protection is on again." });
  expect(await walt.hears()).toContain("Your protection is on again.");
  expect(await kim.sees(`/tickets/${Walt.reference}`)).not.toContain('name="change"');

  // Clara and Kim were in the middle of a talk.
  const clara = await comesBack(url, Clara.cookie);
  expect(clara.before).toContain("Good morning, which room are you in?");
  await clara.says("Are you on your way?");
  const talk = await kim.sees(`/tickets/${Clara.reference}`);
  expect(talk).toContain("room 4, the till");
  expect(talk).toContain("Are you on your way?");
  await kim.does(Clara.reference, "say", { text: "In five minutes." });
  expect(await clara.hears()).toContain("In five minutes.");

  // Rosa was asked whether it works now.
  const rosa = await comesBack(url, Rosa.cookie);
  expect(await kim.sees("?list=closed")).not.toContain(Rosa.reference);
  expect(await rosa.presses("Yes, it works")).not.toBe("");
  expect(await kim.sees("?list=closed")).toContain(Rosa.reference);

  // Cleo's case was closed. She can read how it ended, and the technicians get it again when the fault comes back.
  const cleo = await comesBack(url, Cleo.cookie);
  expect(cleo.before).toContain("A cable was loose.");
  expect(await kim.sees("?list=closed")).toContain(Cleo.reference);
  const again = await cleo.says("0x904 0x7 is back");
  expect(again).toContain("A cable was loose.");
  expect(again).toContain(Cleo.reference);
  expect(await kim.sees("?list=closed")).not.toContain(Cleo.reference);
  expect(await kim.sees(`/tickets/${Cleo.reference}`)).toContain("second time");

  // Two deliveries were waiting, and they arrive under their old ids. Cleo's first had arrived before, and the outbox had given up on Rosa's.
  const due = [`${Clara.reference}-1-webhook`, `${Walt.reference}-1-webhook`, `${Cleo.reference}-2-webhook`].sort();
  await vi.waitFor(() => expect([...receiver.accepted.keys()].sort()).toEqual(due), { timeout: 15_000 });

  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect([...receiver.accepted.values()].map(({ times }) => times)).toEqual([1, 1, 1]);
  expect(receiver.strange).toEqual([]);
  expect(server.printed()).not.toMatch(/"level":"(?:warn|error|fatal)"/);
}, 60_000);

test("phrasings that version 0.1.0 kept or rejected are still there", async () => {
  const folder = olderFolder();
  const env = { DATA_DIR: folder };
  const rejected = await run(phrasing, ["rejected"], { env });
  expect(rejected.status).toBe(0);
  expect(rejected.out).toContain("Good, it works. Call 0123.");

  const forgotten = await run(phrasing, ["forget"], { env });
  expect(forgotten.status).toBe(0);
  expect(forgotten.out).toContain("1 kept text");
});
