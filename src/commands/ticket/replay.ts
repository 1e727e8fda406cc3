/** Replays a case from its events and compares the moves with those that the person was shown. */
import type { Provenance } from "../../../dialogs/wording/cards.ts";
import { findDeleted } from "../../../knowledge/case/erase.ts";
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

/** `moves[n]` is the next move after the first `n + 1` events. `difference` is the first shown move that the replay does not reach. */
export type Replay = { moves: Move[]; shown: Shown[]; difference: Shown | undefined; after: number };

/** A turn can have several events, so not every move was shown; but all shown moves must appear, in order. */
export function replayTicket(tree: Tree, history: readonly Event[], lines: readonly Line[]): Replay {
  const moves = history.map((_, at) => next(tree, history.slice(0, at + 1)));
  const shown = lines.flatMap((line, index): Shown[] => {
    const { kind, move } = (line.provenance ?? {}) as Partial<Provenance>;
    return line.who === "bot" && kind !== "talk" && move ? [{ line, number: index + 1, move }] : [];
  });
  let after = 0;
  for (const expected of shown) {
    const index = moves.findIndex(({ key }, at) => at >= after && key === expected.move);
    if (index < 0) return { moves, shown, difference: expected, after };
    after = index;
  }
  return { moves, shown, difference: undefined, after };
}

export type CasesAndTrees = { cases: Pick<Cases, "find">; trees: Pick<Trees, "findText"> };

/** The output of `npm run ticket -- replay`. The exit code is 1 when the replay differs. */
export async function renderReplay(
  ticket: StoredTicket,
  store: Pick<Store, "conversations"> & CasesAndTrees,
): Promise<{ text: string; exitCode: 0 | 1 }> {
  const stored = await store.cases.find(ticket.caseId);
  const tree = stored && (await store.trees.findText(stored.treeHash));
  if (!stored || tree === undefined) {
    const missing = stored ? `its tree ${toPlain(stored.treeHash).slice(0, 12)}` : "its case";
    return {
      text: `${toPlain(ticket.reference)} cannot be replayed: the store does not hold ${missing}\n  → restore both from the same backup\n`,
      exitCode: 1,
    };
  }
  const parsed = parseTree(tree, `the kept tree ${stored.treeHash.slice(0, 12)}`);
  const { history } = stored;
  const replay = replayTicket(parsed, history, await store.conversations.linesOfCase(stored.id));
  const { moves, shown, difference } = replay;
  const deleted = findDeleted(history);
  const steps = history.flatMap((event, at) => {
    const move = moves[at];
    const wasShown = move && shown.some((shownMove) => shownMove.move === move.key);
    return [
      ...wrap(
        deleted.has(at) ? "deleted by the person" : describeEvent(parsed, event, history),
        `${String(at + 1).padStart(4)}  `,
        "      ",
      ),
      // Skip a repeated move.
      ...(move && move.key !== moves[at - 1]?.key
        ? wrap(`-> ${describeMove(parsed, move)}${wasShown ? "" : "  (not shown)"}`, "      ", "         ")
        : []),
    ];
  });
  const end = difference
    ? renderDifference(parsed, replay, difference)
    : [`No difference: the replay of ${history.length} events leads to all ${shown.length} shown moves.`];
  return { text: `${[...steps, "", ...end].join("\n")}\n`, exitCode: difference ? 1 : 0 };
}

function renderDifference(tree: Tree, { moves, after }: Replay, { line, number, move }: Shown): string[] {
  const current = moves[after];
  const later = moves.slice(after + 1).find(({ key }) => key !== current?.key);
  return [
    ...wrap(`DIFFERENT: line ${number} of the conversation (${formatMoment(line.at)}) showed ${move}:`),
    ...wrap(`"${line.text.split("\n")[0]}"`, "  "),
    ...(current
      ? wrap(`After event ${after + 1}, the replay leads to another move: ${describeMove(tree, current)}`)
      : []),
    ...(later ? wrap(`and then: ${describeMove(tree, later)}`, "  ") : []),
    "→ compare the store with a backup: the events, the tree or the transcript of this case have been changed",
  ];
}
