/** What a technician receives about a case. Built from its events alone; who, when and the transcript are added where it is stored. */

import { type Event, type Origin, type Owner, ownerKey, takenBack, type Urgency } from "../../knowledge/case/events.ts";
import { filled } from "../../knowledge/case/next.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { OpenChange } from "../../knowledge/case/standing.ts";
import { notAllowed, type Suspect, suspects } from "../../knowledge/case/suspects.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { errorCode, extendedCode } from "../../knowledge/tree/codes.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { texts } from "./texts.ts";

export type TicketStep = { step: string; do: string; run?: string | undefined };

/** The dialogs' part of version 2 of the package. */
export type Ticket = {
  version: 2;
  tree: { id: string; version: string; hash: string };
  reason: { id: string; text: string };
  impact?: string;
  urgency?: Urgency;
  fault: { codes: { kind: string; hex: string; name?: string | undefined }[] };
  facts: { fact: string; question: string; answer: string; label: string; origin: Origin; words: string }[];
  suspects: Suspect[];
  tried: { what: string; title: string; steps: (TicketStep & { result: "done" | "could not" })[]; result: string }[];
  openChanges: (TicketStep & { undo: { do: string; run?: string | undefined } })[];
  /** What this person may not do, most suspected cause first: the technician's list. */
  notAllowed: {
    cause: string;
    title: string;
    steps: (TicketStep & { who: string; where: string; warning?: string })[];
  }[];
  /** The read-only commands that would tell most, for whoever may run them. */
  looks: { look: string; do: string; run?: string; learns: string[] }[];
  /** How many things the person kept to themselves. */
  leftOut: number;
};

/** How many read-only commands it names. */
const mostLooks = 4;

/** How many causes the technician's list names with their steps. */
const mostSuspected = 5;

/** What the person keeps to themselves counts as never said; what was done and changed stays. */
export function ticketOf(open: OpenCase, reason: string, shown = passedOn(open)): Ticket {
  const { tree, codes } = open.knowledge;
  const { leftOut = [], impact, urgency } = open.standing.told;
  const { standing } = shown;
  const ranked = suspects(tree, standing);
  // Nothing in this tree speaks of another fault, so nothing of it is suggested.
  const isOurs = !standing.facts.get("code")?.answers.includes("other-code");
  const likely = ranked.filter((suspect) => suspect.standing === "likely");
  const possible = ranked.filter((suspect) => suspect.standing === "possible");
  const wanted = isOurs ? (likely.length > 0 ? likely : possible) : [];
  return {
    version: 2,
    tree: { id: tree.tree, version: tree.version, hash: tree.hash },
    reason: { id: reason, text: reasonOf(open, reason) },
    ...(impact && { impact }),
    ...(urgency && { urgency }),
    fault: {
      codes: standing.codes.map(({ kind, hex }) => {
        const entry = kind === "extended" ? extendedCode(codes, Number(hex)) : errorCode(codes, Number(hex));
        return { kind, hex, name: entry?.name };
      }),
    },
    facts: [
      // Values such as the computer's name are facts too.
      ...[...standing.values].flatMap(([id, value]) =>
        value === null
          ? []
          : [
              {
                fact: id,
                question: tree.blanks[id]?.ask ?? id,
                answer: value,
                label: value,
                origin: "said" as const,
                words: value,
              },
            ],
      ),
      ...[...standing.facts].flatMap(([id, known]) =>
        known.answers.map((answer) => ({
          fact: id,
          question: tree.facts[id]?.ask ?? id,
          answer,
          label: tree.facts[id]?.answers[answer]?.label ?? "Not sure",
          origin: known.origin,
          words: known.words,
        })),
      ),
    ],
    suspects: isOurs ? ranked : [],
    tried: triedSoFar(open.knowledge, shown.history),
    openChanges: standing.openChanges.map(({ step, do: did, run, undo }: OpenChange) => ({ step, do: did, run, undo })),
    notAllowed: wanted
      .map(({ cause, title }) => ({
        cause,
        title,
        steps: notAllowed(tree, standing, cause).map(({ id, do: what, run, who, where, warning }) => ({
          step: id,
          do: what,
          ...filled(run, standing),
          who: tree.who[who]?.label ?? who,
          where: tree.where[where] ?? where,
          ...(warning && { warning }),
        })),
      }))
      .filter(({ steps }) => steps.length > 0)
      .slice(0, mostSuspected),
    looks: Object.entries(tree.looks)
      .filter(([id, look]) => !standing.looked.has(id) && look.learns.some((fact) => !standing.facts.has(fact)))
      .map(([id, look]) => ({
        id,
        look,
        tells: wanted.filter(({ cause }) => speaksOf(tree, cause, look.learns)).length,
      }))
      .filter(({ tells }) => tells > 0)
      .sort((a, b) => b.tells - a.tells)
      .slice(0, mostLooks)
      .map(({ id, look: { do: what, run, learns } }) => ({ look: id, do: what, ...filled(run, standing), learns })),
    leftOut: leftOut.length,
  };
}

