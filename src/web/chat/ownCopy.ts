/** Finds what was said in a person's conversation, for the page that prints or saves it. */
import type { Activity } from "botbuilder";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { ownDirectLine } from "../../channels/channels.ts";
import type { StoredLine } from "../../store/conversations.ts";
import type { Store } from "../../store/store.ts";
import { isSaid } from "../../tickets/transcript.ts";

/** `at` is an ISO time. */
type Said = { who: string; at: string; text: string };

/** `text` holds all lines as plain text, for a file. Undefined when the person has no conversation, or is unknown. */
export type FindOwnCopy = (person: string | undefined) => Promise<{ lines: Said[]; text: string } | undefined>;

/** Lines that are read from the store at once. */
const BATCH = 1_000;

export function createCopyFinder({ conversations }: Pick<Store, "conversations">): FindOwnCopy {
  return async (person) => {
    const conversation = person && (await conversations.findOpen(ownDirectLine, person));
    if (!conversation) return undefined;
    const lines: Said[] = [];
    for (let seq = 0; seq < conversation.lastSeq; ) {
      const batch = await conversations.linesAfter(conversation.id, seq, BATCH);
      lines.push(...batch.filter((line) => isSaid(line) && line.text !== "").map(describe));
      seq = batch.at(-1)?.seq ?? conversation.lastSeq;
    }
    const text = lines.map(({ who, at, text }) => `${who} (${at.slice(0, 16).replace("T", " ")} UTC)\n${text}\n`);
    return { lines, text: text.join("\n") };
  };
}

function describe({ who, at, text, activity }: StoredLine): Said {
  const name = who === "technician" ? (activity as Partial<Activity> | null)?.from?.name : undefined;
  return { who: name ?? sentence(`page.own-copy.${who}`), at, text };
}
