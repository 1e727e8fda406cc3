/** Random people for property tests, and their cases. */
import fc from "fast-check";
import { stringify } from "yaml";
import { type Event, findUndoable } from "../../../knowledge/case/events.ts";
import type { Move } from "../../../knowledge/case/moves.ts";
import { next } from "../../../knowledge/case/next.ts";
import { countLongestPath, type Person, reply } from "../../../knowledge/proof/simulate.ts";
import { parseTree } from "../../../knowledge/tree/load.ts";
import { NOT_SURE, type Tree } from "../../../knowledge/tree/tree.ts";

/** What a person says out of turn, at the move with the number `at`. */
export type Aside = {
  at: number;
  says: "technician" | "stop" | "start over" | "works" | "tried before" | "back" | "paste";
  fact: string;
};

export type Shown = { move: Move; before: Event[]; says: Aside["says"] | "reply" };
export type Life = { history: Event[]; shown: Shown[]; end: Move };

export function opened(tree: Tree): Event {
  return { kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash };
}

export function said(fact: string, ...answers: string[]): Event {
  return { kind: "answered", fact, answers, origin: "said", words: "" };
}

/** Walks the tree with the person. Adds the events that the dialogs would add. */
export function live(tree: Tree, person: Person, asides: readonly Aside[] = [], known: readonly Event[] = []): Life {
  const history: Event[] = [opened(tree), ...known];
  const shown: Shown[] = [];
  // In the worst case each aside sends the person through the whole tree once more.
  for (let left = countLongestPath(tree) * (1 + asides.length); left > 0; left -= 1) {
    const move = next(tree, history);
    const aside = asides.find(({ at }) => at === shown.length);
    shown.push({ move, before: [...history], says: aside?.says ?? "reply" });
    if (isOver(move)) return { history, shown, end: move };
    history.push(...(aside ? spoken(tree, history, move, person, aside) : reply(tree, move, person, history.length)));
  }
  throw new Error(
    `this case never ends; its last moves are ${shown
      .slice(-6)
      .map(({ move }) => move.key)
      .join(", ")}`,
  );
}

/** Walks up to the first move for which `is` returns true, and returns that move. */
export function until(
  tree: Tree,
  person: Person,
  is: (move: Move) => boolean,
  known: readonly Event[] = [opened(tree)],
): { history: Event[]; move: Move } {
  const history = [...known];
  for (let left = countLongestPath(tree); left > 0; left -= 1) {
    const move = next(tree, history);
    if (is(move)) return { history, move };
    if (isOver(move)) break;
    const events = reply(tree, move, person, history.length);
    // One event at a time: between the step of a test and its result, the person can say something else.
    history.push(...(move.kind === "step" ? events.slice(0, 1) : events));
  }
  throw new Error(`this case never reaches that move; it ends at ${next(tree, history).key}`);
}

export function isOver(move: Move): boolean {
  return move.kind === "close" || (move.kind === "hand-over" && !move.optional);
}

function spoken(tree: Tree, history: readonly Event[], move: Move, person: Person, { says, fact }: Aside): Event[] {
  const group = history.length;
  const of = move.kind === "step" || move.kind === "check" ? move.of : move.kind === "revert" ? move.change.of : null;
  switch (says) {
    case "technician":
      return [{ kind: "wants-person", words: "a technician, please" }];
    case "stop":
      return [{ kind: "leaving", how: "stopped" }];
    case "start over":
      return [{ kind: "leaving", how: "started-over" }];
    case "works": {
      const test = of && "test" in of ? tree.tests[of.test] : undefined;
      if (test)
        return [{ kind: "answered", fact: test.learns, answers: [test.works], origin: "test", words: "works", group }];
      return [{ kind: "checked", of: move.kind === "revert" ? null : of, works: true, group }];
    }
    case "tried before":
      if (move.kind !== "step") return [];
      return "cause" in move.of
        ? [{ kind: "checked", of: move.of, works: false, group }]
        : [{ kind: "could-not", step: move.id, of: move.of, group }];
    case "back": {
      const events = findUndoable(history);
      return events.length > 0 ? [{ kind: "taken-back", events }] : [];
    }
    case "paste":
      return [{ kind: "answered", fact, answers: person.answers(fact), origin: "pasted", words: "", group }];
  }
}

/** The move without its key, which changes with the history. */
export function bare({ key: _, ...move }: Move): object {
  return move;
}

/** A random person: a cause, answers to every fact, steps they cannot do or put back, and values they cannot find. */
export function anybody(tree: Tree): fc.Arbitrary<Person> {
  const rights = new Set([
    ...Object.values(tree.who).flatMap(({ fact }) => fact ?? []),
    ...Object.values(tree.steps).flatMap(({ needs }) => needs),
  ]);
  const answers: fc.Arbitrary<Record<string, string[]>> = fc.record(
    Object.fromEntries<fc.Arbitrary<string[]>>(
      Object.entries(tree.facts).map(([id, fact]) => {
        const ids = Object.keys(fact.answers);
        const one = fc.constantFrom(...ids, NOT_SURE).map((answer) => [answer]);
        // Most people get the rights, because cases without rights end early.
        if (rights.has(id)) return [id, fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>(["yes"]) }, one)];
        if (id === "code") return [id, fc.oneof({ weight: 9, arbitrary: fc.constant<string[]>(["this-fault"]) }, one)];
        return [id, fact.many ? fc.oneof(one, fc.subarray(ids, { minLength: 1 })) : one];
      }),
    ),
  );
  const few = (ids: string[]) =>
    fc.oneof(fc.constant<string[]>([]), fc.subarray(ids, { maxLength: Math.ceil(ids.length / 4) }));
  return fc
    .record({
      cause: fc.constantFrom(null, ...Object.keys(tree.causes)),
      answers,
      cannot: few(Object.keys(tree.steps)),
      keeps: few(Object.keys(tree.steps)),
      untold: few(Object.keys(tree.blanks)),
    })
    .map(({ cause, answers, cannot, keeps, untold }) => ({
      cause,
      answers: (fact) => answers[fact] ?? [NOT_SURE],
      value: (blank) => (untold.includes(blank) ? null : (tree.blanks[blank]?.example ?? null)),
      manages: (step) => !cannot.includes(step),
      reverts: (step) => !keeps.includes(step),
    }));
}

