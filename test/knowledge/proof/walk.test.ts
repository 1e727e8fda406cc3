import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Event, findUndoable, makeOwnerKey, makeStepKey } from "../../../knowledge/case/events.ts";
import { next } from "../../../knowledge/case/next.ts";
import { listSteps } from "../../../knowledge/case/owners.ts";
import { readStanding } from "../../../knowledge/case/reducer.ts";
import { countLongestPath } from "../../../knowledge/proof/simulate.ts";
import { listBlanks } from "../../../knowledge/tree/blanks.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { NOT_SURE, type Tree } from "../../../knowledge/tree/tree.ts";
import { type Aside, anybody, asides, bare, isOver, type Life, live, opened, said, smallTrees } from "./people.ts";

const tree = loadTree();
const runs = 150;
const everything: Aside["says"][] = ["technician", "stop", "start over", "works", "tried before", "back", "paste"];

// A failing case names its tree instead of printing it.
const small = new Map(smallTrees.map((tree, at) => [`small tree ${at + 1}`, tree]));
const findTree = (name: string) => small.get(name) ?? tree;

/** Checks random cases in the real tree and in small random ones. */
function lives(check: (life: Life, tree: Tree) => void, ...which: Aside["says"][]): void {
  const cases = fc.oneof(fc.constant("the real tree"), fc.constantFrom(...small.keys())).chain((name) => {
    const tree = findTree(name);
    return fc.record({ name: fc.constant(name), person: anybody(tree), asides: asides(tree, ...which) });
  });
  fc.assert(
    fc.property(cases, ({ name, person, asides }) => check(live(findTree(name), person, asides), findTree(name))),
    { numRuns: runs },
  );
}

describe("every person, whatever they answer and can do,", () => {
  test("has their case closed or handed over within the longest path of the tree", () => {
    lives(({ shown, end }, tree) => {
      expect(["close", "hand-over"]).toContain(end.kind);
      expect(shown.length).toBeLessThanOrEqual(countLongestPath(tree));
    });
  });

  test("has their case closed only because it works or because they leave", () => {
    lives(
      ({ history, end }, tree) => {
        const { works, leaving, openChanges } = readStanding(tree, history);
        if (end.kind !== "close") return;
        expect(works ?? leaving).not.toBeNull();
        expect(openChanges).toEqual([]);
      },
      ...everything,
    );
  });

  test("gets only steps and looks that they have said they may do", () => {
    lives(
      ({ shown }, tree) => {
        for (const { move, before } of shown) {
          const action = move.kind === "step" ? move.step : move.kind === "look" ? move.look : undefined;
          if (!action) continue;
          const { facts } = readStanding(tree, before);
          const role = tree.who[action.who].fact;
          if (role) expect(facts.get(role)?.answers, `${move.key} needs ${role}`).toContain("yes");
          for (const fact of action.needs) {
            const answers = facts.get(fact)?.answers ?? ["no"];
            expect(
              answers.filter((answer) => answer === "no" || answer === NOT_SURE),
              `${move.key} needs ${fact}`,
            ).toEqual([]);
          }
        }
      },
      ...everything,
    );
  });

  test("gets every command and every undo with all blanks filled in", () => {
    lives(
      ({ shown }) => {
        for (const { move } of shown) {
          if (move.kind === "step" || move.kind === "look") expect(listBlanks(move.run)).toEqual([]);
          if (move.kind === "step") expect(listBlanks(move.undo?.run)).toEqual([]);
          if (move.kind === "revert") expect(listBlanks(move.change.undo.run)).toEqual([]);
        }
      },
      ...everything,
    );
  });

  test("is offered a technician once, after two fixes that did not help", () => {
    lives(({ shown }, tree) => {
      const offers = shown.filter(({ move }) => move.kind === "hand-over" && move.optional);
      expect(offers.length).toBeLessThanOrEqual(1);
      const failed = (before: readonly Event[]) =>
        [...readStanding(tree, before).tried].filter(([cause, helped]) => !helped && !tree.causes[cause]?.passing)
          .length;
      for (const { before } of offers) expect(failed(before)).toBe(2);
      if (offers.length === 0)
        for (const { move, before } of shown.slice(0, -1))
          if (move.kind !== "revert") expect(failed(before)).toBeLessThan(2);
    });
  });

  test("gets the same move after their events were stored and loaded", () => {
    lives(
      ({ shown }, tree) => {
        for (const { move, before } of shown) expect(next(tree, JSON.parse(JSON.stringify(before)))).toEqual(move);
      },
      ...everything,
    );
  });

  test("stays with the technicians after a hand-over, whatever they say", () => {
    lives(
      ({ history, end }, tree) => {
        if (end.kind !== "hand-over") return;
        const handedOver: Event[] = [...history, { kind: "handed-over", to: end.to, reference: "T-1" }];
        const later: Event[] = [
          said(Object.keys(tree.facts)[0] ?? "", "yes"),
          { kind: "checked", of: null, works: true },
          { kind: "wants-person", words: "hello?" },
        ];
        for (let count = 0; count <= later.length; count += 1)
          expect(next(tree, [...handedOver, ...later.slice(0, count)])).toMatchObject({
            kind: "hand-over",
            to: end.to,
            reference: "T-1",
          });
      },
      ...everything,
    );
  });
});

