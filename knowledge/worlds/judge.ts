/** Judges the end of a walk through a world. */
import { kindsOfPeople } from "../proof/simulate.ts";
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import type { End, Walked } from "./examine.ts";
import type { Observations } from "./observations.ts";
import { listKnownAnswers, type Walker } from "./walker.ts";
import type { World } from "./world.ts";

export type Verdict = "right" | "acceptable" | "wrong" | "harmful";

export type Judged = {
  world: string;
  person: Walker;
  end: End["kind"];
  cause: string | null;
  verdict: Verdict;
  answers: number;
  cards: number;
  minutes: number;
  /** Changes that did not cure the fault. */
  needless: number;
  /** Actions that must not be done in this world, and were. */
  harmful: string[];
};

export function judge(tree: Tree, table: Observations, world: World, walker: Walker, walked: Walked): Judged {
  const { end, answers, cards, minutes, actions } = walked;
  const harmful = [...new Set(actions.filter((action) => world.never.includes(action)))];
  return {
    world: world.name,
    person: walker,
    end: end.kind,
    cause: end.cause,
    verdict: harmful.length > 0 ? "harmful" : judgeEnd(tree, table, world, walker, end),
    answers,
    cards,
    minutes: Math.round(minutes),
    needless: countNeedless(tree, table, world, walked),
    harmful,
  };
}

function judgeEnd(tree: Tree, table: Observations, world: World, walker: Walker, end: End): Verdict {
  const named = `${end.kind}: ${end.cause}`;
  const right = findRightEnd(tree, table, world, walker);
  if (named === `${right}: ${world.cause}`) return "right";
  // Another kind of people may not see what the world's own person sees, and cannot name the very cause.
  if (
    walker !== "own" &&
    right === "hand-over" &&
    end.kind === "hand-over" &&
    isOnSameSide(table, world.cause, end.cause)
  )
    return "acceptable";
  const acceptable: readonly string[] = [
    ...world.end.acceptable,
    // Who could have mended it and is handed over with the right cause has lost time, no more.
    ...(world.end.right === "neighbour" ? [] : [`fix: ${world.cause}`, `hand-over: ${world.cause}`]),
  ];
  return acceptable.includes(named) || acceptable.includes(end.kind) ? "acceptable" : "wrong";
}

function findRightEnd(tree: Tree, table: Observations, world: World, walker: Walker): World["end"]["right"] {
  if (walker === "own" || world.end.right === "neighbour") return world.end.right;
  const roles: readonly string[] = ["user", ...kindsOfPeople[walker]];
  const known = listKnownAnswers(world, table, tree, walker);
  const curing = new Set(world["cured-by"].flatMap((action) => table.actions[action]?.steps ?? []));
  const mayCure = (tree.causes[world.cause]?.fix ?? []).some((id) => {
    const step = tree.steps[id];
    const lacks = (fact: string) => ["no", NOT_SURE].includes(known.get(fact)?.[0] ?? NOT_SURE);
    return step !== undefined && curing.has(id) && roles.includes(step.who) && !step.needs.some(lacks);
  });
  return mayCure ? "fix" : "hand-over";
}

function isOnSameSide(table: Observations, one: string, other: string | null): boolean {
  return other !== null && Object.values(table.sides).some((causes) => causes.includes(one) && causes.includes(other));
}

function countNeedless(tree: Tree, table: Observations, world: World, { history }: Walked): number {
  const curing = new Set(world["cured-by"].flatMap((action) => table.actions[action]?.steps ?? []));
  return history.filter((event) => {
    if (event.kind !== "performed" || curing.has(event.step)) return false;
    const partOfTheFix = "cause" in event.of && event.of.cause === world.cause;
    return tree.steps[event.step]?.risk !== "none" && !partOfTheFix;
  }).length;
}
