/** The tables' types for Kysely; `migrations.ts` creates the tables. JSON columns are text. */
import type { Generated } from "kysely";
import type { CaseState } from "../cases.ts";
import type { Line } from "../conversations.ts";
import type { StoredDelivery } from "../deliveries.ts";
import type { SigningKey } from "../keys.ts";
import type { KeptPhrasing, StoredRejection } from "../phrasings.ts";
import type { DeskSession } from "../sessions.ts";
import type { TicketLogEntry, TicketNote, TicketStanding } from "../tickets.ts";
import type { StoredTree } from "../trees.ts";

export type Tables = {
  trees: StoredTree;
  conversations: {
    id: string;
    channel: string;
    reference: string;
    person: string;
    openedAt: string;
    closedAt: string | null;
    personSawSeq: Generated<number>;
    personSawAt: string | null;
    technicianSawSeq: Generated<number>;
    technicianSawBy: string | null;
  };
  /** One row per committed turn. */
  taken: { conversation: string; activityId: string };
  /** `seq` orders cases without relying on a clock. */
  cases: {
    seq: Generated<number>;
    id: string;
    key: string;
    treeHash: string;
    state: CaseState;
    reference: string | null;
    openedAt: string;
    lastAt: string;
    watch: number;
  };
  /** `seq` counts the events of a case from 0. */
  events: { caseId: string; seq: number; event: string };
  dialogStates: { key: string; state: string };
  lines: {
    row: Generated<number>;
    id: string;
    caseId: string;
    conversation: string;
    seq: number;
    who: Line["who"];
    activityId: string;
    text: string;
    activity: string;
    provenance: string | null;
    at: string;
    sent: number;
    toTechnicians: number;
    eventsFrom: number | null;
    eventsTo: number | null;
    mark: "edited" | "deleted" | null;
  };
  signingKeys: SigningKey;
  usedTokens: { id: string; until: number };
  phrasings: KeptPhrasing;
  /** `seq` orders rejections without relying on a clock. */
  rejectedPhrasings: StoredRejection & { seq: number };
  tickets: TicketStanding & {
    seq: Generated<number>;
    reference: string;
    caseId: string;
    key: string;
    at: string;
    revision: number;
    package: string;
    person: string;
    channel: string;
    about: string;
    words: string;
  };
  ticketLog: TicketLogEntry & { seq: Generated<number> };
  ticketNotes: TicketNote & { seq: Generated<number>; reference: string };
  /** `leasedUntil` keeps a second process from taking the same delivery. */
  deliveries: Omit<StoredDelivery, "payload"> & { seq: Generated<number>; payload: string; leasedUntil: string };
  deskSessions: DeskSession;
};
