/** Hears a reply at a named place of the conversation, and names what was heard. For examinations on labelled replies. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { corrects } from "./changeAnswer.ts";
import { hear } from "./hear.ts";
import type { Heard } from "./heard.ts";

/** `heard` is the id of an answer, or one of the words that docs/reading.md lists. `also` holds other facts, as `fact: answer`. */
export type HeardReply = { heard: string; also: string[] };

/** A name of a place that no move fits, with the places that exist. */
export class UnknownState extends Error {
  readonly code = "UNKNOWN_STATE";
  constructor(state: string) {
    super(
      `"${state}" is no place of the conversation. Use ask:<fact>, look:<look>, step, check, offer-hand-over or form:<field>.`,
    );
  }
}

/** Throws UnknownState for a place that the tree does not have. */
export function hearState(knowledge: Knowledge, state: string, text: string): HeardReply {
  const move = makeMove(knowledge.tree, state);
  const heard = hear(knowledge, move, { text, onlyPicture: false });
  const asked = move.kind === "ask" ? move.id : move.kind === "look" ? move.look.learns[0] : undefined;
  return { heard: nameHeard(state, heard, asked, text), also: listOthers(heard, asked) };
}

function makeMove(tree: Tree, state: string): Move {
  const [kind = "", id = ""] = state.split(":");
  const fact = tree.facts[id];
  if (kind === "ask" && fact) return { key: state, kind: "ask", id, fact };
  const look = tree.looks[id] ?? Object.values(tree.looks).find(({ learns }) => learns.includes(id));
  const learned = look && tree.facts[look.learns[0] ?? ""];
  if (kind === "look" && look && learned) return { key: state, kind: "look", id, look, fact: learned };
  const [cause, first] = Object.entries(tree.causes)[0] ?? [];
  const of = { cause: cause ?? "" };
  const stepId = first?.fix[0] ?? "";
  const step = tree.steps[stepId];
  if (kind === "step" && step)
    return { key: state, kind: "step", id: stepId, step, of, number: 1, count: 1, last: true };
  if (kind === "check") return { key: state, kind: "check", of };
  if (kind === "offer-hand-over" || kind === "form")
    return { key: state, kind: "hand-over", to: "asked-for", optional: kind !== "form" };
  throw new UnknownState(state);
}

const ownCode = "0x904";
const choiceNames: Record<string, string> = { "no-help": "did-not-help", another: "another-code", later: "cannot" };

function nameHeard(state: string, heard: Heard, asked: string | undefined, text: string): string {
  switch (heard.kind) {
    case "choice":
      return state.startsWith("ask:") ? heard.choice : (choiceNames[heard.choice] ?? heard.choice);
    case "command":
      if (heard.command === "technician") return "technician";
      if (heard.command === "back") return "correction";
      if (heard.command === "stop" || heard.command === "withdraw") return state === "offer-hand-over" ? "no" : "told";
      return heard.command === "start-over" ? "told" : "side-question";
    case "value":
      return heard.value === null ? "not-sure" : "value";
    case "works":
      return "works";
    case "changed":
      return "correction";
    case "not-sure":
      return "not-sure";
    case "near":
      return "unclear";
    case "tried-before":
      return "did-not-help";
    case "read": {
      const { codes, facts, likely = [] } = heard.understood;
      const answer = facts.find(({ fact }) => fact === asked)?.answer;
      const code = codes.find(({ kind }) => kind === "disconnect" || kind === "other")?.hex;
      if (answer === undefined && code && asked === "code") return code === ownCode ? "this-fault" : "other-code";
      if (code && code !== ownCode && (state === "step" || state === "check")) return "another-code";
      if (answer === undefined && !state.startsWith("form:") && corrects(text) && facts.length + likely.length > 0)
        return "correction";
      return answer ?? (state.startsWith("form:") ? "value" : "told");
    }
    case "both":
      return nameHeard(state, heard.reply, asked, text);
    case "side-question":
    case "state-question":
    case "question":
      return "side-question";
    case "talk":
      return state.startsWith("form:") ? "value" : "told";
    default:
      return state.startsWith("form:") ? "value" : "unclear";
  }
}

function listOthers(heard: Heard, asked: string | undefined): string[] {
  if (heard.kind === "both") return listOthers(heard.reply, asked);
  const understood =
    heard.kind === "choice"
      ? heard.also
      : heard.kind === "read" || heard.kind === "side-question" || heard.kind === "state-question"
        ? heard.understood
        : undefined;
  return (understood?.facts ?? [])
    .filter(({ fact }) => fact !== asked && fact !== "code")
    .map(({ fact, answer }) => `${fact}: ${answer}`);
}
