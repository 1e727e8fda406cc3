/** Simulated people who walk the tree. */
import type { Event } from "../case/events.ts";
import { type Move, makePerformed } from "../case/moves.ts";
import { next } from "../case/next.ts";
import { readStanding } from "../case/reducer.ts";
import { NOT_SURE, type Tree } from "../tree/tree.ts";

export type Person = {
  /** The real cause of the fault; null if the tree has no fix for it. */
  cause: string | null;
  /** The true answers of a fact; "not sure" if there are none. */
  answers: (fact: string) => string[];
  /** The values of blanks; null if the person cannot find the value. */
  value: (blank: string) => string | null;
  /** Whether the person manages a step that they are allowed to do. */
  manages: (step: string) => boolean;
  /** Whether the person puts a change back when asked to. */
  reverts: (step: string) => boolean;
};

export type CompletedWalk = { history: Event[]; moves: Move[]; questions: number; minutes: number };

/** The assumed minutes to answer a question, to type a value and to try to connect. */
export const countMinutes = { ask: 0.5, fill: 0.5, check: 1 } as const;

/**
 * What a person says without being asked: the answers of the facts that are never asked. Everything else is asked in this
 * simulation, so a real person is never asked more questions.
 */
export function listTold(tree: Tree, person: Person): Event[] {
  return Object.entries(tree.facts)
    .filter(([id, { note }]) => note && person.answers(id).some((answer) => answer !== NOT_SURE))
    .map(([id]) => makeAnswered(tree, id, person, "said", 0));
}

/** Answers every move as the person would, until the case is closed or handed over. Throws if the case never ends. */
export function walkAs(tree: Tree, person: Person, known: readonly Event[] = []): CompletedWalk {
  const history: Event[] = [{ kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash }, ...known];
  const moves: Move[] = [];
  let questions = 0;
  let minutes = 0;
  for (const limit = countLongestPath(tree); moves.length <= limit; ) {
    const move = next(tree, history);
    moves.push(move);
    if (move.kind === "ask") questions += 1;
    if (move.kind === "ask" || move.kind === "fill" || move.kind === "check") minutes += countMinutes[move.kind];
    if (move.kind === "step" && move.result) minutes += countMinutes.check;
    if (move.kind === "step" || move.kind === "look") minutes += (move.kind === "step" ? move.step : move.look).minutes;
    if (move.kind === "revert") minutes += 1;
    if (move.kind === "close" || (move.kind === "hand-over" && !move.optional))
      return { history, moves, questions, minutes };
    history.push(...reply(tree, move, person, moves.length));
  }
  throw new Error(
    `a simulated case never ends; its last moves are ${moves
      .slice(-6)
      .map(({ key }) => key)
      .join(", ")}`,
  );
}

/** The events that a person's reaction to a move adds to the history. `group` marks the events of one message. */
export function reply(tree: Tree, move: Move, person: Person, group: number): Event[] {
  switch (move.kind) {
    case "ask":
      return [makeAnswered(tree, move.id, person, "chosen", group)];
    case "ask-back":
      return person.answers(move.id).includes(move.answer)
        ? [makeAnswered(tree, move.id, person, "said", group)]
        : [{ kind: "not-meant", fact: move.id, answer: move.answer, group }];
    case "look":
      return [
        ...move.look.learns.map((fact) => makeAnswered(tree, fact, person, "look", group)),
        { kind: "looked", look: move.id, group },
      ];
    // The simulated people answer one question at a time, so that the counts are worst cases.
    case "together":
      return [{ kind: "asked-together", facts: move.facts.map(({ id }) => id), oneByOne: true, group }];
    // The simulated people run no scripts, so that the proof covers every way through the looks.
    case "report":
      if (move.right && !person.answers(move.right).includes("yes"))
        return [makeAnswered(tree, move.right, person, "chosen", group)];
      return [{ kind: "no-report", report: move.id, group }];
    case "fill":
      return [{ kind: "filled", blank: move.id, value: person.value(move.id), group }];
    case "step":
      if (!person.manages(move.id)) return [{ kind: "could-not", step: move.id, of: move.of, group }];
      return [makePerformed(move), ...(move.result ? [makeAnswered(tree, move.result.id, person, "test", group)] : [])];
    case "check":
      if (move.fact) return [makeAnswered(tree, move.fact.id, person, "test", group)];
      // Only the whole fix helps, so that the simulation goes through all its steps.
      if (move.before) return [{ kind: "checked", of: move.of, works: false, before: move.before, group }];
      return [{ kind: "checked", of: move.of, works: "cause" in move.of && move.of.cause === person.cause, group }];
    case "revert":
      return [{ kind: "reverted", change: move.change.event, done: person.reverts(move.change.step) }];
    case "neighbour":
      return [{ kind: "checked", of: { neighbour: move.id }, works: false, group }];
    case "hand-over":
      return [{ kind: "stayed", handOver: move.to, group }];
    case "confirm":
    case "close":
      return [];
  }
}

