/** The columns of a ticket, by what they are read and written for. */

export const listColumns = ["person", "channel", "about"] as const;
const briefColumns = ["path", "suspect", "tried", "language", "name"] as const;
export const standingColumns = [
  "state",
  "by",
  "urgency",
  "openChanges",
  "times",
  ...briefColumns,
  "changedAt",
] as const;
export const rowColumns = ["reference", "caseId", "key", "at", "revision", ...listColumns, ...standingColumns] as const;
export const ticketColumns = [...rowColumns, "package"] as const;
