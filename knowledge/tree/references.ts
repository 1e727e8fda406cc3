/** Whether everything a tree names exists: facts, answers, steps, blanks, causes, sources, hand-overs. */
import type { Evidence, Step, Tree, TreeFile, WalkNode } from "./tree.ts";
import { NOT_SURE } from "./tree.ts";
import { didYouMean, type Mistake } from "./wrongKnowledge.ts";

type Path = (string | number)[];

/** The blanks a command holds: `ping {host}` has one, `host`. */
export function blanksOf(run: string | undefined): string[] {
  return [...(run ?? "").matchAll(/(?<!\$)\{([a-z][a-z0-9-]*)\}/g)].map((match) => match[1] ?? "");
}

/** Every name in the tree that leads nowhere, and everything a step lacks that another part relies on. */
export function referenceMistakes(tree: Tree, file: TreeFile): Mistake[] {
  const found: Mistake[] = [];
  const names = (
    what: string,
    id: string,
    known: object,
    path: Path,
    wayOut = `; correct the name, or write it out under "${what.replace(/^an? /, "")}s:"`,
  ) => {
    if (Object.hasOwn(known, id)) return true;
    found.push({ what: `"${id}" is not ${what}${didYouMean(id, Object.keys(known)) || wayOut}`, path });
    return false;
  };
  const answers = (fact: string, answer: string, path: Path) => {
    if (answer === NOT_SURE || !names("a fact", fact, tree.facts, path)) return;
    const known = { ...tree.facts[fact]?.answers, [NOT_SURE]: true };
    names(`an answer of "${fact}"`, answer, known, path, `; its answers are: ${Object.keys(known).join(", ")}`);
  };
  const evidence = (list: Evidence, path: Path) => {
    list.forEach((entry, at) => {
      for (const [fact, named] of Object.entries(entry))
        if (names("a fact", fact, tree.facts, [...path, at]))
          for (const answer of [named].flat()) answers(fact, answer, [...path, at, fact]);
    });
  };

  for (const [id, fact] of Object.entries(tree.facts))
    if (fact.usual && fact.usual !== NOT_SURE) answers(id, fact.usual, ["facts", id, "usual"]);
  for (const [id, fact] of Object.entries(tree.facts))
    if (Object.hasOwn(fact.answers, NOT_SURE))
      found.push({
        what: `"${NOT_SURE}" is always an answer; remove it here`,
        path: ["facts", id, "answers", NOT_SURE],
      });
  for (const [id, role] of Object.entries(tree.who))
    if (role.fact && names("a fact", role.fact, tree.facts, ["who", id, "fact"]))
      answers(role.fact, "yes", ["who", id, "fact"]);
  for (const [id, look] of Object.entries(tree.looks)) {
    const path = ["looks", id];
    look.learns.forEach((fact, at) => {
      names("a fact", fact, tree.facts, [...path, "learns", at]);
    });
    needsAndBlanks(look, path);
    for (const blank of blanksOf(look.run))
      if (!look.fill.includes(blank))
        found.push({
          what: `the command has the blank {${blank}}; declare it with "fill: [${blank}]"`,
          path: [...path, "run"],
        });
  }
  for (const [id, test] of Object.entries(tree.tests)) {
    const path = ["tests", id];
    if (names("a fact", test.learns, tree.facts, [...path, "learns"]))
      answers(test.learns, test.works, [...path, "works"]);
    listOfSteps(test.steps, [...path, "steps"]);
  }
  for (const [id, cause] of Object.entries(tree.causes)) {
    const path = ["causes", id];
    evidence(cause.for, [...path, "for"]);
    evidence(cause.against, [...path, "against"]);
    cause.sources.forEach((source, at) => {
      names("a source", source, tree.sources, [...path, "sources", at]);
    });
    listOfSteps(cause.fix, [...path, "fix"]);
  }
  for (const step of Object.values(tree.steps)) oneStep(step, pathOfStep(file, step.id));
  file.brief.forEach((row, at) => {
    row.causes.forEach((cause, index) => {
      names("a cause", cause, tree.causes, ["brief", at, "causes", index]);
    });
  });
  walk(tree.walk, ["walk"]);
  return found;

  function needsAndBlanks(step: { needs: string[]; fill: string[] }, path: Path): void {
    step.needs.forEach((fact, at) => {
      answers(fact, "yes", [...path, "needs", at]);
    });
    step.fill.forEach((blank, at) => {
      names("a blank", blank, tree.blanks, [...path, "fill", at]);
    });
  }

  function oneStep(step: Step, path: Path): void {
    needsAndBlanks(step, path);
    step.captures.forEach((blank, at) => {
      names("a blank", blank, tree.blanks, [...path, "captures", at]);
    });
    if (!step.undo && !step["no-undo"])
      found.push({
        what: `the step "${step.id}" says neither how to undo it ("undo") nor why there is no undo ("no-undo")`,
        path,
      });
    if (step.undo && step["no-undo"])
      found.push({ what: `the step "${step.id}" has both "undo" and "no-undo"; keep one`, path });
    if ((step.risk === "medium" || step.risk === "high") && !step.warning)
      found.push({
        what: `the step "${step.id}" has ${step.risk} risk and no "warning"; say what can go wrong, it is shown before the step`,
        path,
      });
    if (step.prepares && step.undo)
      found.push({
        what: `the step "${step.id}" prepares, so it changes nothing; remove "undo" and say why in "no-undo", or remove "prepares"`,
        path,
      });
  }

  // A step that several causes share is told of once.
  function undeclared(id: string, blank: string, owner: string): void {
    const path = [...pathOfStep(file, id), "run"];
    const what = `the command of "${id}" has the blank {${blank}}; declare it with "fill: [${blank}]", or read it off with "captures: [${blank}]" in an earlier step of ${owner}`;
    const told = found.find((mistake) => mistake.what.startsWith(what.slice(0, -owner.length)));
    if (told) told.what += `, ${owner}`;
    else found.push({ what, path });
  }

  // A blank is known when the step asks for it, or an earlier step of the same list has read it off.
  function listOfSteps(ids: string[], path: Path): void {
    if (ids.every((id) => tree.steps[id]?.prepares))
      found.push({ what: "every step here only prepares; nothing would be done that could help or tell", path });
    const captured = new Set<string>();
    ids.forEach((id, at) => {
      if (!names("a step", id, tree.steps, [...path, at])) return;
      const step = tree.steps[id];
      if (!step) return;
      for (const blank of blanksOf(step.run))
        if (!step.fill.includes(blank) && !captured.has(blank)) undeclared(id, blank, String(path[1]));
      for (const blank of blanksOf(step.undo?.run))
        if (!captured.has(blank) && !(step.fill.includes(blank) && blanksOf(step.run).includes(blank)))
          found.push({
            what: `the undo of "${id}" needs {${blank}}, an old value that no earlier step reads off; name it there in "captures: [${blank}]"`,
            path: [...path, at],
          });
      for (const blank of step.captures) captured.add(blank);
    });
  }

  function walk(nodes: WalkNode[], path: Path): void {
    nodes.forEach((node, at) => {
      walkNode(node, [...path, at]);
    });
  }

  function walkNode(node: WalkNode, path: Path): void {
    switch (node.kind) {
      case "fix":
        names("a cause", node.cause, tree.causes, [...path, "fix"]);
        return;
      case "hand-over":
        names("a hand-over", node.to, tree["hand-overs"], [...path, "hand-over"]);
        return;
      case "when":
        for (const [fact, named] of Object.entries(node.when))
          if (names("a fact", fact, tree.facts, [...path, "when", fact]))
            for (const answer of named) answers(fact, answer, [...path, "when", fact]);
        walk(node.then, [...path, "then"]);
        return;
      default: {
        const fact = factOf(tree, node);
        const known = node.kind === "ask" ? tree.facts : node.kind === "look" ? tree.looks : tree.tests;
        const named = node.kind === "ask" ? node.fact : node.kind === "look" ? node.look : node.test;
        if (!names(`a ${node.kind === "ask" ? "fact" : node.kind}`, named, known, [...path, node.kind])) return;
        for (const branch of node.branches) {
          if (fact && tree.facts[fact]) answers(fact, branch.answer, [...path, branch.answer]);
          walk(branch.then, [...path, branch.answer]);
        }
      }
    }
  }
}

/** The fact an asking entry of the walk establishes. */
export function factOf(tree: Tree, node: Extract<WalkNode, { kind: "ask" | "look" | "test" }>): string | undefined {
  if (node.kind === "ask") return node.fact;
  if (node.kind === "look") return tree.looks[node.look]?.learns[0];
  return tree.tests[node.test]?.learns;
}

function pathOfStep(file: TreeFile, id: string): Path {
  const shared = file.steps.findIndex((step) => step.id === id);
  if (shared >= 0) return ["steps", shared];
  for (const [group, field, entries] of [
    ["tests", "steps", Object.entries(file.tests).map(([name, test]) => [name, test.steps] as const)],
    ["causes", "fix", Object.entries(file.causes).map(([name, cause]) => [name, cause.fix] as const)],
  ] as const)
    for (const [name, list] of entries) {
      const at = list.findIndex((step) => typeof step !== "string" && step.id === id);
      if (at >= 0) return [group, name, field, at];
    }
  return [];
}
