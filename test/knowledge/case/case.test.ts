import { describe, expect, test } from "vitest";
import { type Event, findUndoable } from "../../../knowledge/case/events.ts";
import { type Move, makePerformed } from "../../../knowledge/case/moves.ts";
import { next } from "../../../knowledge/case/next.ts";
import { readStanding } from "../../../knowledge/case/reducer.ts";
import { makeTypicalPerson } from "../../../knowledge/proof/simulate.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { NOT_SURE, type Tree } from "../../../knowledge/tree/tree.ts";
import { treeFiles } from "../../support/trees.ts";
import { opened, said, until } from "../proof/people.ts";

const tree = loadTree(treeFiles.fourCauses);
const remoteComputer = loadTree(treeFiles.remoteComputer);
const start = opened(tree);
const checks = (owner: string) => (move: Move) => move.key.startsWith(`check:${owner}`);
const shows = (step: string) => (move: Move) => move.kind === "step" && move.id === step;
const doing = (history: readonly Event[]) => makePerformed(next(tree, history) as Move & { kind: "step" });

/** An administrator has just required TLS on the remote computer, a change with an undo. */
function afterRequiringTls() {
  const tree = remoteComputer;
  const person = makeTypicalPerson(tree, "security-layer-mismatch", "administrator of both");
  return { tree, person, ...until(tree, person, checks("cause:security-layer-mismatch")) };
}

/** An administrator has paused the security software for a test. */
function whilePaused() {
  const person = makeTypicalPerson(tree, "firewall-or-security-software", "administrator of this PC");
  return { person, ...until(tree, person, checks("test:pause-security")) };
}

describe('"it works", said out of turn,', () => {
  test("in the middle of a fix closes the case with that cause and keeps the change", () => {
    const { tree, history } = afterRequiringTls();
    const works: Event[] = [...history, { kind: "checked", of: null, works: true }];

    expect(next(tree, works)).toMatchObject({ kind: "close", how: "works", cause: "security-layer-mismatch" });
  });

  test("after a failed check, before the change is put back, closes the case with that cause", () => {
    const { tree, history } = afterRequiringTls();
    const failed: Event[] = [...history, { kind: "checked", of: { cause: "security-layer-mismatch" }, works: false }];
    expect(next(tree, failed).kind).toBe("revert");

    expect(next(tree, [...failed, { kind: "checked", of: null, works: true }])).toMatchObject({
      kind: "close",
      cause: "security-layer-mismatch",
    });
  });

  test("while a test's change is in place is only a finding and leaves the case open", () => {
    const { history, move } = whilePaused();
    const works: Event[] = [...history, { kind: "checked", of: null, works: true }];

    expect(readStanding(tree, works).works).toBeNull();
    expect(next(tree, works)).toEqual(move);
  });

  test("before any change closes the case without a cause", () => {
    expect(next(tree, [start, { kind: "checked", of: null, works: true }])).toMatchObject({
      kind: "close",
      how: "works",
      cause: null,
    });
  });
});

describe("a change of a fix that new evidence interrupts", () => {
  test("is put back first, and made again before the bot asks whether it helped", () => {
    const { tree, person, history } = afterRequiringTls();
    const broker: Event[] = [...history, said("server-log", "broker")];
    const revert = next(tree, broker);
    expect(revert).toMatchObject({ kind: "revert", change: { step: "require-tls" } });

    const putBack: Event[] = [...broker, { kind: "reverted", change: history.length - 1, done: true }];
    const again = until(tree, person, shows("require-tls"), putBack);
    const judged = again.history.slice(putBack.length).flatMap((event) => (event.kind === "checked" ? [event.of] : []));
    expect(judged).toEqual([{ cause: "rds-broker" }]);
    // The value that was read off is still known, so the bot does not ask for it again.
    expect(again.history.slice(putBack.length).some((event) => event.kind === "filled")).toBe(false);
  });

  test("goes into the ticket if it cannot be put back, however the case ends", () => {
    const { tree, history } = afterRequiringTls();
    const stuck: Event[] = [
      ...history,
      { kind: "checked", of: { cause: "security-layer-mismatch" }, works: false },
      { kind: "reverted", change: history.length - 1, done: false },
    ];

    for (const end of [
      { kind: "leaving", how: "stopped" },
      { kind: "leaving", how: "started-over" },
      { kind: "checked", of: null, works: true },
    ] satisfies Event[]) {
      expect(next(tree, [...stuck, end])).toMatchObject({ kind: "hand-over", to: "open-change" });
    }
    expect(readStanding(tree, stuck).openChanges).toMatchObject([
      { step: "require-tls", stuck: true, undo: { run: expect.stringMatching(/\/d 0x0 /) } },
    ]);
  });
});

