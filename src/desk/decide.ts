/** Turns a technician's action into events of the case and messages to the person, and decides whether the bot continues. */
import { hideKeptBack } from "../../dialogs/wording/keptBack.ts";
import { findTechnicianStep } from "../../dialogs/wording/nextAction.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import type { Event } from "../../knowledge/case/events.ts";
import { makePerformed } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { findCause } from "../../knowledge/case/openChanges.ts";
import { listRights } from "../../knowledge/case/technicianCase.ts";
import { makeReportEvents } from "../../knowledge/reading/reportEvents.ts";
import { understand } from "../../knowledge/reading/understand.ts";
import { NOT_SURE } from "../../knowledge/tree/tree.ts";
import { holdsSecret } from "../privacy/secrets.ts";
import type { TicketLogEntry } from "../store/tickets.ts";
import { explainTooLong } from "../tickets/textLimits.ts";
import type { Decision } from "../turn/caseTurn.ts";
import type { OpenTurn } from "../turn/openTurn.ts";
import { explainRefusal } from "./allowed.ts";
import { agentOfHub } from "./attendance.ts";
import type { CaseAction, Technician } from "./desk.ts";
import { listRecorded } from "./recordings.ts";

type Ticket = { reference: string; caseId: string };

type Context = {
  open: OpenCase;
  /** The technician's name. */
  by: string;
  note: (what: TicketLogEntry["what"], detail: string) => TicketLogEntry[];
};

type Actions = { [Action in CaseAction as Action["kind"]]: Action };
type Deciders = { [Kind in keyof Actions]: (action: Actions[Kind], context: Context) => Decision };

/** Adds the events of the action to the case. Adds none when it returns `why`. */
export function decide(
  turn: OpenTurn,
  ticket: Ticket,
  technician: Technician,
  action: CaseAction,
  at: string,
): Decision {
  const open = turn.current;
  if (open.id !== ticket.caseId) return { why: sentence("desk-page.refusal.new-case") };
  const why = explainRefusal(action.kind, open.standing, technician) ?? explainTooLongAction(action);
  if (why) return { why };
  const by = technician.name;
  const note: Context["note"] = (what, detail) => [{ reference: ticket.reference, at, who: by, what, detail }];
  return decideAction(action.kind, action, { open, by, note });
}

/** The type parameter lets the compiler match each kind with its decider. */
function decideAction<Kind extends keyof Actions>(kind: Kind, action: Actions[Kind], context: Context): Decision {
  return deciders[kind](action, context);
}

