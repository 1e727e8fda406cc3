/** The columns of a ticket, by what they are read and written for. */
import { sql } from "kysely";

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

/** Since when the person waits. A case that was handed back, or that came back, waits since its last hand-over. */
export const waitsSince = sql<string>`coalesce(
  (select max(entry.at) from "ticketLog" as entry
    where entry.reference = tickets.reference and entry.what in ('handed-over', 'reopened')), tickets.at)`;
