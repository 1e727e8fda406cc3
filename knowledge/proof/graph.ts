/** Draws the walk as a graph in the DOT language. */
import type { Tree } from "../tree/tree.ts";
import { findFact } from "../tree/walkFacts.ts";
import type { WalkNode } from "../tree/walkNode.ts";

/** The graph reads from top to bottom like the walk: an arrow with a label is a branch, one without goes to the next entry. */
export function drawWalk(tree: Tree): string {
  const drawing = new Drawing(tree);
  const start = drawing.addBox(tree.title, "#fef9c3");
  drawing.addNodes(tree.walk, [{ from: start, label: "" }]);
  return [
    "digraph walk {",
    '  graph [rankdir=TB, nodesep=0.25, ranksep=0.35, bgcolor="white"];',
    '  node [style="rounded,filled", fontname="Helvetica", fontsize=11, margin="0.12,0.06", color="#6b7280"];',
    '  edge [fontname="Helvetica", fontsize=9, color="#6b7280", arrowsize=0.7];',
    ...drawing.lines,
    "}",
  ].join("\n");
}

/** An arrow that still needs a target. */
type OpenEnd = { from: string; label: string };

class Drawing {
  readonly lines: string[] = [];
  readonly #tree: Tree;
  #boxes = 0;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  addBox(label: string, colour: string): string {
    this.#boxes += 1;
    const id = `n${this.#boxes}`;
    this.lines.push(`  ${id} [label=${quote(label)}, shape=box, fillcolor="${colour}"];`);
    return id;
  }

  /** Returns the arrows that go on to the next entry. */
  addNodes(nodes: readonly WalkNode[], into: readonly OpenEnd[]): OpenEnd[] {
    let ends = [...into];
    for (const node of nodes) {
      const id = this.addBox(describeNode(node), colours[node.kind]);
      for (const { from, label } of ends)
        this.lines.push(`  ${from} -> ${id}${label ? ` [label=${quote(label)}]` : ""};`);
      if (node.kind === "hand-over") return [];
      ends = this.#addBranches(node, id);
    }
    return ends;
  }

  #addBranches(node: Exclude<WalkNode, { kind: "hand-over" }>, from: string): OpenEnd[] {
    if (node.kind === "fix" || node.kind === "neighbours" || node.kind === "report" || node.kind === "together")
      return [{ from, label: "" }];
    if (node.kind === "when") return [{ from, label: "else" }, ...this.addNodes(node.then, [{ from, label: "yes" }])];
    const fact = findFact(this.#tree, node) ?? "";
    const branches = node.branches.flatMap(({ answer, then }) =>
      this.addNodes(then, [{ from, label: nameAnswer(this.#tree, fact, answer) }]),
    );
    return [{ from, label: "" }, ...branches];
  }
}

const colours: Record<WalkNode["kind"], string> = {
  ask: "#dbeafe",
  look: "#e0f2fe",
  test: "#ede9fe",
  fix: "#dcfce7",
  "hand-over": "#fee2e2",
  when: "#f3f4f6",
  neighbours: "#fef3c7",
  report: "#cffafe",
  together: "#dbeafe",
};

function describeNode(node: WalkNode): string {
  switch (node.kind) {
    case "ask":
      return `asks: ${node.fact}`;
    case "look":
      return `looks: ${node.look}`;
    case "test":
      return `tests: ${node.test}`;
    case "fix":
      return `fix: ${node.cause}`;
    case "hand-over":
      return `technician: ${node.to}`;
    case "together":
      return `asks together: ${node.facts.join(", ")}`;
    case "report":
      return `reads: ${node.report} report`;
    case "neighbours":
      return "another fault: explanation and checks";
    case "when":
      return `known: ${describeCondition(node.when)}`;
  }
}

function describeCondition(when: Record<string, readonly string[]>): string {
  return Object.entries(when)
    .map(([fact, answers]) => `${fact} is ${answers.length > 3 ? "any decisive answer" : answers.join(" or ")}`)
    .join(" and ");
}

function nameAnswer(tree: Tree, fact: string, answer: string): string {
  return tree.facts[fact]?.answers[answer] ? answer : "not sure";
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/(.{28}\S*) /g, "$1\\n")}"`;
}