function reasonOf({ knowledge: { tree }, standing }: OpenCase, reason: string): string {
  const text = tree["hand-overs"][reason]?.technician ?? reason;
  const unconfirmed = reason === "asked-for" && standing.walkedAway;
  return unconfirmed ? `${text} ${texts.unconfirmed}` : text;
}

/** Commands that were run hold them too; what is left is the blank. */
function withoutValues(
  history: readonly Event[],
  values: readonly { blank: string; value: string }[],
): readonly Event[] {
  if (values.length === 0) return history;
  const told = (run: string) => values.reduce((so, { blank, value }) => so.replaceAll(value, `{${blank}}`), run);
  return history.map((event) => {
    if (event.kind !== "performed") return event;
    const { run, undo } = event;
    return {
      ...event,
      ...(run !== undefined && { run: told(run) }),
      ...(undo && { undo: { ...undo, ...(undo.run !== undefined && { run: told(undo.run) }) } }),
    };
  });
}

/** The case as technicians may see it: without the facts and values that the person keeps back, also where a command repeats a value. */
export function passedOn(open: OpenCase): OpenCase {
  const { told, values } = open.standing;
  const { leftOut = [] } = told;
  if (leftOut.length === 0) return open;
  const hidden = [...values].flatMap(([blank, value]) =>
    value !== null && leftOut.includes(blank) ? [{ blank, value }] : [],
  );
  return new OpenCase(open.knowledge, withoutValues(withoutLeftOut(open.history, leftOut), hidden));
}

/** Places stay, because other events name them. */
function withoutLeftOut(history: readonly Event[], leftOut: readonly string[]): readonly Event[] {
  const hidden = history.flatMap((event, at) =>
    (event.kind === "answered" && event.origin !== "technician" && leftOut.includes(event.fact)) ||
    (event.kind === "filled" && leftOut.includes(event.blank)) ||
    (event.kind === "codes" && leftOut.includes("code"))
      ? [at]
      : [],
  );
  return hidden.length > 0 ? [...history, { kind: "taken-back", events: hidden }] : history;
}

function speaksOf(tree: Tree, cause: string, facts: readonly string[]): boolean {
  const { for: speaking = [], against = [] } = tree.causes[cause] ?? {};
  return [...speaking, ...against].some((entry) => facts.some((fact) => fact in entry));
}

/** Fixes and tests of a case in the order in which they were begun, with how each ended. */
export function triedSoFar({ tree }: Knowledge, history: readonly Event[]): Ticket["tried"] {
  const gone = takenBack(history);
  const owners = new Map<string, Ticket["tried"][number]>();
  const entry = (of: Owner) => {
    const key = ownerKey(of);
    const title = "cause" in of ? tree.causes[of.cause]?.title : tree.tests[of.test]?.title;
    const there = owners.get(key) ?? { what: key, title: title ?? key, steps: [], result: "not finished" };
    owners.set(key, there);
    return there;
  };
  history.forEach((event, at) => {
    if (gone.has(at)) return;
    if (event.kind === "performed") {
      entry(event.of).steps.push({ step: event.step, do: event.do, run: event.run, result: "done" });
    } else if (event.kind === "could-not") {
      const step = tree.steps[event.step];
      entry(event.of).steps.push({ step: event.step, do: step?.do ?? event.step, run: step?.run, result: "could not" });
    } else if (event.kind === "checked" && event.of) {
      entry(event.of).result = event.works ? "it works" : "did not help";
    } else if (event.kind === "answered" && event.origin === "test") {
      for (const [id, test] of Object.entries(tree.tests))
        if (test.learns === event.fact && owners.has(`test:${id}`))
          entry({ test: id }).result = event.answers
            .map((answer) => tree.facts[event.fact]?.answers[answer]?.label ?? "not sure")
            .join(", ");
    }
  });
  return [...owners.values()];
}
