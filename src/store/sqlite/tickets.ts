/** Tickets as they stand, who did what with them, and who is signed in at the desk. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { DeskSession, ListedTicket, StoredTicket, TicketLogEntry, TicketState, TicketWish } from "../store.ts";
import type { Tables } from "./schema.ts";

const unclosed = ["waiting", "with-technician", "with-bot", "resolved"] as const;

const listed = [
  ...(["reference", "caseId", "key", "at", "revision", "person", "channel", "about"] as const),
  ...(["state", "by", "urgency", "openChanges", "changedAt"] as const),
];
const columns = [...listed, "package" as const];

/** Where a ticket stands in the queue: what is to be done before what is not, then by urgency. */
const rank = sql<number>`
  case state when 'waiting' then 0 when 'with-technician' then 0 else 10 end
  + case when "openChanges" > 0 or urgency = 'now' then 0 when urgency = 'today' then 1 when urgency = 'can-wait' then 3 else 2 end`;

export class Tickets {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async one(reference: string): Promise<StoredTicket | undefined> {
    const row = await this.#db
      .selectFrom("tickets")
      .select(columns)
      .where("reference", "=", reference)
      .executeTakeFirst();
    return row && toTicket(row);
  }

  async all(): Promise<StoredTicket[]> {
    return (await this.#db.selectFrom("tickets").select(columns).orderBy("seq", "desc").execute()).map(toTicket);
  }

  async find({ states, words = "", most }: TicketWish): Promise<ListedTicket[]> {
    const all = this.#db.selectFrom("tickets").select(listed).limit(most);
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
    if (wanted.length > 0) {
      const found = all.orderBy("seq", "desc");
      return wanted.reduce((so, word) => so.where(sql<boolean>`instr(words, ${word}) > 0`), found).execute();
    }
    if (states) return all.where("state", "in", states).orderBy("seq", "desc").execute();
    const open = all.where("state", "in", unclosed).orderBy(rank).orderBy("seq");
    return open.execute();
  }

  async count(): Promise<{ state: TicketState; count: number }[]> {
    const counted = this.#db.selectFrom("tickets").select(({ fn }) => ["state", fn.countAll<number>().as("count")]);
    return counted.groupBy("state").execute();
  }

  async place(reference: string): Promise<{ at: string; before: number } | undefined> {
    const waiting = this.#db.selectFrom("tickets").where("state", "=", "waiting");
    const mine = await waiting
      .select(["at", "seq", rank.as("rank")])
      .where("reference", "=", reference)
      .executeTakeFirst();
    if (!mine) return undefined;
    const { before } = await waiting
      .select(({ fn }) => fn.countAll<number>().as("before"))
      .where(sql<boolean>`(${rank}, seq) < (${mine.rank}, ${mine.seq})`)
      .executeTakeFirstOrThrow();
    return { at: mine.at, before };
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

  async endSessionsOf(technician: string): Promise<void> {
    const sessions = await this.#db.selectFrom("deskSessions").select(["id", "technician"]).execute();
    const theirs = sessions.filter((one) => one.technician.toLowerCase() === technician.toLowerCase());
    for (const { id } of theirs) await this.endSession(id);
  }

  async endSession(id: string): Promise<void> {
    await this.#db.deleteFrom("deskSessions").where("id", "=", id).execute();
  }
}

function toTicket(row: Pick<Selectable<Tables["tickets"]>, (typeof columns)[number]>): StoredTicket {
  return { ...row, package: JSON.parse(row.package) as object };
}
