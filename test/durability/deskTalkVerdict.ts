/** Checks that every acknowledged message is in the transcript once, in order, and reached the other side. */

import { makeActivityId, ownDirectLine } from "../../src/channels/channels.ts";
import { makeConversationKey } from "../../src/store/caseKey.ts";
import type { StoredLine } from "../../src/store/conversations.ts";
import type { Store } from "../../src/store/store.ts";
import type { StoredTicket } from "../../src/store/tickets.ts";
import type { Held } from "./deskPerson.ts";
import type { Technician } from "./deskTechnician.ts";
import { readClientId, same } from "./verdict.ts";

export type TalkVerdict = { lost: number; doubled: number; violations: string[] };

/** Checks one person: their messages, and everything that they received. */
export async function judgeTalk(store: Store, held: Held): Promise<TalkVerdict> {
  const lines = await store.conversations.linesAfter(makeConversationKey(ownDirectLine, held.id), 0, 10_000);
  const personLines = lines.filter(({ who }) => who === "person");
  const names = held.acknowledged.map(({ name }) => name);
  const verdict = compare(held.id, names, personLines.map(readClientId).map(String));
  const ids = personLines.map(({ seq }) => makeActivityId(held.id, seq));
  if (!held.acknowledged.every(({ id }) => ids.includes(id)))
    verdict.violations.push(`${held.id}: a message was acknowledged with the id of another line`);
  const whole = lines.map(({ seq }) => makeActivityId(held.id, seq));
  // The official client emits a batch of activities one by one, and another batch may come in between. Pages sort by number.
  if (!same([...held.received].sort(), whole))
    verdict.violations.push(`${held.id}: the person received ${formatIds(held.received)} of ${formatIds(whole)}`);
  if (held.stuck) verdict.violations.push(`${held.id}: ${held.stuck}`);
  return verdict;
}

/** Checks one ticket: each technician's messages, and the chat that the desk shows. */
export async function judgeReplies(
  store: Store,
  { reference, caseId }: StoredTicket,
  technicians: readonly Technician[],
  page: string,
): Promise<TalkVerdict> {
  const lines = await store.conversations.linesOfCase(caseId);
  const verdicts = technicians.map(({ name, done }) =>
    compare(
      `${reference}, ${name}`,
      done.filter((action) => action.reference === reference && action.kind === "say").map(({ text }) => text),
      lines.filter((line) => line.who === "technician" && readTechnician(line) === name).map(({ text }) => text),
    ),
  );
  const shownIds = [...page.matchAll(/<li id="line-(\d+)"/g)].map(([, row]) => row ?? "");
  const whole = lines.map(({ seq }) => String(seq));
  return {
    lost: sum(verdicts.map(({ lost }) => lost)),
    doubled: sum(verdicts.map(({ doubled }) => doubled)),
    violations: [
      ...verdicts.flatMap(({ violations }) => violations),
      ...(same(shownIds, whole) ? [] : [`${reference}: the desk shows ${shownIds.join(" ")} of ${whole.join(" ")}`]),
    ],
  };
}

/** `said` was acknowledged in this order. Exactly these messages must be stored, each once. */
function compare(where: string, said: readonly string[], stored: readonly string[]): TalkVerdict {
  const lost = said.filter((message) => !stored.includes(message));
  const doubled = stored.length - new Set(stored).size;
  const violations = [
    ...lost.map((message) => `${where}: acknowledged but not in the transcript: ${message}`),
    ...(doubled > 0 ? [`${where}: ${doubled} lines are in the transcript more than once`] : []),
    ...(same(said, stored) ? [] : [`${where}: acknowledged ${said.join(", ")}; stored ${stored.join(", ")}`]),
  ];
  return { lost: lost.length, doubled, violations };
}

function readTechnician({ activity }: StoredLine): unknown {
  return (activity as { from?: { name?: unknown } }).from?.name;
}

const formatIds = (ids: readonly string[]): string => ids.map((id) => Number(id.split("|")[1])).join(" ");

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
