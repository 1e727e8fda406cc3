/** Decides what a message says about the fault itself, and which of its facts count at this point of the conversation. */
import { windowWords } from "../tree/generated.ts";
import type { Tree } from "../tree/tree.ts";
import type { ReadFact } from "./readFact.ts";
import type { Code, Understood } from "./understand.ts";

type Reading = {
  /** The fact that the bot asked for. */
  asked?: string | undefined;
  /** The first message, before the bot has asked for anything. */
  first?: boolean;
  /** A pasted log contains codes of all kinds, so they do not count. */
  pasted: boolean;
};

/** The facts of a message, the fault first. */
export function readFacts(tree: Tree, understood: Understood, reading: Reading): ReadFact[] {
  const fault = reading.pasted ? undefined : findFault(tree, understood, reading);
  const others = understood.facts.filter(({ fact, answer }) => fact !== "code" || !(fault || tree.neighbours[answer]));
  return [...(fault ? [fault] : []), ...others];
}

// Only an answer to "what does it say?" can leave the tree by words such as "black screen". Later only a code can, because
// such words may be about something else. In a first message they are often the person's own summary, so only the words of
// a window count there, and the bot asks for the details of a window that comes with several codes.
function findFault(tree: Tree, understood: Understood, { asked, first = false }: Reading): ReadFact | undefined {
  const { codes, facts, otherFault } = understood;
  const own = codes.find(({ kind, hex }) => kind === "disconnect" && hex === "0x904");
  const extended = codes.find(({ kind }) => kind === "extended");
  const named = facts.find(({ fact, answer }) => fact === "code" && tree.neighbours[answer]);
  // "It says: an internal error has occurred. My brother says that is 0x904." The details of the window settle it.
  if (own && first && named && !extended && tree.neighbours[named.answer]?.["ask-details"]) return undefined;
  if (own) {
    const pair = extended && findNeighbour(tree, `${own.hex}/${extended.hex}`);
    return { fact: "code", answer: pair ?? "this-fault", from: own.from };
  }
  const other = understood.inScope === "no" ? findOtherCode(understood) : undefined;
  if (other) {
    const pair = extended && findNeighbour(tree, `${other.hex}/${extended.hex}`);
    return { fact: "code", answer: pair ?? findNeighbour(tree, other.hex) ?? "other-code", from: other.from };
  }
  if (asked !== "code") return undefined;
  if (named) return first && tree.neighbours[named.answer]?.["ask-details"] ? { ...named, fact: windowWords } : named;
  // A tree without neighbours knows other faults by their words alone.
  if (first && Object.keys(tree.neighbours).length > 0) return undefined;
  return understood.inScope === "no" && otherFault
    ? { fact: "code", answer: "other-code", from: otherFault.from }
    : undefined;
}

/** The first code of another fault in the message. */
export function findOtherCode(understood: Understood): Code | undefined {
  return understood.codes.find(({ kind }) => kind === "disconnect" || kind === "other");
}

/** The neighbouring fault that lists a code such as 0x204, or a pair such as 0x3/0x10. */
function findNeighbour(tree: Tree, code: string): string | undefined {
  const all = Object.entries(tree.neighbours);
  const exact = all.find(([, { codes }]) => codes.includes(code));
  if (exact) return exact[0];
  const above = all.find(([, { codes }]) =>
    codes.some((listed) => listed.endsWith("+") && !code.includes("/") && Number(code) >= Number(listed.slice(0, -1))),
  );
  return above?.[0];
}
