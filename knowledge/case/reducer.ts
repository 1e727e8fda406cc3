/** Adds up the events of a case to its standing. */
import type { Tree } from "../tree/tree.ts";
import { comeBack } from "./comeBack.ts";
import { type Draft, makeDraft } from "./draft.ts";
import { type Event, findTakenBack, makeStepKey, notUnderstood } from "./events.ts";
import { mergeAnswers } from "./mergeAnswers.ts";
import { causeUnderWay, findCause, hasTestChange } from "./openChanges.ts";
import type { HandedOver, OpenChange, Standing } from "./standing.ts";

/** The draft, and what only the handlers need. */
type Sum = {
  tree: Tree;
  draft: Draft;
  /** Changes that were made and not put back, by the place of their event in the history. */
  changes: Map<number, OpenChange>;
  /** Keys of the steps whose changes stayed when it worked. Doing them again changes nothing that could be put back. */
  kept: Set<string>;
  /** The hand-over by which the technicians last got the case. */
  lastTo: string;
};

type Kind = Event["kind"];

/** Events that say nothing about the fault. */
export const standsStill: ReadonlySet<Kind> = new Set<Kind>([
  "not-understood",
  "supposed",
  "stayed",
  "told",
  "wants-person",
  "withdrawn",
]);
type Handler<K extends Kind> = (sum: Sum, event: Extract<Event, { kind: K }>, at: number) => void;

/** Adds up a history from its beginning. The order in which different facts were learned does not change the result. */
export function readStanding(tree: Tree, history: readonly Event[]): Standing {
  const gone = findTakenBack(history);
  const sum: Sum = { tree, draft: makeDraft(), changes: new Map(), kept: new Set(), lastTo: "" };
  const { draft } = sum;
  history.forEach((event, at) => {
    if (gone.has(at)) return;
    const moves = !standsStill.has(event.kind);
    if (moves || event.kind === "stayed" || event.kind === "withdrawn") draft.notUnderstood = 0;
    if (moves) draft.stuck = { count: 0, said: new Map() };
    // The cast pairs the handler with its event, which the compiler cannot follow across a union. After a downgrade a
    // history can hold kinds that only the newer version knows; they change nothing.
    const handle = handlers[event.kind] as ((sum: Sum, event: Event, at: number) => void) | undefined;
    handle?.(sum, event, at);
  });
  // A fix that worked keeps its changes. All other changes still have to be put back.
  for (const change of sum.changes.values())
    if (!("cause" in change.of && draft.tried.get(change.of.cause) === true)) draft.openChanges.push(change);
  return draft;
}

const ignore = (): void => {};

