/** Finds which part of Windows wrote an event, where a paste shows it. One number means different things in different logs: 1058 is also a failure of Group Policy. */
import { type Codes, findWindowsEvent } from "../tree/codes.ts";

// The label of the source in the details that Event Viewer copies, old and new, in nine languages.
const label =
  /(?:^|\s|>)(?:source(?: de l'événement)?|(?:ereignis)?quelle|origen(?: del evento)?|origem|fonte|origine(?: evento)?|ソース|来源|事件来源|источник(?: события)?|provider ?name)[ \t]*:[ \t]*([^\n]{2,90})/g;
const property = /(?:^|\n)[ \t>]*provider ?name[ \t]*:[ \t]*([^\n]{2,90})/g;
const xmlName = /<provider name=["']([^"'\n]{2,90})["']/g;
// Error,5/1/2025 2:46:52 PM,Schannel,36870,None
const fieldBefore = /\d{1,2}:\d\d[^\n]{0,20}?[,;\t]"?([^,;\t"\n]{2,90})"?[,;\t]"?$/;
const recordEnd = /\n[ \t]*\n|\n[ \t>]*(?:timecreated|log name|protokollname|event\[\d)/;

/** The source as shown, in lower case; undefined if the paste does not show it. `from` and `to` are the places of the event's number. */
export function findEventSource(folded: string, from: number, to: number): string | undefined {
  const before = folded.slice(Math.max(0, from - 600), from);
  const line = before.slice(before.lastIndexOf("\n") + 1).slice(-200);
  const [, field] = fieldBefore.exec(line) ?? [];
  if (field) return field.trim();
  // In a sentence, "source:" can be anything, so the number must have a label too.
  const labels = /:\s*$/.test(line) ? label : property;
  const named = [...before.matchAll(xmlName)].at(-1)?.[1] ?? [...before.matchAll(labels)].at(-1)?.[1];
  if (named) return named.trim();
  const [below = ""] = folded.slice(to, to + 600).split(recordEnd);
  return [...below.matchAll(property)][0]?.[1]?.trim();
}

/** Whether an event of that number by that source is the one that the table of codes means. */
export function fitsEventSource(codes: Codes, id: number, provider: string): boolean {
  const log = findWindowsEvent(codes, id)?.log;
  if (!log) return true;
  const shown = simplify(provider);
  const names = log
    .split(/[,/]| or /)
    .map(simplify)
    .filter((name) => name !== "" && name !== "system" && name !== "operational");
  if (names.length === 0) return true;
  // The client's log is called RDPClient, and its source ClientActiveXCore.
  return names.some(
    (name) => shown.includes(name) || (name.endsWith("rdpclient") && shown.includes("clientactivexcore")),
  );
}

const simplify = (name: string): string => name.toLowerCase().replace(/microsoft-windows-|[^\p{L}\d]/gu, "");
