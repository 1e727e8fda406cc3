/**
 * Reads codes and facts from a person's words. When in doubt it reads nothing: a missed fact only costs a question, a
 * misread one leads the case astray.
 */

import type { Codes, OtherFault } from "../tree/codes.ts";
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import { blankQuotes, blankReportScript, blankReports, blankScripts } from "./blankTexts.ts";
import { blankUnproven } from "./blankUnproven.ts";
import { findHost } from "./findHost.ts";
import { findPhrases, type Phrases, preparePhrases } from "./phrases.ts";
import { type RdpFile, readRdpFile } from "./rdpFile.ts";
import { type Code, readCodes } from "./readCodes.ts";
import { type ReadEvent, readEvents } from "./readEvents.ts";
import { type LineReader, prepareLineReaders, readLines } from "./readLines.ts";
import { type ReadReport, readReports } from "./readReports.ts";
import { unwrapOutput } from "./splitOutput.ts";
import { type Prose, readProse } from "./words.ts";

export type { Code } from "./readCodes.ts";
export type ReadFact = { fact: string; answer: string; from: string };
export type Understood = {
  /** In text order, without duplicates. */
  codes: Code[];
  /** "yes" if the words name the fault of this tree, "no" if they name another one. */
  inScope: "yes" | "no" | "unknown";
  facts: ReadFact[];
  /** Facts that the words probably state. The bot asks before it uses one. */
  likely?: ReadFact[];
  /** The extended code that came with 0x904, if it is not 0x7. */
  extendedDiffers?: string;
  /** Another fault that the words describe without a code. */
  otherFault?: OtherFault & { from: string };
  /** The reports that were pasted. Their lines count for nothing else. */
  reports?: ReadReport[];
  /** The text holds the script of a report and nothing that it printed. */
  isReportScript?: true;
  /** The remote computer that the words or the file name. */
  host?: { host: string; from: string };
  /** The .rdp file in the text, repaired. */
  rdpFile?: RdpFile;
};

const ownCode = "0x904";
const ownExtended = "0x7";
type Answer = { fact: string; answer: string };
type Prepared = {
  says: Phrases<Answer>;
  lines: LineReader<Answer>[];
  events: Map<number, Answer[]>;
};
const preparedTrees = new WeakMap<Facts, Prepared>();
const preparedFaults = new WeakMap<Codes, Phrases<OtherFault>>();

/** Understanding needs only the facts of a tree, and reads reports and files if it knows any. */
type Facts = Pick<Tree, "facts"> & Partial<Pick<Tree, "blanks" | "reports" | "known-issues" | "rdp-settings">>;

export function understand({ tree, codes }: { tree: Facts; codes: Codes }, message: string): Understood {
  const { facts, blanks = {}, reports: known = {}, "known-issues": issues = {} } = tree;
  const unscripted = blankReportScript(known, message);
  const reports = readReports({ facts, blanks, reports: known, "known-issues": issues }, unscripted);
  const unreported = blankReports(unscripted, reports);
  // The words in a file's settings are no sentences: "gatewayhostname:s:vpn.corp.example" does not speak of a VPN.
  const rdp = readRdpFile(tree["rdp-settings"] ?? {}, unreported);
  const text = rdp?.rest ?? unreported;
  const host = blanks.host && findHost(blankScripts(unreported));
  const proven = blankUnproven(text);
  const prose = readProse(proven);
  const written = blankQuotes(blankScripts(proven));
  const own = written === proven ? prose : readProse(written);
  const { says, lines, events } = prepareTree(tree);
  const readings = readEventsUnwrapped(codes, new Set(events.keys()), prose);
  const eventIds = new Set([
    ...readings.map(({ id }) => id),
    ...codes.events.map(({ event }) => event),
    ...events.keys(),
  ]);
  const faultCodes = readCodes(codes, text, eventIds, readings.length > 0);
  const answers = [
    ...findPhrases(says, own).map(({ meaning, from, first }) => ({
      ...meaning,
      from,
      at: own.words[first]?.from ?? 0,
    })),
    ...readLines(lines, prose).map(({ meaning, from, at }) => ({ ...meaning, from, at })),
    ...readEventAnswers(readings, events, text),
  ].filter(({ fact }) => tree.facts[fact]?.many || !rdp?.facts.some((told) => told.fact === fact));
  const inOrder = sortByPlace([...faultCodes, ...readings], text);
  const otherFault = faultCodes.length === 0 ? findOtherFault(codes, prose) : undefined;
  const inScope = judgeScope(
    faultCodes,
    readings.some(({ id }) => events.has(id)),
    otherFault,
    prose,
  );
  const extended = faultCodes.filter(({ kind }) => kind === "extended");
  const differs = inScope === "yes" && extended.length > 0 && extended.every(({ hex }) => hex !== ownExtended);
  return {
    codes: inOrder.map(({ kind, hex, from }) => ({ kind, hex, from })),
    inScope,
    facts: settle(tree, [...answers, ...(rdp?.facts ?? [])]),
    ...(differs && extended[0] ? { extendedDiffers: extended[0].hex } : {}),
    ...(inScope === "no" && otherFault ? { otherFault } : {}),
    ...(reports.length > 0 ? { reports } : {}),
    ...(reports.length === 0 && unscripted !== message ? { isReportScript: true as const } : {}),
    ...(host ? { host } : {}),
    ...(rdp ? { rdpFile: rdp.file } : {}),
  };
}

