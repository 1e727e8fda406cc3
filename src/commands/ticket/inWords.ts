/** Events and moves of a case in words that a technician understands. */
import type { Event, Owner } from "../../../knowledge/case/events.ts";
import type { Move } from "../../../knowledge/case/moves.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";

export function eventInWords(tree: Tree, event: Event, history: readonly Event[]): string {
  switch (event.kind) {
    case "opened":
      return `the case begins, by ${event.tree} ${event.version}`;
    case "codes":
      return `read: ${event.codes.map(({ kind, hex }) => `${kind} ${hex}`).join(", ")}`;
    case "answered":
      return `${tree.facts[event.fact]?.ask ?? event.fact} = ${labels(tree, event)} (${event.origin}${event.words ? `: "${event.words}"` : ""})`;
    case "looked":
      return `looked: ${tree.looks[event.look]?.do ?? event.look}`;
    case "filled":
      return `${tree.blanks[event.blank]?.ask ?? event.blank} = ${event.value ?? "not known"}`;
    case "performed":
      return `done, for ${ownerInWords(tree, event.of)}: ${event.do}`;
    case "could-not":
      return `could not, for ${ownerInWords(tree, event.of)}: ${tree.steps[event.step]?.do ?? event.step}`;
    case "checked":
      return `tried after ${event.of ? ownerInWords(tree, event.of) : "all that was done"}: ${event.works ? "it works" : "it does not work"}`;
    case "reverted": {
      const change = history[event.change];
      const what = change?.kind === "performed" ? change.do : `event ${event.change + 1}`;
      return `${event.done ? "put back" : "could not be put back"}: ${what}`;
    }
    case "stayed":
      return `goes on without a technician (${event.handOver})`;
    case "wants-person":
      return `asks for a person: "${event.words}"`;
    case "not-understood":
      return "what was said could not be read";
    case "walked-away":
      return "nobody has written for a long time";
    case "told": {
      const { kind: _, ...told } = event;
      return `told for the technicians: ${Object.keys(told).join(", ") || "nothing"}`;
    }
    case "leaving":
      return event.how === "stopped" ? "wants to stop" : "wants to start over";
    case "handed-over":
      return `handed over as ${event.reference} (${event.to})`;
    case "withdrawn":
      return "needs no technician any more";
    case "joined":
      return `${event.by} has it now`;
    case "released":
      return `${event.by} puts it back into the queue`;
    case "handed-back":
      return `${event.by} gives it back to the bot`;
    case "resolved":
      return `${event.by} resolves it: ${event.cause ? causeInWords(tree, event.cause) : "no cause of the tree"}${event.note ? `; ${event.note}` : ""}`;
    case "reopened":
      return `opened again by ${event.by ?? "the person"}`;
    case "closed":
      return `closed: ${event.how}`;
    case "taken-back":
      return `taken back: ${event.events.map((at) => `event ${at + 1}`).join(", ")}`;
    default:
      // A history that somebody edited by hand may hold anything.
      return `not known to this version: ${String((event as { kind?: unknown }).kind)}`;
  }
}

export function moveInWords(tree: Tree, move: Move): string {
  switch (move.kind) {
    case "ask":
      return `asks: ${move.fact.ask}`;
    case "look":
      return `asks for a look: ${move.look.do}`;
    case "fill":
      return `asks for a value: ${move.blank.ask}`;
    case "step":
      return `step ${move.number} for ${ownerInWords(tree, move.of)}: ${move.step.do}`;
    case "check":
      return `asks what came of ${ownerInWords(tree, move.of)}`;
    case "revert":
      return `has to be put back: ${move.change.do}`;
    case "hand-over":
      if (move.reference) return `with the technicians as ${move.reference}${move.by ? `: ${move.by} has it` : ""}`;
      return `${move.optional ? "offers a technician" : "hands over to a technician"} (${move.to})`;
    case "confirm":
      return `asks whether it is solved, as ${move.by} says`;
    case "close":
      return `ends: ${move.how}${move.cause ? `, ${causeInWords(tree, move.cause)}` : ""}`;
  }
}

function ownerInWords(tree: Tree, of: Owner): string {
  return "cause" in of ? causeInWords(tree, of.cause) : `the test "${tree.tests[of.test]?.title ?? of.test}"`;
}

function causeInWords(tree: Tree, cause: string): string {
  return `"${tree.causes[cause]?.title ?? cause}"`;
}

function labels(tree: Tree, { fact, answers }: Event & { kind: "answered" }): string {
  return answers.map((answer) => tree.facts[fact]?.answers[answer]?.label ?? "not sure").join("; ");
}
