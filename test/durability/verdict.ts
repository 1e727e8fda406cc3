/** Compares what was sent, received and stored under kills with an undisturbed run. */

import { makeActivityId } from "../../src/channels/channels.ts";
import type { StoredLine } from "../../src/store/conversations.ts";
import type { Conversation } from "./person.ts";
import type { Record } from "./record.ts";

export type Verdict = {
  lost: number;
  doubled: number;
  /** Conversations whose cases differ from the undisturbed run. */
  elsewhere: number;
  /** Descriptions of violations; empty when there are none. */
  violations: string[];
};

export function judge(held: Conversation, record: Record, undisturbed: Record): Verdict {
  const violations: string[] = [];
  const check = (kept: boolean, words: string) => {
    if (!kept) violations.push(`${held.id}: ${words}`);
    return kept;
  };
  const personLines = record.lines
    .filter(({ who }) => who === "person")
    .map((line) => ({ ...line, name: readClientId(line) }));
  const lost = held.acknowledged.filter(
    ({ name, id }) => !personLines.some((line) => line.name === name && makeActivityId(held.id, line.seq) === id),
  );
  check(lost.length === 0, `acknowledged but not in the transcript: ${lost.map(({ name }) => name).join(" ")}`);
  const doubled = personLines.length - new Set(personLines.map(({ name }) => name)).size;
  check(doubled === 0, `${doubled} messages are in the transcript more than once`);
  check(
    personLines.length === held.script.length,
    `${held.script.length} messages were acknowledged, ${personLines.length} are stored`,
  );
  check(same(record.talk, undisturbed.talk), `the transcript differs:\n${difference(record.talk, undisturbed.talk)}`);
  const elsewhere = !check(
    record.cases === undisturbed.cases,
    `the case differs:\n${record.cases}\n${undisturbed.cases}`,
  );
  check(
    same(
      held.received.map(({ id }) => id),
      record.lines.map(({ seq }) => makeActivityId(held.id, seq)),
    ),
    `the client received ${held.received.map(({ id }) => id.split("|")[1]).join(" ")} of ${record.lines.length} lines`,
  );
  const seenReferences = new Set(
    record.lines.flatMap(({ text }) => /Your reference is (RC-[\w-]+)/.exec(text)?.[1] ?? []),
  );
  check(
    same([...seenReferences], record.tickets),
    `the person saw ${[...seenReferences].join(" ")}, stored are ${record.tickets.join(" ")}`,
  );
  check(record.tickets.length === undisturbed.tickets.length, `${record.tickets.length} tickets`);
  return { lost: lost.length, doubled, elsewhere: elsewhere ? 1 : 0, violations };
}

/** The id that the client sent, read from the stored activity. It does not use the server's own key for repeats, which may be what fails. */
export function readClientId({ activity }: StoredLine): unknown {
  return (activity as { channelData?: { clientActivityID?: unknown } }).channelData?.clientActivityID;
}

export const same = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((part, at) => part === right[at]);

function difference(left: readonly string[], right: readonly string[]): string {
  const at = left.findIndex((part, at) => part !== right[at]);
  return `${left.length} and ${right.length} lines; line ${at + 1} is\n${left[at]}\nand was\n${right[at]}`;
}