/** A console breaks a long line anywhere, also between a source and the number of its event. */
function readEventsUnwrapped(codes: Codes, treeEvents: ReadonlySet<number>, prose: Prose): ReadEvent[] {
  const text = unwrapOutput(prose.text);
  if (text === prose.text) return readEvents(codes, treeEvents, prose);
  return readEvents(codes, treeEvents, readProse(text)).flatMap((event) => {
    const broken = [...event.from].map((char) => char.replace(/[^\p{L}\p{N}]/u, "\\$&")).join("(?:\\s*\\n[>\\s]*)?");
    const [from] = new RegExp(broken).exec(prose.text) ?? [];
    return from ? [{ ...event, from }] : [];
  });
}

function judgeScope(
  faultCodes: readonly Code[],
  hasEvidence: boolean,
  otherFault: OtherFault | undefined,
  prose: Prose,
): Understood["inScope"] {
  if (faultCodes.some(({ kind, hex }) => kind === "disconnect" && hex === ownCode)) return "yes";
  if (hasEvidence) return "unknown";
  if (faultCodes.some(({ kind }) => kind === "disconnect" || kind === "other")) return "no";
  if (faultCodes.length > 0 || !otherFault) return "unknown";
  // The dialog of this fault contains this sentence, so the fault may still be this one.
  const sentence = prose.words.map(({ text }) => text).join(" ");
  return /this computer can not connect/.test(sentence) ? "unknown" : "no";
}

function findOtherFault(codes: Codes, prose: Prose): (OtherFault & { from: string }) | undefined {
  let phrases = preparedFaults.get(codes);
  if (!phrases) {
    phrases = preparePhrases(
      codes["other-faults"].flatMap((fault) =>
        fault.says.map((phrase) => ({ phrase, meaning: fault, about: "fault" })),
      ),
    );
    preparedFaults.set(codes, phrases);
  }
  const [match] = findPhrases(phrases, prose, "trouble");
  return match && { ...match.meaning, from: match.from };
}

function prepareTree(tree: Facts): Prepared {
  let prepared = preparedTrees.get(tree);
  if (!prepared) {
    const answers = Object.entries(tree.facts).flatMap(([fact, { answers }]) =>
      Object.entries(answers)
        .filter(([answer]) => answer !== NOT_SURE)
        .map(([answer, patterns]) => ({ fact, answer, ...patterns })),
    );
    const events = new Map<number, Answer[]>();
    for (const { fact, answer, events: ids } of answers)
      for (const id of ids) events.set(id, [...(events.get(id) ?? []), { fact, answer }]);
    prepared = {
      says: preparePhrases(
        answers.flatMap(({ fact, answer, says }) =>
          says.map((phrase) => ({ phrase, meaning: { fact, answer }, about: fact })),
        ),
      ),
      lines: prepareLineReaders(
        answers.flatMap(({ fact, answer, reads }) => reads.map((pattern) => ({ pattern, meaning: { fact, answer } }))),
      ),
      events,
    };
    preparedTrees.set(tree, prepared);
  }
  return prepared;
}

type Placed = ReadFact & { at: number };

function readEventAnswers(readings: readonly ReadEvent[], events: Prepared["events"], text: string): Placed[] {
  return readings
    .filter(({ counts }) => counts)
    .flatMap(({ id, from }) => (events.get(id) ?? []).map((answer) => ({ ...answer, from, at: text.indexOf(from) })));
}

function sortByPlace<Read extends { from: string }>(readings: Read[], text: string): Read[] {
  const places = new Map(readings.map((reading) => [reading, text.indexOf(reading.from)]));
  return readings.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** One answer per fact, or several if the fact allows them. Contradictory answers are dropped, so that the bot asks. */
function settle(tree: Facts, answers: readonly Placed[]): ReadFact[] {
  const byFact = new Map<string, Map<string, Placed>>();
  for (const reading of answers.toSorted((a, b) => a.at - b.at)) {
    const byAnswer = byFact.get(reading.fact) ?? new Map<string, Placed>();
    if (!byAnswer.has(reading.answer)) byAnswer.set(reading.answer, reading);
    byFact.set(reading.fact, byAnswer);
  }
  return [...byFact].flatMap(([fact, byAnswer]) => {
    const many = tree.facts[fact]?.many ?? false;
    const alone = [...byAnswer.keys()].some((answer) => tree.facts[fact]?.answers[answer]?.alone);
    // The words of a window say more than "there is no code".
    const unlisted = [...byAnswer.values()].filter(({ answer }) => tree.facts[fact]?.answers[answer]?.unlisted);
    const [named] = unlisted;
    if (named && unlisted.length === 1 && !many) return [{ fact, answer: named.answer, from: named.from }];
    if (byAnswer.size > 1 && (!many || alone)) return [];
    return [...byAnswer.values()].map(({ answer, from }) => ({ fact, answer, from }));
  });
}
