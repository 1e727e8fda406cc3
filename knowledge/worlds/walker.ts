/** A person of a world, with the rights of one kind of people, and what that person would answer and do. */
import type { Event } from "../case/events.ts";
import { type KindOfPerson, kindsOfPeople } from "../proof/simulate.ts";
import { readFacts } from "../reading/readFacts.ts";
import { understandAsked } from "../reading/understandAnswer.ts";
import type { Knowledge } from "../tree/codes.ts";
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import type { Observations } from "./observations.ts";
import type { World } from "./world.ts";

/** "own" is the person as the world describes them. */
export type Walker = "own" | KindOfPerson;
export const walkers: readonly Walker[] = ["own", ...(Object.keys(kindsOfPeople) as KindOfPerson[])];

const administered: Record<string, string> = {
  "pc-admin": "this-pc",
  "server-admin": "remote-computer",
  "network-admin": "network",
};

/** What this person observes: the world's values, the ordinary ones elsewhere, and the rights of their kind. */
export function listObserved(world: World, table: Observations, walker: Walker): Map<string, string[]> {
  const observed = new Map(
    Object.entries(table.observations).map(([key, { ordinary }]) => [key, [world.observes[key] ?? ordinary].flat()]),
  );
  if (walker !== "own") {
    const things = kindsOfPeople[walker].flatMap((role) => administered[role] ?? []);
    observed.set("administers", things.length > 0 ? things : ["nothing"]);
  }
  return observed;
}

/** The person's answers by fact. A fact without an entry is answered "not sure". */
export function listKnownAnswers(world: World, table: Observations, tree: Tree, walker: Walker): Map<string, string[]> {
  const answers = new Map<string, string[]>();
  const unknown = new Set(world.person["does-not-know"]);
  const observed = listObserved(world, table, walker);
  // What the world states itself comes before what is ordinary, for a fact that takes one answer.
  const keys = [...observed.keys()].sort(
    (a, b) => Number(world.observes[b] !== undefined) - Number(world.observes[a] !== undefined),
  );
  for (const key of keys) {
    if (unknown.has(key) && !(key === "administers" && walker !== "own")) continue;
    const values = observed.get(key) ?? [];
    for (const [value, { facts, otherwise }] of Object.entries(table.observations[key]?.values ?? {})) {
      for (const [fact, given] of Object.entries(values.includes(value) ? facts : otherwise)) {
        const before = answers.get(fact) ?? [];
        const many = tree.facts[fact]?.many ?? false;
        if (before.length === 0 || many) answers.set(fact, [...new Set([...before, ...[given].flat()])]);
      }
    }
  }
  return new Map([...answers].map(([fact, list]) => [fact, dropLoneAnswers(tree, fact, list)]));
}

// "Nothing that fits" beside a finding is no answer.
function dropLoneAnswers(tree: Tree, fact: string, answers: string[]): string[] {
  const others = answers.filter((answer) => !tree.facts[fact]?.answers[answer]?.alone);
  return others.length > 0 ? others : answers;
}

/** The events that reading a message adds, as a conversation would record them. */
export function readMessage(
  knowledge: Knowledge,
  text: string,
  {
    asked,
    group,
    without,
    first = false,
  }: { asked: string; group: number; without: ReadonlySet<string>; first?: boolean },
): Event[] {
  const understood = understandAsked(knowledge, asked, text);
  const facts = readFacts(knowledge.tree, understood, { asked, first, pasted: false }).filter(
    ({ fact }) => !without.has(fact),
  );
  return [
    ...(understood.codes.length > 0 ? [{ kind: "codes" as const, codes: understood.codes, group }] : []),
    ...facts.map(({ fact, answer, from }) => ({
      kind: "answered" as const,
      fact,
      answers: [answer],
      origin: "said" as const,
      words: from,
      group,
    })),
  ];
}

/** The events of an answer that the person chooses. */
export function chooseAnswers(
  facts: readonly string[],
  known: ReadonlyMap<string, string[]>,
  origin: "chosen" | "look" | "test",
  group: number,
): Event[] {
  return facts.map((fact) => ({
    kind: "answered",
    fact,
    answers: known.get(fact) ?? [NOT_SURE],
    origin,
    words: "",
    group,
  }));
}

/** The facts about rights, which a kind of people answers in its own way, whatever the world's message says. */
export function listRights(tree: Tree): ReadonlySet<string> {
  return new Set(Object.values(tree.who).flatMap(({ fact }) => fact ?? []));
}
