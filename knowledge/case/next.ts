/** What comes next for a case: one pure function of the tree and what has happened. No stored position, no clock. */

import type { Fact, Step, Tree, WalkNode } from "../tree/tree.ts";
import { factOf } from "../tree/walkFacts.ts";
import { type Event, type Owner, ownerKey, stepKey } from "./events.ts";
import { holds, ruledOutBy } from "./evidence.ts";
import { keyOf } from "./moveKeys.ts";
import type { Bare, Move } from "./moves.ts";
import { standingOf } from "./reducer.ts";
import type { HandedOver, Standing } from "./standing.ts";

type Found = { move: Bare; owner?: Owner };

/** The next move. An answer taken back counts as never given; a step performed stays performed until it is reverted. */
export function next(tree: Tree, history: readonly Event[]): Move {
  return nextMove(tree, standingOf(tree, history), history);
}

/** The same where the standing of that history is known already. */
export function nextMove(tree: Tree, standing: Standing, history: readonly Event[]): Move {
  const move = decide(tree, standing);
  return { ...move, key: keyOf(move, history) } as Move;
}

function decide(tree: Tree, standing: Standing): Bare {
  const { closed, handedOver, works, leaving, openChanges } = standing;
  if (closed) return { kind: "close", ...closed };
  if (handedOver) return withTechnicians(handedOver);
  // A person, please: that wins over everything. What is still changed goes with the ticket.
  if (standing.wantsPerson) return { kind: "hand-over", to: "asked-for", optional: false };
  if (standing.walkedAway && openChanges.length > 0) return { kind: "hand-over", to: "walked-away", optional: false };

  const found: Found = works || leaving ? { move: ending(standing) } : (walk(tree, tree.walk, standing) ?? theEnd);
  const over = openChanges.filter(
    ({ of, stuck }) => !stuck && !(found.owner && ownerKey(found.owner) === ownerKey(of)),
  );
  const latest = over.at(-1);
  if (latest) return { kind: "revert", change: latest };
  // A test's change that nobody here can put back, such as protection that stays off, is no state to go on in.
  const leftBehind = openChanges.some(({ of, stuck }) => stuck && "test" in of);
  const ends = found.move.kind === "close" || found.move.kind === "hand-over";
  if (leftBehind || (ends && openChanges.length > 0)) return { kind: "hand-over", to: "open-change", optional: false };
  return offerOfPerson(found.move, standing) ?? found.move;
}

function withTechnicians({ to, reference, phase, by, resolved }: HandedOver): Bare {
  if (phase === "resolved" && resolved) return { kind: "confirm", reference, by: by ?? "", ...resolved };
  return { kind: "hand-over", to, optional: false, reference, by };
}

const theEnd: Found = { move: { kind: "hand-over", to: "end-of-tree", optional: false } };

/** The offers of a person that can be declined without ending anything. */
export const twoDidNotHelp = "two-did-not-help";
export const notUnderstood = "not-understood";

function ending({ works, leaving }: Standing): Bare {
  if (works) return { kind: "close", how: "works", cause: works.cause };
  return { kind: "close", how: leaving ?? "stopped", cause: null };
}

function offerOfPerson(move: Bare, standing: Standing): Bare | undefined {
  if (move.kind === "hand-over" || move.kind === "close") return undefined;
  const failed = [...standing.tried.values()].filter((helped) => !helped).length;
  const reasons = [...(failed >= 2 ? [twoDidNotHelp] : []), ...(standing.notUnderstood >= 2 ? [notUnderstood] : [])];
  const to = reasons.find((reason) => !standing.stayed.has(reason));
  return to === undefined ? undefined : { kind: "hand-over", to, optional: true };
}

function walk(tree: Tree, nodes: readonly WalkNode[], standing: Standing): Found | undefined {
  for (const node of nodes) {
    const found = visit(tree, node, standing);
    if (found) return found;
  }
  return undefined;
}

function visit(tree: Tree, node: WalkNode, standing: Standing): Found | undefined {
  switch (node.kind) {
    case "when":
      return holds(standing, node.when) ? walk(tree, node.then, standing) : undefined;
    case "hand-over":
      return { move: { kind: "hand-over", to: node.to, optional: false } };
    case "fix":
      return fix(tree, node.cause, standing);
    default: {
      const fact = factOf(tree, node) ?? "";
      const known = standing.facts.get(fact);
      if (!known) {
        const found = establish(tree, node, fact, standing);
        if (found) return found;
      }
      for (const branch of node.branches) {
        if (!known?.answers.includes(branch.answer)) continue;
        const found = walk(tree, branch.then, standing);
        if (found) return found;
      }
      return undefined;
    }
  }
}

