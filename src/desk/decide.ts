/** What follows from an action of a technician: events of the case, what the person hears, whether the bot goes on. */
import { texts } from "../../dialogs/wording/texts.ts";
import type { Event } from "../../knowledge/case/events.ts";
import { NOT_SURE } from "../../knowledge/tree/tree.ts";
import { withoutSecrets } from "../channels/door.ts";
import type { TicketLogEntry } from "../store/store.ts";
import { explainTooLong } from "../tickets/textLimits.ts";
import type { Decision } from "../turn/caseTurn.ts";
import type { OpenTurn } from "../turn/openTurn.ts";
import { whyNot } from "./allowed.ts";
import type { DeskAction, Technician } from "./desk.ts";

type Ticket = { reference: string; caseId: string };

/** Adds to the case what the action means for it. Adds nothing where it returns why not. */
export function decide(
  under: OpenTurn,
  ticket: Ticket,
  technician: Technician,
  action: DeskAction,
  at: string,
): Decision {
  const open = under.current;
  if (open.id !== ticket.caseId) return { why: "The person has begun a new problem since, and talks about that now." };
  const { tree } = open.knowledge;
  const { standing } = open;
  const why = whyNot(action.kind, standing, technician) ?? explainTooLongAction(action);
  if (why) return { why };
  const by = technician.name;
  const note = (what: TicketLogEntry["what"], detail = ""): TicketLogEntry[] => [
    { reference: ticket.reference, at, who: by, what, detail },
  ];
  const add = (...events: Event[]) => open.add(...events);
  switch (action.kind) {
    case "claim":
      add({ kind: "joined", by });
      return { say: [texts.joined(by)], resume: true };
    case "take-over":
      add({ kind: "joined", by });
      return { say: [texts.joined(by)], resume: true };
    case "release":
      add({ kind: "released", by });
      return { say: [texts.released(by)], resume: true };
    case "say":
      return saying(action.text, by, note);
    case "record": {
      const fact = ofIts(tree.facts, action.fact);
      const unknown = action.answers.find((answer) => answer !== NOT_SURE && !ofIts(fact?.answers ?? {}, answer));
      if (!fact || unknown !== undefined || action.answers.length === 0)
        return { why: "The tree does not know that answer. Reload the page: the tree may have changed." };
      add({ kind: "answered", fact: action.fact, answers: action.answers, origin: "technician", words: "" });
      return { log: note("recorded", action.fact) };
    }
    case "put-back": {
      const change = standing.openChanges.find(({ event }) => event === action.change);
      if (!change) return { why: "That change is put back already." };
      add({ kind: "reverted", change: action.change, done: true });
      return { log: note("recorded", `put back: ${change.step}`) };
    }
    case "hand-back":
      add({ kind: "handed-back", by });
      return { say: [texts.handedBack(by)], resume: true };
    case "resolve":
      if (action.cause !== null && !ofIts(tree.causes, action.cause))
        return { why: "The tree has no such cause. Reload the page: the tree may have changed." };
      if (action.cause === null && !action.note.trim())
        return { why: "Say in the note what it was: it is none of the tree's causes." };
      if (holdsSecret(action.note)) return { why: secretInIt };
      add({ kind: "resolved", by, cause: action.cause, note: action.note.trim() });
      return { resume: true };
    case "reopen":
      add({ kind: "reopened", by });
      return { say: [texts.joined(by)], resume: true };
  }
}

/** Why the text of an action cannot be taken; undefined where it fits or there is none. */
export function explainTooLongAction(action: DeskAction): string | undefined {
  if (action.kind === "say") return explainTooLong("reply", action.text.trim());
  if (action.kind === "resolve") return explainTooLong("note", action.note.trim());
  return undefined;
}

/** What stands in there under that name; every object of the language knows "constructor", too. */
function ofIts<Entry>(all: Record<string, Entry>, name: string): Entry | undefined {
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

const secretInIt = "There seems to be a password or key in it, which would be kept here. Tell it another way.";

function saying(text: string, by: string, note: (what: "said") => TicketLogEntry[]): Decision {
  const said = text.trim();
  if (!said) return { why: "There is nothing in it." };
  if (holdsSecret(said)) return { why: secretInIt };
  return { from: { name: by, text: said }, log: note("said") };
}

function holdsSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}
