/** Lets the people of a world walk the tree and judges where they end. */
import type { Event } from "../case/events.ts";
import { type Move, makePerformed } from "../case/moves.ts";
import { next } from "../case/next.ts";
import { readStanding } from "../case/reducer.ts";
import { rankSuspects } from "../case/suspects.ts";
import { countLongestPath, countMinutes } from "../proof/simulate.ts";
import { readReports } from "../reading/readReports.ts";
import { makeReportEvents } from "../reading/reportEvents.ts";
import type { Knowledge } from "../tree/codes.ts";
import { NOT_SURE } from "../tree/tree.ts";
import type { Observations } from "./observations.ts";
import { printReport } from "./printReport.ts";
import { chooseAnswers, listKnownAnswers, listRights, readMessage, type Walker } from "./walker.ts";
import type { World } from "./world.ts";

/** Where a walk ended. `cause` was fixed, or is the one that the hand-over names as most likely. */
export type End =
  | { kind: "fix"; cause: string }
  | { kind: "hand-over"; to: string; cause: string | null }
  | { kind: "neighbour"; cause: string }
  | { kind: "closed"; cause: null };

export type Walked = {
  end: End;
  moves: Move[];
  history: Event[];
  /** Messages of the person before the first step of the fix, the neighbour, or the hand-over. */
  answers: number;
  /** Everything that was put in front of the person. */
  cards: number;
  minutes: number;
  /** Actions of the table that were done, in order. */
  actions: string[];
};

/** Answers every move as the person of the world would, until the case ends. Throws if it never ends. */
export function walkWorld(
  knowledge: Knowledge,
  table: Observations,
  world: World,
  walker: Walker,
  { reports = false } = {},
): Walked {
  const { tree } = knowledge;
  const known = listKnownAnswers(world, table, tree, walker);
  const without = walker === "own" ? new Set<string>() : listRights(tree);
  const history: Event[] = [
    { kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash },
    ...readMessage(knowledge, world.person.says, { asked: "code", group: 1, without, first: true }),
    ...(reports ? [] : Object.keys(tree.reports).map((report) => ({ kind: "no-report" as const, report, group: 1 }))),
  ];
  const moves: Move[] = [];
  let answers = 1;
  let settled = false;
  let minutes: number = countMinutes.ask;
  let windowPasted = false;
  for (const limit = countLongestPath(tree); moves.length <= limit; ) {
    const move = next(tree, history);
    moves.push(move);
    settled ||= move.kind === "step" && "cause" in move.of && move.of.cause === world.cause;
    settled ||= move.kind === "neighbour" || (move.kind === "hand-over" && !move.optional);
    if (move.kind === "close" || (move.kind === "hand-over" && !move.optional)) {
      const actions = listActions(table, history);
      return { end: findEnd(knowledge, history, move), moves, history, answers, cards: moves.length, minutes, actions };
    }
    if (!settled) answers += 1;
    minutes += countMinutesFor(move);
    const group = moves.length + 1;
    if (move.kind === "ask" && move.id === "code" && world.person.window && !windowPasted) {
      windowPasted = true;
      const before = history.length;
      history.push(...readMessage(knowledge, world.person.window, { asked: "code", group, without }));
      if (history.slice(before).some((event) => event.kind === "answered" && event.fact === "code")) continue;
    }
    if (move.kind === "report") history.push(...answerReport(knowledge, table, world, walker, move, history, group));
    else history.push(...answerMove(move, world, table, known, history, group));
  }
  throw new Error(
    `the world "${world.name}" never ends; its last moves are ${moves
      .slice(-6)
      .map(({ key }) => key)
      .join(", ")}`,
  );
}

function countMinutesFor(move: Move): number {
  if (move.kind === "together") return countMinutes.ask * move.facts.length;
  if (move.kind === "ask" || move.kind === "fill" || move.kind === "check") return countMinutes[move.kind];
  if (move.kind === "step") return move.step.minutes + (move.result ? countMinutes.check : 0);
  if (move.kind === "look") return move.look.minutes;
  if (move.kind === "report") return move.report.minutes;
  return move.kind === "revert" ? 1 : 0;
}

