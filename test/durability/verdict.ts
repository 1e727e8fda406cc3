/** Compares what was said, heard and stored under kills with a run that nobody disturbed. */

import type { StoredLine } from "../../src/store/conversations.ts";
import { makeActivityId } from "../../src/transports/directLine/activities.ts";
import type { Conversation } from "./person.ts";
import type { Record } from "./record.ts";

export type Verdict = {
  lost: number;
  doubled: number;
  /** Conversations whose cases went another way than without kills. */
  elsewhere: number;
  /** In words; empty when every promise was kept. */
  broken: string[];
};

export function judge(held: Conversation, found: Record, calm: Record): Verdict {
  const broken: string[] = [];
  const promise = (kept: boolean, words: string) => {
    if (!kept) broken.push(`${held.id}: ${words}`);
    return kept;
  };
  const own = found.lines.filter(({ who }) => who === "person").map((line) => ({ ...line, name: nameOf(line) }));
  const lost = held.said.filter(
    ({ name, id }) => !own.some((line) => line.name === name && makeActivityId(held.id, line.seq) === id),
  );
  promise(lost.length === 0, `acknowledged and not in the transcript: ${lost.map(({ name }) => name).join(" ")}`);
  const doubled = own.length - new Set(own.map(({ name }) => name)).size;
  promise(doubled === 0, `${doubled} messages are in the transcript more than once`);
  promise(own.length === held.script.length, `${held.script.length} messages were said, ${own.length} are stored`);
  promise(same(found.talk, calm.talk), `the talk was another one:\n${difference(found.talk, calm.talk)}`);
  const elsewhere = !promise(found.cases === calm.cases, `the case went elsewhere:\n${found.cases}\n${calm.cases}`);
  promise(
    same(
      held.received.map(({ id }) => id),
      found.lines.map(({ seq }) => makeActivityId(held.id, seq)),
    ),
    `the client received ${held.received.map(({ id }) => id.split("|")[1]).join(" ")} of ${found.lines.length} lines`,
  );
  const told = new Set(found.lines.flatMap(({ text }) => /Your reference is (RC-[\w-]+)/.exec(text)?.[1] ?? []));
  promise(same([...told], found.tickets), `told of ${[...told].join(" ")}, stored are ${found.tickets.join(" ")}`);
  promise(found.tickets.length === calm.tickets.length, `${found.tickets.length} tickets`);
  return { lost: lost.length, doubled, elsewhere: elsewhere ? 1 : 0, broken };
}

/** The name that the person's client gave it; not the one by which the server tells repeats apart, which may be what fails. */
export function nameOf({ activity }: StoredLine): unknown {
  return (activity as { channelData?: { clientActivityID?: unknown } }).channelData?.clientActivityID;
}

export const same = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((part, at) => part === right[at]);

function difference(left: readonly string[], right: readonly string[]): string {
  const at = left.findIndex((part, at) => part !== right[at]);
  return `${left.length} and ${right.length} lines; line ${at + 1} is\n${left[at]}\nand was\n${right[at]}`;
}
