/** Questions as people type them at eight places: each gets its answer, and none is taken for an answer. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Event } from "../../knowledge/case/events.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";
import { toTheFix } from "../support/toTheFix.ts";

/** `answer` is null where the bot may say that it doesn't know. `reads`: the event of what the message says besides. */
const line = z.strictObject({
  place: z.enum(["first", "mid", "step", "check", "form", "waiting", "end", "look"]),
  who: z.enum(["office", "admin", "agent"]),
  asks: z.string(),
  answer: z.string().nullable(),
  reads: z.string().optional(),
});
type Line = z.infer<typeof line>;

const folder = new URL("questions/", import.meta.url);
const files = readdirSync(folder).map((name) => ({
  name,
  lines: readFileSync(new URL(name, folder), "utf8")
    .trim()
    .split("\n")
    .map((each) => line.parse(JSON.parse(each))),
}));

const tree = loadTree();
const toTheTest = [
  "from home over vpn I get 0x904 0x7, everybody in the office is fine",
  "I can't run a script",
  "windows server 2019, nothing changed, I am no administrator",
  "I can't tell",
];
const places: Record<Line["place"], string[]> = {
  first: ["0x904 0x7"],
  mid: ["0x904 0x7", "one at a time, please"],
  step: toTheTest,
  check: [...toTheTest, "done"],
  form: ["0x904 0x7", "technician"],
  waiting: ["0x904 0x7", "technician", "yes"],
  end: ["0x904 0x7", "it works now, thanks"],
  look: [...toTheFix.slice(0, 2), "yes"],
};
const placesOfAdmin: Partial<typeof places> = {
  step: toTheFix,
  check: [...toTheFix, "done", "done", "done"],
  end: [...toTheFix, "done", "done", "it works now"],
};

/** What may be noted beside a question: how urgent it is, and what the same words seem to say. */
const besides: readonly Event["kind"][] = ["not-understood", "told", "supposed"];

describe.each(files)("$name", ({ lines }) => {
  test.each(lines)("$place, $who: $asks", async ({ place, who, asks, answer, reads }) => {
    const { chat, store, tickets } = await openDesk({ treeFile: embeddedTree });
    const readHistory = async (): Promise<readonly Event[]> => {
      const [listed] = await store.cases.list();
      return (listed && (await store.cases.find(listed.id))?.history) ?? [];
    };
    await chat.says(...((who === "admin" && placesOfAdmin[place]) || places[place]));
    const before = await readHistory();
    const handedOver = (await tickets()).length;

    await chat.user(asks);
    const added = (await readHistory()).slice(before.length);

    expect(await store.cases.list()).toHaveLength(1);
    expect(await tickets()).toHaveLength(handedOver);
    if (reads) expect(added.map(({ kind }) => kind)).toContain(reads);
    else expect(besides).toEqual(expect.arrayContaining(added.map(({ kind }) => kind)));
    const said = added.flatMap((event) => (event.kind === "not-understood" ? [event.said ?? ""] : []));
    const [, id = ""] = /^answer\.(.+)$/.exec(answer ?? "") ?? [];
    if (id !== "") chat.bot(tree.answers[id]?.says ?? `no answer "${id}"`);
    else if (answer === "news") chat.bot("No technician is at the desk right now");
    else if (answer !== null && !reads) expect(said).toContainEqual(expect.stringMatching(`^${answer}`));
    expect(chat.text()).not.toBe("");
  });
});