const handlers: { [K in Kind]: Handler<K> } = {
  opened: ignore,
  "taken-back": ignore,
  recorded: ignore,
  codes({ draft }, { codes }) {
    draft.codes.push(...codes);
  },
  answered({ tree, draft }, event, at) {
    if (event.fact === "code") draft.anotherMessage = false;
    draft.facts.set(event.fact, mergeAnswers(tree, draft.facts.get(event.fact), event, at));
    draft.supposed.delete(event.fact);
  },
  supposed({ draft }, { fact, answers, words, probably = false, now = false }) {
    if (now) for (const [other, before] of draft.supposed) draft.supposed.set(other, { ...before, now: false });
    draft.supposed.set(fact, { answers, words, probably, now });
  },
  "not-meant"({ draft }, { fact, answer }) {
    draft.supposed.delete(fact);
    draft.notMeant.add(`${fact}: ${answer}`);
  },
  looked({ draft }, { look }) {
    draft.looked.add(look);
  },
  reported({ draft }, { report, lines, made, host }) {
    draft.reports.set(report, { lines, ...(made && { made }), ...(host && { host }) });
  },
  "no-report"({ draft }, { report }) {
    draft.reportsRefused.add(report);
  },
  "asked-together"({ draft }, { facts, oneByOne }) {
    for (const fact of facts) draft.askedTogether.add(fact);
    if (oneByOne) draft.wantsOneByOne = true;
  },
  filled({ draft }, { blank, value }) {
    draft.values.set(blank, value);
  },
  performed({ draft, changes, kept }, { step, of, do: text, run, undo }, at) {
    const key = makeStepKey(of, step);
    draft.performed.add(key);
    if (undo && !kept.has(key)) changes.set(at, { event: at, step, of, do: text, run, undo, stuck: false });
  },
  "could-not"({ draft }, { step, of }) {
    draft.couldNot.add(makeStepKey(of, step));
  },
  "not-needed"({ draft }, { step, of }) {
    draft.notNeeded.add(makeStepKey(of, step));
  },
  checked({ draft, changes }, { of, works, another = false, before, by }) {
    // Only the person's own word ends a case.
    if (by !== undefined) {
      draft.fixed = of && findCause(of);
      if (draft.fixed) draft.tried.set(draft.fixed, works);
      return;
    }
    draft.anotherMessage = another;
    if (of && "neighbour" in of) draft.neighboursTried.add(of.neighbour);
    // "It connects now" while a test's change is in place is the test's finding, not a success.
    const isFinding = works && hasTestChange(changes);
    if (of && before && !works) {
      draft.triedBefore.add(makeStepKey(of, before));
      return;
    }
    const cause = of ? findCause(of) : isFinding ? null : causeUnderWay(changes);
    if (cause) draft.tried.set(cause, works);
    if (cause === draft.helpedBefore) draft.helpedBefore = null;
    if (works && !isFinding) draft.works = { cause };
  },
  reverted({ draft, changes }, { change: at, done }) {
    const change = changes.get(at);
    if (!change) return;
    if (done) {
      changes.delete(at);
      // A step that was put back has to be done again before its effect can be judged.
      draft.performed.delete(makeStepKey(change.of, change.step));
      draft.reverted.add(makeStepKey(change.of, change.step));
    } else changes.set(at, { ...change, stuck: true });
  },
  stayed({ draft }, { handOver }) {
    // When the case stands still again, a technician is offered again.
    if (handOver !== notUnderstood) draft.stayed.add(handOver);
  },
  "wants-person"({ draft }, { insists = false }) {
    draft.wantsPerson = true;
    draft.insists ||= insists;
  },
  "not-understood"({ draft }, { said, helped = false }) {
    const { count, said: before } = draft.stuck;
    const times = new Map(before);
    if (said !== undefined) times.set(said, (times.get(said) ?? 0) + 1);
    draft.stuck = { count: helped ? count : count + 1, said: times };
    if (!helped) draft.notUnderstood += 1;
  },
  "walked-away"({ draft }) {
    draft.walkedAway = true;
  },
  told({ draft }, { kind: _, ...news }) {
    draft.told = { ...draft.told, ...news };
  },
  leaving({ draft }, { how }) {
    draft.leaving = how;
  },
  "handed-over"(sum, { to, reference }) {
    sum.lastTo = to;
    sum.draft.reference = reference;
    sum.draft.left = null;
    sum.draft.endedTalk = false;
    sum.draft.handedOver = { to, reference, phase: "waiting", by: null, resolved: null };
  },
  withdrawn({ draft }) {
    draft.endedTalk = draft.handedOver?.phase === "with-technician";
    leaveTechnicians(draft, "withdrawn");
  },
  joined({ draft }, { by }) {
    updateHandOver(draft, { phase: "with-technician", by });
  },
  released({ draft }) {
    updateHandOver(draft, { phase: "waiting", by: null });
  },
  "handed-back"({ draft }) {
    leaveTechnicians(draft, "handed-back");
  },
  resolved({ draft }, { by, cause, note }) {
    updateHandOver(draft, { phase: "resolved", by, resolved: { cause, note } });
    if (cause !== null) draft.doneByTechnician.add(cause);
  },
  reopened(sum, { by, again = false, backTo }) {
    const { draft, lastTo } = sum;
    const inVain = by === null && !again ? draft.handedOver?.resolved?.cause : null;
    for (const cause of by === null && !again ? [inVain, draft.fixed] : []) if (cause) draft.tried.set(cause, false);
    draft.fixed = null;
    if (again) comeBack(sum);
    draft.closed = null;
    draft.works = null;
    draft.leaving = null;
    draft.left = null;
    // A technician may also take up a case that was withdrawn or handed back.
    const { reference } = draft;
    const technician = by ?? backTo ?? null;
    const phase = technician ? "with-technician" : "waiting";
    if (reference && !again) draft.handedOver = { to: lastTo, reference, phase, by: technician, resolved: null };
  },
  closed({ draft }, { how, cause }) {
    draft.closed = { how, cause };
  },
};

function updateHandOver(draft: Draft, news: Partial<HandedOver>): void {
  if (draft.handedOver) draft.handedOver = { ...draft.handedOver, ...news };
}

// The bot has the case again, and the person can ask for a technician once more.
function leaveTechnicians(draft: Draft, how: "withdrawn" | "handed-back"): void {
  if (draft.handedOver) draft.left = how;
  draft.handedOver = null;
  draft.fixed = null;
  draft.wantsPerson = false;
  draft.insists = false;
  draft.walkedAway = false;
}
