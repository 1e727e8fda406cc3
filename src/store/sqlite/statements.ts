/** Queries that run in every turn: built with Kysely, compiled once, run as prepared statements. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { type Compilable, type RawBuilder, sql } from "kysely";

type Values = Record<string, SQLInputValue>;
type Names<Given extends Values> = { readonly [Name in keyof Given]: Given[Name] };

/** Placeholder for a value in the compiled query. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) });

export type Statement<Given extends Values, Row> = {
  /** All rows. */
  all(values: Given): Row[];
  /** The first row. */
  first(values: Given): Row | undefined;
  /** Returns the number of changed rows. */
  run(values: Given): number;
};

/**
 * Prepares the query that `write` builds. `write` runs once, with placeholders instead of values, so it must not inspect
 * them. Running the statement takes a few microseconds and no `await`; building the query again takes a hundred.
 */
export function prepareStatement<Given extends Values, Row>(
  database: DatabaseSync,
  write: (values: Names<Given>) => Compilable<Row>,
): Statement<Given, Row> {
  const { sql, parameters } = write(slots as Names<Given>).compile();
  const statement: StatementSync = database.prepare(sql);
  const bindValues = (values: Given): SQLInputValue[] =>
    parameters.map((value) => (value instanceof Slot ? (values[value.name] ?? null) : (value as SQLInputValue)));
  return {
    all: (values) => statement.all(...bindValues(values)) as Row[],
    first: (values) => statement.get(...bindValues(values)) as Row | undefined,
    run: (values) => Number(statement.run(...bindValues(values)).changes),
  };
}

/**
 * For `limit`. A bare parameter there makes SQLite prepare the statement again each time it gets a value, because the plan
 * may depend on it.
 */
export const atMost = (rows: number): RawBuilder<number> => sql<number>`cast(${rows} as integer)`;

/** Picks the named values. It cannot loop over the keys, because the placeholders inside `prepareStatement` have none. */
export function pickColumns<Given, Name extends keyof Given>(values: Given, ...names: Name[]): Pick<Given, Name> {
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Pick<Given, Name>;
}
