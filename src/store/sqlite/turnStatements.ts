/** What a turn asks of the database, each prepared once. */
import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Line, StoredConversation, TicketLogEntry, TicketStanding } from "../store.ts";
import type { Tables } from "./schema.ts";
import { prepared } from "./statements.ts";

type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
type NewLine = Omit<Row<"lines">, "row">;

export type TurnStatements = ReturnType<typeof turnStatements>;

export function turnStatements(db: Kysely<Tables>, database: DatabaseSync) {
  const lines = db.selectFrom("lines");
  return {
    currentCase: prepared<{ key: string }, Row<"cases">>(database, ({ key }) =>
      db.selectFrom("cases").selectAll().where("key", "=", key).orderBy("seq", "desc").limit(1),
    ),
    events: prepared<{ caseId: string }, { event: string }>(database, ({ caseId }) =>
      db.selectFrom("events").select("event").where("caseId", "=", caseId).orderBy("seq"),
    ),
    dialogState: prepared<{ key: string }, { state: string }>(database, ({ key }) =>
      db.selectFrom("dialogStates").select("state").where("key", "=", key),
    ),
    seen: prepared<{ conversation: string; activityId: string }, { activityId: string }>(database, (given) =>
      db
        .selectFrom("taken")
        .select("activityId")
        .where("conversation", "=", given.conversation)
        .where("activityId", "=", given.activityId),
    ),
    // The literal lets SQLite use the index of what is unsent.
    unsentTo: prepared<{ key: string }, Row<"lines">>(database, ({ key }) =>
      lines
        .innerJoin("cases", "cases.id", "lines.caseId")
        .selectAll("lines")
        .where("sent", "=", sql.lit(0))
        .where("cases.key", "=", key)
        .orderBy("lines.row"),
    ),
    linesOfCase: prepared<{ caseId: string }, Row<"lines">>(database, ({ caseId }) =>
      lines.selectAll().where("caseId", "=", caseId).orderBy("row"),
    ),
    lastToSpeak: prepared<{ caseId: string }, { who: "person" | "technician" }>(database, ({ caseId }) =>
      lines
        .select(sql<"person" | "technician">`who`.as("who"))
        .where("caseId", "=", caseId)
        .where("who", "<>", sql.lit("bot" as const))
        .orderBy("row", "desc")
        .limit(1),
    ),
    linesAfter: prepared<{ conversation: string; seq: number; most: number }, Row<"lines">>(database, (given) =>
      lines
        .selectAll()
        .where("conversation", "=", given.conversation)
        .where("seq", ">", given.seq)
        .orderBy("seq")
        .limit(given.most),
    ),
    // Newest first: asked for right after the turn, it is among the last.
    seqOf: prepared<{ conversation: string; activityId: string }, { seq: number }>(database, (given) =>
      lines
        .select("seq")
        .where("conversation", "=", given.conversation)
        .where("activityId", "=", given.activityId)
        .orderBy("seq", "desc")
        .limit(1),
    ),
    lastSeq: prepared<{ conversation: string }, { seq: number | null }>(database, ({ conversation }) =>
      lines.select((max) => max.fn.max("seq").as("seq")).where("conversation", "=", conversation),
    ),
    conversation: prepared<{ id: string }, StoredConversation>(database, ({ id }) =>
      conversations(db).where("id", "=", id),
    ),
    openConversation: prepared<{ channel: string; person: string }, StoredConversation>(database, (given) =>
      conversations(db)
        .where("channel", "=", given.channel)
        .where("person", "=", given.person)
        .where("closedAt", "is", null)
        .orderBy("openedAt", "desc")
        .limit(1),
    ),
    keepConversation: prepared<Omit<Row<"conversations">, "closedAt">, object>(database, (given) =>
      db
        .insertInto("conversations")
        .values({ ...row(given, "id", "channel", "reference", "person", "openedAt"), closedAt: null })
        .onConflict((conflict) =>
          // What has not changed is not written again.
          conflict
            .column("id")
            .doUpdateSet({ reference: given.reference })
            .where("conversations.reference", "<>", given.reference),
        ),
    ),
    take: prepared<Row<"taken">, object>(database, (given) =>
      db
        .insertInto("taken")
        .values(row(given, "conversation", "activityId"))
        .onConflict((conflict) => conflict.doNothing()),
    ),
    countEvents: prepared<{ caseId: string }, { stored: number }>(database, ({ caseId }) =>
      db
        .selectFrom("events")
        .select((count) => count.fn.countAll<number>().as("stored"))
        .where("caseId", "=", caseId),
    ),
    changeCase: prepared<ChangedCase, object>(database, (given) =>
      db
        .insertInto("cases")
        .values(row(given, "id", "key", "treeHash", "state", "reference", "openedAt", "lastAt", "watch"))
        .onConflict((conflict) =>
          conflict
            .column("id")
            .doUpdateSet(row(given, "state", "reference", "lastAt", "watch"))
            .where("cases.key", "=", given.key),
        ),
    ),
    addEvent: prepared<Row<"events">, object>(database, (given) =>
      db.insertInto("events").values(row(given, "caseId", "seq", "event")),
    ),
    forgetDialogState: prepared<{ key: string }, object>(database, ({ key }) =>
      db.deleteFrom("dialogStates").where("key", "=", key),
    ),
    keepDialogState: prepared<Row<"dialogStates">, object>(database, (given) =>
      db
        .insertInto("dialogStates")
        .values(row(given, "key", "state"))
        .onConflict((conflict) => conflict.column("key").doUpdateSet(row(given, "state"))),
    ),
    addLine: prepared<NewLine, object>(database, (given) => db.insertInto("lines").values(row(given, ...lineColumns))),
    keepTicket: prepared<Omit<Row<"tickets">, "seq">, object>(database, (given) =>
      db
        .insertInto("tickets")
        .values(row(given, ...ticketColumns, "state", "by", "urgency", "openChanges", "changedAt"))
        .onConflict((conflict) =>
          conflict
            .column("reference")
            .doUpdateSet(row(given, "revision", "package", "person", "channel", "about", "words"))
            .where("tickets.caseId", "=", given.caseId),
        ),
    ),
    changeTicket: prepared<TicketStanding & { reference: string }, object>(database, (given) =>
      db
        .updateTable("tickets")
        .set(row(given, "state", "by", "urgency", "openChanges", "changedAt"))
        .where("reference", "=", given.reference),
    ),
    addDelivery: prepared<Omit<Row<"deliveries">, "seq">, object>(database, (given) =>
      db.insertInto("deliveries").values(row(given, ...deliveryColumns)),
    ),
    addToTicketLog: prepared<TicketLogEntry, object>(database, (given) =>
      db.insertInto("ticketLog").values(row(given, "reference", "at", "who", "what", "detail")),
    ),
    addWords: prepared<{ reference: string; words: string }, object>(database, ({ reference, words }) =>
      db
        .updateTable("tickets")
        .set({ words: sql<string>`words || ${words}` })
        .where("reference", "=", reference),
    ),
    othersVersion: prepared<Record<string, never>, { version: number }>(database, () =>
      db.selectNoFrom(sql<number>`(select data_version from pragma_data_version)`.as("version")),
    ),
  };
}

