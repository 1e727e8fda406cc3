/**
 * Redacts a hand-over before it leaves the process. Codes, versions, times, paths and commands stay, so that technicians can
 * still work with it.
 */

import { findHosts } from "../privacy/findHosts.ts";
import type { Care, Match } from "../privacy/findMatches.ts";
import { findNames } from "../privacy/findNames.ts";
import { hostForms, Pseudonyms, personForms } from "../privacy/pseudonyms.ts";
import { takeOutSecrets } from "../privacy/secrets.ts";
import type { HandOver } from "../tickets/activities.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";
import { boundTicket } from "./boundTicket.ts";
import { type Place, replaceTexts } from "./redactTexts.ts";

/** What a target must not see. Secrets never leave. */
export type Redaction = { people: boolean; hosts: boolean };

type Renaming = { names: Pseudonyms; find: (text: string, care: Care) => Match[]; whole: readonly Place[] };

/** Stands for a caller whose name is unknown, so it is not renamed. */
const unnamedCaller = "a caller";

/** Masks secrets, and replaces names by pseudonyms that stay the same throughout the package. Idempotent. */
export function redactTicket(ticket: TicketPackage, redaction: Redaction): TicketPackage {
  return redactHandOver({ ticket, shown: [] }, redaction).ticket;
}

/** The same for a package with the cards of its transcript, which share its pseudonyms. */
export function redactHandOver({ ticket, shown }: HandOver, { people, hosts }: Redaction): HandOver {
  const secrets = new Set<string>();
  const clean = replaceTexts({ ticket: boundTicket(ticket), shown }, (text, place) => {
    const masked = takeOutSecrets(text, place === "made");
    for (const secret of masked.secrets) secrets.add(secret);
    return masked.text;
  });
  const users: Renaming = {
    names: new Pseudonyms("USER", personForms, findHighestNumber("USER", clean)),
    find: findNames,
    whole: ["person", "contact", "on-behalf", "technician"],
  };
  const machines: Renaming = {
    names: new Pseudonyms("HOST", hostForms, findHighestNumber("HOST", clean)),
    find: findHosts,
    whole: ["host"],
  };
  const renamings = [...(people ? [users] : []), ...(hosts ? [machines] : [])];
  if (people) renamePersonFirst(users.names, clean.ticket.person);
  const renamed = renameAll(clean, renamings);
  const redacted = {
    secrets: ticket.redacted.secrets + secrets.size,
    people: ticket.redacted.people + users.names.count,
    hosts: ticket.redacted.hosts + machines.names.count,
  };
  return { ...renamed, ticket: { ...renamed.ticket, redacted } };
}

/** Gives the person's name, id and contact the same pseudonym. */
function renamePersonFirst(names: Pseudonyms, { name, id, contact }: TicketPackage["person"]): void {
  const parts = [name, id, contact].filter((part) => part !== undefined && part !== "");
  const [first, ...others] = parts as string[];
  if (first === undefined) return;
  const pseudonym = names.rename(first);
  for (const other of others) names.rename(other, pseudonym);
  for (const { text } of contact ? findNames(contact, "spoken") : []) names.rename(text, pseudonym);
}

/** Collects the names of the whole hand-over first, because a later line may reveal that an earlier word is a name. */
function renameAll(handOver: HandOver, renamings: readonly Renaming[]): HandOver {
  if (renamings.length === 0) return handOver;
  const findWhole = (place: Place) => renamings.find(({ whole }) => whole.includes(place));
  replaceTexts(handOver, (text, place) => {
    const whole = findWhole(place);
    if (whole) renameWhole(text, whole);
    else for (const { name, names } of listNames(text, place, renamings, false)) names.rename(name);
    return text;
  });
  const renamed = replaceTexts(handOver, (text, place) => {
    const whole = findWhole(place);
    return whole ? renameWhole(text, whole) : renameInText(text, place, renamings);
  });
  // A longer name may have hidden another one.
  return JSON.stringify(renamed) === JSON.stringify(handOver) ? renamed : renameAll(renamed, renamings);
}

function renameWhole(text: string, { names }: Renaming): string {
  return text === unnamedCaller ? text : names.rename(text);
}

function renameInText(text: string, place: Place, renamings: readonly Renaming[]): string {
  return listNames(text, place, renamings, true)
    .sort((a, b) => b.at - a.at)
    .reduce((rest, { at, end, name, names }) => rest.slice(0, at) + names.rename(name) + rest.slice(end), text);
}

type Named = { at: number; end: number; name: string; names: Pseudonyms };

/** Of overlapping names only the longest. `known`: also names that only other places of the package show to be names. */
function listNames(text: string, place: Place, renamings: readonly Renaming[], known: boolean): Named[] {
  const candidates = renamings.flatMap(({ names, find }) =>
    [...find(text, place === "made" ? "made" : "spoken"), ...(known ? names.findKnown(text) : [])].map(
      ({ at, text: name }) => ({
        at,
        end: at + name.length,
        name,
        names,
      }),
    ),
  );
  const occupied = [...text.matchAll(untouchable)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
  }));
  const longestFirst = candidates.sort((a, b) => b.name.length - a.name.length);
  return longestFirst.filter(({ at, end }) => {
    if (occupied.some((other) => at < other.end && other.at < end)) return false;
    occupied.push({ at, end });
    return true;
  });
}

/** Pseudonyms, masks, and the names of PowerShell commands. */
const untouchable =
  /(?<![\p{L}\p{N}_])(?:(?:USER|HOST)-\d+|(?:Add|Clear|Copy|Disable|Enable|Enter|Exit|Export|ForEach|Format|Get|Import|Invoke|Move|New|Out|Remove|Rename|Resolve|Restart|Select|Set|Sort|Start|Stop|Test|Where|Write)-[A-Z][A-Za-z]+)(?![\p{L}\p{N}_])|\[masked\]/gu;

/** The highest number that a pseudonym in the package already has, including those that people typed. */
function findHighestNumber(prefix: string, handOver: HandOver): number {
  const numbers = [
    ...JSON.stringify(handOver).matchAll(new RegExp(`(?<![A-Za-z0-9])${prefix}-(\\d{1,6})(?!\\d)`, "g")),
  ];
  return Math.max(0, ...numbers.map(([, number]) => Number(number)));
}
