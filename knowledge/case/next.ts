/** Decides the next move of a case: a pure function of the tree and the history, without a stored position or a clock. */
import type { Tree } from "../tree/tree.ts";
import { type Event, makeOwnerKey, notUnderstood, type Owner } from "./events.ts";
import { makeMoveKey } from "./moveKeys.ts";
import type { BareMove, Move } from "./moves.ts";
import { readStanding } from "./reducer.ts";
import type { HandedOver, Standing } from "./standing.ts";
import { repeatFix, type WalkMove, walk } from "./walk.ts";

/** The next move. An answer that was taken back does not count; a step stays performed until it is reverted. */
export function next(tree: Tree, history: readonly Event[]): Move {
  return nextMove(tree, readStanding(tree, history), history);
}

/** Like `next`, for a caller that already has the standing of the history. */
export function nextMove(tree: Tree, standing: Standing, history: readonly Event[]): Move {
  const move = decide(tree, standing);
  return { ...move, key: makeMoveKey(move, history) } as Move;
}

function decide(tree: Tree, standing: Standing): BareMove {
  const { closed, handedOver, openChanges } = standing;
  if (closed) return { kind: "close", ...closed };
  if (handedOver) return waitForTechnicians(handedOver);
  // Asking for a person wins over everything. Changes that are still in place go with the ticket.
  if (standing.wantsPerson) return { kind: "hand-over", to: "asked-for", optional: false };
  if (standing.walkedAway && openChanges.length > 0) return { kind: "hand-over", to: "walked-away", optional: false };

  const move = goOn(tree, standing);
  return offerPerson(tree, move, standing) ?? move;
}

function goOn(tree: Tree, standing: Standing): BareMove {
  const { works, leaving, openChanges } = standing;
  // Another message may be another fault, and is often good news, so nothing is put back before it is read.
  const { code } = tree.facts;
  if (standing.anotherMessage && code) return { kind: "ask", id: "code", fact: code };

  const upcoming: WalkMove =
    works || leaving
      ? { move: endCase(standing) }
      : (repeatFix(tree, standing) ?? walk(tree, tree.walk, standing) ?? endOfTree);
  // It is not safe to go on while a test's change cannot be put back, such as protection that stays off. The other changes
  // are put back first, even those of a test whose result the person took back.
  const leftBehind = openChanges.some(({ of, stuck }) => stuck && "test" in of);
  const goesOn = (of: Owner) =>
    !leftBehind && upcoming.owner !== undefined && makeOwnerKey(upcoming.owner) === makeOwnerKey(of);
  const askBack = findSupposed(tree, upcoming.move, standing);
  if (askBack && !leftBehind) return askBack;
  const latest = openChanges.findLast(({ of, stuck }) => !stuck && !goesOn(of));
  if (latest) return { kind: "revert", change: latest };
  const ends = upcoming.move.kind === "close" || upcoming.move.kind === "hand-over";
  if (leftBehind || (ends && openChanges.length > 0)) return { kind: "hand-over", to: "open-change", optional: false };
  return upcoming.move;
}

/** A probable answer is asked back right after its message, or when the walk comes to its question. */
function findSupposed(tree: Tree, upcoming: BareMove, { supposed }: Standing): BareMove | undefined {
  if (upcoming.kind === "hand-over" || upcoming.kind === "close" || supposed.size === 0) return undefined;
  if (upcoming.kind === "together" && ![...supposed.values()].some(({ now }) => now)) {
    const facts = upcoming.facts.map(({ id, fact }) => {
      const { answers, words, probably } = supposed.get(id) ?? {};
      // An answer that stands in a list can be sent by mistake, so a guess does not stand there.
      return { id, fact, ...(probably && answers && words !== undefined && { supposed: { answers, words } }) };
    });
    return { kind: "together", facts };
  }
  const asked = upcoming.kind === "ask" ? upcoming.id : upcoming.kind === "look" ? upcoming.look.learns[0] : undefined;
  for (const [id, { answers, words, probably, now }] of supposed) {
    const fact = tree.facts[id];
    const [answer = ""] = answers;
    if (!fact?.answers[answer] || !(now || id === asked)) continue;
    if (probably) return { kind: "ask-back", id, fact, answer, words };
    if (upcoming.kind === "ask") return { ...upcoming, supposed: { answers, words } };
  }
  return undefined;
}

function waitForTechnicians({ to, reference, phase, by, resolved }: HandedOver): BareMove {
  if (phase === "resolved" && resolved) return { kind: "confirm", reference, by: by ?? "", ...resolved };
  return { kind: "hand-over", to, optional: false, reference, by };
}

const endOfTree: WalkMove = { move: { kind: "hand-over", to: "end-of-tree", optional: false } };

/** A hand-over that the bot only offers; after a "no" the case goes on. */
export const twoDidNotHelp = "two-did-not-help";

function endCase({ works, leaving }: Standing): BareMove {
  if (works) return { kind: "close", how: "works", cause: works.cause };
  return { kind: "close", how: leaving ?? "stopped", cause: null };
}

function offerPerson(tree: Tree, move: BareMove, standing: Standing): BareMove | undefined {
  if (move.kind === "hand-over" || move.kind === "close") return undefined;
  // A state that passes is waited for, so its fix is not one that failed.
  const failed = [...standing.tried].filter(([cause, helped]) => !helped && !tree.causes[cause]?.passing).length;
  // What was changed for a try is put back first.
  const isBetween = move.kind === "revert" || move.kind === "ask-back" || standing.anotherMessage;
  const reasons = [
    ...(failed >= 2 && !isBetween ? [twoDidNotHelp] : []),
    ...(standing.notUnderstood >= 2 ? [notUnderstood] : []),
  ];
  const to = reasons.find((reason) => !standing.stayed.has(reason));
  return to === undefined ? undefined : { kind: "hand-over", to, optional: true };
}
