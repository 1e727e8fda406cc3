/** Decides what a message says about the fault itself: this one, or another one. */
import type { Code, ReadFact, Understood } from "./understand.ts";

type Reading = {
  /** The fact that the bot asked for. */
  asked?: string | undefined;
  /** A pasted log contains codes of all kinds, so they do not count. */
  pasted: boolean;
};

/**
 * The answer to the fact `code` that a message contains. Only a first message can leave the tree by words such as "black
 * screen". Later only a code can, because such words may be about something else.
 */
export function findFault(understood: Understood, { pasted, asked }: Reading): ReadFact | undefined {
  if (pasted) return undefined;
  const own = understood.codes.find(({ kind, hex }) => kind === "disconnect" && hex === "0x904");
  if (own) return { fact: "code", answer: "this-fault", from: own.from };
  if (understood.inScope !== "no") return undefined;
  const other = findOtherCode(understood);
  if (other) return { fact: "code", answer: "other-code", from: other.from };
  return understood.otherFault && asked === "code"
    ? { fact: "code", answer: "other-code", from: understood.otherFault.from }
    : undefined;
}

/** The first code of another fault in the message. */
export function findOtherCode(understood: Understood): Code | undefined {
  return understood.codes.find(({ kind }) => kind === "disconnect" || kind === "other");
}
