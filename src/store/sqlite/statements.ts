/** For queries that run in every turn: written with Kysely, compiled once, then run as prepared statements. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Compilable } from "kysely";

type Values = Record<string, SQLInputValue>;
type Names<Given extends Values> = { readonly [Name in keyof Given]: Given[Name] };

/** Stands for a value in the compiled query. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) });

export type Statement<Given extends Values, Row> = {
  /** All rows. */
  all(given: Given): Row[];
  /** The first row. */
  first(given: Given): Row | undefined;
  /** How many rows it changed. */
  run(given: Given): number;
};

/**
 * Prepares what `write` builds. It is called once, with names in the place of values, so it must not look at them.
 * Running it takes a few microseconds and no `await`, where building the same query anew takes a hundred.
 */
export function prepareStatement<Given extends Values, Row>(
  database: DatabaseSync,
  write: (given: Names<Given>) => Compilable<Row>,
): Statement<Given, Row> {
  const { sql, parameters } = write(slots as Names<Given>).compile();
  const statement: StatementSync = database.prepare(sql);
  const bound = (given: Given): SQLInputValue[] =>
    parameters.map((value) => (value instanceof Slot ? (given[value.name] ?? null) : (value as SQLInputValue)));
  return {
    all: (given) => statement.all(...bound(given)) as Row[],
    first: (given) => statement.get(...bound(given)) as Row | undefined,
    run: (given) => Number(statement.run(...bound(given)).changes),
  };
}

/** The named values of `given`. A loop over its keys would not do: inside `prepared`, `given` has no keys of its own. */
export function pickColumns<Given, Name extends keyof Given>(given: Given, ...names: Name[]): Pick<Given, Name> {
  return Object.fromEntries(names.map((name) => [name, given[name]])) as Pick<Given, Name>;
}
