/** Finds what was said in a person's conversations, for the page that prints or saves it. */
import type { Activity } from "botbuilder";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { ownDirectLine } from "../../channels/channels.ts";
import type { StoredConversation, StoredLine } from "../../store/conversations.ts";
import type { Store } from "../../store/store.ts";
import { isSaid } from "../../tickets/transcript.ts";

/** `at` is an ISO time. */
type Said = { who: string; at: string; text: string };

/** The latest conversation, those before it, and all of them as plain text, for a file. */
type OwnCopy = { lines: Said[]; earlier: Said[][]; text: string };

/** Undefined when the person has no conversation, or is unknown. */
export type FindOwnCopy = (person: string | undefined) => Promise<OwnCopy | undefined>;

/** Lines that are read from the store at once. */
const BATCH = 1_000;

export function createCopyFinder({ conversations }: Pick<Store, "conversations">): FindOwnCopy {
  async function read({ id, lastSeq }: StoredConversation): Promise<Said[]> {
    const lines: Said[] = [];
    for (let seq = 0; seq < lastSeq; ) {
      const batch = await conversations.linesAfter(id, seq, BATCH);
      lines.push(...batch.filter((line) => isSaid(line) && line.text !== "").map(describe));
      seq = batch.at(-1)?.seq ?? lastSeq;
    }
    return lines;
  }
  return async (person) => {
    const known = person === undefined ? [] : await conversations.listOf(ownDirectLine, person);
    const all = (await Promise.all(known.map(read))).filter((lines) => lines.length > 0);
    const lines = all.at(-1);
    return lines && { lines, earlier: all.slice(0, -1), text: all.map(toText).join("\n---\n\n") };
  };
}

const toText = (lines: Said[]): string =>
  lines.map(({ who, at, text }) => `${who} (${at.slice(0, 16).replace("T", " ")} UTC)\n${text}\n`).join("\n");

function describe({ who, at, text, activity }: StoredLine): Said {
  const name = who === "technician" ? (activity as Partial<Activity> | null)?.from?.name : undefined;
  return { who: name ?? sentence(`page.own-copy.${who}`), at, text };
}