function makeAnswered(
  tree: Tree,
  fact: string,
  person: Person,
  origin: "said" | "chosen" | "look" | "test",
  group: number,
): Event {
  const answers = person.answers(fact).filter((answer) => tree.facts[fact]?.answers[answer]);
  return { kind: "answered", fact, answers: answers.length > 0 ? answers : [NOT_SURE], origin, words: "", group };
}

/**
 * The largest possible number of moves in a case: every question, look and value once, every step done and undone, and every
 * check. A question about a right can interrupt a step, so those moves count again.
 */
export function countLongestPath(tree: Tree): number {
  const owners = [
    ...Object.values(tree.causes).map(({ fix }) => fix),
    ...Object.values(tree.tests).map(({ steps }) => steps),
  ];
  const steps = owners.reduce((sum, list) => sum + 3 * list.length + 1, 0);
  const interrupting = new Set([
    ...Object.values(tree.who).flatMap(({ fact }) => fact ?? []),
    ...Object.values(tree.steps).flatMap(({ needs }) => needs),
  ]);
  const again = interrupting.size * 2 * Math.max(0, ...owners.map((list) => list.length));
  const questions = [tree.facts, tree.looks, tree.reports, tree.blanks].reduce(
    (sum, section) => sum + Object.keys(section).length,
    0,
  );
  return questions + steps + again + 2;
}

/** The kinds of people who chat, with their rights. */
export const kindsOfPeople = {
  "no administrator": [],
  "administrator of this PC": ["pc-admin"],
  "administrator of both": ["pc-admin", "server-admin"],
  "administrator of everything": ["pc-admin", "server-admin", "network-admin"],
} as const;
export type KindOfPerson = keyof typeof kindsOfPeople;

/** A person whose fault has this cause: the evidence for it holds, the evidence against it does not, other answers are the usual ones. */
export function makeTypicalPerson(tree: Tree, cause: string, kind: KindOfPerson): Person {
  const roles: readonly string[] = kindsOfPeople[kind];
  const rights = new Map(
    Object.entries(tree.who).flatMap(([role, { fact }]) => (fact ? [[fact, roles.includes(role) ? "yes" : "no"]] : [])),
  );
  const speaking = new Map(
    (tree.causes[cause]?.for ?? [])
      .flatMap((entry) => Object.entries(entry).map(([fact, named]) => [fact, [named].flat().slice(0, 1)] as const))
      .reverse(),
  );
  const needed = new Set(Object.values(tree.steps).flatMap(({ needs }) => needs));
  const excluded = (fact: string, answer: string) =>
    (tree.causes[cause]?.against ?? []).some(
      (entry) => Object.keys(entry).length === 1 && [entry[fact] ?? []].flat().includes(answer),
    );
  return {
    cause,
    answers: (fact) => {
      const right = rights.get(fact);
      if (right) return [right];
      // Rights and ways in that no role stands for, such as the owner of a gateway.
      if (kind === "administrator of everything" && needed.has(fact) && tree.facts[fact]?.answers.yes) return ["yes"];
      const usual = tree.facts[fact]?.usual ?? NOT_SURE;
      return speaking.get(fact) ?? (excluded(fact, usual) ? [NOT_SURE] : [usual]);
    },
    value: (blank) => tree.blanks[blank]?.example ?? null,
    manages: () => true,
    reverts: () => true,
  };
}

/** How the case ended. The right ends are the fix for the cause or a hand-over. */
export function judgeEnd(tree: Tree, walked: CompletedWalk, cause: string): "fixed" | "handed over" | "wrong" {
  const standing = readStanding(tree, walked.history);
  if (standing.works) return standing.works.cause === cause ? "fixed" : "wrong";
  return walked.moves.at(-1)?.kind === "hand-over" ? "handed over" : "wrong";
}
