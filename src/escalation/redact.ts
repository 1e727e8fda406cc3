/** What a package loses before it leaves the house. Codes, versions, times, paths and commands stay as they are, so that it can still be worked with. */

import { findHosts } from "../privacy/findHosts.ts";
import { findNames } from "../privacy/findNames.ts";
import type { Care, Found } from "../privacy/found.ts";
import { hostForms, Pseudonyms, personForms } from "../privacy/pseudonyms.ts";
import { takeOutSecrets } from "../privacy/secrets.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";
import { boundTicket } from "./bounded.ts";
import { type Place, withTexts } from "./redactTexts.ts";

/** What of a package a target is not to see. Secrets never leave. */
export type Redaction = { people: boolean; hosts: boolean };

type Renaming = { names: Pseudonyms; find: (text: string, care: Care) => Found[]; whole: readonly Place[] };

/** Somebody who was not named. */
const nobody = "a caller";

/** Without secrets, and with pseudonyms that stay the same through the whole package. Doing it again changes nothing. */
export function redactTicket(ticket: TicketPackage, { people, hosts }: Redaction): TicketPackage {
  const secrets = new Set<string>();
  const clean = withTexts(boundTicket(ticket), (text, place) => {
    const taken = takeOutSecrets(text, place === "made");
    for (const secret of taken.secrets) secrets.add(secret);
    return taken.text;
  });
  const users: Renaming = {
    names: new Pseudonyms("USER", personForms, highest("USER", clean)),
    find: findNames,
    whole: ["person", "contact", "on-behalf", "technician"],
  };
  const machines: Renaming = {
    names: new Pseudonyms("HOST", hostForms, highest("HOST", clean)),
    find: findHosts,
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
function beginWithPerson(names: Pseudonyms, { name, id, contact }: TicketPackage["person"]): void {
  const parts = [name, id, contact].filter((part) => part !== undefined && part !== "");
  const [first, ...others] = parts as string[];
  if (first === undefined) return;
  const one = names.rename(first);
  for (const other of others) names.rename(other, one);
  for (const { text } of contact ? findNames(contact, "spoken") : []) names.rename(text, one);
}

/** Names are gathered from the whole package first: what is said later may tell what was meant before. */
function renamed(ticket: TicketPackage, wanted: readonly Renaming[]): TicketPackage {
  if (wanted.length === 0) return ticket;
  withTexts(ticket, (text, place) => {
    const all = wanted.find(({ whole }) => whole.includes(place));
    if (all) wholeRenamed(text, all);
    else for (const { name, names } of namesIn(text, place, wanted, false)) names.rename(name);
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
  return text === nobody ? text : names.rename(text);
}

function textRenamed(text: string, place: Place, wanted: readonly Renaming[]): string {
  return namesIn(text, place, wanted, true)
    .sort((a, b) => b.at - a.at)
    .reduce((so, { at, end, name, names }) => so.slice(0, at) + names.rename(name) + so.slice(end), text);
}

type Named = { at: number; end: number; name: string; names: Pseudonyms };

/** Of names that overlap the longest. `known`: also names that stand there without any form of their own. */
function namesIn(text: string, place: Place, wanted: readonly Renaming[], known: boolean): Named[] {
  const found = wanted.flatMap(({ names, find }) =>
    [...find(text, place === "made" ? "made" : "spoken"), ...(known ? names.findKnown(text) : [])].map(
      ({ at, text: name }) => ({
        at,
        end: at + name.length,
        name,
        names,
      }),
    ),
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
