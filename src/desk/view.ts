/** Builds what the page of a ticket shows: the case as it stands, the conversation and the next steps. */
import { repairedFile } from "../../dialogs/hearing/showRdpFile.ts";
import { hideKeptBack } from "../../dialogs/wording/keptBack.ts";
import { wordMove } from "../../dialogs/wording/moveWording.ts";
import { buildTicket } from "../../dialogs/wording/ticket.ts";
import { renderPlain } from "../../dialogs/wording/wording.ts";
import type { Event } from "../../knowledge/case/events.ts";
import { findAskedFact, listAnswers } from "../../knowledge/case/moves.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { OpenChange } from "../../knowledge/case/standing.ts";
import { rankSuspects } from "../../knowledge/case/suspects.ts";
import { readRdpFile } from "../../knowledge/reading/rdpFile.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import type { StoredTicket } from "../store/tickets.ts";
import { readPackage } from "../tickets/ticketPackage.ts";
import { createTranscriber, isSaid } from "../tickets/transcript.ts";
import type { Trees } from "../turn/openTurn.ts";
import { explainRefusal } from "./allowed.ts";
import type { DeskAction, RecordableFact, SaidLine, Technician, TicketView } from "./desk.ts";
import { makeEntry } from "./queue.ts";
import { makeTechnicianCase } from "./technicianCase.ts";

type Parts = {
  store: Pick<Store, "cases" | "conversations" | "tickets" | "deliveries">;
  trees: Trees;
  /** Whether the person has that conversation open; undefined where the channel does not report it. */
  isThere: (conversation: string) => boolean | undefined;
};

/** `npm run ticket -- show` prints longer texts and earlier lines. */
const MOST_LINES = 400;
const MOST_OF_LINE = 6_000;

const kinds: DeskAction["kind"][] = [
  "claim",
  "take-over",
  "release",
  "say",
  "record",
  "read",
  "put-back",
  "hand-back",
  "resolve",
  "reopen",
];

export async function viewTicket(
  { store, trees, isThere }: Parts,
  ticket: StoredTicket,
  technician: Technician,
): Promise<TicketView> {
  const { reference, caseId } = ticket;
  const stored = await store.cases.find(caseId);
  if (!stored) throw new Error(`ticket ${reference}: its case ${caseId} is not in the store`);
  const open = new OpenCase(await trees.byHash(stored.treeHash), stored.history);
  const handedOver = readPackage(ticket);
  // Technicians do not see what the person keeps back.
  const visibleCase = hideKeptBack(open);
  const lines = (await store.conversations.linesOfCase(caseId)).filter(isSaid);
  const deliveries = await store.deliveries.list({ reference, most: 50 });
  const dead = deliveries.filter(({ state }) => state === "dead").length;
  const isSuperseded = (await store.cases.current(ticket.key))?.id !== caseId;
  const current = buildTicket(open, open.standing.handedOver?.to ?? handedOver.reason.id, visibleCase);
  const shown = lines.slice(-MOST_LINES).map(createLineReader(open));
  return {
    ...(await makeEntry(store, ticket, dead)),
    ...describeResolutions(open),
    ...describeNextSteps(visibleCase),
    repairedFile: findRepairedFile(open, shown),
    now: { ...handedOver, ...current, transcript: [] },
    handedOver,
    told: open.standing.told,
    lines: shown,
    earlierLines: Math.max(0, lines.length - MOST_LINES),
    changes: open.standing.openChanges.map(describeChange),
    deliveries: deliveries.map(({ payload: _, ...delivery }) => delivery),
    log: await store.tickets.log(reference),
    isThere: isThere(lines.at(-1)?.conversation ?? ""),
    may: Object.fromEntries(
      kinds.map((kind) => [kind, !isSuperseded && !explainRefusal(kind, open.standing, technician)]),
    ) as TicketView["may"],
  };
}

function describeResolutions({
  knowledge: { tree },
  history,
}: OpenCase): Pick<TicketView, "resolved" | "resolvedBefore"> {
  const resolutions = listResolutions(tree, history);
  const isResolved = history.findLast(({ kind }) => kind === "resolved" || kind === "reopened")?.kind === "resolved";
  return {
    resolved: isResolved ? (resolutions.at(-1) ?? null) : null,
    resolvedBefore: isResolved ? resolutions.slice(0, -1) : resolutions,
  };
}

