/** Forward only: a migration once released is never edited, the next one is added below it. */
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Tables } from "./schema.ts";
import { StoreUnusable } from "./store.ts";

const migrations: Record<string, Migration> = {
  "0001-cases-transcript-tickets": {
    up: (db) => runAll(db, first),
  },
  "0002-conversations-of-a-browser": {
    up: (db) => runAll(db, second),
  },
  "0003-phrasings": {
    up: (db) => runAll(db, third),
  },
};

async function runAll(db: Kysely<unknown>, statements: string): Promise<void> {
  for (const statement of statements.split(";").filter((part) => part.trim())) await sql.raw(statement).execute(db);
}

const first = `
  create table trees (hash text primary key, id text not null, version text not null, text text not null) strict;
  create table conversations (id text primary key, channel text not null, reference text not null) strict;
  create table taken (
    conversation text not null references conversations (id), "activityId" text not null,
    primary key (conversation, "activityId")
  ) strict, without rowid;
  create table cases (
    seq integer primary key autoincrement, id text not null unique, key text not null,
    "treeHash" text not null references trees (hash), state text not null check (state in ('bot', 'waiting', 'closed')),
    reference text, "openedAt" text not null
  ) strict;
  create index cases_by_key on cases (key, seq);
  create table events (
    "caseId" text not null references cases (id), seq integer not null, event text not null,
    primary key ("caseId", seq)
  ) strict, without rowid;
  create table "dialogStates" (key text primary key, state text not null) strict;
  create table lines (
    row integer primary key autoincrement, id text not null unique, "caseId" text not null references cases (id),
    conversation text not null references conversations (id), seq integer not null,
    who text not null check (who in ('person', 'bot')), "activityId" text not null, text text not null,
    activity text not null, provenance text, at text not null, sent integer not null check (sent in (0, 1)),
    unique (conversation, seq)
  ) strict;
  create index lines_by_case on lines ("caseId", row);
  create index lines_unsent on lines (conversation, seq) where sent = 0;
  create table tickets (
    seq integer primary key autoincrement, reference text not null unique, "caseId" text not null references cases (id),
    key text not null, at text not null, package text not null
  ) strict;
`;

const second = `
  alter table conversations add column person text not null default '';
  alter table conversations add column "openedAt" text not null default '';
  alter table conversations add column "closedAt" text;
  create index conversations_by_person on conversations (channel, person, "openedAt");
  create table "signingKeys" (id text primary key, secret text not null, "madeAt" text not null) strict;
`;

const third = `
  create table phrasings (
    key text primary key, wording text not null, "treeHash" text not null, model text not null, tone text not null,
    text text not null, at text not null
  ) strict;
  create table "rejectedPhrasings" (
    seq integer primary key, at text not null, wording text not null, "treeHash" text not null, model text not null,
    tone text not null, template text not null, text text not null, reason text not null, detail text not null,
    times integer not null, unique (wording, text)
  ) strict;
`;

/** Brings an empty or older store up to date, whole or not at all. Refuses one that a newer version wrote. */
export async function migrate(db: Kysely<Tables>, path: string): Promise<void> {
  const unknown = (await applied(db)).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) {
    const problem = `it was written by a newer version of Reconnect (${unknown.join(", ")})`;
    throw new StoreUnusable(path, problem, "start that version, or set DATA_DIR to another folder");
  }
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error) throw error;
}

async function applied(db: Kysely<Tables>): Promise<string[]> {
  const tables = await sql<{ name: string }>`select name from sqlite_schema where name = 'kysely_migration'`.execute(
    db,
  );
  if (tables.rows.length === 0) return [];
  return (await sql<{ name: string }>`select name from kysely_migration`.execute(db)).rows.map((row) => row.name);
}
