/** Whether everything that was acknowledged is in the transcript, once and in its order, and reached the other side so. */

import { ownDirectLine } from "../../src/channels/channels.ts";
import { makeConversationKey } from "../../src/store/caseKey.ts";
import type { StoredLine } from "../../src/store/conversations.ts";
import type { Store } from "../../src/store/store.ts";
import type { StoredTicket } from "../../src/store/tickets.ts";
import { makeActivityId } from "../../src/transports/directLine/activities.ts";
import type { Held } from "./deskPerson.ts";
import type { Technician } from "./deskTechnician.ts";
import { nameOf, same } from "./verdict.ts";

export type TalkVerdict = { lost: number; doubled: number; broken: string[] };

/** Of one person: their words, and everything that they heard. */
export async function judgeTalk(store: Store, held: Held): Promise<TalkVerdict> {
  const lines = await store.conversations.linesAfter(makeConversationKey(ownDirectLine, held.id), 0, 10_000);
  const own = lines.filter(({ who }) => who === "person");
  const names = held.said.map(({ name }) => name);
  const verdict = compare(held.id, names, own.map(nameOf).map(String));
  const ids = own.map(({ seq }) => makeActivityId(held.id, seq));
  if (!held.said.every(({ id }) => ids.includes(id)))
    verdict.broken.push(`${held.id}: something was acknowledged under the id of another line`);
  const whole = lines.map(({ seq }) => makeActivityId(held.id, seq));
  // The official client passes on a group of activities one by one, and another group may come in between; pages go by the number.
  if (!same([...held.received].sort(), whole))
    verdict.broken.push(`${held.id}: the person received ${shortly(held.received)} of ${shortly(whole)}`);
  if (held.stuck) verdict.broken.push(`${held.id}: ${held.stuck}`);
  return verdict;
}

/** Of one ticket: what each technician said, and what the desk shows of the talk. */
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
      done.filter((one) => one.reference === reference && one.kind === "say").map(({ text }) => text),
      lines.filter((line) => line.who === "technician" && technicianOf(line) === name).map(({ text }) => text),
    ),
  );
  const shown = [...page.matchAll(/<li id="line-(\d+)"/g)].map(([, row]) => row ?? "");
  const whole = lines.map(({ seq }) => String(seq));
  return {
    lost: sum(verdicts.map(({ lost }) => lost)),
    doubled: sum(verdicts.map(({ doubled }) => doubled)),
    broken: [
      ...verdicts.flatMap(({ broken }) => broken),
      ...(same(shown, whole) ? [] : [`${reference}: the desk shows ${shown.join(" ")} of ${whole.join(" ")}`]),
    ],
  };
}

/** `said` was acknowledged, in this order; each of it is to be stored once, and nothing else. */
function compare(where: string, said: readonly string[], stored: readonly string[]): TalkVerdict {
  const lost = said.filter((one) => !stored.includes(one));
  const doubled = stored.length - new Set(stored).size;
  const broken = [
    ...lost.map((one) => `${where}: acknowledged and not in the transcript: ${one}`),
    ...(doubled > 0 ? [`${where}: ${doubled} lines are in the transcript more than once`] : []),
    ...(same(said, stored) ? [] : [`${where}: said was ${said.join(", ")}; stored is ${stored.join(", ")}`]),
  ];
  return { lost: lost.length, doubled, broken };
}

function technicianOf({ activity }: StoredLine): unknown {
  return (activity as { from?: { name?: unknown } }).from?.name;
}

const shortly = (ids: readonly string[]): string => ids.map((id) => Number(id.split("|")[1])).join(" ");

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