type ChangedCase = Omit<Row<"cases">, "seq">;

const ticketColumns = [
  ...(["reference", "caseId", "key", "at", "revision", "package"] as const),
  ...(["person", "channel", "about", "words"] as const),
];
const deliveryColumns = [
  ...(["id", "target", "reference", "revision", "at", "payload", "state", "attempts"] as const),
  ...(["nextAt", "leasedUntil", "deliveredAt", "error"] as const),
];

const lineColumns = [
  ...(["id", "caseId", "conversation", "seq", "who", "activityId"] as const),
  ...(["text", "activity", "provenance", "at", "sent", "toTechnicians"] as const),
] satisfies (keyof NewLine | keyof Line)[];

/** The named values; what is given has no names of its own that could be listed. */
function row<Given, Name extends keyof Given>(given: Given, ...names: Name[]): Pick<Given, Name> {
  return Object.fromEntries(names.map((name) => [name, given[name]])) as Pick<Given, Name>;
}

function conversations(db: Kysely<Tables>) {
  return db.selectFrom("conversations").select(({ fn, selectFrom }) => [
    "id",
    "person",
    "closedAt",
    fn
      .coalesce(
        selectFrom("lines")
          .select((lines) => lines.fn.max("seq").as("seq"))
          .whereRef("lines.conversation", "=", "conversations.id"),
        sql<number>`0`,
      )
      .as("lastSeq"),
  ]);
}
