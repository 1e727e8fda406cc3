/** The private notes of tickets. */
import { type Kysely, sql } from "kysely";
import type { TicketNote } from "../tickets.ts";
import type { Tables } from "./schema.ts";
import { fold } from "./textFunctions.ts";

export async function addNote(db: Kysely<Tables>, reference: string, note: TicketNote): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto("ticketNotes")
      .values({ reference, ...note })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 0n) return;
    const words = ` ${fold(note.text)}`;
    await transaction
      .updateTable("tickets")
      .set({ words: sql<string>`words || ${words}` })
      .where("reference", "=", reference)
      .execute();
  });
}

export async function listNotes(db: Kysely<Tables>, reference: string): Promise<TicketNote[]> {
  const notes = db.selectFrom("ticketNotes").select(["id", "at", "by", "text"]);
  return notes.where("reference", "=", reference).orderBy("seq").execute();
}
