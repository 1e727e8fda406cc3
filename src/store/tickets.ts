/** Tickets as they stand, who did what with them, and who is signed in at the desk. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { Tables } from "./schema.ts";
import type { DeskSession, StoredTicket, TicketLogEntry, TicketWish } from "./store.ts";

const open = ["waiting", "with-technician", "with-bot", "resolved"] as const;

export class Tickets {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async one(reference: string): Promise<StoredTicket | undefined> {
    const row = await this.#db.selectFrom("tickets").selectAll().where("reference", "=", reference).executeTakeFirst();
    return row && toTicket(row);
  }

  async all(): Promise<StoredTicket[]> {
    return (await this.#db.selectFrom("tickets").selectAll().orderBy("seq", "desc").execute()).map(toTicket);
  }

  async find({ states, words, most }: TicketWish): Promise<StoredTicket[]> {
    let found = this.#db.selectFrom("tickets").selectAll().orderBy("seq", "desc").limit(most);
    // Whoever looks for words wants what there is, closed tickets too.
    if (states ?? !words) found = found.where("state", "in", states ?? open);
    for (const word of (words ?? "").split(/\s+/).filter(Boolean).slice(0, 8)) {
      const like = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
      found = found.where(sql<boolean>`(
        reference like ${like} escape '\\'
        or exists (select 1 from json_tree(package) where type = 'text' and value like ${like} escape '\\')
        or exists (select 1 from lines where lines."caseId" = tickets."caseId" and lines.text like ${like} escape '\\')
      )`);
    }
    return (await found.execute()).map(toTicket);
  }

  async log(reference: string): Promise<TicketLogEntry[]> {
    const rows = this.#db.selectFrom("ticketLog").select(["reference", "at", "who", "what", "detail"]);
    return rows.where("reference", "=", reference).orderBy("seq").execute();
  }

  async addToLog(entry: TicketLogEntry): Promise<void> {
    await this.#db.insertInto("ticketLog").values(entry).execute();
  }

  async session(id: string): Promise<DeskSession | undefined> {
    return this.#db.selectFrom("deskSessions").selectAll().where("id", "=", id).executeTakeFirst();
  }

  async addSession(session: DeskSession, now: string): Promise<void> {
    await this.#db.insertInto("deskSessions").values(session).execute();
    await this.#db.deleteFrom("deskSessions").where("expiresAt", "<", now).execute();
  }

  async endSession(id: string): Promise<void> {
    await this.#db.deleteFrom("deskSessions").where("id", "=", id).execute();
  }
}

function toTicket({ seq: _, ...row }: Selectable<Tables["tickets"]>): StoredTicket {
  return { ...row, package: JSON.parse(row.package) as object };
}
