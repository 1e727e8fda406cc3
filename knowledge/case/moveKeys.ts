/** Move keys: they tell a button that was pressed late or twice from a current one. */
import { type Event, makeOwnerKey, makeStepKey } from "./events.ts";
import type { BareMove } from "./moves.ts";

/** The key changes with every event about the subject of the move, and only with those: small talk does not make a button stale. */
export function makeMoveKey(move: BareMove, history: readonly Event[]): string {
  const subject = nameSubject(move);
  const count = history.filter((event) => mentions(event, move, history)).length;
  return `${move.kind}:${subject}#${count}`;
}

function nameSubject(move: BareMove): string {
  switch (move.kind) {
    case "step":
      return makeStepKey(move.of, move.id);
    case "check":
      return makeOwnerKey(move.of);
    case "together":
      return move.facts.map(({ id }) => id).join("+");
    case "revert":
      return `${makeStepKey(move.change.of, move.change.step)}@${move.change.event}`;
    case "hand-over":
      return move.to;
    case "close":
      return move.how;
    case "confirm":
      return move.reference;
    default:
      return move.id;
  }
}

function mentions(event: Event, move: BareMove, history: readonly Event[]): boolean {
  if (event.kind === "taken-back")
    return event.events.some((at) => {
      const old = history[at];
      return old ? mentions(old, move, history) : false;
    });
  switch (move.kind) {
    case "ask":
      return event.kind === "answered" && event.fact === move.id;
    case "ask-back":
      return (event.kind === "answered" || event.kind === "supposed") && event.fact === move.id;
    case "together":
      return (
        event.kind === "asked-together" || (event.kind === "answered" && move.facts.some(({ id }) => id === event.fact))
      );
    case "look":
      return (
        (event.kind === "looked" && event.look === move.id) ||
        (event.kind === "answered" && move.look.learns.includes(event.fact))
      );
    case "report":
      return (
        ((event.kind === "reported" || event.kind === "no-report") && event.report === move.id) ||
        (event.kind === "answered" && event.fact === move.right)
      );
    case "fill":
      return event.kind === "filled" && event.blank === move.id;
    case "step":
      return (
        (event.kind === "performed" || event.kind === "could-not" || event.kind === "not-needed") &&
        makeStepKey(event.of, event.step) === makeStepKey(move.of, move.id)
      );
    case "check":
      return (
        (event.kind === "checked" && !!event.of && makeOwnerKey(event.of) === makeOwnerKey(move.of)) ||
        (event.kind === "answered" && event.fact === move.fact?.id)
      );
    case "neighbour":
      return event.kind === "checked" && !!event.of && makeOwnerKey(event.of) === makeOwnerKey({ neighbour: move.id });
    case "revert":
      return event.kind === "reverted" && event.change === move.change.event;
    case "hand-over":
      return (
        (event.kind === "stayed" && event.handOver === move.to) ||
        (event.kind === "handed-over" && event.to === move.to)
      );
    case "confirm":
      return event.kind === "resolved" || event.kind === "reopened";
    case "close":
      return event.kind === "closed";
  }
}
