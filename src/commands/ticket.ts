/** `npm run ticket`: what a technician reads while there is no desk. */
import { distance } from "fastest-levenshtein";
import { environment, readConfig, WrongConfiguration } from "../config.ts";
import { plain } from "../escalation/plainText.ts";
import { inTranscript, moment, renderTicket, type TicketPackage, whoIsIt } from "../escalation/renderTicket.ts";
import { openStore, storeFile } from "../store/openStore.ts";
import { type Store, StoreUnusable, type TicketRecord } from "../store/store.ts";

const usage = "npm run ticket -- list\nnpm run ticket -- show <reference> [--json]\n";

type Said = { text: string; exitCode: 0 | 1 };

export async function ticketCommand(
  words: readonly string[],
  store: Pick<Store, "ticket" | "tickets" | "lines">,
): Promise<Said> {
  const json = words.includes("--json");
  const [what, reference, ...more] = words.filter((word) => word !== "--json");
  if (words.some((word) => word.startsWith("-") && word !== "--json")) return { text: usage, exitCode: 1 };
  if (what === "list" && !json && reference === undefined) return { text: list(await store.tickets()), exitCode: 0 };
  if (what !== "show" || reference === undefined || more.length > 0) return { text: usage, exitCode: 1 };
  const record = await store.ticket(reference);
  if (!record) return { text: unknown(reference, await store.tickets()), exitCode: 1 };
  const ticket = packageOf(record);
  // By position, not by clock: what was said in the same second as the hand-over is neither lost nor told twice.
  const later = (await store.lines(record.caseId)).slice(ticket.transcript.length);
  if (!json) return { text: renderTicket(ticket, later), exitCode: 0 };
  const added = later.map(inTranscript);
  return { text: `${asciiControls(JSON.stringify({ ...ticket, added }, null, 2))}\n`, exitCode: 0 };
}

function list(records: readonly TicketRecord[]): string {
  if (records.length === 0) return "There are no tickets.\n";
  const rows = records.map((record) => {
    const { channel, person, fault, openChanges } = packageOf(record);
    const codes = fault.codes.map(({ hex }) => hex).join(" / ") || "no code";
    const open = openChanges.length > 0 ? `${openChanges.length} OPEN CHANGE${openChanges.length > 1 ? "S" : ""}` : "";
    return [record.reference, moment(record.at), channel, whoIsIt(person), codes, open].map(plain);
  });
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

function unknown(reference: string, records: readonly TicketRecord[]): string {
  if (records.length === 0) return `There is no ticket ${plain(reference)}: there are no tickets.\n`;
  const near = records
    .map((record) => record.reference)
    .sort((a, b) => far(a, reference) - far(b, reference))
    .slice(0, 3);
  return `There is no ticket ${plain(reference)}.\n  → nearest: ${near.join(", ")}; all of them: npm run ticket -- list\n`;
}

/** JSON that says the same, but moves no cursor and turns no text around where it is printed. */
function asciiControls(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function far(a: string, b: string): number {
  return distance(a.toLowerCase(), b.toLowerCase());
}

/** A ticket is written by the hand-over alone, in the shape that is read here. */
function packageOf(record: TicketRecord): TicketPackage {
  return record.package as TicketPackage;
}

if (import.meta.main) {
  try {
    const store = await openStore(storeFile(readConfig(environment()).dataDir));
    const { text, exitCode } = await ticketCommand(process.argv.slice(2), store);
    await store.close();
    process.exitCode = exitCode;
    (exitCode === 0 ? process.stdout : process.stderr).write(text);
  } catch (error) {
    if (!(error instanceof WrongConfiguration || error instanceof StoreUnusable)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