// A person who cannot run a script says so, for all reports.
function answerReport(
  knowledge: Knowledge,
  table: Observations,
  world: World,
  walker: Walker,
  move: Move & { kind: "report" },
  history: readonly Event[],
  group: number,
): Event[] {
  const { tree } = knowledge;
  const known = listKnownAnswers(world, table, tree, walker);
  if (move.right && !known.get(move.right)?.includes("yes")) return chooseAnswers([move.right], known, "chosen", group);
  const text = printReport(tree, table, world, walker, move);
  if (text === undefined) return Object.keys(tree.reports).map((report) => ({ kind: "no-report", report, group }));
  const standing = readStanding(tree, history);
  return readReports(tree, text).flatMap((read) => makeReportEvents(read, standing, group));
}

function answerMove(
  move: Exclude<Move, { kind: "report" }>,
  world: World,
  table: Observations,
  known: ReadonlyMap<string, string[]>,
  history: readonly Event[],
  group: number,
): Event[] {
  switch (move.kind) {
    case "ask":
      return move.id === "code"
        ? [{ kind: "answered", fact: "code", answers: ["no-code"], origin: "chosen", words: "", group }]
        : chooseAnswers([move.id], known, "chosen", group);
    case "ask-back":
      return known.get(move.id)?.includes(move.answer)
        ? chooseAnswers([move.id], known, "chosen", group)
        : [{ kind: "not-meant", fact: move.id, answer: move.answer, group }];
    case "look":
      return [...chooseAnswers(move.look.learns, known, "look", group), { kind: "looked", look: move.id, group }];
    case "together":
      return [
        ...chooseAnswers(
          move.facts.map(({ id }) => id).filter((id) => known.get(id)?.some((answer) => answer !== NOT_SURE)),
          known,
          "chosen",
          group,
        ),
        { kind: "asked-together", facts: move.facts.map(({ id }) => id), group },
      ];
    case "fill":
      return [{ kind: "filled", blank: move.id, value: findValue(world, table, move), group }];
    case "step":
      return [makePerformed(move), ...(move.result ? chooseAnswers([move.result.id], known, "test", group) : [])];
    case "check":
      return move.fact
        ? chooseAnswers([move.fact.id], known, "test", group)
        : [
            {
              kind: "checked",
              of: move.of,
              works: isCured(world, table, history),
              ...(move.before && { before: move.before }),
              group,
            },
          ];
    case "revert":
      return [{ kind: "reverted", change: move.change.event, done: true }];
    case "neighbour":
      return [{ kind: "checked", of: { neighbour: move.id }, works: false, group }];
    case "hand-over":
      return [{ kind: "stayed", handOver: move.to, group }];
    case "confirm":
    case "close":
      return [];
  }
}

function findValue(world: World, table: Observations, { id, blank }: Move & { kind: "fill" }): string | null {
  const unknown = world.person["does-not-know"].some((name) => table.values[name]?.blanks.includes(id));
  return unknown ? null : blank.example;
}

/** Whether an action that cures the world was done and not put back. */
function isCured(world: World, table: Observations, history: readonly Event[]): boolean {
  const done = listActions(table, history, { standing: true });
  return world["cured-by"].some((action) => done.includes(action));
}

function listActions(table: Observations, history: readonly Event[], { standing = false } = {}): string[] {
  const reverted = new Set(history.flatMap((event) => (event.kind === "reverted" && event.done ? [event.change] : [])));
  return history.flatMap((event, at) => {
    if (event.kind !== "performed" || (standing && reverted.has(at))) return [];
    return Object.entries(table.actions)
      .filter(([, { steps }]) => steps.includes(event.step))
      .map(([action]) => action);
  });
}

function findEnd({ tree }: Knowledge, history: readonly Event[], last: Move): End {
  const standing = readStanding(tree, history);
  const [neighbour] = standing.neighboursTried;
  if (neighbour) return { kind: "neighbour", cause: neighbour };
  if (standing.works?.cause) return { kind: "fix", cause: standing.works.cause };
  if (last.kind !== "hand-over") return { kind: "closed", cause: null };
  const [first] = rankSuspects(tree, standing);
  return { kind: "hand-over", to: last.to, cause: first?.standing === "likely" ? first.cause : null };
}
