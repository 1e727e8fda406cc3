/** The facts about the help desk that the bot may tell a person. */

/** The help desk as an administrator configured it. */
export type HelpDesk = { name: string; contact?: string | undefined; hours?: string | undefined };

/** The facts that the bot can honestly tell a person who waits for a technician. */
export type Outlook = {
  /** Whether technicians can answer in this chat. */
  hasDesk: boolean;
  /** Whether a technician has the desk open now; undefined if that is unknown. */
  attended: boolean | undefined;
  /** Whether the technician in question has the desk open now. */
  isThere?: boolean | undefined;
  /** Absent if no hours are configured. `opens` is in words, such as "on Monday at 08:00". */
  hours?: { open: boolean; inWords: string; opens?: string | undefined };
  /** For an unclaimed ticket: how long it has waited, in words; how many tickets are ahead of it; which targets do not have it yet. */
  waiting?: { since: string; before: number; notYetAt: string[] };
};