function establish(
  tree: Tree,
  node: Extract<WalkNode, { kind: "ask" | "look" | "test" }>,
  id: string,
  standing: Standing,
): Found | undefined {
  const fact = tree.facts[id];
  if (!fact) return undefined;
  if (node.kind === "ask") return { move: { kind: "ask", id, fact } };
  if (node.kind === "test") return carryOut(tree, node.test, id, fact, standing);
  const look = tree.looks[node.look];
  if (!look || standing.looked.has(node.look)) return undefined;
  const may = permission(tree, look, standing);
  if (may !== "yes") return may === "no" ? undefined : { move: may };
  const missing = look.fill.find((blank) => !standing.values.has(blank));
  if (missing) return { move: fill(tree, missing, node.look) };
  if (look.fill.some((blank) => standing.values.get(blank) === null)) return undefined;
  return { move: { kind: "look", id: node.look, look, fact, ...filled(look.run, standing) } };
}

function fix(tree: Tree, id: string, standing: Standing): Found | undefined {
  const cause = tree.causes[id];
  // Met twice, tried once; and what the facts rule out is not tried at all.
  if (!cause || standing.tried.has(id) || ruledOutBy(tree, standing, id).length > 0) return undefined;
  const owner: Owner = { cause: id };
  return steps(tree, owner, cause.fix, standing, { kind: "check", of: owner });
}

function carryOut(tree: Tree, id: string, factId: string, fact: Fact, standing: Standing): Found | undefined {
  const test = tree.tests[id];
  if (!test) return undefined;
  const owner: Owner = { test: id };
  return steps(tree, owner, test.steps, standing, {
    kind: "check",
    of: owner,
    fact: { id: factId, fact, works: test.works },
  });
}

// Steps run in order up to the first one this person may not or could not do. If anything that counts was done by then, its
// effect is checked; if nothing was, the cause or test is passed by.
function steps(tree: Tree, owner: Owner, ids: readonly string[], standing: Standing, check: Bare): Found | undefined {
  const list = ids.flatMap((id) => tree.steps[id] ?? []);
  const did = (step: Step) => standing.performed.has(stepKey(owner, step.id));
  const settle = (): Found | undefined =>
    list.some((step) => did(step) && !step.prepares) ? { move: check, owner } : undefined;

  for (const [at, step] of list.entries()) {
    if (did(step)) {
      const unread = step.captures.find((blank) => !standing.values.has(blank));
      if (unread) return { move: fill(tree, unread, step.id), owner };
      if (step.captures.some((blank) => standing.values.get(blank) === null)) return settle();
      continue;
    }
    // Preparing alone is worth nothing, so the step it prepares for has to be possible as well.
    const upToTheOneThatCounts = list.slice(at, list.findIndex((later, index) => index >= at && !later.prepares) + 1);
    for (const needed of upToTheOneThatCounts.length > 0 ? upToTheOneThatCounts : [step]) {
      if (standing.couldNot.has(stepKey(owner, needed.id))) return settle();
      const may = permission(tree, needed, standing);
      if (may === "no") return settle();
      if (may !== "yes") return { move: may, owner };
    }
    const missing = step.fill.find((blank) => !standing.values.has(blank));
    if (missing) return { move: fill(tree, missing, step.id), owner };
    if (step.fill.some((blank) => standing.values.get(blank) === null)) return settle();
    const later = list
      .slice(at + 1)
      .filter(
        (other) => permission(tree, other, standing) !== "no" && !standing.couldNot.has(stepKey(owner, other.id)),
      );
    return {
      owner,
      move: {
        kind: "step",
        id: step.id,
        step,
        of: owner,
        ...filled(step.run, standing),
        ...(step.undo && { undo: { do: step.undo.do, ...filled(step.undo.run, standing) } }),
        number: at + 1,
        last: later.length === 0,
      },
    };
  }
  return { move: check, owner };
}

type Allowed = "yes" | "no" | (Bare & { kind: "ask" });

/** Whether this person may do it: yes, no, or the question that has to be asked first. "Not sure" means no. */
export function permission(tree: Tree, action: { who: Step["who"]; needs: string[] }, standing: Standing): Allowed {
  const role = tree.who[action.who]?.fact;
  const needed = [...(role ? [role] : []), ...action.needs];
  const answers = needed.map((fact) => ({ fact, known: standing.facts.get(fact)?.answers }));
  if (answers.some(({ known }) => known && !known.includes("yes"))) return "no";
  const open = answers.find(({ known }) => !known)?.fact;
  const fact = open ? tree.facts[open] : undefined;
  return open && fact ? { kind: "ask", id: open, fact } : "yes";
}

function fill(tree: Tree, id: string, owner: string): Bare {
  const blank = tree.blanks[id];
  if (!blank) throw new Error(`the tree has no blank "${id}"; loadTree refuses such a tree`);
  return { kind: "fill", id, blank, for: owner };
}

/** A command with its blanks filled in, as far as they are known. Values were checked when they were given. */
export function filled(command: string | undefined, standing: Standing): { run?: string } {
  if (command === undefined) return {};
  return {
    run: command.replace(
      /(?<!\$)\{([a-z][a-z0-9-]*)\}/g,
      (whole, blank: string) => standing.values.get(blank) ?? whole,
    ),
  };
}
