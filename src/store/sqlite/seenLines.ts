/** How far a person and a technician have seen each other's lines. The conversation holds it, and not its lines. */
import { type Kysely, sql } from "kysely";
import type { Line, SeenLines } from "../conversations.ts";
import type { Tables } from "./schema.ts";

export async function findSeen(db: Kysely<Tables>, id: string): Promise<SeenLines> {
  const columns = ["personSawSeq", "personSawAt", "technicianSawSeq", "technicianSawBy"] as const;
  const row = await db.selectFrom("conversations").select(columns).where("id", "=", id).executeTakeFirst();
  if (!row) return { person: null, technician: null };
  const { personSawSeq, personSawAt, technicianSawSeq, technicianSawBy } = row;
  return {
    person: personSawAt === null ? null : { seq: personSawSeq, at: personSawAt },
    technician: technicianSawBy === null ? null : { seq: technicianSawSeq, by: technicianSawBy },
  };
}

export async function noteSeenByPerson(db: Kysely<Tables>, id: string, seq: number, at: string): Promise<boolean> {
  const update = db.updateTable("conversations").set({ personSawSeq: seq, personSawAt: at }).where("id", "=", id);
  const isNew = holdsNewLine("technician", sql.ref("conversations.personSawSeq"), seq);
  return hasChanged(await update.where(isNew).executeTakeFirst());
}

export async function noteSeenByTechnician(db: Kysely<Tables>, id: string, seq: number, by: string): Promise<boolean> {
  const update = db.updateTable("conversations").set({ technicianSawSeq: seq, technicianSawBy: by });
  const isNew = holdsNewLine("person", sql.ref("conversations.technicianSawSeq"), seq);
  return hasChanged(await update.where("id", "=", id).where(isNew).executeTakeFirst());
}

/** So the time stays that of the first look, whatever comes after it, and most reports write nothing. */
function holdsNewLine(who: Line["who"], seen: ReturnType<typeof sql.ref>, seq: number) {
  return sql<boolean>`exists (
    select 1 from lines where conversation = conversations.id and who = ${who} and seq > ${seen} and seq <= ${seq}
  )`;
}

const hasChanged = ({ numUpdatedRows }: { numUpdatedRows: bigint }): boolean => numUpdatedRows > 0n;
