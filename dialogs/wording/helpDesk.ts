/** What a person may be told about the help desk. */

/** Whom a person can turn to, in the words of the configuration. */
export type HelpDesk = { name: string; contact?: string | undefined; hours?: string | undefined };

/** What somebody who waits for a technician can honestly be told. */
export type Outlook = {
  /** Whether technicians can answer in this chat at all. */
  hasDesk: boolean;
  /** Whether somebody has the desk in front of them at this moment; undefined where that cannot be known. */
  attended: boolean | undefined;
  /** The same of the technician who was asked about. */
  isThere?: boolean | undefined;
  /** Absent where none are configured. `opens` in words: "on Monday at 08:00". */
  hours?: { open: boolean; inWords: string; opens?: string | undefined };
  /** Of a ticket that nobody has taken: for how long, in words; how many are before it; which other ways have not got it yet. */
  waiting?: { since: string; before: number; notYetAt: string[] };
};
