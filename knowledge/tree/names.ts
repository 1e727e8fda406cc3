/** Checks that a name used in one part of a tree is defined in another, and collects the mistakes. */
import type { Evidence, Tree } from "./tree.ts";
import { NOT_SURE } from "./tree.ts";
import { didYouMean, type Mistake } from "./wrongKnowledge.ts";

export type Path = (string | number)[];

/** The checks of one tree. Every method adds the mistakes it finds to `mistakes`. */
export class Names {
  readonly tree: Tree;
  readonly mistakes: Mistake[] = [];

  constructor(tree: Tree) {
    this.tree = tree;
  }

  addMistake(what: string, path: Path): void {
    this.mistakes.push({ what, path });
  }

  /** Whether `known` contains the id; adds a mistake if not. `what` is the kind of thing with its article: "a fact". */
  check(what: string, id: string, known: object, path: Path, suggestion = suggestAdding(what)): boolean {
    if (Object.hasOwn(known, id)) return true;
    this.addMistake(`"${id}" is not ${what}${didYouMean(id, Object.keys(known)) || suggestion}`, path);
    return false;
  }

  checkFact(fact: string, path: Path): boolean {
    return this.check("a fact", fact, this.tree.facts, path);
  }

  checkAnswer(fact: string, answer: string, path: Path): void {
    if (answer === NOT_SURE || !this.checkFact(fact, path)) return;
    const known = { ...this.tree.facts[fact]?.answers, [NOT_SURE]: true };
    this.check(`an answer of "${fact}"`, answer, known, path, `; its answers are: ${Object.keys(known).join(", ")}`);
  }

  checkBlanks(blanks: readonly string[], path: Path): void {
    blanks.forEach((blank, at) => {
      this.check("a blank", blank, this.tree.blanks, [...path, at]);
    });
  }

  checkEvidence(evidence: Evidence, path: Path): void {
    for (const [at, entry] of evidence.entries())
      for (const [fact, named] of Object.entries(entry)) {
        if (!this.checkFact(fact, [...path, at])) continue;
        for (const answer of [named].flat()) this.checkAnswer(fact, answer, [...path, at, fact]);
      }
  }
}

function suggestAdding(what: string): string {
  return `; correct the name, or add it under "${what.replace(/^an? /, "")}s:"`;
}
