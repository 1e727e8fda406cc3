/** Plays a case once more from its events, and compares what comes out with what the person was shown. */
import type { Provenance } from "../../../dialogs/wording/cards.ts";
import type { Event } from "../../../knowledge/case/events.ts";
import type { Move } from "../../../knowledge/case/moves.ts";
import { next } from "../../../knowledge/case/next.ts";
import { parseTree } from "../../../knowledge/tree/load.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import type { Cases } from "../../store/cases.ts";
import type { Line } from "../../store/conversations.ts";
import type { Store } from "../../store/store.ts";
import type { StoredTicket } from "../../store/tickets.ts";
import type { Trees } from "../../store/trees.ts";
import { toPlain, wrap } from "../../tickets/plainText.ts";
import { formatMoment } from "../../tickets/renderTicket.ts";
import { describeEvent, describeMove } from "./inWords.ts";

type Shown = { line: Line; number: number; move: string };

/** `moves[n]` is what came next after the first `n + 1` events. `difference` is the first thing shown that they do not bring about. */
export type Replay = { moves: Move[]; shown: Shown[]; difference: Shown | undefined; after: number };

/** Several events of one turn pass at once, so that not every move was shown; but all that were shown appear, in their order. */
export function replayTicket(tree: Tree, history: readonly Event[], lines: readonly Line[]): Replay {
  const moves = history.map((_, at) => next(tree, history.slice(0, at + 1)));
  const shown = lines.flatMap((line, index): Shown[] => {
    const { kind, move } = (line.provenance ?? {}) as Partial<Provenance>;
    return line.who === "bot" && kind !== "talk" && move ? [{ line, number: index + 1, move }] : [];
  });
  let after = 0;
  for (const one of shown) {
    const found = moves.findIndex(({ key }, at) => at >= after && key === one.move);
    if (found < 0) return { moves, shown, difference: one, after };
    after = found;
  }
  return { moves, shown, difference: undefined, after };
}

export type CasesAndTrees = { cases: Pick<Cases, "find">; trees: Pick<Trees, "findText"> };

/** What `npm run ticket -- replay` prints, and whether it came out the same. */
export async function renderReplay(
  ticket: StoredTicket,
  store: Pick<Store, "conversations"> & CasesAndTrees,
): Promise<{ text: string; exitCode: 0 | 1 }> {
  const stored = await store.cases.find(ticket.caseId);
  const tree = stored && (await store.trees.findText(stored.treeHash));
  if (!stored || tree === undefined) {
    const missing = stored ? `the tree ${toPlain(stored.treeHash).slice(0, 12)} it went by` : "its case";
    return {
      text: `${toPlain(ticket.reference)} cannot be replayed: the store does not hold ${missing}\n  → restore both from the same backup\n`,
      exitCode: 1,
    };
  }
  const parsed = parseTree(tree, `the kept tree ${stored.treeHash.slice(0, 12)}`);
  const { history } = stored;
  const replay = replayTicket(parsed, history, await store.conversations.linesOfCase(stored.id));
  const { moves, shown, difference } = replay;
  const steps = history.flatMap((event, at) => {
    const move = moves[at];
    const wasShown = move && shown.some((one) => one.move === move.key);
    return [
      ...wrap(describeEvent(parsed, event, history), `${String(at + 1).padStart(4)}  `, "      "),
      // The same move twice says nothing new.
      ...(move && move.key !== moves[at - 1]?.key
        ? wrap(`-> ${describeMove(parsed, move)}${wasShown ? "" : "  (not shown)"}`, "      ", "         ")
        : []),
    ];
  });
  const end = difference
    ? renderDifference(parsed, replay, difference)
    : [`The same: all ${shown.length} moves that were shown come about again, from ${history.length} events.`];
  return { text: `${[...steps, "", ...end].join("\n")}\n`, exitCode: difference ? 1 : 0 };
}

function renderDifference(tree: Tree, { moves, after }: Replay, { line, number, move }: Shown): string[] {
  const here = moves[after];
  const later = moves.slice(after + 1).find(({ key }) => key !== here?.key);
  return [
    ...wrap(`DIFFERENT: line ${number} of the conversation (${formatMoment(line.at)}) showed ${move}:`),
    ...wrap(`"${line.text.split("\n")[0]}"`, "  "),
    ...(here ? wrap(`From event ${after + 1} on these events lead elsewhere: ${describeMove(tree, here)}`) : []),
    ...(later ? wrap(`and then: ${describeMove(tree, later)}`, "  ") : []),
    "→ compare the store with a backup: the events, the tree or the transcript of this case were changed",
  ];
}
