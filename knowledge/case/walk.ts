/** Walks the tree to the next question, look, test or fix of a case. */
import { windowWords } from "../tree/generated.ts";
import type { Fact, Step, Tree } from "../tree/tree.ts";
import { findFact } from "../tree/walkFacts.ts";
import type { WalkNode } from "../tree/walkNode.ts";
import { fillBlanks } from "./blanks.ts";
import { makeStepKey, type Owner } from "./events.ts";
import { applies, findCounterEvidence, holds } from "./evidence.ts";
import type { BareMove, Move } from "./moves.ts";
import { askTogether, offerReport } from "./offers.ts";
import { findPermission } from "./permission.ts";
import type { Standing } from "./standing.ts";

/** `owner` is the fix or test that the move is part of. */
export type WalkMove = { move: BareMove; owner?: Owner };

/** The first move that the walk leads to; undefined if all its entries are settled. */
export function walk(tree: Tree, nodes: readonly WalkNode[], standing: Standing): WalkMove | undefined {
  for (const node of nodes) {
    const next = visit(tree, node, standing);
    if (next) return next;
  }
  return undefined;
}

function visit(tree: Tree, node: WalkNode, standing: Standing): WalkMove | undefined {
  switch (node.kind) {
    case "when": {
      const next = holds(standing, node.when) ? walk(tree, node.then, standing) : undefined;
      return next && node.say ? { ...next, move: { lead: node.say, ...next.move } } : next;
    }
    case "together":
      return askTogether(tree, node.facts, standing);
    case "report":
      return offerReport(tree, node.report, standing);
    case "neighbours":
      return showNeighbour(tree, node.id ? [node.id] : listNamedNeighbours(standing), standing);
    case "hand-over":
      return { move: { kind: "hand-over", to: node.to, optional: false } };
    case "fix":
      return startFix(tree, node.cause, standing);
    default: {
      const fact = findFact(tree, node) ?? "";
      const known = standing.facts.get(fact);
      if (!known || isOnlyMentioned(tree, node, fact, standing)) {
        const next = establish(tree, node, fact, standing);
        if (next) return next;
      }
      for (const branch of node.branches) {
        if (!known?.answers.includes(branch.answer)) continue;
        const next = walk(tree, branch.then, standing);
        if (next) return next;
      }
      return undefined;
    }
  }
}

// What people mention of a log or a certificate is a part of it at most. The look shows the rest.
function isOnlyMentioned(tree: Tree, node: WalkNode, fact: string, standing: Standing): boolean {
  return node.kind === "look" && tree.facts[fact]?.many === true && standing.facts.get(fact)?.origin === "said";
}

// The words of the first message count when the window turns out to show no code.
function listNamedNeighbours({ facts }: Standing): readonly string[] {
  const answers = facts.get("code")?.answers ?? [];
  return answers.includes("no-code") ? [...answers, ...(facts.get(windowWords)?.answers ?? [])] : answers;
}

function showNeighbour(tree: Tree, ids: readonly string[], standing: Standing): WalkMove | undefined {
  for (const id of ids) {
    const neighbour = tree.neighbours[id];
    if (!neighbour) continue;
    if (standing.neighboursTried.has(id)) return { move: { kind: "hand-over", to: "neighbour", optional: false } };
    return { move: { kind: "neighbour", id, neighbour } };
  }
  return undefined;
}

function establish(
  tree: Tree,
  node: Extract<WalkNode, { kind: "ask" | "look" | "test" }>,
  id: string,
  standing: Standing,
): WalkMove | undefined {
  const fact = tree.facts[id];
  if (!fact) return undefined;
  if (node.kind === "ask") return { move: { kind: "ask", id, fact } };
  if (node.kind === "test") return runTest(tree, node.test, id, fact, standing);
  const look = tree.looks[node.look];
  if (!look || standing.looked.has(node.look) || !applies(standing, { unless: look.unless })) return undefined;
  const may = findPermission(tree, look, standing);
  if (may !== "yes") return may === "no" ? undefined : { move: may };
  const missing = look.fill.find((blank) => !standing.values.has(blank));
  if (missing) return { move: makeFill(tree, missing, node.look) };
  if (look.fill.some((blank) => standing.values.get(blank) === null)) return undefined;
  return { move: { kind: "look", id: node.look, look, fact, ...fillBlanks(look.run, standing) } };
}

/** The fix that made it work the last time, for a fault that came back. It is tried again before anything else. */
export function repeatFix(tree: Tree, standing: Standing): WalkMove | undefined {
  const { helpedBefore, facts } = standing;
  const isOurs = !facts.get("code")?.answers.some((answer) => answer === "other-code" || answer === "no-code");
  return helpedBefore !== null && isOurs ? startFix(tree, helpedBefore, standing) : undefined;
}

