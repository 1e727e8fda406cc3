/** Every move that the walks through a tree come to, and one of each kind that no simulated person meets. */
import { listAnswers, type Move } from "../../knowledge/case/moves.ts";
import { makeTypicalPerson, walkAs } from "../../knowledge/proof/simulate.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";

export function listMoves(tree: Tree): Move[] {
  const moves = new Map<string, Move>();
  const add = (move: Move) => moves.set(`${move.kind} ${move.key}`, move);
  for (const cause of Object.keys(tree.causes))
    for (const move of walkAs(tree, makeTypicalPerson(tree, cause, "administrator of everything")).moves) add(move);
  for (const [id, report] of Object.entries(tree.reports))
    for (const script of report.scripts)
      add({ key: `report:${id}/${script.file}`, kind: "report", id, report, script, right: "admin-there" });
  for (const [id, neighbour] of Object.entries(tree.neighbours))
    add({ key: `neighbour:${id}`, kind: "neighbour", id, neighbour });
  for (const [id, fact] of Object.entries(tree.facts)) {
    const [first] = listAnswers(fact);
    if (first)
      add({ key: `ask-back:${id}`, kind: "ask-back", id, fact, answer: first.id, words: fact.ask.slice(0, 60) });
  }
  const note = "I changed a firewall rule on that computer.";
  add({
    key: "confirm",
    kind: "confirm",
    reference: "RC-1",
    by: "Kim",
    cause: Object.keys(tree.causes)[0] ?? null,
    note,
  });
  return [...moves.values()];
}
