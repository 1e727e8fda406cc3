/** Connects Kysely to Node's built-in SQLite. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from "kysely";

export function createSqliteDialect(database: DatabaseSync): Dialect {
  return {
    createDriver: () => new WritingDriver({ database: adaptDatabase(database) }),
    createAdapter: () => new WholeMigrations(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

class WritingDriver extends SqliteDriver {
  // After a plain "begin", a write that follows a read fails without waiting if another process wrote in between.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

class WholeMigrations extends SqliteAdapter {
  // SQLite can roll back "create table", but Kysely's adapter does not use that by default.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely asks for the same few statements again and again, so each is prepared once. */
function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = adaptStatement(database, sql);
      if (prepared.size < 200) prepared.set(sql, statement);
      return statement;
    },
  };
}

function adaptStatement(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...toSqlValues(parameters)),
    run: (parameters) => statement.run(...toSqlValues(parameters)),
    iterate: (parameters) => statement.iterate(...toSqlValues(parameters)),
  };
}

/** The columns of `schema.ts` are text, numbers or null. SQLite refuses any other value. */
function toSqlValues(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
