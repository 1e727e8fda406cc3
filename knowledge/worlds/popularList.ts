/** The brief's list, read from top to bottom by the person of a world: what most help pages tell people to do. */
import { countMinutes, kindsOfPeople } from "../proof/simulate.ts";
import type { Step, Tree } from "../tree/tree.ts";
import type { Verdict } from "./judge.ts";
import type { Observations } from "./observations.ts";
import { listObserved, type Walker } from "./walker.ts";
import type { World } from "./world.ts";

export type ListResult = { verdict: Verdict; minutes: number; needless: number };

const roleFor: Record<string, Step["who"]> = {
  "this-pc": "pc-admin",
  "remote-computer": "server-admin",
  network: "network-admin",
};

/**
 * The list asks no questions and rules nothing out. The person tries the fixes of each row as far as their rights allow, up
 * to the one that cures. It ends without a hand-over, so it is wrong where nothing on it cures.
 */
export function followList(tree: Tree, table: Observations, world: World, walker: Walker): ListResult {
  const roles: readonly string[] = ["user", ...listRoles(table, world, walker)];
  const findActions = (step: Step) =>
    Object.entries(table.actions).flatMap(([action, { steps }]) => (steps.includes(step.id) ? [action] : []));
  let minutes = 0;
  let needless = 0;
  let harmful = false;
  const judged = (verdict: Verdict): ListResult => ({ verdict: harmful ? "harmful" : verdict, minutes, needless });
  for (const row of [...tree.brief].sort((a, b) => a.row - b.row))
    for (const id of row.causes) {
      const steps = (tree.causes[id]?.fix ?? []).flatMap((step) => tree.steps[step] ?? []);
      const forbidden = steps.findIndex(({ who }) => !roles.includes(who));
      const possible = forbidden < 0 ? steps : steps.slice(0, forbidden);
      if (possible.every(({ prepares }) => prepares)) continue;
      minutes += possible.reduce((sum, step) => sum + step.minutes, 0) + countMinutes.check;
      const actions = possible.flatMap(findActions);
      harmful ||= actions.some((action) => world.never.includes(action));
      if (actions.some((action) => world["cured-by"].includes(action)))
        return judged(id === world.cause ? "right" : "acceptable");
      needless += possible.filter(({ risk }) => risk !== "none").length;
    }
  return judged("wrong");
}

function listRoles(table: Observations, world: World, walker: Walker): Step["who"][] {
  if (walker !== "own") return [...kindsOfPeople[walker]];
  return (listObserved(world, table, walker).get("administers") ?? []).flatMap((thing) => roleFor[thing] ?? []);
}