const deciders: Deciders = {
  claim: (_action, context) => join(context),
  "take-over"(_action, { open, by }) {
    const from = open.standing.handedOver?.by ?? agentOfHub;
    open.add({ kind: "joined", by });
    return {
      say: [from === agentOfHub ? sentence("joined", { by }) : sentence("takes-over", { by, from })],
      resume: true,
    };
  },
  release(_action, { open, by }) {
    open.add({ kind: "released", by });
    return { say: [sentence("released", { by })], resume: true };
  },
  say({ text }, { by, note }) {
    const reply = text.trim();
    if (!reply) return { why: sentence("desk-page.refusal.empty-reply") };
    if (holdsSecret(reply)) return { why: sentence("desk-page.refusal.secret") };
    return { from: { name: by, text: reply }, log: note("said", "") };
  },
  record({ fact: id, answers }, { open, by, note }) {
    const fact = lookUp(open.knowledge.tree.facts, id);
    const unknown = answers.find((answer) => answer !== NOT_SURE && !lookUp(fact?.answers ?? {}, answer));
    if (!fact || unknown !== undefined || answers.length === 0)
      return { why: sentence("desk-page.refusal.unknown-answer") };
    open.add({ kind: "answered", fact: id, answers, origin: "technician", words: "" });
    open.add({ kind: "recorded", by, from: open.history.length - 1 });
    return { log: note("recorded", fact.ask) };
  },
  read({ text, look }, { open, by, note }) {
    if (holdsSecret(text)) return { why: sentence("desk-page.refusal.secret") };
    const read = understand(open.knowledge, text);
    const reports = (read.reports ?? []).filter(({ facts, values }) => facts.length + values.length > 0);
    const rights = listRights(open.knowledge.tree);
    const before = open.history.length;
    // The rights of the technician are not the person's.
    for (const report of reports) {
      const facts = report.facts.filter(({ fact }) => !rights.has(fact));
      open.add(...makeReportEvents({ ...report, facts }, open.standing));
    }
    const known = open.standing.facts;
    for (const { fact, answer, from } of read.facts)
      if (fact !== "code" && !rights.has(fact) && !known.get(fact)?.answers.includes(answer))
        open.add({ kind: "answered", fact, answers: [answer], origin: "technician", words: from });
    // A healthy output need not say anything new.
    const learns = look === undefined ? [] : (lookUp(open.knowledge.tree.looks, look)?.learns ?? []);
    if (look !== undefined && read.facts.some(({ fact }) => learns.includes(fact))) open.add({ kind: "looked", look });
    if (open.history.length === before)
      return { why: sentence(`desk-page.refusal.${read.facts.length > 0 ? "nothing-new" : "nothing-read"}`) };
    open.add({ kind: "recorded", by, from: before });
    return {
      log: note(
        "recorded",
        reports.map(({ report }) => sentence("desk-page.log.report", { report })).join(", ") ||
          sentence("desk-page.log.pasted"),
      ),
    };
  },
  "next-done"({ action, how }, { open, by, note }) {
    const { tree } = open.knowledge;
    const look = lookUp(tree.looks, action);
    const move = look ? undefined : findTechnicianStep(hideKeptBack(open));
    if (look) open.add({ kind: "looked", look: action });
    else if (move?.id !== action) return { why: sentence("desk-page.refusal.other-step") };
    else open.add(how === "done" ? makePerformed(move) : { kind: "could-not", step: move.id, of: move.of });
    open.add({ kind: "recorded", by, from: open.history.length - 1 });
    const title = look?.title ?? move?.step.title ?? action;
    return { log: note("recorded", sentence(nameOutcome(look !== undefined, how), { title })) };
  },
  fill({ blank: id, value: written }, { open, by, note }) {
    // A pasted "\\srv01" or "srv01:3389" names the same computer.
    const value = id === "host" ? written.replace(/^\\+|:\d{1,5}$/g, "").trim() : written.trim();
    const blank = lookUp(open.knowledge.tree.blanks, id);
    if (!blank || !new RegExp(`^(?:${blank.matches})$`, "u").test(value))
      return { why: sentence("desk-page.refusal.wrong-value", { example: blank?.example ?? "" }) };
    open.add({ kind: "filled", blank: id, value }, { kind: "recorded", by, from: open.history.length });
    return { log: note("recorded", blank.ask) };
  },
  undo({ recording }, { open, note }) {
    const events = listRecorded(open.history, recording);
    if (events.length === 0) return { why: sentence("desk-page.refusal.already-taken-back") };
    const [first] = events.map((at) => open.history[at]);
    open.add({ kind: "taken-back", events });
    return { log: note("took-back", nameQuestion(open, first)) };
  },
  "put-back"({ change: id }, { open, by, note }) {
    const change = open.standing.openChanges.find(({ event }) => event === id);
    if (!change) return { why: sentence("desk-page.refusal.already-put-back") };
    open.add({ kind: "reverted", change: id, done: true, by });
    const step = open.knowledge.tree.steps[change.step]?.title ?? change.step;
    return { log: note("recorded", sentence("desk-page.log.put-back", { step })) };
  },
  keep({ change: id }, { open, by, note }) {
    const change = open.standing.openChanges.find(({ event }) => event === id);
    if (!change) return { why: sentence("desk-page.refusal.already-put-back") };
    if (findCause(change.of) === null) return { why: sentence("desk-page.refusal.only-a-test") };
    const from = open.history.length;
    open.add({ kind: "checked", of: change.of, works: true, by }, { kind: "recorded", by, from });
    const step = open.knowledge.tree.steps[change.step]?.title ?? change.step;
    return { log: note("recorded", sentence("desk-page.log.stays", { step })) };
  },
  "hand-back"(_action, { open, by }) {
    open.add({ kind: "handed-back", by });
    return { say: [sentence("handed-back", { by })], resume: true };
  },
  resolve({ cause, note }, { open, by }) {
    if (cause !== null && !lookUp(open.knowledge.tree.causes, cause))
      return { why: sentence("desk-page.refusal.unknown-cause") };
    if (cause === null && !note.trim()) return { why: sentence("desk-page.refusal.describe-cause") };
    if (holdsSecret(note)) return { why: sentence("desk-page.refusal.secret") };
    open.add({ kind: "resolved", by, cause, note: note.trim() });
    return { resume: true };
  },
  reopen(_action, { open, by }) {
    open.add({ kind: "reopened", by });
    return { say: [sentence("joined", { by })], resume: true };
  },
};

/** Why a note cannot be stored; undefined when it can. */
export function explainBadNote(text: string): string | undefined {
  if (!text) return sentence("desk-page.problem.empty");
  if (holdsSecret(text)) return sentence("desk-page.refusal.secret");
  return explainTooLong("note", text);
}

/** A log names questions only, because an answer may hold what a person typed. */
function nameQuestion({ knowledge: { tree } }: OpenCase, event: Event | undefined): string {
  if (event?.kind === "answered") return tree.facts[event.fact]?.ask ?? event.fact;
  if (event?.kind === "filled") return tree.blanks[event.blank]?.ask ?? event.blank;
  return sentence("desk-page.log.pasted");
}

function nameOutcome(isLook: boolean, how: "done" | "cannot") {
  if (how === "cannot") return "desk-page.log.could-not";
  return isLook ? "desk-page.log.nothing-wrong" : "desk-page.log.done";
}

function join({ open, by }: Context): Decision {
  open.add({ kind: "joined", by });
  return { say: [sentence("joined", { by })], resume: true };
}

/** Explains why the text of an action is too long; undefined when it fits, or when the action has no text. */
export function explainTooLongAction(action: CaseAction): string | undefined {
  if (action.kind === "say") return explainTooLong("reply", action.text.trim());
  if (action.kind === "read") return explainTooLong("pasted text", action.text.trim());
  if (action.kind === "resolve") return explainTooLong("note", action.note.trim());
  return undefined;
}

/** Finds own properties only, because every object inherits "constructor". */
function lookUp<Entry>(entries: Record<string, Entry>, name: string): Entry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
