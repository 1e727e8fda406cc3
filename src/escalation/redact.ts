/** What a package loses before it leaves the house. Codes, versions, times, paths and commands stay as they are, so that it can still be worked with. */

import { hostsIn } from "../privacy/redactHosts.ts";
import { formsOfHosts, formsOfPeople, Names } from "../privacy/redactNames.ts";
import { peopleIn } from "../privacy/redactPeople.ts";
import { secretsTakenOut } from "../privacy/redactSecrets.ts";
import type { Found } from "../privacy/redactWords.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";
import { bounded } from "./bounded.ts";
import { type Place, withTexts } from "./redactTexts.ts";

/** What of a package a target is not to see. Secrets never leave. */
export type Redaction = { people: boolean; hosts: boolean };

type Renaming = { names: Names; find: (text: string, spoken: boolean) => Found[]; whole: readonly Place[] };

/** Somebody who was not named. */
const nobody = "a caller";

/** Without secrets, and with pseudonyms that stay the same through the whole package. Doing it again changes nothing. */
export function redacted(ticket: TicketPackage, { people, hosts }: Redaction): TicketPackage {
  const secrets = new Set<string>();
  const clean = withTexts(bounded(ticket), (text, place) => {
    const taken = secretsTakenOut(text, place !== "made");
    for (const secret of taken.found) secrets.add(secret);
    return taken.text;
  });
  const users: Renaming = {
    names: new Names("USER", formsOfPeople, highest("USER", clean)),
    find: peopleIn,
    whole: ["person", "contact", "on-behalf", "technician"],
  };
  const machines: Renaming = {
    names: new Names("HOST", formsOfHosts, highest("HOST", clean)),
    find: hostsIn,
    whole: ["host"],
  };
  const wanted = [...(people ? [users] : []), ...(hosts ? [machines] : [])];
  if (people) beginWithPerson(users.names, clean.person);
  return {
    ...renamed(clean, wanted),
    redacted: {
      secrets: ticket.redacted.secrets + secrets.size,
      people: ticket.redacted.people + users.names.count,
      hosts: ticket.redacted.hosts + machines.names.count,
    },
  };
}

/** Their name, id and contact are one and the same person. */
function beginWithPerson(names: Names, { name, id, contact }: TicketPackage["person"]): void {
  const parts = [name, id, contact].filter((part) => part !== undefined && part !== "");
  const [first, ...others] = parts as string[];
  if (first === undefined) return;
  const one = names.renamed(first);
  for (const other of others) names.renamed(other, one);
  for (const { text } of contact ? peopleIn(contact, true) : []) names.renamed(text, one);
}

/** Names are gathered from the whole package first: what is said later may tell what was meant before. */
function renamed(ticket: TicketPackage, wanted: readonly Renaming[]): TicketPackage {
  if (wanted.length === 0) return ticket;
  withTexts(ticket, (text, place) => {
    const all = wanted.find(({ whole }) => whole.includes(place));
    if (all) wholeRenamed(text, all);
    else for (const { name, names } of namesIn(text, place, wanted, false)) names.renamed(name);
    return text;
  });
  const told = withTexts(ticket, (text, place) => {
    const all = wanted.find(({ whole }) => whole.includes(place));
    return all ? wholeRenamed(text, all) : textRenamed(text, place, wanted);
  });
  // Behind a longer name another may have been hidden.
  return JSON.stringify(told) === JSON.stringify(ticket) ? told : renamed(told, wanted);
}

function wholeRenamed(text: string, { names }: Renaming): string {
  return text === nobody ? text : names.renamed(text);
}

function textRenamed(text: string, place: Place, wanted: readonly Renaming[]): string {
  return namesIn(text, place, wanted, true)
    .sort((a, b) => b.at - a.at)
    .reduce((so, { at, end, name, names }) => so.slice(0, at) + names.renamed(name) + so.slice(end), text);
}

type Named = { at: number; end: number; name: string; names: Names };

/** Of names that overlap the longest. `known`: also names that stand there without any form of their own. */
function namesIn(text: string, place: Place, wanted: readonly Renaming[], known: boolean): Named[] {
  const found = wanted.flatMap(({ names, find }) =>
    [...find(text, place !== "made"), ...(known ? names.within(text) : [])].map(({ at, text: name }) => ({
      at,
      end: at + name.length,
      name,
      names,
    })),
  );
  const taken = [...text.matchAll(untouchable)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
  }));
  const longestFirst = found.sort((a, b) => b.name.length - a.name.length);
  return longestFirst.filter(({ at, end }) => {
    if (taken.some((other) => at < other.end && other.at < end)) return false;
    taken.push({ at, end });
    return true;
  });
}

/** What has been renamed or masked, and the names of commands. */
const untouchable =
  /(?<![\p{L}\p{N}_])(?:(?:USER|HOST)-\d+|(?:Add|Clear|Copy|Disable|Enable|Enter|Exit|Export|ForEach|Format|Get|Import|Invoke|Move|New|Out|Remove|Rename|Resolve|Restart|Select|Set|Sort|Start|Stop|Test|Where|Write)-[A-Z][A-Za-z]+)(?![\p{L}\p{N}_])|\[masked\]/gu;

/** The highest number under which somebody is told of already, here or in somebody's words. */
function highest(prefix: string, ticket: TicketPackage): number {
  const numbers = [...JSON.stringify(ticket).matchAll(new RegExp(`(?<![A-Za-z0-9])${prefix}-(\\d{1,6})(?!\\d)`, "g"))];
  return Math.max(0, ...numbers.map(([, number]) => Number(number)));
}