export function asides(tree: Tree, ...which: Aside["says"][]): fc.Arbitrary<Aside[]> {
  if (which.length === 0) return fc.constant([]);
  return fc.uniqueArray(
    fc.record({ at: fc.nat(40), says: fc.constantFrom(...which), fact: fc.constantFrom(...Object.keys(tree.facts)) }),
    { maxLength: 4, selector: ({ at }) => at },
  );
}

const ids = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at}`);
const [facts, causes, tests] = [ids("f", 6), ids("c", 4), ids("t", 2)];

/** Small valid trees of any shape; as advice most of them are nonsense. */
const anyTree: fc.Arbitrary<Tree> = fc
  .record({
    many: fc.subarray(facts),
    lists: fc.tuple(
      ...[...causes, ...tests].map((owner) =>
        fc.array(anyStep(), { minLength: 1, maxLength: 3 }).map((steps) =>
          steps.map((step, at) => ({
            ...step,
            id: `${owner}-s${at}`,
            ...(at === steps.length - 1 && { prepares: false }),
          })),
        ),
      ),
    ),
    against: fc.array(fc.option(fc.tuple(fc.constantFrom(...facts), anyAnswer())), {
      minLength: causes.length,
      maxLength: causes.length,
    }),
    learns: fc.tuple(...tests.map(() => fc.constantFrom(...facts))),
    walk: fc.array(anyEntry(2), { minLength: 2, maxLength: 7 }),
  })
  .map(({ many, lists, against, learns, walk }) => {
    const answers = Object.fromEntries(["yes", "no", "maybe"].map((id) => [id, { label: id }]));
    const text = stringify({
      tree: "small",
      version: "1.0.0",
      title: "Small",
      language: "en",
      who: {
        user: { label: "anyone" },
        "pc-admin": { label: "pc", fact: "f0" },
        "server-admin": { label: "server", fact: "f1" },
        "network-admin": { label: "network", fact: "f2" },
      },
      where: { "this-pc": "here", "remote-pc": "there", network: "between" },
      facts: Object.fromEntries(
        facts.map((id) => [id, { ask: `${id}?`, why: "To know.", many: many.includes(id), answers }]),
      ),
      blanks: { old: { ask: "Old?", matches: "\\d+", example: "7" } },
      looks: { l0: { do: "Look.", who: "pc-admin", where: "this-pc", minutes: 1, learns: ["f4", "f5"] } },
      tests: Object.fromEntries(
        tests.map((id, at) => [
          id,
          { title: id, why: "To know.", learns: learns[at], steps: lists[causes.length + at] },
        ]),
      ),
      causes: Object.fromEntries(
        causes.map((id, at) => {
          const out = against[at];
          return [
            id,
            {
              title: id,
              explain: "So.",
              weight: 1,
              against: out ? [{ [out[0]]: out[1] }] : [],
              fix: lists[at],
              sources: ["s"],
            },
          ];
        }),
      ),
      "hand-overs": Object.fromEntries(
        ["asked-for", "open-change", "two-did-not-help", "end-of-tree"].map((id) => [id, { say: id, technician: id }]),
      ),
      walk: [...walk, { "hand-over": "end-of-tree" }],
      sources: { s: { title: "S", url: "https://example.com/", read: "2026-01-01", trust: "low" } },
    });
    return parseTree(text, "small.yaml");
  });

function anyAnswer() {
  return fc.constantFrom("yes", "no", "maybe");
}

function anyStep() {
  return fc
    .record({
      who: fc.constantFrom("user", "user", "pc-admin", "server-admin"),
      needs: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        fc.constantFrom(...facts).map((fact) => [fact]),
      ),
      kind: fc.constantFrom("reads", "changes", "changes", "restarts"),
    })
    .map(({ who, needs, kind }) => ({
      do: "Do it.",
      who,
      needs,
      where: "this-pc",
      minutes: 1,
      risk: "none",
      expect: "It is done.",
      ...(kind === "reads" ? { captures: ["old"], prepares: true } : {}),
      ...(kind === "changes" ? { run: "set", undo: { do: "Put it back." } } : { "no-undo": "Nothing is changed." }),
    }));
}

function anyEntry(depth: number): fc.Arbitrary<Record<string, unknown>> {
  const fix = fc.constantFrom(...causes).map((cause) => ({ fix: cause }));
  if (depth === 0) return fix;
  const inner = fc.array(anyEntry(depth - 1), { minLength: 1, maxLength: 2 });
  const branches = fc.dictionary(anyAnswer(), inner, { maxKeys: 2, noNullPrototype: true });
  return fc.oneof(
    fix,
    fc.tuple(fc.constantFrom(...facts), branches).map(([ask, then]) => ({ ask, ...then })),
    fc.tuple(fc.constantFrom(...tests), branches).map(([test, then]) => ({ test, ...then })),
    branches.map((then) => ({ look: "l0", ...then })),
    fc
      .tuple(fc.constantFrom(...facts), anyAnswer(), inner)
      .map(([fact, answer, then]) => ({ when: { [fact]: answer }, then })),
  );
}

/** The trees are the same in every run; only the people who walk them are random. */
export const smallTrees = fc.sample(anyTree, { numRuns: 60, seed: 904 });
