/** Finds ids that are never used, and hand-overs that are missing. */
import type { Tree } from "../tree/tree.ts";
import { findFact } from "../tree/walkFacts.ts";
import type { WalkNode } from "../tree/walkNode.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";

/** Hand-overs that can happen at any place of the walk. Every tree needs them. */
const requiredHandOvers = [
  "asked-for",
  "open-change",
  "two-did-not-help",
  "not-understood",
  "walked-away",
  "end-of-tree",
];

/** The ids that the walk leads to, by section of the tree. */
type Used = Record<"facts" | "looks" | "reports" | "tests" | "causes" | "hand-overs", Set<string>>;

export function findUnused(tree: Tree): Mistake[] {
  const used = collectUsed(tree);
  const lists = [
    ...Object.values(tree.causes).map(({ fix }) => fix),
    ...Object.values(tree.tests).map(({ steps }) => steps),
  ].flat();
  const blanks = [
    ...Object.values(tree.steps).flatMap(({ fill, captures }) => [...fill, ...captures]),
    ...Object.values(tree.looks).flatMap(({ fill }) => fill),
  ];
  const sources = [
    ...Object.values(tree.causes),
    ...Object.values(tree.answers),
    ...Object.values(tree.neighbours),
    ...Object.values(tree["rdp-settings"]),
    ...Object.values(tree["known-issues"]).map(({ source }) => ({ sources: [source] })),
  ].flatMap((entry) => entry.sources);
  return [
    ...findMissingHandOvers(tree, used["hand-overs"]),
    ...findUnusedIds("facts", tree.facts, used.facts),
    ...findUnusedIds("looks", tree.looks, used.looks),
    ...findUnusedIds("reports", tree.reports, used.reports),
    ...findUnusedIds("tests", tree.tests, used.tests),
    ...findUnusedIds("causes", tree.causes, used.causes),
    ...findUnusedIds("hand-overs", tree["hand-overs"], used["hand-overs"]),
    ...findUnusedIds("steps", tree.steps, lists),
    ...findUnusedIds("blanks", tree.blanks, blanks),
    ...findUnusedIds("sources", tree.sources, sources),
  ];
}

function findMissingHandOvers(tree: Tree, used: ReadonlySet<string>): Mistake[] {
  return [...used]
    .filter((id) => !tree["hand-overs"][id])
    .map((id) => ({ what: `the hand-over "${id}" is missing; every tree needs it`, path: ["hand-overs", id] }));
}

function findUnusedIds(section: string, known: object, uses: Iterable<string>): Mistake[] {
  const used = new Set(uses);
  const ids = Object.keys(known);
  return ids
    .filter((id) => !used.has(id))
    .map((id) => ({
      what: `"${id}" is never used; use it in the walk or where it belongs, or remove it`,
      // The file lists steps without names, the shared ones first. A step written out in place is always used.
      path: [section, section === "steps" ? ids.indexOf(id) : id],
    }));
}

function collectUsed(tree: Tree): Used {
  const used: Used = {
    facts: new Set(),
    looks: new Set(),
    reports: new Set(),
    tests: new Set(),
    causes: new Set(),
    "hand-overs": new Set(requiredHandOvers),
  };
  addFromWalk(tree, tree.walk, used);
  for (const role of Object.values(tree.who)) if (role.fact) used.facts.add(role.fact);
  for (const { needs } of [...Object.values(tree.steps), ...Object.values(tree.looks)])
    for (const fact of needs) used.facts.add(fact);
  for (const [id, fact] of Object.entries(tree.facts)) if (fact.note) used.facts.add(id);
  // Only a tree that asks for values can lack one.
  if (Object.keys(tree.blanks).length > 0 && tree["hand-overs"]["needs-value"]) used["hand-overs"].add("needs-value");
  return used;
}

function addFromWalk(tree: Tree, nodes: readonly WalkNode[], used: Used): void {
  for (const node of nodes) {
    if (node.kind === "fix") used.causes.add(node.cause);
    else if (node.kind === "hand-over") used["hand-overs"].add(node.to);
    else if (node.kind === "when") addFromWalk(tree, node.then, used);
    else if (node.kind === "neighbours") used["hand-overs"].add("neighbour");
    else if (node.kind === "report") used.reports.add(node.report);
    else if (node.kind === "together") for (const fact of node.facts) used.facts.add(fact);
    else {
      used.facts.add(findFact(tree, node) ?? "");
      if (node.kind === "look") for (const fact of tree.looks[node.look]?.learns ?? []) used.facts.add(fact);
      if (node.kind === "look") used.looks.add(node.look);
      if (node.kind === "test") used.tests.add(node.test);
      for (const branch of node.branches) addFromWalk(tree, branch.then, used);
    }
  }
}
