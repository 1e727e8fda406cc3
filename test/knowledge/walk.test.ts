import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Event, ownerKey, standingOf } from "../../knowledge/case.ts";
import { loadTree } from "../../knowledge/load.ts";
import { type Move, next } from "../../knowledge/next.ts";
import { blanksOf } from "../../knowledge/references.ts";
import { longestPath } from "../../knowledge/simulate.ts";
import type { Tree } from "../../knowledge/tree.ts";
import { type Aside, anybody, anyTree, asides, bare, isOver, type Life, live, opened, said } from "./people.ts";

const tree = loadTree();
const everything: Aside["says"][] = ["technician", "stop", "start over", "works", "tried before", "back", "paste"];

/** Somebody in the tree people really walk, or in one of any shape. */
function lives(check: (life: Life, tree: Tree) => void, ...which: Aside["says"][]): void {
  const real = fc.record({ person: anybody(tree), asides: which.length > 0 ? asides(tree, ...which) : fc.constant([]) });
  fc.assert(fc.property(real, ({ person, asides }) => check(live(tree, person, asides), tree)), { numRuns: 250 });
  const small = anyTree.chain((tree) =>
    fc.record({ tree: fc.constant(tree), person: anybody(tree), asides: which.length > 0 ? asides(tree, ...which) : fc.constant([]) }),
  );
  fc.assert(fc.property(small, ({ tree, person, asides }) => check(live(tree, person, asides), tree)), { numRuns: 250 });
}

describe("anybody, whatever they answer and can do", () => {
  test("comes to an end, closed or handed over, within the longest path of the tree", () => {
    lives(({ shown, end }, tree) => {
      expect(["close", "hand-over"]).toContain(end.kind);
      expect(shown.length).toBeLessThanOrEqual(longestPath(tree));
    });
  });

  test("is closed only because it works, or because they leave", () => {
    lives(({ history, end }, tree) => {
      const { works, leaving, openChanges } = standingOf(tree, history);
      if (end.kind !== "close") return;
      expect(works ?? leaving).not.toBeNull();
      expect(openChanges).toEqual([]);
    }, ...everything);
  });

  test("gets no step and no look that they have not said they may do", () => {
    lives(({ shown }, tree) => {
      for (const { move, before } of shown) {
        const action = move.kind === "step" ? move.step : move.kind === "look" ? move.look : undefined;
        if (!action) continue;
        const { facts } = standingOf(tree, before);
        for (const fact of [...action.needs, tree.who[action.who].fact ?? []].flat())
          expect(facts.get(fact)?.answers, `${move.key} needs ${fact}`).toContain("yes");
      }
    }, ...everything);
  });

  test("gets commands, and commands that undo, with every blank filled in", () => {
    lives(({ shown }) => {
      for (const { move } of shown) {
        if (move.kind === "step" || move.kind === "look") expect(blanksOf(move.run)).toEqual([]);
        if (move.kind === "step") expect(blanksOf(move.undo?.run)).toEqual([]);
        if (move.kind === "revert") expect(blanksOf(move.change.undo.run)).toEqual([]);
      }
    }, ...everything);
  });

  test("hears the offer of a person once after two fixes that did not help, and not before", () => {
    lives(({ shown }, tree) => {
      const offers = shown.filter(({ move }) => move.kind === "hand-over" && move.optional);
      expect(offers.length).toBeLessThanOrEqual(1);
      const failed = (before: readonly Event[]) =>
        [...standingOf(tree, before).tried.values()].filter((helped) => !helped).length;
      for (const { before } of offers) expect(failed(before)).toBe(2);
      if (offers.length === 0)
        for (const { move, before } of shown.slice(0, -1)) if (move.kind !== "revert") expect(failed(before)).toBeLessThan(2);
    });
  });

  test("gets the same move again when their events are read back from storage, wherever they were", () => {
    lives(({ shown }, tree) => {
      for (const { move, before } of shown) expect(next(tree, JSON.parse(JSON.stringify(before)))).toEqual(move);
    }, ...everything);
  });

  test("is not moved on from a ticket by anything", () => {
    lives(({ history, end }, tree) => {
      if (end.kind !== "hand-over") return;
      const handedOver: Event[] = [...history, { kind: "handed-over", to: end.to, reference: "T-1" }];
      const later: Event[] = [
        said(Object.keys(tree.facts)[0] ?? "", "yes"),
        { kind: "checked", of: null, works: true },
        { kind: "wants-person", words: "hello?" },
      ];
      for (let count = 0; count <= later.length; count += 1)
        expect(next(tree, [...handedOver, ...later.slice(0, count)])).toMatchObject({ kind: "hand-over", to: end.to, reference: "T-1" });
    }, ...everything);
  });
});

