/** Forward-only migrations. Never edit a released one; add the next one below it. */
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { StoreUnusable } from "../store.ts";
import type { Tables } from "./schema.ts";

export const migrations: Record<string, Migration> = {
  "0001-cases-transcript-tickets": {
    up: (db) => runAll(db, first),
  },
  "0002-conversations-of-a-browser": {
    up: (db) => runAll(db, second),
  },
  "0003-phrasings": {
    up: (db) => runAll(db, third),
  },
  "0004-technicians": {
    up: (db) => runAll(db, fourth),
  },
  "0005-edits-and-deletions": {
    up: (db) => runAll(db, fifth),
  },
  "0006-faults-that-come-back": {
    up: (db) => runAll(db, sixth),
  },
  "0007-tickets-at-a-glance": {
    up: (db) => runAll(db, seventh),
  },
  "0008-seen-lines": {
    up: (db) => runAll(db, eighth),
  },
  "0009-words-without-accents": {
    up: (db) => runAll(db, "update tickets set words = folded(words)"),
  },
  "0010-used-identity-tokens": {
    up: (db) => runAll(db, tenth),
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

// SQLite cannot change a check constraint, so the two columns with new values are copied into new columns.
const fourth = `
  alter table cases add column state_new text not null default 'bot'
    check (state_new in ('bot', 'waiting', 'with-technician', 'resolved', 'closed'));
  update cases set state_new = state;
  alter table cases drop column state;
  alter table cases rename column state_new to state;
  alter table cases add column "lastAt" text not null default '';
  alter table cases add column watch integer not null default 0 check (watch in (0, 1));
  update cases set "lastAt" = coalesce((select max(at) from lines where "caseId" = cases.id), "openedAt");
  update cases set watch = 1 where state = 'bot'
    and exists (select 1 from events where "caseId" = cases.id and event like '%"undo":%');
  create index cases_watched on cases ("lastAt") where watch = 1;

  alter table lines add column who_new text not null default 'bot' check (who_new in ('person', 'bot', 'technician'));
  update lines set who_new = who;
  alter table lines drop column who;
  alter table lines rename column who_new to who;
  alter table lines add column "toTechnicians" integer not null default 0 check ("toTechnicians" in (0, 1));

  alter table tickets add column revision integer not null default 1;
  alter table tickets add column state text not null default 'waiting'
    check (state in ('waiting', 'with-technician', 'with-bot', 'resolved', 'withdrawn', 'closed'));
  alter table tickets add column "by" text;
  alter table tickets add column urgency text;
  alter table tickets add column "openChanges" integer not null default 0;
  alter table tickets add column "changedAt" text not null default '';
  alter table tickets add column words text not null default '';
  alter table tickets add column person text not null default '';
  alter table tickets add column channel text not null default '';
  alter table tickets add column about text not null default '';
  update tickets set "changedAt" = at, "openChanges" = json_array_length(package, '$.openChanges'),
    words = lower(reference || ' ' || package),
    person = coalesce(package ->> '$.person.name', package ->> '$.person.id', ''),
    channel = coalesce(package ->> '$.channel', ''), about = coalesce(package ->> '$.reason.text', ''),
    state = case (select state from cases where id = tickets."caseId") when 'closed' then 'closed' else 'waiting' end;
  create index tickets_by_state on tickets (state, seq);

  create table "ticketLog" (
    seq integer primary key autoincrement, reference text not null references tickets (reference), at text not null,
    who text not null, what text not null, detail text not null
  ) strict;
  create index ticket_log_by_reference on "ticketLog" (reference, seq);

  create table deliveries (
    seq integer primary key autoincrement, id text not null unique, target text not null,
    reference text not null references tickets (reference), revision integer not null, at text not null,
    payload text not null, state text not null check (state in ('waiting', 'delivered', 'dead')),
    attempts integer not null, "nextAt" text not null, "leasedUntil" text not null, "deliveredAt" text, error text
  ) strict;
  create index deliveries_due on deliveries ("nextAt") where state = 'waiting';
  create index deliveries_by_reference on deliveries (reference, seq);

  create table "deskSessions" (
    id text primary key, technician text not null, "madeAt" text not null, "expiresAt" text not null
  ) strict;
`;

// Older lines do not tell which events they added.
const fifth = `
  alter table lines add column "eventsFrom" integer;
  alter table lines add column "eventsTo" integer;
  alter table lines add column mark text check (mark in ('edited', 'deleted'));
  create index lines_by_activity on lines (conversation, "activityId") where who = 'person';
`;

const sixth = `
  alter table tickets add column times integer not null default 1;
`;

const seventh = `
  alter table tickets add column path text not null default '';
  alter table tickets add column suspect text;
  alter table tickets add column tried integer not null default 0;
  alter table tickets add column language text;
  alter table tickets add column name text;
  create table "ticketNotes" (
    seq integer primary key autoincrement, id text not null unique,
    reference text not null references tickets (reference), at text not null, "by" text not null, text text not null
  ) strict;
  create index ticket_notes_by_reference on "ticketNotes" (reference, seq);
`;

const eighth = `
  alter table conversations add column "personSawSeq" integer not null default 0;
  alter table conversations add column "personSawAt" text;
  alter table conversations add column "technicianSawSeq" integer not null default 0;
  alter table conversations add column "technicianSawBy" text;
`;

/** Migrates an empty or older store in one transaction. Refuses a store that a newer version wrote. */
export async function migrate(db: Kysely<Tables>, path: string): Promise<void> {
  const unknown = (await listApplied(db)).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) {
    const problem = `it was written by a newer version of Reconnect (${unknown.join(", ")})`;
    throw new StoreUnusable(path, problem, "start that newer version, or set DATA_DIR to another folder");
  }
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error) throw error;
}

async function listApplied(db: Kysely<Tables>): Promise<string[]> {
  const tables = await sql<{ name: string }>`select name from sqlite_schema where name = 'kysely_migration'`.execute(
    db,
  );
  if (tables.rows.length === 0) return [];
  return (await sql<{ name: string }>`select name from kysely_migration`.execute(db)).rows.map((row) => row.name);
}

const tenth = `
  create table "usedTokens" (id text primary key, until integer not null) strict, without rowid;
`;
