/** How the load speaks to each contestant. A turn is over when the person has the answer. */

/** One person in one conversation at a time. */
export type Person = {
  /** Opens the next conversation; a turn then is not held up by it. */
  open(): Promise<void>;
  /** Says the next thing and resolves when it was answered; rejects when the answer is none or a wrong one. */
  say(): Promise<void>;
  /** Whether the conversation has come to its end, so that the next thing needs a new one. */
  isOver(): boolean;
  leave(): void;
};