describe("a person in the middle of a test", () => {
  test.each(["stopped", "started-over"] as const)("puts the change back before the case closes as %s", (how) => {
    const { history } = whilePaused();
    const leaving: Event[] = [...history, { kind: "leaving", how }];
    expect(next(tree, leaving)).toMatchObject({ kind: "revert", change: { step: "pause-protection" } });

    const change = history.length - 1;
    expect(next(tree, [...leaving, { kind: "reverted", change, done: true }])).toMatchObject({ kind: "close", how });
  });

  test("who asks for a technician is handed over at once, with the change in the ticket", () => {
    const { history } = whilePaused();
    const asked: Event[] = [...history, { kind: "wants-person", words: "a technician, now" }];

    expect(next(tree, asked)).toMatchObject({ kind: "hand-over", to: "asked-for", optional: false });
    expect(readStanding(tree, asked).openChanges.map(({ step }) => step)).toEqual(["pause-protection"]);
  });

  test("who takes the answer back while the change is in place gets the same question again", () => {
    const { history, move } = whilePaused();
    const answered: Event[] = [...history, { ...said("pause-helps", "yes"), group: 99 } as Event];
    expect(next(tree, answered).kind).toBe("revert");

    const back: Event[] = [...answered, { kind: "taken-back", events: findUndoable(answered) }];
    expect({ ...next(tree, back), key: move.key }).toEqual(move);
  });

  test("gets the undo that was stored with the step, even if the tree has changed since", () => {
    const { history } = whilePaused();
    const old = history.map((event) =>
      event.kind === "performed" && event.step === "pause-protection"
        ? { ...event, undo: { do: "Click the shield." } }
        : event,
    );

    expect(next(tree, [...old, said("pause-helps", "no")])).toMatchObject({
      kind: "revert",
      change: { undo: { do: "Click the shield." } },
    });
  });
});

describe("several answers to one fact", () => {
  const known = (fact: string, ...messages: string[][]) =>
    readStanding(
      tree,
      messages.map((answers) => said(fact, ...answers)),
    ).facts.get(fact)?.answers;

  test("add up if the fact allows many, in the order of the tree", () => {
    expect(known("goes-through", ["gateway"], ["vpn"], ["gateway"])).toEqual(["vpn", "gateway"]);
  });

  test("are replaced by what a look shows, except in a log, which can hold more than the look shows", () => {
    const look = (fact: string, answer: string): Event => ({ ...said(fact, answer), origin: "look" }) as Event;
    const factsAfter = (tree: Tree, ...history: Event[]) => Object.fromEntries(readStanding(tree, history).facts);
    const shown = factsAfter(tree, said("goes-through", "vpn"), look("goes-through", "straight"));
    expect(shown["goes-through"]?.answers).toEqual(["straight"]);
    const [first = "", second = ""] = Object.keys(remoteComputer.facts["server-log"]?.answers ?? {});
    const logged = factsAfter(remoteComputer, said("server-log", first), look("server-log", second));
    expect(logged["server-log"]?.answers).toEqual([first, second]);
  });

  test("do not add up if the fact allows only one: the latest counts", () => {
    expect(known("who-is-hit", ["everyone"], ["only-me"])).toEqual(["only-me"]);
  });

  test.each([[["straight"], ["vpn"]], [["vpn"], ["straight"]], [["straight", "vpn"]]])(
    'count without "none of these" if one is a real answer, in any order (%#)',
    (...messages) => {
      expect(known("goes-through", ...messages)).toEqual(["vpn"]);
    },
  );

  test.each(["goes-through", "who-is-hit"])('are not replaced by a later "not sure": %s', (fact) => {
    const [answer = ""] = Object.keys(tree.facts[fact]?.answers ?? {});
    expect(known(fact, [answer], [NOT_SURE])).toEqual([answer]);
    expect(known(fact, [NOT_SURE], [answer])).toEqual([answer]);
    expect(known(fact, [NOT_SURE])).toEqual([NOT_SURE]);
  });
});

describe("back", () => {
  test("takes back everything from the latest message, and the second time everything from the one before it", () => {
    const history: Event[] = [
      start,
      { ...said("code", "this-fault"), group: 1 } as Event,
      { ...said("goes-through", "vpn"), group: 2 } as Event,
      { ...said("who-is-hit", "only-me"), group: 2 } as Event,
    ];
    const once: Event[] = [...history, { kind: "taken-back", events: findUndoable(history) }];
    expect([...readStanding(tree, once).facts.keys()]).toEqual(["code"]);
    const twice: Event[] = [...once, { kind: "taken-back", events: findUndoable(once) }];
    expect([...readStanding(tree, twice).facts.keys()]).toEqual([]);
    expect(findUndoable(twice)).toEqual([]);
  });

  test("restores the answer from before a correction", () => {
    const history: Event[] = [
      start,
      { ...said("who-is-hit", "everyone"), group: 1 } as Event,
      { ...said("who-is-hit", "only-me"), group: 2 } as Event,
    ];

    const back: Event[] = [...history, { kind: "taken-back", events: findUndoable(history) }];
    expect(readStanding(tree, back).facts.get("who-is-hit")?.answers).toEqual(["everyone"]);
  });

  test("never takes back a step that was done", () => {
    const { history } = until(
      tree,
      makeTypicalPerson(tree, "host-booting", "no administrator"),
      shows("wait-and-retry"),
    );
    const done = [...history, doing(history)];
    const back: Event[] = [...done, { kind: "taken-back", events: findUndoable(done) }];

    expect([...readStanding(tree, back).performed]).toEqual(["cause:host-booting/wait-and-retry"]);
  });
});

test("a person who cannot read the old value off is not asked to make the change", () => {
  const person = {
    ...makeTypicalPerson(remoteComputer, "security-layer-mismatch", "administrator of both"),
    value: () => null,
  };
  const { history } = until(remoteComputer, person, (move) => move.kind === "hand-over" && !move.optional);

  expect(history.some((event) => event.kind === "performed" && event.step === "note-security-layer")).toBe(true);
  expect(history.some((event) => event.kind === "performed" && event.step === "require-tls")).toBe(false);
});

test("an undo contains the old value that was read off", () => {
  const person = makeTypicalPerson(remoteComputer, "security-layer-mismatch", "administrator of both");
  const { move } = until(remoteComputer, { ...person, value: () => "1" }, shows("require-tls"));

  expect(move).toMatchObject({ undo: { run: expect.stringContaining("/v SecurityLayer /t REG_DWORD /d 1 /f") } });
});
