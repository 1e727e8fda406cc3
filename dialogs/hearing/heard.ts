/** What a message can be as the reply to a move. */
import type { Understood } from "../../knowledge/reading/understand.ts";
import type { Topic } from "../wording/topics.ts";
import type { Command } from "./commands.ts";
import type { Talk } from "./smallTalk.ts";

/** A question whose answer is known. */
export type Asked =
  | { kind: "side-question"; answer: string; understood: Understood }
  | { kind: "state-question"; topic: Topic; understood: Understood }
  | { kind: "command"; command: Command };

export type Heard =
  /** `also`: facts that the same words state besides. */
  | { kind: "choice"; choice: string; also?: Understood }
  | { kind: "stale" }
  /** The person says at another place that they run no scripts. */
  | { kind: "no-scripts"; understood: Understood }
  /** A press on an older question. */
  | { kind: "changed"; fact: string; answer: string }
  | { kind: "value"; value: string | null }
  | { kind: "wrong-value" }
  | { kind: "works" }
  | { kind: "tried-before" }
  /** Codes or facts. The facts can include the answer to the question asked. */
  | { kind: "read"; understood: Understood }
  | { kind: "talk"; talk: Talk | "empty" | "picture" }
  /** A command, or a question on the side that has an answer. The message can also contain facts. */
  | Asked
  /** The person asks something that the tree has no answer for, mostly about the move. */
  | { kind: "question" }
  /** A question of its own and a reply, in two sentences: "Done. What did that do?" */
  | { kind: "both"; asked: Asked; reply: Heard }
  /** The person cannot tell yet, at a place where that is no answer. */
  | { kind: "not-sure" }
  /** Two answers to the question are about as probable. */
  | { kind: "near"; answers: [string, string] }
  | { kind: "unclear" };
