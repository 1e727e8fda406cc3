/** How the load uses each contestant. A turn ends when the person has the answer. */

/** One person in one conversation at a time. */
export type Person = {
  /** Opens the next conversation in advance, so that it does not delay a turn. */
  open(): Promise<void>;
  /** Sends the next message and resolves with its answer. Rejects when the answer is missing or wrong. */
  say(): Promise<void>;
  /** Whether the conversation has ended, so that the next message needs a new one. */
  isOver(): boolean;
  leave(): void;
};