/** The first step that is left of the fix of a cause, or the check after the last one. */
export function startFix(tree: Tree, id: string, standing: Standing): WalkMove | undefined {
  const cause = tree.causes[id];
  // A cause is tried only once, even if the walk contains it several times, and never if the facts rule it out.
  if (!cause || standing.tried.has(id) || findCounterEvidence(tree, standing, id).length > 0) return undefined;
  const owner: Owner = { cause: id };
  return takeSteps(tree, owner, cause.fix, standing, { kind: "check", of: owner });
}

function runTest(tree: Tree, id: string, factId: string, fact: Fact, standing: Standing): WalkMove | undefined {
  const test = tree.tests[id];
  if (!test) return undefined;
  const owner: Owner = { test: id };
  return takeSteps(tree, owner, test.steps, standing, {
    kind: "check",
    of: owner,
    fact: { id: factId, fact, works: test.works },
  });
}

// Steps run in order up to the first one that the person may not or could not do. If a step that counts is done by then,
// the next move checks its effect. Otherwise the walk skips the cause or test.
function takeSteps(
  tree: Tree,
  owner: Owner,
  ids: readonly string[],
  standing: Standing,
  check: BareMove,
): WalkMove | undefined {
  const list = ids.flatMap((id) => tree.steps[id] ?? []).filter((step) => applies(standing, step));
  // All steps that count are for other people or other computers.
  if (list.every(({ prepares }) => prepares)) return undefined;
  const did = (step: Step) => standing.performed.has(makeStepKey(owner, step.id));
  const checkOrSkip = (): WalkMove | undefined =>
    list.some((step) => did(step) && !step.prepares) ? { move: check, owner } : undefined;
  // Without the value, a fix that the evidence speaks for is left to a technician instead of being dropped.
  const withoutValue = (): WalkMove | undefined =>
    "cause" in owner && tree.causes[owner.cause]?.for.some((entry) => holds(standing, entry))
      ? (checkOrSkip() ?? handOverForValue(tree))
      : checkOrSkip();

  for (const [at, step] of list.entries()) {
    if (did(step)) {
      const unread = step.captures.find((blank) => !standing.values.has(blank));
      if (unread) return { move: makeFill(tree, unread, step.id), owner };
      if (step.captures.some((blank) => standing.values.get(blank) === null)) return withoutValue();
      continue;
    }
    if (standing.notNeeded.has(makeStepKey(owner, step.id))) continue;
    // A step that only prepares is useless unless the person can also do the step that it prepares for.
    const upToTheOneThatCounts = list.slice(at, list.findIndex((later, index) => index >= at && !later.prepares) + 1);
    for (const needed of upToTheOneThatCounts.length > 0 ? upToTheOneThatCounts : [step]) {
      if (standing.couldNot.has(makeStepKey(owner, needed.id))) return checkOrSkip();
      const may = findPermission(tree, needed, standing);
      if (may === "no") return checkOrSkip();
      if (may !== "yes") return { move: may, owner };
    }
    const lastDone = list.findLastIndex((other) => did(other) && !other.prepares);
    const triedSince = [step, ...list.slice(lastDone + 1)].some(({ id }) =>
      standing.triedBefore.has(makeStepKey(owner, id)),
    );
    if (step["try-first"] && lastDone >= 0 && !triedSince)
      return { move: { kind: "check", of: owner, before: step.id }, owner };
    const missing = step.fill.find((blank) => !standing.values.has(blank));
    if (missing) return { move: makeFill(tree, missing, step.id), owner };
    if (step.fill.some((blank) => standing.values.get(blank) === null)) return withoutValue();
    const canDo = (other: Step) =>
      findPermission(tree, other, standing) !== "no" && !standing.couldNot.has(makeStepKey(owner, other.id));
    const last = !list.slice(at + 1).some(canDo);
    const result = last && check.kind === "check" && check.fact ? { result: check.fact } : {};
    const position = { of: owner, number: at + 1, count: list.length, last, ...result };
    return { move: makeStepMove(step, position, standing), owner };
  }
  return list.some((step) => standing.notNeeded.has(makeStepKey(owner, step.id)))
    ? checkOrSkip()
    : { move: check, owner };
}

// Trees before version 2 have no such hand-over.
function handOverForValue(tree: Tree): WalkMove | undefined {
  return tree["hand-overs"]["needs-value"]
    ? { move: { kind: "hand-over", to: "needs-value", optional: false } }
    : undefined;
}

function makeStepMove(
  step: Step,
  position: Pick<Move & { kind: "step" }, "of" | "number" | "count" | "last" | "result">,
  standing: Standing,
): BareMove {
  return {
    kind: "step",
    id: step.id,
    step,
    ...position,
    ...fillBlanks(step.run, standing),
    ...(step.undo && { undo: { do: step.undo.do, ...fillBlanks(step.undo.run, standing) } }),
  };
}

function makeFill(tree: Tree, id: string, owner: string): BareMove {
  const blank = tree.blanks[id];
  if (!blank) throw new Error(`the tree has no blank "${id}"; loadTree refuses such a tree`);
  return { kind: "fill", id, blank, for: owner };
}