describe("a change", () => {
  test("made by a test is put back right after the check", () => {
    lives(
      ({ shown }, tree) => {
        for (const { move, before } of shown) {
          const { openChanges, facts } = readStanding(tree, before);
          const tried = openChanges.filter(({ of, stuck }) => !stuck && "test" in of);
          const judged = tried.filter(({ of }) => "test" in of && facts.has(tree.tests[of.test]?.learns ?? ""));
          if (judged.length > 0 && !isOver(move)) expect(move.kind).toBe("revert");
          // Until then every step and check belongs to the test.
          for (const { of } of tried)
            if (move.kind === "step" || move.kind === "check") expect(makeOwnerKey(move.of)).toBe(makeOwnerKey(of));
        }
      },
      ...everything,
    );
  });

  test("stays open at the end only if the person asked for a technician or could not put it back", () => {
    lives(
      ({ history, end }, tree) => {
        const { openChanges, wantsPerson } = readStanding(tree, history);
        if (!wantsPerson) expect(openChanges.filter(({ stuck }) => !stuck)).toEqual([]);
        if (openChanges.length > 0) expect(end.kind).toBe("hand-over");
      },
      ...everything,
    );
  });

  test("that could not be put back leads to a hand-over even if it works or the person leaves", () => {
    lives(
      ({ history, end }, tree) => {
        const { openChanges, works, leaving, wantsPerson } = readStanding(tree, history);
        if (openChanges.length > 0 && (works || leaving) && !wantsPerson)
          expect(end).toMatchObject({ kind: "hand-over", to: "open-change" });
      },
      ...everything,
    );
  });

  test("is put back before the hand-over if another one is stuck and the person took the result back", () => {
    const found = smallTrees.flatMap((tree) => Object.entries(tree.tests).map(([id, test]) => ({ tree, id, test })));
    const { tree, id, test } = found.find(({ test }) => test.steps.length >= 3) ?? {};
    if (!tree || !id || !test) throw new Error("no small tree has a test of three steps");
    const of = { test: id };
    const undo = { do: "Put it back." };
    const history: Event[] = [
      opened(tree),
      ...test.steps.slice(0, 3).map((step): Event => ({ kind: "performed", step, of, do: "Do it.", undo })),
      { kind: "answered", fact: test.learns, answers: [test.works], origin: "test", words: "", group: 4 },
      { kind: "reverted", change: 3, done: true },
      { kind: "reverted", change: 2, done: false },
      { kind: "taken-back", events: [4] },
    ];
    expect(next(tree, history)).toMatchObject({ kind: "revert", change: { event: 1 } });
    history.push({ kind: "reverted", change: 1, done: true });
    expect(next(tree, history)).toMatchObject({ kind: "hand-over", to: "open-change" });
  });

  test("of a fix that did not help is put back, last change first", () => {
    lives(({ shown, history }, tree) => {
      const reverts = shown.flatMap(({ move, before }) => (move.kind === "revert" ? [{ move, before }] : []));
      for (const { move, before } of reverts) {
        const waiting = readStanding(tree, before).openChanges.filter(({ stuck }) => !stuck);
        expect(move.change.event).toBe(Math.max(...waiting.map(({ event }) => event)));
      }
      const failed = new Set(
        history.flatMap((event) =>
          // A check in the middle of a fix only asks whether the rest is still needed.
          event.kind === "checked" && event.of && !event.works && !event.before ? [makeOwnerKey(event.of)] : [],
        ),
      );
      const putBack = reverts.map(({ move }) => move.change.event);
      history.forEach((event, at) => {
        if (event.kind === "performed" && event.undo && failed.has(makeOwnerKey(event.of)))
          expect(putBack).toContain(at);
      });
    });
  });

  test("is checked only while it is in place", () => {
    lives(
      ({ shown }, tree) => {
        for (const { move, before } of shown)
          if (move.kind === "check") {
            const { performed } = readStanding(tree, before);
            const done = listSteps(tree, move.of).filter((step) => performed.has(makeStepKey(move.of, step)));
            expect(done.some((step) => !tree.steps[step]?.prepares)).toBe(true);
            // Every change that was made is still in place.
            const { openChanges } = readStanding(tree, before);
            const inPlace = openChanges
              .filter(({ of }) => makeOwnerKey(of) === makeOwnerKey(move.of))
              .map(({ step }) => step);
            expect(inPlace.sort()).toEqual(done.filter((step) => tree.steps[step]?.undo).sort());
          }
      },
      ...everything,
    );
  });

  test("of the fix that worked is never put back", () => {
    lives(
      ({ shown }, tree) => {
        for (const { move, before } of shown)
          if (move.kind === "revert" && "cause" in move.change.of)
            expect(readStanding(tree, before).tried.get(move.change.of.cause)).not.toBe(true);
      },
      ...everything,
    );
  });

  test("is put back with the undo that was stored with its step", () => {
    lives(
      ({ shown }) => {
        for (const { move, before } of shown)
          if (move.kind === "revert") {
            const made = before[move.change.event];
            expect(made).toMatchObject({ kind: "performed", undo: move.change.undo });
          }
      },
      ...everything,
    );
  });
});

