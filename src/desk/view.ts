/** Builds what the page of a ticket shows: the case as it stands, the conversation and the next steps. */
import { repairedFile } from "../../dialogs/hearing/showRdpFile.ts";
import { hideKeptBack } from "../../dialogs/wording/keptBack.ts";
import { findTechnicianMove } from "../../dialogs/wording/nextAction.ts";
import { wordForTechnician } from "../../dialogs/wording/technicianWords.ts";
import { buildTicket } from "../../dialogs/wording/ticket.ts";
import type { HandOverDetails } from "../../knowledge/case/events.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { findCause } from "../../knowledge/case/openChanges.ts";
import type { OpenChange } from "../../knowledge/case/standing.ts";
import { rankSuspects } from "../../knowledge/case/suspects.ts";
import { readRdpFile } from "../../knowledge/reading/rdpFile.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import type { StoredTicket } from "../store/tickets.ts";
import { readPackage, type TicketPackage } from "../tickets/ticketPackage.ts";
import { createTranscriber, isSaid } from "../tickets/transcript.ts";
import type { Trees } from "../turn/openTurn.ts";
import { explainRefusal } from "./allowed.ts";
import type { CaseAction, SaidLine, Technician, TicketView } from "./desk.ts";
import { quoteFirstWords } from "./firstWords.ts";
import { listOffers } from "./offers.ts";
import { makeEntry } from "./queue.ts";
import { listRecordable, listUnfilled } from "./recordable.ts";
import { findRecording } from "./recordings.ts";
import { describeResolutions } from "./resolutions.ts";

type Parts = {
  store: Pick<Store, "cases" | "conversations" | "tickets" | "deliveries">;
  trees: Trees;
  /** Whether the person has that conversation open; undefined where the channel does not report it. */
  isThere: (conversation: string) => boolean | undefined;
};

/** `npm run ticket -- show` prints longer texts and earlier lines. */
const MOST_LINES = 400;
const MOST_OF_LINE = 100_000;

const kinds: CaseAction["kind"][] = [
  "claim",
  "take-over",
  "release",
  "say",
  "record",
  "fill",
  "read",
  "next-done",
  "undo",
  "put-back",
  "keep",
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
  const latest = lines.findLast(({ who }) => who === "person");
  const shown = lines.slice(-MOST_LINES).map(createLineReader(open, latest));
  return {
    ...(await makeEntry(store, ticket, dead)),
    ...describeResolutions(open),
    ...describeNextSteps(visibleCase),
    recording: findRecording(open),
    repairedFile: findRepairedFile(open, shown),
    now: {
      ...leaveOutCase(handedOver),
      ...current,
      person: describePerson(handedOver, open.standing.told),
      transcript: [],
    },
    handedOver,
    told: open.standing.told,
    inTheirWords: quoteFirstWords(shown),
    lines: shown,
    earlierLines: Math.max(0, lines.length - MOST_LINES),
    fixed: open.standing.fixed,
    changes: open.standing.openChanges.map((change) => describeChange(open.knowledge.tree, change)),
    deliveries: deliveries.map(({ payload: _, ...delivery }) => delivery),
    notes: await store.tickets.notes(reference),
    log: await store.tickets.log(reference),
    isThere: isThere(lines.at(-1)?.conversation ?? ""),
    may: Object.fromEntries(
      kinds.map((kind) => [kind, !isSuperseded && !explainRefusal(kind, open.standing, technician)]),
    ) as TicketView["may"],
  };
}

/** What the case may no longer have, such as something to do next. */
function leaveOutCase(handedOver: TicketPackage) {
  const { next: _, computer: __, affected: ___, impact: ____, ...rest } = handedOver;
  return rest;
}

/** The person, with what they told since the hand-over. */
function describePerson({ person }: TicketPackage, { name, contact }: HandOverDetails): TicketPackage["person"] {
  return { ...person, ...(!person.name && name && { name }), ...(contact && { contact }) };
}

/** What a technician can run, record and name as the cause. */
function describeNextSteps(open: OpenCase): Pick<TicketView, "report" | "facts" | "blanks" | "causes"> {
  return {
    report: describeReport(open),
    facts: listRecordable(open),
    blanks: listUnfilled(open),
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

function describeChange(tree: Tree, { event, step, of, do: did, undo }: OpenChange): TicketView["changes"][number] {
  const title = tree.steps[step]?.title ?? wordForTechnician(did);
  return { change: event, title, undo: undo.do, run: undo.run ?? null, cause: findCause(of) };
}

function createLineReader(open: OpenCase, latest: StoredLine | undefined): (line: StoredLine) => SaidLine {
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
      offers:
        who === "person" && line.toTechnicians && !leftOut && !deleted
          ? listOffers(open, text, { isLatest: line === latest })
          : [],
    };
  };
}

function describeReport(open: OpenCase): TicketView["report"] {
  const move = findTechnicianMove(open);
  if (move?.kind !== "report") return null;
  const { title, explain } = move.report;
  const { do: how, run, file } = move.script;
  return { title, words: wordForTechnician(`${explain} ${how}`), script: run, file };
}
