/** The walk as a graph in the DOT language, for a picture. */

import type { Tree, WalkNode } from "../tree/tree.ts";
import { factOf } from "../tree/walkFacts.ts";

/** Reads from top to bottom as the walk does: an arrow down is "falls through", an arrow with words is a branch. */
export function dotOf(tree: Tree): string {
  const lines: string[] = [];
  let count = 0;
  const add = (label: string, shape: string, colour: string): string => {
    count += 1;
    lines.push(`  n${count} [label=${quote(label)}, shape=${shape}, fillcolor="${colour}"];`);
    return `n${count}`;
  };
  // Returns the ends that fall through to whatever comes next.
  const draw = (
    nodes: readonly WalkNode[],
    into: { from: string; label: string }[],
  ): { from: string; label: string }[] => {
    let open = into;
    for (const node of nodes) {
      const id = box(node);
      for (const { from, label } of open) lines.push(`  ${from} -> ${id}${label ? ` [label=${quote(label)}]` : ""};`);
      if (node.kind === "hand-over") return [];
      if (node.kind === "when") open = [{ from: id, label: "else" }, ...draw(node.then, [{ from: id, label: "yes" }])];
      else if (node.kind === "fix") open = [{ from: id, label: "" }];
      else {
        const fact = factOf(tree, node) ?? "";
        open = [
          { from: id, label: "" },
          ...node.branches.flatMap(({ answer, then }) =>
            draw(then, [{ from: id, label: `${answerText(tree, fact, answer)}` }]),
          ),
        ];
      }
    }
    return open;
  };
  const box = (node: WalkNode): string => {
    switch (node.kind) {
      case "ask":
        return add(`asks: ${node.fact}`, "box", "#dbeafe");
      case "look":
        return add(`looks: ${node.look}`, "box", "#e0f2fe");
      case "test":
        return add(`tests: ${node.test}`, "box", "#ede9fe");
      case "fix":
        return add(`fix: ${node.cause}`, "box", "#dcfce7");
      case "hand-over":
        return add(`technician: ${node.to}`, "box", "#fee2e2");
      case "when":
        return add(
          `known: ${Object.entries(node.when)
            .map(([fact, answers]) => `${fact} is ${answers.length > 3 ? "any decisive answer" : answers.join(" or ")}`)
            .join(" and ")}`,
          "box",
          "#f3f4f6",
        );
    }
  };
  const start = add(tree.title, "box", "#fef9c3");
  draw(tree.walk, [{ from: start, label: "" }]);
  return [
    "digraph walk {",
    '  graph [rankdir=TB, nodesep=0.25, ranksep=0.35, bgcolor="white"];',
    '  node [style="rounded,filled", fontname="Helvetica", fontsize=11, margin="0.12,0.06", color="#6b7280"];',
    '  edge [fontname="Helvetica", fontsize=9, color="#6b7280", arrowsize=0.7];',
    ...lines,
    "}",
  ].join("\n");
}

function answerText(tree: Tree, fact: string, answer: string): string {
  return tree.facts[fact]?.answers[answer] ? answer : "not sure";
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/(.{28}\S*) /g, "$1\\n")}"`;
}
