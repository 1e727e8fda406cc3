import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type RawBuilder, type Selectable, sql } from "kysely";
import { emptyBrief } from "../../../dialogs/wording/brief.ts";
import type { Erasure, TurnRecord } from "../store.ts";
import type {
  ChangedTicket,
  ListedTicket,
  StoredTicket,
  TicketCount,
  TicketLogEntry,
  TicketNote,
  TicketRecord,
  TicketSearch,
  Tickets,
} from "../tickets.ts";
import type { Tables } from "./schema.ts";
import { pickColumns, prepareStatement } from "./statements.ts";

type Row = Selectable<Tables["tickets"]>;
type Rebuilt = Pick<Row, "reference" | "package" | "person" | "about">;

const openStates = ["waiting", "with-technician", "with-bot", "resolved"] as const;

const listColumns = ["person", "channel", "about"] as const;
const briefColumns = ["path", "suspect", "tried", "language", "name"] as const;
const standingColumns = ["state", "by", "urgency", "openChanges", "times", ...briefColumns, "changedAt"] as const;
const rowColumns = ["reference", "caseId", "key", "at", "revision", ...listColumns, ...standingColumns] as const;
const ticketColumns = [...rowColumns, "package"] as const;
const logColumns = ["reference", "at", "who", "what", "detail"] as const;

/** The order of the queue: unfinished tickets first, then by urgency. */
const rank = sql<number>`
  case state when 'waiting' then 0 when 'with-technician' then 0 else 10 end
  + case when "openChanges" > 0 then -1 when urgency = 'now' then 0 when urgency = 'today' then 1 when urgency = 'can-wait' then 3 else 2 end`;

export class SqliteTickets implements Tickets {
  readonly #db: Kysely<Tables>;
  readonly #statements: ReturnType<typeof prepareTicketStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#statements = prepareTicketStatements(db, database);
  }

  async find(reference: string): Promise<StoredTicket | undefined> {
    const ticket = this.#db.selectFrom("tickets").select(ticketColumns).where("reference", "=", reference);
    const row = await ticket.executeTakeFirst();
    return row && toTicket(row);
  }

  async list(): Promise<StoredTicket[]> {
    const rows = await this.#db.selectFrom("tickets").select(ticketColumns).orderBy("seq", "desc").execute();
    return rows.map(toTicket);
  }

  async search({ states, words = "", by, withOpenChanges, most }: TicketSearch): Promise<ListedTicket[]> {
    const tickets = this.#db.selectFrom("tickets").select(rowColumns).limit(most);
    const terms = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
    if (terms.length > 0) {
      const containing = terms.reduce((query, word) => query.where(sql<boolean>`instr(words, ${word}) > 0`), tickets);
      // A caller on the phone names themselves, their computer or the reference.
      const inHead = terms.map(
        (word) =>
          sql`instr(lower(coalesce(name, '') || ' ' || person || ' ' || reference || ' ' || path), ${word}) > 0`,
      );
      return containing
        .orderBy(sql`${sql.join(inHead, sql` and `)}`, "desc")
        .orderBy("seq", "desc")
        .execute();
    }
    let chosen = tickets.where("state", "in", states ?? openStates);
    if (by !== undefined) chosen = chosen.where("by", "=", by);
    if (withOpenChanges) chosen = chosen.where("openChanges", ">", 0);
    const newestFirst = states?.every((state) => !openStates.some((open) => open === state));
    return newestFirst ? chosen.orderBy("seq", "desc").execute() : chosen.orderBy(rank).orderBy("seq").execute();
  }

  async count(technician: string): Promise<TicketCount[]> {
    const countThose = (isCounted: RawBuilder<boolean>) => sql<number>`sum(case when ${isCounted} then 1 else 0 end)`;
    const counted = this.#db
      .selectFrom("tickets")
      .select(({ fn }) => [
        "state",
        fn.countAll<number>().as("count"),
        countThose(sql`"by" = ${technician}`).as("theirs"),
        countThose(sql`"openChanges" > 0`).as("withOpenChanges"),
      ]);
    return counted.groupBy("state").execute();
  }

  async placeInQueue(reference: string): Promise<{ at: string; before: number } | undefined> {
    const waiting = this.#db.selectFrom("tickets").where("state", "=", "waiting");
    const place = await waiting
      .select(["at", "seq", rank.as("rank")])
      .where("reference", "=", reference)
      .executeTakeFirst();
    if (!place) return undefined;
    const { before } = await waiting
      .select(({ fn }) => fn.countAll<number>().as("before"))
      .where(sql<boolean>`(${rank}, seq) < (${place.rank}, ${place.seq})`)
      .executeTakeFirstOrThrow();
    // A case that came back waits since it came back.
    const { since } = await this.#db
      .selectFrom("ticketLog")
      .select(({ fn }) => fn.max("at").as("since"))
      .where("reference", "=", reference)
      .where("what", "in", ["handed-over", "reopened"])
      .executeTakeFirstOrThrow();
    return { at: since ?? place.at, before };
  }

  async log(reference: string): Promise<TicketLogEntry[]> {
    const entries = this.#db.selectFrom("ticketLog").select(logColumns).where("reference", "=", reference);
    return entries.orderBy("seq").execute();
  }

  async addNote(reference: string, note: TicketNote): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      const added = await db
        .insertInto("ticketNotes")
        .values({ reference, ...note })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirst();
      if (added.numInsertedOrUpdatedRows === 0n) return;
      const words = ` ${note.text.toLowerCase()}`;
      await db
        .updateTable("tickets")
        .set({ words: sql<string>`words || ${words}` })
        .where("reference", "=", reference)
        .execute();
    });
  }

  async notes(reference: string): Promise<TicketNote[]> {
    const notes = this.#db.selectFrom("ticketNotes").select(["id", "at", "by", "text"]);
    return notes.where("reference", "=", reference).orderBy("seq").execute();
  }

  async addToLog(entry: TicketLogEntry): Promise<void> {
    this.#statements.addToLog.run(entry);
  }

  /** Writes the turn's tickets and log entries. The turn's cases must be written first. Runs inside an open transaction. */
  write({ tickets, cases, lines, log }: TurnRecord): void {
    for (const ticket of tickets) this.#keep(ticket);
    for (const { ticket } of cases) if (ticket) this.#statements.change.run(ticket);
    for (const entry of log) this.#statements.addToLog.run(entry);
    for (const { caseId, text, toTechnicians } of lines) {
      const reference = toTechnicians && cases.find(({ id }) => id === caseId)?.ticket?.reference;
      if (reference) this.#statements.addWords.run({ reference, words: ` ${text.toLowerCase()}` });
    }
  }

  /** Replaces the packages of an erasure, and what the search finds. The lines must be written first. Runs inside an open transaction. */
  erase({ tickets }: Erasure): void {
    for (const { package: content, ...ticket } of tickets) {
      const words = [ticket.reference, ...collectTexts(content)].join(" ").toLowerCase();
      this.#statements.rebuild.run({ ...ticket, package: JSON.stringify(content) });
      this.#statements.setWords.run({ reference: ticket.reference, words });
      for (const { text } of this.#statements.saidToTechnicians.all(ticket))
        this.#statements.addWords.run({ reference: ticket.reference, words: ` ${text.toLowerCase()}` });
    }
  }

  /** Inserts with an initial standing. `write` then updates it from the turn's case. */
  #keep(ticket: TicketRecord): void {
    const initial = {
      state: "waiting",
      by: null,
      urgency: null,
      openChanges: 0,
      times: 1,
      ...emptyBrief,
      changedAt: ticket.at,
    } as const;
    const words = [ticket.reference, ...collectTexts(ticket.package)].join(" ").toLowerCase();
    if (this.#statements.keep.run({ ...ticket, ...initial, words, package: JSON.stringify(ticket.package) }) === 0)
      throw new Error(`turn not stored: ticket ${ticket.reference} belongs to another case`);
  }
}

