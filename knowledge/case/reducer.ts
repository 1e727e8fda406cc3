import type { Tree } from "../tree/tree.ts";
import { type Event, type Owner, stepKey, type Told, takenBack } from "./events.ts";
import { merge } from "./mergeAnswers.ts";
import type { HandedOver, KnownFact, OpenChange, Standing } from "./standing.ts";

/** Reads a history from its beginning. The order of different facts makes no difference to what they add up to. */
export function standingOf(tree: Tree, history: readonly Event[]): Standing {
  const gone = takenBack(history);
  const facts = new Map<string, KnownFact>();
  const codes: { kind: string; hex: string; from: string }[] = [];
  const values = new Map<string, string | null>();
  const looked = new Set<string>();
  const performed = new Set<string>();
  const couldNot = new Set<string>();
  const tried = new Map<string, boolean>();
  const changes = new Map<number, OpenChange>();
  const stayed = new Set<string>();
  let works: Standing["works"] = null;
  let wantsPerson = false;
  let insists = false;
  let notUnderstood = 0;
  let walkedAway = false;
  let told: Told = {};
  let reference: string | null = null;
  let lastTo = "";
  let left: Standing["left"] = null;
  let leaving: Standing["leaving"] = null;
  let handedOver: HandedOver | null = null;
  let closed: Standing["closed"] = null;

  history.forEach((event, at) => {
    if (gone.has(at)) return;
    // Whatever else happens was understood.
    notUnderstood = event.kind === "not-understood" ? notUnderstood + 1 : 0;
    switch (event.kind) {
      case "answered":
        facts.set(event.fact, merge(tree, facts.get(event.fact), event, at));
        return;
      case "looked":
        looked.add(event.look);
        return;
      case "filled":
        values.set(event.blank, event.value);
        return;
      case "performed":
        performed.add(stepKey(event.of, event.step));
        if (event.undo)
          changes.set(at, {
            event: at,
            step: event.step,
            of: event.of,
            do: event.do,
            run: event.run,
            undo: event.undo,
            stuck: false,
          });
        return;
      case "could-not":
        couldNot.add(stepKey(event.of, event.step));
        return;
      case "checked": {
        // "It connects now" while a test's change is in place is a finding, not a success.
        const finding = event.works && [...changes.values()].some(({ of, stuck }) => "test" in of && !stuck);
        const cause = event.of ? causeOf(event.of) : finding ? null : underWay(changes);
        if (cause) tried.set(cause, event.works);
        if (event.works && !finding) works = { cause };
        return;
      }
      case "reverted": {
        const change = changes.get(event.change);
        if (!change) return;
        if (event.done) {
          changes.delete(event.change);
          // What was put back has to be done again before anybody can say what it does.
          performed.delete(stepKey(change.of, change.step));
        } else changes.set(event.change, { ...change, stuck: true });
        return;
      }
      case "stayed":
        stayed.add(event.handOver);
        return;
      case "wants-person":
        wantsPerson = true;
        insists ||= event.insists ?? false;
        return;
      case "leaving":
        leaving = event.how;
        return;
      case "handed-over":
        reference = event.reference;
        lastTo = event.to;
        left = null;
        handedOver = { to: event.to, reference, phase: "waiting", by: null, resolved: null };
        return;
      case "walked-away":
        walkedAway = true;
        return;
      case "told": {
        const { kind: _, ...news } = event;
        told = { ...told, ...news };
        return;
      }
      case "joined":
        if (handedOver) handedOver = { ...handedOver, phase: "with-technician", by: event.by };
        return;
      case "released":
        if (handedOver) handedOver = { ...handedOver, phase: "waiting", by: null };
        return;
      case "withdrawn":
      case "handed-back":
        // From here on it is the bot's again, and a person can be asked for anew.
        if (handedOver) left = event.kind;
        handedOver = null;
        wantsPerson = false;
        insists = false;
        walkedAway = false;
        return;
      case "resolved": {
        const { cause, note, by } = event;
        if (handedOver) handedOver = { ...handedOver, phase: "resolved", by, resolved: { cause, note } };
        return;
      }
      case "reopened":
        closed = null;
        works = null;
        leaving = null;
        left = null;
        // Also what was withdrawn or given back: a technician may take it up again.
        if (reference)
          handedOver = {
            to: lastTo,
            reference,
            phase: event.by ? "with-technician" : "waiting",
            by: event.by,
            resolved: null,
          };
        return;
      case "closed":
        closed = { how: event.how, cause: event.cause };
        return;
      case "codes":
        codes.push(...event.codes);
        return;
      case "opened":
      case "not-understood":
      case "taken-back":
        return;
    }
  });
  // What a fix that worked has changed stays changed; everything else is still to be put back.
  const openChanges = [...changes.values()].filter(({ of }) => !("cause" in of && tried.get(of.cause) === true));
  return {
    codes,
    facts,
    values,
    looked,
    performed,
    couldNot,
    tried,
    openChanges,
    works,
    stayed,
    wantsPerson,
    insists,
    notUnderstood,
    walkedAway,
    told,
    leaving,
    handedOver,
    reference,
    left,
    closed,
  };
}

function causeOf(owner: Owner): string | null {
  return "cause" in owner ? owner.cause : null;
}

// "It works", said out of turn: the fix whose change is in place has done it, and keeps it.
function underWay(changes: ReadonlyMap<number, OpenChange>): string | null {
  const change = [...changes.values()].findLast(({ of, stuck }) => causeOf(of) && !stuck);
  return change ? causeOf(change.of) : null;
}
