/**
 * Reads codes and facts from a person's words. When in doubt it reads nothing: a missed fact only costs a question, a
 * misread one leads the case astray.
 */

import type { Codes } from "../tree/codes.ts";
import type { Scorer } from "../tree/scorer.ts";
import type { Tree } from "../tree/tree.ts";
import { blankReportScript, blankReports, blankScripts } from "./blankTexts.ts";
import { blankUnproven } from "./blankUnproven.ts";
import { prepareFactReaders, readEventAnswers, settle } from "./factReaders.ts";
import { cannotConnect, findDialogs } from "./findDialogs.ts";
import { findHost } from "./findHost.ts";
import { findOtherFault, judgeScope, type NamedFault } from "./otherFaults.ts";
import { blankOthersWords, blankQuotedSpeech } from "./ownWords.ts";
import { findPhrases } from "./phrases.ts";
import { type RdpFile, readRdpFile } from "./rdpFile.ts";
import { type Code, readCodes } from "./readCodes.ts";
import { type ReadEvent, readEvents } from "./readEvents.ts";
import type { Likely, ReadFact } from "./readFact.ts";
import { readLines } from "./readLines.ts";
import { type ReadReport, readReports } from "./readReports.ts";
import { unwrapOutput } from "./splitOutput.ts";
import { judgeStatements } from "./statements.ts";
import { type Prose, readProse } from "./words.ts";

export type { Code } from "./readCodes.ts";
export type Understood = {
  /** In text order, without duplicates. */
  codes: Code[];
  /** "yes" if the words name the fault of this tree, "no" if they name another one. */
  inScope: "yes" | "no" | "unknown";
  facts: ReadFact[];
  /** Facts that the words probably state. The bot asks before it uses one. */
  likely?: Likely[];
  /** The extended code that came with 0x904, if it is not 0x7. */
  extendedDiffers?: string;
  /** Another fault that the words describe without a code. */
  otherFault?: NamedFault;
  /** The reports that were pasted. Their lines count for nothing else. */
  reports?: ReadReport[];
  /** The text holds the script of a report and nothing that it printed. */
  isReportScript?: true;
  /** The text holds the sentence of this fault's window, which other faults show as well. */
  cannotConnect?: true;
  /** The remote computer that the words or the file name. */
  host?: { host: string; from: string };
  /** The .rdp file in the text, repaired. */
  rdpFile?: RdpFile;
};

const ownExtended = "0x7";

/** Understanding needs only the facts of a tree, and reads reports and files if it knows any. */
type Facts = Pick<Tree, "facts"> & Partial<Pick<Tree, "blanks" | "reports" | "known-issues" | "rdp-settings">>;

/** Reads a message. The last few results are kept, because several parts of a turn read the same message. */
export function understand(knowledge: Reader, message: string): Understood {
  const { tree, scorer } = knowledge;
  const kept = recent.get(tree) ?? [];
  const known = kept.find((each) => each.message === message && each.scorer === scorer);
  if (known) return known.understood;
  const understood = readMessage(knowledge, message);
  recent.set(tree, [{ message, scorer, understood }, ...kept].slice(0, mostRecent));
  return understood;
}

type Reader = { tree: Facts; codes: Codes; scorer?: Scorer | undefined };
type Recent = { message: string; scorer: Scorer | undefined; understood: Understood };
const recent = new WeakMap<Facts, Recent[]>();
const mostRecent = 4;

function readMessage({ tree, codes, scorer }: Reader, message: string): Understood {
  const { facts, blanks = {}, reports: known = {}, "known-issues": issues = {} } = tree;
  const unscripted = blankReportScript(known, message);
  const reports = readReports({ facts, blanks, reports: known, "known-issues": issues }, unscripted);
  const unreported = blankReports(unscripted, reports);
  // The words in a file's settings are no sentences: "gatewayhostname:s:vpn.corp.example" does not speak of a VPN.
  const rdp = readRdpFile(tree["rdp-settings"] ?? {}, unreported);
  const text = rdp?.rest ?? unreported;
  const host = blanks.host && findHost(blankScripts(unreported));
  const proven = blankQuotedSpeech(blankUnproven(text));
  const prose = readProse(proven);
  const written = blankOthersWords(blankScripts(proven));
  const own = written === proven ? prose : readProse(written);
  const { says, lines, events } = prepareFactReaders(tree);
  const readings = readEventsUnwrapped(codes, new Set(events.keys()), prose);
  const eventIds = new Set([
    ...readings.map(({ id }) => id),
    ...codes.events.map(({ event }) => event),
    ...events.keys(),
  ]);
  // A code in a quoted mail counts only if the person names none.
  const ownCodes = readCodes(codes, blankOthersWords(text), eventIds, readings.length > 0);
  const faultCodes = ownCodes.length > 0 ? ownCodes : readCodes(codes, text, eventIds, readings.length > 0);
  const said = findPhrases(says, own).map(({ meaning, from, first }) => ({
    ...meaning,
    from,
    at: own.words[first]?.from ?? 0,
  }));
  const dialogs = findDialogs(text);
  const { stated, likely } = judgeStatements(tree, scorer, written, said);
  const answers = [
    ...stated,
    ...dialogs.flatMap(({ neighbour, from }) =>
      neighbour && tree.facts.code?.answers[neighbour]
        ? [{ fact: "code", answer: neighbour, from, at: text.indexOf(from) }]
        : [],
    ),
    ...readLines(lines, prose).map(({ meaning, from, at }) => ({ ...meaning, from, at })),
    ...readEventAnswers(readings, events, text),
  ].filter(({ fact }) => tree.facts[fact]?.many || !rdp?.facts.some((told) => told.fact === fact));
  const inOrder = sortByPlace([...faultCodes, ...readings], text);
  const otherFault = faultCodes.length === 0 ? findOtherFault(codes, prose, dialogs) : undefined;
  const inScope = judgeScope(
    faultCodes,
    readings.some(({ id }) => events.has(id)),
    otherFault,
    dialogs.some(({ id }) => id === cannotConnect) || /\bthis computer (?:can'?t|cannot|can not) connect\b/i.test(text),
  );
  const extended = faultCodes.filter(({ kind }) => kind === "extended");
  const differs = inScope === "yes" && extended.length > 0 && extended.every(({ hex }) => hex !== ownExtended);
  const read = settle(tree, [...answers, ...(rdp?.facts ?? [])]);
  const open = likely.filter(({ fact }) => tree.facts[fact]?.many || !read.some((each) => each.fact === fact));
  return {
    codes: inOrder.map(({ kind, hex, from }) => ({ kind, hex, from })),
    inScope,
    facts: read,
    ...(open.length > 0 ? { likely: open } : {}),
    ...(differs && extended[0] ? { extendedDiffers: extended[0].hex } : {}),
    ...(inScope === "no" && otherFault ? { otherFault } : {}),
    ...(reports.length > 0 ? { reports } : {}),
    ...(reports.length === 0 && unscripted !== message ? { isReportScript: true as const } : {}),
    ...(dialogs.some(({ id }) => id === cannotConnect) ? { cannotConnect: true as const } : {}),
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

function sortByPlace<Read extends { from: string }>(readings: Read[], text: string): Read[] {
  const places = new Map(readings.map((reading) => [reading, text.indexOf(reading.from)]));
  return readings.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}
