import type { Kysely } from "kysely";
import type { DeskSession, DeskSessions } from "../sessions.ts";
import type { Tables } from "./schema.ts";

export class SqliteDeskSessions implements DeskSessions {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(id: string): Promise<DeskSession | undefined> {
    return this.#db.selectFrom("deskSessions").selectAll().where("id", "=", id).executeTakeFirst();
  }

  async add(session: DeskSession, now: string): Promise<void> {
    await this.#db.insertInto("deskSessions").values(session).execute();
    await this.#db.deleteFrom("deskSessions").where("expiresAt", "<", now).execute();
  }

  async end(id: string): Promise<void> {
    await this.#db.deleteFrom("deskSessions").where("id", "=", id).execute();
  }

  async endAll(technician: string): Promise<void> {
    // SQLite's lower() handles ASCII only, so compare the names here.
    const sessions = await this.#db.selectFrom("deskSessions").select(["id", "technician"]).execute();
    const theirs = sessions.filter((session) => session.technician.toLowerCase() === technician.toLowerCase());
    for (const { id } of theirs) await this.end(id);
  }
}
