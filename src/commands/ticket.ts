/** `npm run ticket`: shows tickets in a terminal, and replays a case to check that it leads to the same moves. */

import { distance } from "fastest-levenshtein";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { parseTree } from "../../knowledge/tree/load.ts";
import { nameChannel } from "../channels/channels.ts";
import { splitConversationKey } from "../store/caseKey.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import type { StoredTicket, TicketRecord } from "../store/tickets.ts";
import { listActivities, listShown } from "../tickets/activities.ts";
import { toPlain } from "../tickets/plainText.ts";
import { formatMoment, renderTicket } from "../tickets/renderTicket.ts";
import { namePerson, wordUrgency } from "../tickets/ticketInWords.ts";
import { packageSchemaText, readPackage, type TicketPackage } from "../tickets/ticketPackage.ts";
import { createTranscriber, isSaid } from "../tickets/transcript.ts";
import { explainMistakes, type Program, runAsProcess } from "./program.ts";
import { type CasesAndTrees, renderReplay } from "./ticket/replay.ts";
import { withStore } from "./withStore.ts";

const usage = `npm run ticket -- list                          list all tickets, newest first
npm run ticket -- show <reference> [--json]     show a ticket and the messages since
npm run -s ticket -- show <reference> --transcript
                                                print the whole conversation as Bot Framework activities
npm run ticket -- replay <reference>            replay its case and compare the moves
npm run -s ticket -- schema                     print the JSON Schema of the package
`;

type CommandOutput = { text: string; exitCode: 0 | 1 };

/** A parsed command line. */
type TicketRequest =
  | { what: "list" }
  | { what: "schema" }
  | { what: "show"; reference: string; form: "text" | "json" | "transcript" }
  | { what: "replay"; reference: string };

export async function runTicketCommand(
  words: readonly string[],
  store: Pick<Store, "tickets" | "conversations"> & CasesAndTrees,
): Promise<CommandOutput> {
  const request = parseRequest(words);
  if (!request) return { text: usage, exitCode: 1 };
  if (request.what === "schema") return { text: packageSchemaText(), exitCode: 0 };
  if (request.what === "list") return { text: renderList(await store.tickets.list()), exitCode: 0 };
  const record = await store.tickets.find(request.reference);
  if (!record) return { text: explainUnknown(request.reference, await store.tickets.list()), exitCode: 1 };
  if (request.what === "replay") return renderReplay(record, store);
  const handedOver = readPackage(record);
  const lines = (await store.conversations.linesOfCase(record.caseId)).filter(isSaid);
  const open = await openCase(record, store);
  if (request.form === "transcript") return renderTranscript(handedOver, open, lines);
  // By position, not by clock, so that a message in the second of the hand-over is neither lost nor repeated.
  const added = lines.slice(handedOver.transcript.length).map(createTranscriber(open));
  if (request.form === "text") return { text: renderTicket(handedOver, added), exitCode: 0 };
  return { text: renderJson({ ...handedOver, added }), exitCode: 0 };
}

/** The whole conversation without what the person keeps back, in the form of a `.transcript` file. */
function renderTranscript(handedOver: TicketPackage, open: OpenCase, lines: readonly StoredLine[]): CommandOutput {
  const [first] = lines;
  if (!first) return { text: `The transcript of ${toPlain(handedOver.reference)} has no lines.\n`, exitCode: 1 };
  const place = splitConversationKey(first.conversation);
  const transcript = lines.map(createTranscriber(open));
  const activities = listActivities({ ...handedOver, transcript }, listShown(open, lines, place), place.conversation);
  return { text: renderJson(activities), exitCode: 0 };
}

async function openCase({ caseId }: StoredTicket, store: CasesAndTrees): Promise<OpenCase> {
  const stored = await store.cases.find(caseId);
  const tree = stored && (await store.trees.findText(stored.treeHash));
  if (!stored || tree === undefined)
    throw new Error(`ticket cannot be shown: its case ${caseId} or the case's tree is missing in the store`);
  const knowledge = { tree: parseTree(tree, "the kept tree"), codes: loadCodes() };
  return new OpenCase(knowledge, stored.history);
}

function parseRequest(words: readonly string[]): TicketRequest | undefined {
  const isOption = (word: string) => word.startsWith("-");
  const [option, ...moreOptions] = new Set(words.filter(isOption));
  const [what, reference, ...more] = words.filter((word) => !isOption(word));
  if (more.length > 0 || moreOptions.length > 0) return undefined;
  const isBare = option === undefined && reference === undefined;
  if (isBare && (what === "list" || what === "schema")) return { what };
  if (reference === undefined) return undefined;
  if (what === "replay" && option === undefined) return { what, reference };
  if (what !== "show") return undefined;
  switch (option) {
    case undefined:
      return { what, reference, form: "text" };
    case "--json":
      return { what, reference, form: "json" };
    case "--transcript":
      return { what, reference, form: "transcript" };
    default:
      return undefined;
  }
}

function renderList(records: readonly StoredTicket[]): string {
  if (records.length === 0) return "There are no tickets.\n";
  const rows = records.map((record) => {
    const { channel, person, fault } = readPackage(record);
    const codes = fault.codes.map(({ hex }) => hex).join(" / ") || "no code";
    const { openChanges: open, state, by, urgency } = record;
    const who = by ? `${state} (${by})` : state;
    const changes = open > 0 ? `${open} OPEN CHANGE${open > 1 ? "S" : ""}` : "";
    return [
      record.reference,
      formatMoment(record.at),
      who,
      wordUrgency(urgency ? { urgency } : {}),
      nameChannel(channel),
      namePerson(person),
      codes,
      changes,
    ].map(toPlain);
  });
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}

function explainUnknown(reference: string, records: readonly TicketRecord[]): string {
  if (records.length === 0) return `There is no ticket ${toPlain(reference)}: there are no tickets.\n`;
  const near = records
    .map((record) => record.reference)
    .sort((a, b) => measureDistance(a, reference) - measureDistance(b, reference))
    .slice(0, 3);
  return `There is no ticket ${toPlain(reference)}.\n  → similar: ${near.join(", ")}; list all: npm run ticket -- list\n`;
}

/** JSON in which the characters that could move the cursor or reverse text in a terminal are escaped. */
function renderJson(value: object): string {
  const json = JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${json}\n`;
}

function measureDistance(a: string, b: string): number {
  return distance(a.toLowerCase(), b.toLowerCase());
}

export async function ticket(words: string[], program: Program): Promise<number> {
  const { output, errors } = program;
  return explainMistakes(program, async () => {
    const result = await runTicket(words, program);
    // A replay with a difference is still a result, so it goes to standard output.
    const isResult = result?.exitCode === 0 || words[0] === "replay";
    if (result) (isResult ? output : errors).write(result.text);
    return result?.exitCode ?? 1;
  });
}

/** Opens the store only for commands that need it. */
async function runTicket(words: readonly string[], program: Program): Promise<CommandOutput | undefined> {
  const request = parseRequest(words);
  if (!request) return { text: usage, exitCode: 1 };
  if (request.what === "schema") return { text: packageSchemaText(), exitCode: 0 };
  return withStore(program, (store) => runTicketCommand(words, store));
}

if (import.meta.main) await runAsProcess(ticket);
