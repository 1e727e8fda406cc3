/** Prepared statements for conversations and lines, used in turns and by open sockets. */
import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { StoredConversation } from "../conversations.ts";
import type { Tables } from "./schema.ts";
import { atMost, pickColumns, prepareStatement } from "./statements.ts";

type Activity = Tables["taken"];
type Line = Selectable<Tables["lines"]>;
type NewConversation = Pick<Tables["conversations"], "id" | "channel" | "reference" | "person" | "openedAt">;
type Replaced = Pick<Line, "id" | "text" | "activity" | "mark" | "eventsFrom" | "eventsTo">;

export function prepareConversationStatements(db: Kysely<Tables>, database: DatabaseSync) {
  return {
    find: prepareStatement<{ id: string }, StoredConversation>(database, ({ id }) =>
      selectConversations(db).where("id", "=", id),
    ),
    findOpen: prepareStatement<{ channel: string; person: string }, StoredConversation>(database, (values) =>
      selectConversations(db)
        .where("channel", "=", values.channel)
        .where("person", "=", values.person)
        .where("closedAt", "is", null)
        .orderBy("openedAt", "desc")
        .limit(atMost(1)),
    ),
    listOf: prepareStatement<{ channel: string; person: string }, StoredConversation>(database, ({ channel, person }) =>
      selectConversations(db).where("channel", "=", channel).where("person", "=", person).orderBy("openedAt"),
    ),
    count: prepareStatement<{ channel: string; person: string }, { count: number }>(database, ({ channel, person }) =>
      db
        .selectFrom("conversations")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("channel", "=", channel)
        .where("person", "=", person),
    ),
    keep: prepareStatement<NewConversation, object>(database, (values) =>
      db
        .insertInto("conversations")
        .values({ ...pickColumns(values, "id", "channel", "reference", "person", "openedAt"), closedAt: null })
        .onConflict((conflict) =>
          // Skip the write when the reference is unchanged.
          conflict
            .column("id")
            .doUpdateSet({ reference: values.reference })
            .where("conversations.reference", "<>", values.reference),
        ),
    ),
    findTaken: prepareStatement<Activity, { activityId: string }>(database, (values) =>
      db
        .selectFrom("taken")
        .select("activityId")
        .where("conversation", "=", values.conversation)
        .where("activityId", "=", values.activityId),
    ),
    take: prepareStatement<Activity, object>(database, (values) =>
      db
        .insertInto("taken")
        .values(pickColumns(values, "conversation", "activityId"))
        .onConflict((conflict) => conflict.doNothing()),
    ),
  };
}

function selectConversations(db: Kysely<Tables>) {
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

export function prepareLineStatements(db: Kysely<Tables>, database: DatabaseSync) {
  const lines = db.selectFrom("lines");
  return {
    after: prepareStatement<{ conversation: string; seq: number; most: number }, Line>(database, (values) =>
      lines
        .selectAll()
        .where("conversation", "=", values.conversation)
        .where("seq", ">", values.seq)
        .orderBy("seq")
        .limit(atMost(values.most)),
    ),
    ofCase: prepareStatement<{ caseId: string }, Line>(database, ({ caseId }) =>
      lines.selectAll().where("caseId", "=", caseId).orderBy("row"),
    ),
    lastSpeaker: prepareStatement<{ caseId: string }, { who: "person" | "technician" }>(database, ({ caseId }) =>
      lines
        .select(sql<"person" | "technician">`who`.as("who"))
        .where("caseId", "=", caseId)
        .where("who", "<>", sql.lit("bot" as const))
        // What the person said to the bot waits for no technician, such as the consent to the hand-over.
        .where(sql<boolean>`(who = 'technician' or "toTechnicians" = 1)`)
        .orderBy("row", "desc")
        .limit(atMost(1)),
    ),
    // Only with a literal 0 does SQLite use the partial index of unsent lines.
    unsentTo: prepareStatement<{ key: string }, Line>(database, ({ key }) =>
      lines
        .innerJoin("cases", "cases.id", "lines.caseId")
        .selectAll("lines")
        .where("sent", "=", sql.lit(0))
        .where("cases.key", "=", key)
        .orderBy("lines.row"),
    ),
    // Newest first, because callers ask right after a turn.
    findSeq: prepareStatement<Activity, { seq: number }>(database, (values) =>
      lines
        .select("seq")
        .where("conversation", "=", values.conversation)
        .where("activityId", "=", values.activityId)
        .orderBy("seq", "desc")
        .limit(atMost(1)),
    ),
    // Only with a literal does SQLite use the partial index of the persons' lines.
    ofPerson: prepareStatement<Activity, Line & { key: string }>(database, (values) =>
      lines
        .innerJoin("cases", "cases.id", "lines.caseId")
        .selectAll("lines")
        .select("cases.key")
        .where("who", "=", sql.lit("person" as const))
        .where("conversation", "=", values.conversation)
        .where("activityId", "=", values.activityId)
        .limit(atMost(1)),
    ),
    lastSeq: prepareStatement<{ conversation: string }, { seq: number | null }>(database, ({ conversation }) =>
      lines.select(({ fn }) => fn.max("seq").as("seq")).where("conversation", "=", conversation),
    ),
    add: prepareStatement<Omit<Line, "row">, object>(database, (values) =>
      db.insertInto("lines").values(pickColumns(values, ...lineColumns)),
    ),
    replace: prepareStatement<Replaced, object>(database, (values) =>
      db
        .updateTable("lines")
        .set({ ...pickColumns(values, "text", "activity", "mark", "eventsFrom", "eventsTo"), provenance: null })
        .where("id", "=", values.id),
    ),
    neverSend: prepareStatement<{ id: string }, object>(database, ({ id }) =>
      db.updateTable("lines").set({ sent: 1 }).where("id", "=", id),
    ),
  };
}

const lineColumns = [
  ...(["id", "caseId", "conversation", "seq", "who", "activityId"] as const),
  ...(["text", "activity", "provenance", "at", "sent", "toTechnicians"] as const),
  ...(["eventsFrom", "eventsTo", "mark"] as const),
];
