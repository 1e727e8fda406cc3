/** The walk of a tree as types. `readWalk.ts` reads it from the file. */

/** One entry of the walk. Its branches are tried in order; a case that none of them settles goes on to the next entry. */
export type WalkNode =
  | { kind: "ask"; fact: string; branches: Branch[] }
  | { kind: "look"; look: string; branches: Branch[] }
  | { kind: "test"; test: string; branches: Branch[] }
  /** Asks several questions in one message, once, if at least two of the facts are unknown. */
  | { kind: "together"; facts: string[] }
  /** Offers a report once. What its lines say counts at once, wherever the walk is. */
  | { kind: "report"; report: string }
  /** `say` introduces the first move of the branch, such as the check that the person's own suspicion asks for. */
  | { kind: "when"; when: Record<string, string[]>; say?: string; then: WalkNode[] }
  /** A neighbouring fault; without an id, the one whose code or words the person gave. */
  | { kind: "neighbours"; id?: string }
  | { kind: "fix"; cause: string }
  | { kind: "hand-over"; to: string };
export type Branch = { answer: string; then: WalkNode[] };
