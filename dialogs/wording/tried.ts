/** Lists the fixes and tests that a case has tried, for the ticket and for "what have we tried". */

import { type Event, findTakenBack, makeOwnerKey, type Owner } from "../../knowledge/case/events.ts";
import { findTitle } from "../../knowledge/case/owners.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { wordForTechnician } from "./technicianWords.ts";

export type TicketStep = { step: string; title?: string; do: string; run?: string | undefined };

/** A fix or test with the steps that were tried and its result in words. */
export type Attempt = {
  what: string;
  title: string;
  steps: (TicketStep & { result: "done" | "could not" })[];
  result: string;
};

/** The fixes and tests of a case in the order in which they began. */
export function listAttempts({ tree }: Knowledge, history: readonly Event[]): Attempt[] {
  const gone = findTakenBack(history);
  const tried = new Map<string, Attempt>();
  history.forEach((event, at) => {
    if (gone.has(at)) return;
    addEvent(tree, tried, event);
    if (event.kind === "reopened" && event.by === null && !event.again)
      noteInVain(
        tried,
        history.slice(0, at).findLast(({ kind }) => kind === "resolved"),
      );
  });
  return [...tried.values()];
}

/** What a technician did last did not help. */
function noteInVain(tried: Map<string, Attempt>, last: Event | undefined): void {
  if (last?.kind !== "resolved" || last.cause === null) return;
  const attempt = tried.get(makeOwnerKey({ cause: last.cause }));
  if (attempt) attempt.result = sentence("tried.by-technician-in-vain", { by: last.by });
}

function addEvent(tree: Tree, tried: Map<string, Attempt>, event: Event): void {
  if (event.kind === "performed") {
    const { step, of, do: text, run } = event;
    const title = tree.steps[step]?.title;
    findOrAdd(tree, tried, of).steps.push({
      step,
      ...(title && { title }),
      do: wordForTechnician(text),
      run,
      result: "done",
    });
  } else if (event.kind === "could-not") {
    const step = tree.steps[event.step];
    const { title, do: text = event.step, run } = step ?? {};
    findOrAdd(tree, tried, event.of).steps.push({
      step: event.step,
      ...(title && { title }),
      do: wordForTechnician(text),
      run,
      result: "could not",
    });
  } else if (event.kind === "checked" && event.of) {
    findOrAdd(tree, tried, event.of).result = event.works
      ? event.by === undefined
        ? sentence("tried.works")
        : sentence("tried.stays", { by: event.by })
      : event.another
        ? sentence("tried.another-message")
        : event.before
          ? sentence("tried.not-finished")
          : sentence("tried.did-not-help");
  } else if (event.kind === "resolved" && event.cause !== null) {
    findOrAdd(tree, tried, { cause: event.cause }).result = sentence("tried.by-technician", event);
  } else if (event.kind === "reopened" && event.again) {
    for (const attempt of tried.values())
      if (attempt.result === sentence("tried.works")) attempt.result = sentence("tried.came-back");
  } else if (event.kind === "answered" && event.origin === "test") {
    const labels = event.answers.map((answer) => tree.facts[event.fact]?.answers[answer]?.label ?? sentence("unsure"));
    for (const [id, { learns }] of Object.entries(tree.tests)) {
      const test = tried.get(makeOwnerKey({ test: id }));
      if (test && learns === event.fact) test.result = labels.join(", ");
    }
  }
}

function findOrAdd(tree: Tree, tried: Map<string, Attempt>, owner: Owner): Attempt {
  const key = makeOwnerKey(owner);
  const earlier = tried.get(key);
  if (earlier) return earlier;
  const entry: Attempt = {
    what: key,
    title: findTitle(tree, owner),
    steps: [],
    result: sentence("tried.not-finished"),
  };
  tried.set(key, entry);
  return entry;
}
