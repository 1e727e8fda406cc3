/** The queries on conversations and lines that run in turns and while clients listen, each prepared once. */
import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { StoredConversation } from "../conversations.ts";
import type { Tables } from "./schema.ts";
import { pickColumns, prepareStatement } from "./statements.ts";

type Activity = Tables["taken"];
type Line = Selectable<Tables["lines"]>;

export function prepareConversationStatements(db: Kysely<Tables>, database: DatabaseSync) {
  return {
    find: prepareStatement<{ id: string }, StoredConversation>(database, ({ id }) =>
      selectConversations(db).where("id", "=", id),
    ),
    findOpen: prepareStatement<{ channel: string; person: string }, StoredConversation>(database, (given) =>
      selectConversations(db)
        .where("channel", "=", given.channel)
        .where("person", "=", given.person)
        .where("closedAt", "is", null)
        .orderBy("openedAt", "desc")
        .limit(1),
    ),
    keep: prepareStatement<Omit<Tables["conversations"], "closedAt">, object>(database, (given) =>
      db
        .insertInto("conversations")
        .values({ ...pickColumns(given, "id", "channel", "reference", "person", "openedAt"), closedAt: null })
        .onConflict((conflict) =>
          // An unchanged reference costs no write.
          conflict
            .column("id")
            .doUpdateSet({ reference: given.reference })
            .where("conversations.reference", "<>", given.reference),
        ),
    ),
    findTaken: prepareStatement<Activity, { activityId: string }>(database, (given) =>
      db
        .selectFrom("taken")
        .select("activityId")
        .where("conversation", "=", given.conversation)
        .where("activityId", "=", given.activityId),
    ),
    take: prepareStatement<Activity, object>(database, (given) =>
      db
        .insertInto("taken")
        .values(pickColumns(given, "conversation", "activityId"))
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
    after: prepareStatement<{ conversation: string; seq: number; most: number }, Line>(database, (given) =>
      lines
        .selectAll()
        .where("conversation", "=", given.conversation)
        .where("seq", ">", given.seq)
        .orderBy("seq")
        .limit(given.most),
    ),
    ofCase: prepareStatement<{ caseId: string }, Line>(database, ({ caseId }) =>
      lines.selectAll().where("caseId", "=", caseId).orderBy("row"),
    ),
    lastSpeaker: prepareStatement<{ caseId: string }, { who: "person" | "technician" }>(database, ({ caseId }) =>
      lines
        .select(sql<"person" | "technician">`who`.as("who"))
        .where("caseId", "=", caseId)
        .where("who", "<>", sql.lit("bot" as const))
        .orderBy("row", "desc")
        .limit(1),
    ),
    // The literal lets SQLite use the index of unsent lines.
    unsentTo: prepareStatement<{ key: string }, Line>(database, ({ key }) =>
      lines
        .innerJoin("cases", "cases.id", "lines.caseId")
        .selectAll("lines")
        .where("sent", "=", sql.lit(0))
        .where("cases.key", "=", key)
        .orderBy("lines.row"),
    ),
    // Newest first, because callers ask right after the turn.
    findSeq: prepareStatement<Activity, { seq: number }>(database, (given) =>
      lines
        .select("seq")
        .where("conversation", "=", given.conversation)
        .where("activityId", "=", given.activityId)
        .orderBy("seq", "desc")
        .limit(1),
    ),
    lastSeq: prepareStatement<{ conversation: string }, { seq: number | null }>(database, ({ conversation }) =>
      lines.select((max) => max.fn.max("seq").as("seq")).where("conversation", "=", conversation),
    ),
    add: prepareStatement<Omit<Line, "row">, object>(database, (given) =>
      db.insertInto("lines").values(pickColumns(given, ...lineColumns)),
    ),
  };
}

const lineColumns = [
  ...(["id", "caseId", "conversation", "seq", "who", "activityId"] as const),
  ...(["text", "activity", "provenance", "at", "sent", "toTechnicians"] as const),
];
