/** Proofs by simulation: typical and random people walk through the tree. */

import { findPermission } from "../case/permission.ts";
import { readStanding } from "../case/reducer.ts";
import { listBlanks } from "../tree/blanks.ts";
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";
import {
  type CompletedWalk,
  judgeEnd,
  type KindOfPerson,
  kindsOfPeople,
  listTold,
  makeTypicalPerson,
  type Person,
  walkAs,
} from "./simulate.ts";

/** A person who is not an administrator gets the fix or the right hand-over within this many questions, the opening one included. */
export const questionsForAnyone = 7;

/** For each cause, a person with every right must reach its fix, and a person with fewer rights the fix or a hand-over. */
export function findTypicalFaults(tree: Tree): Mistake[] {
  const faults: Mistake[] = [];
  for (const cause of Object.keys(tree.causes))
    for (const kind of Object.keys(kindsOfPeople) as KindOfPerson[]) {
      const person = makeTypicalPerson(tree, cause, kind);
      const path = ["causes", cause];
      const walked = attempt(tree, person, faults, listTold(tree, person));
      if (!walked) continue;
      const end = judgeEnd(tree, walked, cause);
      if (kind === "administrator of everything" && end !== "fixed")
        faults.push({
          what: `with the cause "${cause}", an administrator of everything never reaches the fix, but ends at ${nameLastMove(walked)}`,
          path,
        });
      if (end === "wrong")
        faults.push({
          what: `with the cause "${cause}" and ${rights[kind]}, the case ends wrongly at ${nameLastMove(walked)}`,
          path,
        });
      if (kind === "no administrator" && walked.questions > questionsForAnyone)
        faults.push({
          what: `with the cause "${cause}", a person who is not an administrator is asked ${walked.questions} questions; the limit is ${questionsForAnyone}`,
          path,
        });
      faults.push(...findStepFaults(tree, walked));
    }
  return faults;
}

const rights: Record<KindOfPerson, string> = {
  "no administrator": "no administrator rights",
  "administrator of this PC": "administrator rights on this PC",
  "administrator of both": "administrator rights on both computers",
  "administrator of everything": "administrator rights everywhere",
};

/**
 * Random people answer anything and manage only some steps; some facts are known beforehand. Each case must end, and each
 * person must only get steps that they are allowed to do.
 */
export function findRandomFaults(tree: Tree, seed: number): Mistake[] {
  const faults: Mistake[] = [];
  const chance = makeRandom(seed);
  for (let count = 0; count < 300; count += 1) {
    const known = Object.keys(tree.facts).filter(() => chance() < 0.1);
    const person = makeRandomPerson(tree, chance);
    const before = known.map((fact) => ({
      kind: "answered" as const,
      fact,
      answers: person.answers(fact),
      origin: "said" as const,
      words: "",
    }));
    const walked = attempt(tree, person, faults, before);
    if (!walked) continue;
    faults.push(...findStepFaults(tree, walked));
    if (person.cause === null && walked.moves.at(-1)?.kind !== "hand-over")
      faults.push({
        what: `a person whose fault has no fix in the tree is not handed over, but ends at ${nameLastMove(walked)}`,
        path: ["walk"],
      });
  }
  return [...new Map(faults.map((fault) => [fault.what, fault])).values()];
}

// Without the count at the end of the key: hand-over:end-of-tree.
function nameLastMove({ moves }: CompletedWalk): string {
  return moves.at(-1)?.key.replace(/#\d+$/, "") ?? "nothing";
}

function attempt(
  tree: Tree,
  person: Person,
  faults: Mistake[],
  before: Parameters<typeof walkAs>[2] = [],
): CompletedWalk | undefined {
  try {
    return walkAs(tree, person, before);
  } catch (error) {
    faults.push({ what: (error as Error).message, path: ["walk"] });
    return undefined;
  }
}

function findStepFaults(tree: Tree, { history, moves }: CompletedWalk): Mistake[] {
  const standing = readStanding(tree, history);
  return moves.flatMap((move) => {
    const action = move.kind === "step" ? move.step : move.kind === "look" ? move.look : undefined;
    if (!action) return [];
    const run = move.kind === "step" || move.kind === "look" ? move.run : undefined;
    const wrong = [
      ...(findPermission(tree, action, standing) === "yes"
        ? []
        : [`${move.key} was shown to a person who is not allowed to do it`]),
      ...(listBlanks(run).length > 0 ? [`${move.key} was shown with an unfilled blank in its command`] : []),
    ];
    return wrong.map((what) => ({ what, path: ["walk"] }));
  });
}

function makeRandomPerson(tree: Tree, chance: () => number): Person {
  const picked = new Map(
    Object.entries(tree.facts).map(([id, fact]) => {
      const answers = [...Object.keys(fact.answers), NOT_SURE];
      return [id, [answers[Math.floor(chance() * answers.length)] ?? NOT_SURE]];
    }),
  );
  const clumsy = new Set(Object.keys(tree.steps).filter(() => chance() < 0.2));
  const causes = [null, ...Object.keys(tree.causes)];
  return {
    cause: causes[Math.floor(chance() * causes.length)] ?? null,
    answers: (fact) => picked.get(fact) ?? [NOT_SURE],
    value: (blank) => (clumsy.size % 5 === 0 ? null : (tree.blanks[blank]?.example ?? null)),
    manages: (step) => !clumsy.has(step),
    reverts: (step) => !clumsy.has(step),
  };
}

/** A pseudo-random generator (mulberry32). The same seed gives the same sequence, so that a failure can be repeated. */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
