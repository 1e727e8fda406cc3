/** Describes events and moves of a case for technicians. */
import type { Event, Owner } from "../../../knowledge/case/events.ts";
import type { Move } from "../../../knowledge/case/moves.ts";
import { findTitle } from "../../../knowledge/case/owners.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";

type Events = { [One in Event as One["kind"]]: One };
type Explainers = {
  [Kind in keyof Events]: (event: Events[Kind], tree: Tree, history: readonly Event[]) => string;
};

export function describeEvent(tree: Tree, event: Event, history: readonly Event[]): string {
  // A history that was edited by hand may contain kinds that this version does not know.
  if (!Object.hasOwn(explainers, event.kind)) return `unknown to this version: ${String(event.kind)}`;
  return explainEvent(event.kind, event, tree, history);
}

/** The type parameter lets the compiler match each kind to its explainer. */
function explainEvent<Kind extends keyof Events>(
  kind: Kind,
  event: Events[Kind],
  tree: Tree,
  history: readonly Event[],
): string {
  return explainers[kind](event, tree, history);
}

const explainers: Explainers = {
  opened: ({ tree, version }) => `the case starts with ${tree} ${version}`,
  codes: ({ codes }) => `read: ${codes.map(({ kind, hex }) => `${kind} ${hex}`).join(", ")}`,
  answered: (event, tree) =>
    `${tree.facts[event.fact]?.ask ?? event.fact} = ${nameAnswers(tree, event)} (${event.origin}${event.words ? `: "${event.words}"` : ""})`,
  supposed: ({ fact, answers, words }, tree) =>
    `perhaps: ${tree.facts[fact]?.ask ?? fact} = ${answers.map((answer) => tree.facts[fact]?.answers[answer]?.label ?? answer).join(" or ")} ("${words}")`,
  "not-meant": ({ fact, answer }, tree) =>
    `not meant: ${tree.facts[fact]?.ask ?? fact} = ${tree.facts[fact]?.answers[answer]?.label ?? answer}`,
  looked: ({ look }, tree) => `looked: ${tree.looks[look]?.do ?? look}`,
  reported: ({ report, lines, made }, tree) =>
    `pasted the ${(tree.reports[report]?.title ?? report).toLowerCase()}${made ? ` of ${made}` : ""}: ${lines.length} lines`,
  "asked-together": () => "answered several questions at once",
  "no-report": ({ report }, tree) => `runs no script: ${tree.reports[report]?.title ?? report}`,
  filled: ({ blank, value }, tree) => `${tree.blanks[blank]?.ask ?? blank} = ${value ?? "unknown"}`,
  performed: (event, tree) => `done, for ${describeOwner(tree, event.of)}: ${event.do}`,
  "not-needed": ({ of, step }, tree) => `not needed, for ${describeOwner(tree, of)}: ${tree.steps[step]?.do ?? step}`,
  "could-not": ({ of, step }, tree) => `could not, for ${describeOwner(tree, of)}: ${tree.steps[step]?.do ?? step}`,
  checked: ({ of, works }, tree) =>
    `tried after ${of ? describeOwner(tree, of) : "all that was done"}: ${works ? "it works" : "it does not work"}`,
  reverted(event, _tree, history) {
    const change = history[event.change];
    const what = change?.kind === "performed" ? change.do : `event ${event.change + 1}`;
    const who = event.by ? ` (${event.by} says so)` : "";
    return `${event.done ? "put back" : "could not be put back"}: ${what}${who}`;
  },
  stayed: ({ handOver }) => `continues without a technician (${handOver})`,
  "wants-person": ({ words }) => `asks for a person: "${words}"`,
  "not-understood": () => "the message was not understood",
  "walked-away": () => "the person has not written for a long time",
  told({ kind: _, ...told }) {
    return `information for the technicians: ${Object.keys(told).join(", ") || "none"}`;
  },
  leaving: ({ how }) => (how === "stopped" ? "wants to stop" : "wants to start over"),
  "handed-over": ({ reference, to }) => `handed over as ${reference} (${to})`,
  withdrawn: () => "no longer needs a technician",
  joined: ({ by }) => `${by} has it now`,
  released: ({ by }) => `${by} returns it to the queue`,
  "handed-back": ({ by }) => `${by} hands it back to the bot`,
  recorded: ({ by, from }) => `${by} recorded the events since event ${from + 1}`,
  resolved: ({ by, cause, note }, tree) =>
    `${by} resolves it: ${cause ? describeCause(tree, cause) : "no cause in the tree"}${note ? `; ${note}` : ""}`,
  reopened: ({ by, again }) => `reopened by ${by ?? "the person"}${again ? ", because the fault came back" : ""}`,
  closed: ({ how }) => `closed: ${how}`,
  "taken-back": ({ events }) => `taken back: ${events.map((at) => `event ${at + 1}`).join(", ")}`,
};

export function describeMove(tree: Tree, move: Move): string {
  switch (move.kind) {
    case "ask":
      return `asks: ${move.fact.ask}`;
    case "ask-back":
      return `asks back: ${move.fact.ask} ${move.fact.answers[move.answer]?.label ?? move.answer}`;
    case "look":
      return `asks for a look: ${move.look.do}`;
    case "together":
      return `asks together: ${move.facts.map(({ fact }) => fact.ask).join(" ")}`;
    case "report":
      return `asks for a report: ${move.report.title}`;
    case "fill":
      return `asks for a value: ${move.blank.ask}`;
    case "step":
      return `step ${move.number} for ${describeOwner(tree, move.of)}: ${move.step.do}`;
    case "check":
      return `asks for the result of ${describeOwner(tree, move.of)}`;
    case "neighbour":
      return `explains another fault: ${move.neighbour.title}`;
    case "revert":
      return `must be put back: ${move.change.do}`;
    case "hand-over":
      if (move.reference) return `with the technicians as ${move.reference}${move.by ? `: ${move.by} has it` : ""}`;
      return `${move.optional ? "offers a technician" : "hands over to a technician"} (${move.to})`;
    case "confirm":
      return `asks whether it is solved (${move.by} says so)`;
    case "close":
      return `ends: ${move.how}${move.cause ? `, ${describeCause(tree, move.cause)}` : ""}`;
  }
}

function describeOwner(tree: Tree, of: Owner): string {
  const title = `"${findTitle(tree, of)}"`;
  return "test" in of ? `the test ${title}` : title;
}

function describeCause(tree: Tree, cause: string): string {
  return `"${tree.causes[cause]?.title ?? cause}"`;
}

function nameAnswers(tree: Tree, { fact, answers }: Event & { kind: "answered" }): string {
  return answers.map((answer) => tree.facts[fact]?.answers[answer]?.label ?? "not sure").join("; ");
}
