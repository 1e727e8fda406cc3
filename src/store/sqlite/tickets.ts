/** Tickets with their standings and logs. */
import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Erasure, TurnRecord } from "../store.ts";
import {
  type ChangedTicket,
  type ListedTicket,
  makeStanding,
  type StoredTicket,
  type TicketCount,
  type TicketLogEntry,
  type TicketNote,
  type TicketRecord,
  type TicketSearch,
  type Tickets,
} from "../tickets.ts";
import type { Tables } from "./schema.ts";
import { pickColumns, prepareStatement } from "./statements.ts";
import { fold } from "./textFunctions.ts";
import { listColumns, standingColumns, ticketColumns, waitsSince } from "./ticketColumns.ts";
import { addNote, listNotes } from "./ticketNotes.ts";
import { countTickets, findPlace, searchTickets } from "./ticketQueue.ts";

type Row = Selectable<Tables["tickets"]>;
type Rebuilt = Pick<Row, "reference" | "package" | "person" | "about">;

const logColumns = ["reference", "at", "who", "what", "detail"] as const;

export class SqliteTickets implements Tickets {
  readonly #db: Kysely<Tables>;
  readonly #statements: ReturnType<typeof prepareTicketStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#statements = prepareTicketStatements(db, database);
  }

  async find(reference: string): Promise<StoredTicket | undefined> {
    const ticket = this.#db
      .selectFrom("tickets")
      .select(ticketColumns)
      .select(waitsSince.as("waitsSince"))
      .where("reference", "=", reference);
    const row = await ticket.executeTakeFirst();
    return row && toTicket(row);
  }

  async list(): Promise<StoredTicket[]> {
    const rows = await this.#db
      .selectFrom("tickets")
      .select(ticketColumns)
      .select(waitsSince.as("waitsSince"))
      .orderBy("seq", "desc")
      .execute();
    return rows.map(toTicket);
  }

  search(search: TicketSearch): Promise<ListedTicket[]> {
    return searchTickets(this.#db, search);
  }

  count(technician: string): Promise<TicketCount[]> {
    return countTickets(this.#db, technician);
  }

  placeInQueue(reference: string): Promise<{ waitsSince: string; before: number } | undefined> {
    return findPlace(this.#db, reference);
  }

  async log(reference: string): Promise<TicketLogEntry[]> {
    const entries = this.#db.selectFrom("ticketLog").select(logColumns).where("reference", "=", reference);
    return entries.orderBy("seq").execute();
  }

  addNote(reference: string, note: TicketNote): Promise<void> {
    return addNote(this.#db, reference, note);
  }

  notes(reference: string): Promise<TicketNote[]> {
    return listNotes(this.#db, reference);
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
      if (reference) this.#statements.addWords.run({ reference, words: ` ${fold(text)}` });
    }
  }

  /** Replaces the packages of an erasure, and what the search finds. The lines must be written first. Runs inside an open transaction. */
  erase({ tickets }: Erasure): void {
    for (const { package: content, ...ticket } of tickets) {
      const words = listWords(ticket.reference, content);
      this.#statements.rebuild.run({ ...ticket, package: JSON.stringify(content) });
      this.#statements.setWords.run({ reference: ticket.reference, words });
      for (const { text } of this.#statements.saidToTechnicians.all(ticket))
        this.#statements.addWords.run({ reference: ticket.reference, words: ` ${fold(text)}` });
    }
  }

  /** Inserts with an initial standing. `write` then updates it from the turn's case. */
  #keep(ticket: TicketRecord): void {
    const words = listWords(ticket.reference, ticket.package);
    if (
      this.#statements.keep.run({
        ...ticket,
        ...makeStanding(ticket.at),
        words,
        package: JSON.stringify(ticket.package),
      }) === 0
    )
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

/** What the search finds a ticket by. Most texts have no accents, so each is folded on its own. */
const listWords = (reference: string, content: object): string =>
  [reference, ...collectTexts(content)].map(fold).join(" ");

/** Collects every text in the package. */
function collectTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(collectTexts) : [];
}

function toTicket(row: Pick<Row, (typeof ticketColumns)[number]> & { waitsSince: string }): StoredTicket {
  return { ...row, package: JSON.parse(row.package) as object };
}
