/** Turns for the tests of the store: small, valid, and numbered. */
import { readFileSync } from "node:fs";
import type { Line } from "../../src/store/conversations.ts";
import type { Store, TurnRecord } from "../../src/store/store.ts";
import { treeFiles } from "../support/trees.ts";

export const tree = {
  hash: "h1",
  id: "four-causes",
  version: "1.0.0",
  text: readFileSync(treeFiles.fourCauses, "utf8"),
};

type Wish = { conversation?: string; key?: string; from?: number; bot?: number; tickets?: TurnRecord["tickets"] };

/** Turn `n` of one person's case: one message, `bot` answers, one event. */
export function turn(
  n: number,
  { conversation = "c1", key = "k1", from = n, bot = 1, tickets = [] }: Wish = {},
): TurnRecord {
  const at = new Date(n * 1000).toISOString();
  const caseId = `case of ${key}`;
  const activityId = `${conversation}-a${n}`;
  const says = (who: Line["who"], index: number): Line => {
    const id = `${activityId}-${who}${index}`;
    const text = `${who} ${n}`;
    return {
      id,
      caseId,
      conversation,
      who,
      activityId,
      text,
      activity: { type: "message", text },
      provenance: null,
      at,
    };
  };
  return {
    key,
    conversation: { id: conversation, channel: "test", reference: { turn: n } },
    person: "ada",
    incoming: { activityId },
    toSend: true,
    cases: [
      {
        id: caseId,
        treeHash: tree.hash,
        state: "bot",
        reference: null,
        openedAt: at,
        append: [{ kind: "said", n }] as unknown as TurnRecord["cases"][number]["append"],
        from,
        at,
        watch: false,
        ticket: null,
      },
    ],
    dialogState: { turn: n },
    lines: [says("person", 0), ...Array.from({ length: bot }, (_, index) => says("bot", index + 1))],
    tickets,
    deliveries: [],
    log: [],
  };
}

export async function withTree(store: Store): Promise<Store> {
  await store.trees.keep(tree);
  return store;
}
