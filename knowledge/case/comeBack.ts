/** What a fault that comes back changes in the standing of its case. */
import type { Tree } from "../tree/tree.ts";
import type { Draft } from "./draft.ts";
import { makeOwnerKey, makeStepKey } from "./events.ts";
import { findCause } from "./openChanges.ts";
import type { OpenChange } from "./standing.ts";

/** `changes`: by the place of their event in the history. */
type Returned = { tree: Tree; draft: Draft; changes: Map<number, OpenChange>; kept: Set<string> };

/**
 * Begins the fix that worked again. Its changes were meant to stay, so they are not put back now. The technicians get a
 * case again that one of them resolved, or solved while talking to the person. `kept` collects the keys of the steps
 * whose changes stay.
 */
export function comeBack({ tree, draft, changes, kept }: Returned): void {
  const cause = draft.closed?.cause ?? draft.works?.cause ?? null;
  draft.times += 1;
  if (draft.handedOver || (draft.endedTalk && cause === null)) {
    draft.handedOver = null;
    draft.wantsPerson = true;
    draft.insists = true;
  }
  // A state that passes, such as starting up, was not what keeps coming back.
  if (cause === null || tree.causes[cause]?.passing) return;
  draft.helpedBefore = cause;
  draft.tried.delete(cause);
  const owner = `${makeOwnerKey({ cause })}/`;
  // The steps before the first one that changed something did not help, so they are not done again.
  const fix = tree.causes[cause]?.fix ?? [];
  const isKept = (step: string) => {
    const { prepares = false, risk = "none" } = tree.steps[step] ?? {};
    return draft.performed.has(owner + step) && !prepares && risk !== "none";
  };
  const first = Math.max(0, fix.findIndex(isKept));
  for (const step of fix.slice(first)) draft.performed.delete(owner + step);
  for (const keys of [draft.notNeeded, draft.triedBefore])
    for (const key of keys) if (key.startsWith(owner)) keys.delete(key);
  if (first > 0) draft.triedBefore.add(owner + fix[first]);
  for (const [at, { of, step }] of changes) {
    if (findCause(of) !== cause) continue;
    kept.add(makeStepKey(of, step));
    changes.delete(at);
  }
}