describe("answers", () => {
  test("known beforehand lead to the same moves and cause in any order", () => {
    const setups = fc.record({
      person: anybody(tree),
      facts: fc.shuffledSubarray(Object.keys(tree.facts), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(setups, ({ person, facts }) => {
        const inOneOrder = facts.map((fact) => said(fact, ...person.answers(fact)));
        // Several answers to one fact may come in one message or in several, and "not sure" never replaces them.
        const inAnother = [...facts].reverse().flatMap((fact) => {
          const answers = person.answers(fact);
          return tree.facts[fact]?.many
            ? [said(fact, NOT_SURE), ...[...answers].reverse().map((answer) => said(fact, answer))]
            : [said(fact, ...answers), said(fact, NOT_SURE)];
        });
        const [first, second] = [live(tree, person, [], inOneOrder), live(tree, person, [], inAnother)];
        expect(kinds(second)).toEqual(kinds(first));
        expect(readStanding(tree, second.history).works).toEqual(readStanding(tree, first.history).works);
      }),
      { numRuns: runs },
    );
  });

  test("that are taken back at once leave standing and move unchanged", () => {
    lives(
      ({ shown, history }, tree) => {
        shown.forEach(({ move, before, says }, at) => {
          const message = (shown[at + 1]?.before ?? history).slice(before.length);
          if (says === "back" || message.length === 0 || !message.every((event) => "group" in event)) return;
          const after = [...before, ...message];
          const back: Event[] = [...after, { kind: "taken-back", events: findUndoable(after) }];
          expect(readStanding(tree, back)).toEqual(readStanding(tree, before));
          expect(bare(next(tree, back))).toEqual(bare(move));
        });
      },
      "paste",
      "works",
      "tried before",
      "back",
    );
  });

  test("that are all taken back leave only the steps that were done", () => {
    lives(
      ({ history }, tree) => {
        const back = [...history];
        for (let events = findUndoable(back); events.length > 0; events = findUndoable(back))
          back.push({ kind: "taken-back", events });
        const { facts, values, tried, stayed, looked, couldNot } = readStanding(tree, back);
        expect([facts, values, tried, stayed, looked, couldNot].map(({ size }) => size)).toEqual([0, 0, 0, 0, 0, 0]);
        const done = history.filter((event) => event.kind === "performed" && event.undo);
        const putBack = history.filter((event) => event.kind === "reverted" && event.done);
        expect(readStanding(tree, back).openChanges.length).toBe(done.length - putBack.length);
      },
      "paste",
      "back",
    );
  });
});

describe("a button", () => {
  test("has a key that no other move of the case has", () => {
    lives(({ shown }) => {
      const keys = shown.map(({ move }) => move.key);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  test("is stale after its answer was taken back: the same question has a new key", () => {
    lives(
      ({ shown }) => {
        const answered = shown.flatMap(({ move, says }) => (says === "reply" ? [move.key] : []));
        expect(new Set(answered).size).toBe(answered.length);
      },
      "back",
      "paste",
    );
  });

  test("stays valid while the conversation is about other things", () => {
    const elsewhere: Event[] = [
      { kind: "codes", codes: [{ kind: "event", hex: "0x90c6", from: "36870" }] },
      { kind: "stayed", handOver: "somewhere-else" },
      { kind: "looked", look: "somewhere-else" },
      { kind: "filled", blank: "something-else", value: "1" },
    ];
    lives(({ shown }, tree) => {
      for (const { move, before } of shown) expect(next(tree, [...before, ...elsewhere])).toEqual(move);
    }, "paste");
  });
});

/** The keys of the moves in order, without their counts. */
function kinds({ shown }: Life): string[] {
  return shown.map(({ move }) => move.key.replace(/(@\d+)?#\d+$/, ""));
}
