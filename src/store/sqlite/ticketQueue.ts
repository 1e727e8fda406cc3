/** Reads the queue: searches, counts, and the place of a ticket. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ListedTicket, TicketCount, TicketSearch } from "../tickets.ts";
import type { Tables } from "./schema.ts";
import { fold } from "./textFunctions.ts";
import { rowColumns, waitsSince } from "./ticketColumns.ts";

const openStates = ["waiting", "with-technician", "with-bot", "resolved"] as const;

/** The order of the queue: unfinished tickets first, then by urgency. */
const rank = sql<number>`
  case state when 'waiting' then 0 when 'with-technician' then 0 else 10 end
  + case when "openChanges" > 0 then -1 when urgency = 'now' then 0 when urgency = 'today' then 1 when urgency = 'can-wait' then 3 else 2 end`;

export async function searchTickets(
  db: Kysely<Tables>,
  { states, words = "", by, withOpenChanges, misread, most }: TicketSearch,
): Promise<ListedTicket[]> {
  if (misread !== undefined) return findMisread(db, misread);
  const tickets = db.selectFrom("tickets").select(rowColumns).select(waitsSince.as("waitsSince")).limit(most);
  const terms = fold(words).split(/\s+/).filter(Boolean).slice(0, 8);
  if (terms.length > 0) {
    const isNamed = (word: string) => sql<boolean>`has_name(coalesce(name, '') || ' ' || person, ${word})`;
    // A caller on the phone names themselves, their computer or the reference.
    const isInHead = (word: string) =>
      sql<boolean>`instr(folded(coalesce(name, '') || ' ' || person || ' ' || reference || ' ' || path), ${word}) > 0`;
    const hasComputer = sql<boolean>`has_computer(path, ${words})`;
    const hasWord = (word: string) => sql<boolean>`(instr(words, ${word}) > 0 or ${isNamed(word)})`;
    return tickets
      .where(sql<boolean>`((${sql.join(terms.map(hasWord), sql` and `)}) or ${hasComputer})`)
      .orderBy(sql`(${sql.join(terms.map(isInHead), sql` and `)}) or ${hasComputer}`, "desc")
      .orderBy(
        sql`${sql.join(
          terms.map((word) => sql`(${isInHead(word)} or ${isNamed(word)})`),
          sql` and `,
        )}`,
        "desc",
      )
      .orderBy("seq", "desc")
      .execute();
  }
  let chosen = tickets.where("state", "in", states ?? openStates);
  if (by !== undefined) chosen = chosen.where("by", "=", by);
  if (withOpenChanges) chosen = chosen.where("openChanges", ">", 0);
  const newestFirst = states?.every((state) => !openStates.some((open) => open === state));
  if (newestFirst) return chosen.orderBy("seq", "desc").execute();
  return chosen.orderBy(rank).orderBy(waitsSince).orderBy("seq").execute();
}

/** The ticket whose reference has at most one letter that differs, if only one is that near. */
async function findMisread(db: Kysely<Tables>, asked: string): Promise<ListedTicket[]> {
  const misread = sql<number>`misread(reference, ${asked})`;
  const near = db
    .selectFrom("tickets")
    .select(rowColumns)
    .select([waitsSince.as("waitsSince"), misread.as("misread")]);
  const [first, second] = await near.where(sql<boolean>`${misread} <= 1`).orderBy(misread).limit(2).execute();
  if (!first || first.misread === second?.misread) return [];
  const { misread: _, ...ticket } = first;
  return [ticket];
}

export async function countTickets(db: Kysely<Tables>, technician: string): Promise<TicketCount[]> {
  const countThose = (isCounted: RawBuilder<boolean>) => sql<number>`sum(case when ${isCounted} then 1 else 0 end)`;
  const counted = db
    .selectFrom("tickets")
    .select(({ fn }) => [
      "state",
      fn.countAll<number>().as("count"),
      countThose(sql`"by" = ${technician}`).as("theirs"),
      countThose(sql`"openChanges" > 0`).as("withOpenChanges"),
    ]);
  return counted.groupBy("state").execute();
}

export async function findPlace(
  db: Kysely<Tables>,
  reference: string,
): Promise<{ waitsSince: string; before: number } | undefined> {
  const waiting = db.selectFrom("tickets").where("state", "=", "waiting");
  const place = await waiting
    .select(["seq", rank.as("rank"), waitsSince.as("waitsSince")])
    .where("reference", "=", reference)
    .executeTakeFirst();
  if (!place) return undefined;
  const { before } = await waiting
    .select(({ fn }) => fn.countAll<number>().as("before"))
    .where(sql<boolean>`(${rank}, ${waitsSince}, seq) < (${place.rank}, ${place.waitsSince}, ${place.seq})`)
    .executeTakeFirstOrThrow();
  return { waitsSince: place.waitsSince, before };
}