/** The bot's next move if it had the case, and what a technician can record. */
function describeNextSteps(open: OpenCase): Pick<TicketView, "suggestion" | "ownNext" | "facts" | "causes"> {
  const botCase = handBack(open);
  return {
    suggestion: suggestMove(botCase),
    ownNext: describeOwnNext(makeTechnicianCase(botCase)),
    facts: listRecordable(open, findAskedFact(botCase.move)),
    causes: rankSuspects(open.knowledge.tree, open.standing).map(({ cause, title, standing }) => ({
      id: cause,
      title,
      standing,
    })),
  };
}

function findRepairedFile({ knowledge: { tree } }: OpenCase, lines: readonly SaidLine[]): TicketView["repairedFile"] {
  for (const { text } of lines.filter(({ who }) => who === "person").reverse()) {
    const repaired = readRdpFile(tree["rdp-settings"], text)?.file.repaired;
    if (repaired !== undefined) return { name: repairedFile, text: repaired };
  }
  return null;
}

function describeChange({ event, do: did, undo }: OpenChange): TicketView["changes"][number] {
  return { change: event, do: did, undo: undo.do, run: undo.run ?? null };
}

function createLineReader(open: OpenCase): (line: StoredLine) => SaidLine {
  const transcribe = createTranscriber(open);
  return (line) => {
    const { who, name = "", at, text, by, leftOut, deleted, edited } = transcribe(line);
    return {
      row: line.seq,
      who,
      name,
      at,
      text: text.length > MOST_OF_LINE ? `${text.slice(0, MOST_OF_LINE)} […]` : text,
      byModel: by === "model",
      leftOut: leftOut ?? false,
      ...(deleted && { deleted }),
      ...(edited && { edited }),
      unsent: !line.sent,
    };
  };
}

/** The case as the bot would get it if the technician handed it back now. */
function handBack({ knowledge, history }: OpenCase): OpenCase {
  return new OpenCase(knowledge, [...history, { kind: "handed-back", by: "" }]);
}

function suggestMove(open: OpenCase): TicketView["suggestion"] {
  const { move } = open;
  const { choices: _, form: _form, command, ...wording } = wordMove(open, move);
  const kind = move.kind === "ask" || move.kind === "look" || move.kind === "step" ? move.kind : "other";
  return { kind, words: renderPlain(wording), command: command ?? null, fact: findAskedFact(move) ?? null };
}

function describeOwnNext(open: OpenCase): TicketView["ownNext"] {
  const { move } = open;
  // The chat's own offers, such as "say why", mean nothing at the desk.
  const {
    choices: _,
    form: _form,
    folded: _folded,
    instead: _instead,
    command,
    file,
    ...wording
  } = wordMove(open, move);
  const kind = move.kind === "report" || move.kind === "look" || move.kind === "step" ? move.kind : "other";
  return { kind, words: renderPlain(wording), command: command ?? null, file: file ?? null };
}

function listRecordable({ knowledge: { tree }, standing }: OpenCase, suggested: string | undefined): RecordableFact[] {
  const { facts } = standing;
  const rank = ({ fact, known }: RecordableFact) => (fact === suggested ? 0 : known === null ? 1 : 2);
  return Object.entries(tree.facts)
    .map(([fact, { ask, many }]): RecordableFact => {
      const choices = listAnswers(tree.facts[fact] as Tree["facts"][string]);
      const answers = facts.get(fact)?.answers;
      const labels = answers?.map((answer) => choices.find(({ id }) => id === answer)?.label ?? answer);
      return { fact, question: ask, known: labels?.join("; ") ?? null, many: many ?? false, choices };
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** Every resolution of the case, in order. */
function listResolutions(tree: Tree, history: readonly Event[]): NonNullable<TicketView["resolved"]>[] {
  return history.flatMap((event) =>
    event.kind === "resolved"
      ? [
          {
            by: event.by,
            cause: event.cause,
            causeTitle: event.cause === null ? null : (tree.causes[event.cause]?.title ?? event.cause),
            note: event.note,
          },
        ]
      : [],
  );
}