describe("a change", () => {
  test("made by a test is put back right after its check, before anything else", () => {
    lives(({ shown }, tree) => {
      for (const { move, before } of shown) {
        const { openChanges, facts } = standingOf(tree, before);
        const tried = openChanges.filter(({ of, stuck }) => !stuck && "test" in of);
        const judged = tried.filter(({ of }) => "test" in of && facts.has(tree.tests[of.test]?.learns ?? ""));
        if (judged.length > 0 && !isOver(move)) expect(move.kind).toBe("revert");
        // Until then nothing is asked but what the test itself needs.
        for (const { of } of tried)
          if (move.kind === "step" || move.kind === "check") expect(ownerKey(move.of)).toBe(ownerKey(of));
      }
    }, ...everything);
  });

  test("outlives the case only with the person who asked for a technician, or could not put it back", () => {
    lives(({ history, end }, tree) => {
      const { openChanges, wantsPerson } = standingOf(tree, history);
      if (!wantsPerson) expect(openChanges.filter(({ stuck }) => !stuck)).toEqual([]);
      if (openChanges.length > 0) expect(end.kind).toBe("hand-over");
    }, ...everything);
  });

  test("that could not be put back is handed over even when it works, or when the person leaves", () => {
    lives(({ history, end }, tree) => {
      const { openChanges, works, leaving, wantsPerson } = standingOf(tree, history);
      if (openChanges.length > 0 && (works || leaving) && !wantsPerson)
        expect(end).toMatchObject({ kind: "hand-over", to: "open-change" });
    }, ...everything);
  });

  test("of a fix that did not help is put back, the last one first", () => {
    lives(({ shown, history }, tree) => {
      const reverts = shown.flatMap(({ move, before }) => (move.kind === "revert" ? [{ move, before }] : []));
      for (const { move, before } of reverts) {
        const waiting = standingOf(tree, before).openChanges.filter(({ stuck }) => !stuck);
        expect(move.change.event).toBe(Math.max(...waiting.map(({ event }) => event)));
      }
      const { tried, openChanges } = standingOf(tree, history);
      for (const { of, stuck } of openChanges)
        if ("cause" in of && tried.get(of.cause) === false) expect(stuck).toBe(true);
    });
  });

  test("of the fix that worked stays", () => {
    lives(({ shown }, tree) => {
      for (const { move, before } of shown)
        if (move.kind === "revert" && "cause" in move.change.of)
          expect(standingOf(tree, before).tried.get(move.change.of.cause)).not.toBe(true);
    }, ...everything);
  });

  test("is undone by the words that were shown with it, whatever was typed since", () => {
    lives(({ shown }) => {
      for (const { move, before } of shown)
        if (move.kind === "revert") {
          const made = before[move.change.event];
          expect(made).toMatchObject({ kind: "performed", undo: move.change.undo });
        }
    }, ...everything);
  });
});

describe("what was said", () => {
  test("beforehand counts the same in any order: same moves to the end, same cause", () => {
    const told = fc.record({ person: anybody(tree), facts: fc.subarray(Object.keys(tree.facts), { maxLength: 12 }) }).chain(({ person, facts }) =>
      fc.record({
        person: fc.constant(person),
        orders: fc.array(
          fc.shuffledSubarray(
            // Several answers of one fact come as one message or as several.
            facts.flatMap((fact) => (tree.facts[fact]?.many ? person.answers(fact).map((answer) => said(fact, answer)) : said(fact, ...person.answers(fact)))),
          ),
          { minLength: 0, maxLength: 0 },
        ),
        facts: fc.constant(facts),
        first: fc.infiniteStream(fc.nat()),
      }),
    );
    void told;
  });
});