function prepareTicketStatements(db: Kysely<Tables>, database: DatabaseSync) {
  return {
    keep: prepareStatement<Omit<Row, "seq">, object>(database, (row) =>
      db
        .insertInto("tickets")
        .values(pickColumns(row, ...ticketColumns, "words"))
        .onConflict((conflict) =>
          conflict
            .column("reference")
            .doUpdateSet(pickColumns(row, "revision", "package", "words", ...listColumns))
            .where("tickets.caseId", "=", row.caseId),
        ),
    ),
    change: prepareStatement<ChangedTicket, object>(database, (row) =>
      db
        .updateTable("tickets")
        .set(pickColumns(row, ...standingColumns))
        .where("reference", "=", row.reference),
    ),
    addWords: prepareStatement<{ reference: string; words: string }, object>(database, ({ reference, words }) =>
      db
        .updateTable("tickets")
        .set({ words: sql<string>`words || ${words}` })
        .where("reference", "=", reference),
    ),
    rebuild: prepareStatement<Rebuilt, object>(database, (row) =>
      db
        .updateTable("tickets")
        .set(pickColumns(row, "package", "person", "about"))
        .where("reference", "=", row.reference),
    ),
    setWords: prepareStatement<{ reference: string; words: string }, object>(database, ({ reference, words }) =>
      db.updateTable("tickets").set({ words }).where("reference", "=", reference),
    ),
    saidToTechnicians: prepareStatement<{ reference: string }, { text: string }>(database, ({ reference }) =>
      db
        .selectFrom("lines")
        .innerJoin("tickets", "tickets.caseId", "lines.caseId")
        .select("lines.text")
        .where("tickets.reference", "=", reference)
        .where("toTechnicians", "=", 1)
        .orderBy("lines.row"),
    ),
    addToLog: prepareStatement<TicketLogEntry, object>(database, (row) =>
      db.insertInto("ticketLog").values(pickColumns(row, ...logColumns)),
    ),
  };
}

/** Collects every text in the package, for the search. */
function collectTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(collectTexts) : [];
}

function toTicket(row: Pick<Row, (typeof ticketColumns)[number]>): StoredTicket {
  return { ...row, package: JSON.parse(row.package) as object };
}
