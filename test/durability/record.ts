/** The stored data of a conversation without what differs between runs: ids, times and ticket references. */

import { ownDirectLine } from "../../src/channels/channels.ts";
import { makeCaseKey, makeConversationKey } from "../../src/store/caseKey.ts";
import type { StoredLine } from "../../src/store/conversations.ts";
import type { Store } from "../../src/store/store.ts";

export type Record = {
  lines: StoredLine[];
  /** All messages with sender, cards and buttons. */
  talk: string[];
  /** The events of the newest case, and the state of every case. */
  cases: string;
  tickets: string[];
};

const anyReference = /RC-[0-9A-Z]{4}-[0-9A-Z]{4}/g;
const normalize = (value: unknown): string => JSON.stringify(value).replace(anyReference, "RC-");

export async function readRecord(store: Store, conversation: string): Promise<Record> {
  const lines = await store.conversations.linesAfter(makeConversationKey(ownDirectLine, conversation), 0, 1_000);
  const stored = await store.conversations.find(makeConversationKey(ownDirectLine, conversation));
  const key = makeCaseKey(ownDirectLine, conversation, stored?.person ?? "");
  const states = (await store.cases.list()).filter((candidate) => candidate.key === key).map(({ state }) => state);
  const tickets = (await store.tickets.list()).filter((ticket) => ticket.key === key);
  return {
    lines,
    talk: lines.map(({ who, text, activity }) => {
      const { attachments, suggestedActions, value } = activity as { [name: string]: unknown };
      return normalize({ who, text, attachments, suggestedActions, value });
    }),
    cases: normalize([states, (await store.cases.current(key))?.history]),
    tickets: tickets.map(({ reference }) => reference),
  };
}
