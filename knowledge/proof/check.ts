/** Proofs about a tree. What cannot be proved is listed in a curator's words; an empty list is a tree that may be used. */

import type { Evidence, Tree, WalkNode } from "../tree/tree.ts";
import { factOf } from "../tree/walkFacts.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";
import { randomFaults, typicalFaults } from "./checkPeople.ts";

/** Ids that people, tickets and statistics may hold on to, by section of the tree. */
export type Released = Record<string, string[]>;

/** The sections whose ids are released, with the ids they hold now. */
export function idsOf(tree: Tree): Released {
  return {
    facts: Object.entries(tree.facts).flatMap(([id, { answers }]) => [
      id,
      ...Object.keys(answers).map((answer) => `${id}.${answer}`),
    ]),
    looks: Object.keys(tree.looks),
    tests: Object.keys(tree.tests),
    steps: Object.keys(tree.steps),
    causes: Object.keys(tree.causes),
    "hand-overs": Object.keys(tree["hand-overs"]),
  };
}

/** All that is wrong with a tree that could be loaded. `seed` chooses the random people. */
export function proofs(tree: Tree, released: Released, seed = 904): Mistake[] {
  return [
    ...vanished(tree, released),
    ...unused(tree),
    ...walkFaults(tree),
    ...fillFaults(tree),
    ...typicalFaults(tree),
    ...randomFaults(tree, seed),
  ];
}

function vanished(tree: Tree, released: Released): Mistake[] {
  const now = idsOf(tree);
  return Object.entries(released).flatMap(([section, ids]) =>
    ids
      .filter((id) => !now[section]?.includes(id))
      .map((id) => ({
        what: `"${id}" was released once and is gone; tickets refer to it, so bring it back (its text may change, its id may not)`,
        path: [section, ...id.split(".").flatMap((part, at) => (at === 0 ? part : ["answers", part]))],
      })),
  );
}

function unused(tree: Tree): Mistake[] {
  const used = {
    facts: new Set<string>(),
    looks: new Set<string>(),
    tests: new Set<string>(),
    causes: new Set<string>(),
    "hand-overs": new Set([
      "asked-for",
      "open-change",
      "two-did-not-help",
      "not-understood",
      "walked-away",
      "end-of-tree",
    ]),
  };
  const visit = (nodes: readonly WalkNode[]): void => {
    for (const node of nodes) {
      if (node.kind === "fix") used.causes.add(node.cause);
      else if (node.kind === "hand-over") used["hand-overs"].add(node.to);
      else if (node.kind === "when") visit(node.then);
      else {
        used.facts.add(factOf(tree, node) ?? "");
        if (node.kind === "look") for (const fact of tree.looks[node.look]?.learns ?? []) used.facts.add(fact);
        if (node.kind === "look") used.looks.add(node.look);
        if (node.kind === "test") used.tests.add(node.test);
        for (const branch of node.branches) visit(branch.then);
      }
    }
  };
  visit(tree.walk);
  for (const role of Object.values(tree.who)) if (role.fact) used.facts.add(role.fact);
  for (const action of [...Object.values(tree.steps), ...Object.values(tree.looks)])
    for (const fact of action.needs) used.facts.add(fact);
  for (const [id, fact] of Object.entries(tree.facts)) if (fact.note) used.facts.add(id);

  const lists = [
    ...Object.values(tree.causes).map(({ fix }) => fix),
    ...Object.values(tree.tests).map(({ steps }) => steps),
  ].flat();
  const actions = [...Object.values(tree.steps), ...Object.values(tree.looks)];
  const blanks = actions.flatMap((action) => [...action.fill, ...("captures" in action ? action.captures : [])]);
  const sources = Object.values(tree.causes).flatMap((cause) => cause.sources);
  const all: [string, string[], Iterable<string>][] = [
    ["facts", Object.keys(tree.facts), used.facts],
    ["looks", Object.keys(tree.looks), used.looks],
    ["tests", Object.keys(tree.tests), used.tests],
    ["causes", Object.keys(tree.causes), used.causes],
    ["hand-overs", Object.keys(tree["hand-overs"]), used["hand-overs"]],
    ["steps", Object.keys(tree.steps), lists],
    ["blanks", Object.keys(tree.blanks), blanks],
    ["sources", Object.keys(tree.sources), sources],
  ];
  const missing = [...used["hand-overs"]]
    .filter((id) => !tree["hand-overs"][id])
    .map((id) => ({ what: `the hand-over "${id}" is missing; every tree needs it`, path: ["hand-overs", id] }));
  return [
    ...missing,
    ...all.flatMap(([section, ids, uses]) => {
      const there = new Set(uses);
      return ids
        .filter((id) => !there.has(id))
        .map((id) => ({
          what: `nothing leads to "${id}"; use it in the walk or where it belongs, or remove it`,
          // Steps are listed without names, the shared ones first; a step written out in place is always led to.
          path: [section, section === "steps" ? ids.indexOf(id) : id],
        }));
    }),
  ];
}

type Demand = { fact: string; answers: string[] };

// Follows the nested walk with what must be known to get to each entry.
function walkFaults(tree: Tree): Mistake[] {
  const faults: Mistake[] = [];
  const visit = (nodes: readonly WalkNode[], demands: Demand[], path: Mistake["path"]): void => {
    const end = nodes.findIndex(({ kind }) => kind === "hand-over");
    nodes.forEach((node, at) => {
      const here = [...path, at];
      if (end >= 0 && at > end)
        faults.push({
          what: "nobody ever gets here: an entry above always hands over; move this one up, or remove it",
          path: here,
        });
      if (node.kind === "fix") {
        for (const entry of ruledOutHere(tree, node.cause, demands))
          faults.push({
            what: `this fixes "${node.cause}" where ${inWords(entry)} is already known, which rules it out ("against"); move it, or mend what rules it out`,
            path: here,
          });
      } else if (node.kind === "when") {
        const more = Object.entries(node.when).map(([fact, answers]) => ({ fact, answers }));
        for (const demand of more)
          if (contradicts(tree, demands, demand)) faults.push({ what: neverHolds(demand.fact), path: here });
        visit(node.then, [...demands, ...more], [...here, "then"]);
      } else if (node.kind !== "hand-over") {
        const fact = factOf(tree, node) ?? "";
        for (const { answer, then } of node.branches) {
          const demand = { fact, answers: [answer] };
          const branch = [...here, answer];
          if (contradicts(tree, demands, demand)) faults.push({ what: neverHolds(fact), path: branch });
          visit(then, [...demands, demand], branch);
        }
      }
    });
  };
  visit(tree.walk, [], ["walk"]);
  if (tree.walk.at(-1)?.kind !== "hand-over")
    faults.push({
      what: "the last entry of the walk must be a hand-over, so that nobody is left standing",
      path: ["walk", tree.walk.length - 1],
    });
  return faults;
}

function ruledOutHere(tree: Tree, cause: string, demands: readonly Demand[]): Evidence {
  return (tree.causes[cause]?.against ?? []).filter((entry) =>
    Object.entries(entry).every(([fact, named]) =>
      demands.some(
        (demand) => demand.fact === fact && demand.answers.every((answer) => [named].flat().includes(answer)),
      ),
    ),
  );
}

function inWords(entry: Evidence[number]): string {
  return Object.entries(entry)
    .map(([fact, named]) => `${fact}: ${[named].flat().join(" or ")}`)
    .join(" and ");
}

function neverHolds(fact: string): string {
  return `this never holds: "${fact}" is already known to be something else here; remove it, or move it out`;
}

function contradicts(tree: Tree, demands: readonly Demand[], demand: Demand): boolean {
  if (tree.facts[demand.fact]?.many) return false;
  return demands.some(
    ({ fact, answers }) => fact === demand.fact && !answers.some((answer) => demand.answers.includes(answer)),
  );
}

// Whatever is put into a command must be a value and nothing but a value.
function fillFaults(tree: Tree): Mistake[] {
  const dangerous = [
    '"; Remove-Item C:\\ -Recurse',
    "a & shutdown /s",
    "a | b",
    "$(whoami)",
    "x\ny",
    "`id`",
    "%TEMP%",
    "a;b",
    "a>b",
  ];
  return Object.entries(tree.blanks).flatMap(([id, blank]) => {
    const whole = new RegExp(`^(?:${blank.matches})$`, "u");
    return [
      ...(whole.test(blank.example)
        ? []
        : [{ what: `the example of "${id}" does not fit its own pattern`, path: ["blanks", id, "example"] }]),
      ...dangerous
        .filter((value) => whole.test(value))
        .map((value) => ({
          what: `"${id}" would let ${JSON.stringify(value)} into a command; narrow its pattern`,
          path: ["blanks", id, "matches"],
        })),
    ];
  });
}
