/** Adds what was read in a message to the case, and reads it back to the person. */
import type { Origin } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { findOtherCode, readFacts } from "../../knowledge/reading/readFacts.ts";
import type { Understood } from "../../knowledge/reading/understand.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { findErrorCode } from "../../knowledge/tree/codes.ts";
import { groupCodes, wordReadings } from "../wording/chips.ts";
import type { Readings } from "../wording/wording.ts";
import { sentence } from "../words/sentence.ts";
import { changeAnswer } from "./changeAnswer.ts";
import { listReadings } from "./listReadings.ts";
import { recordReports } from "./recordReports.ts";
import { showRdpFile } from "./showRdpFile.ts";
import { suppose } from "./suppose.ts";

type Reading = {
  origin: Origin;
  /** Groups the events of one message, so that "back" takes back all of them. */
  group: number;
  /** The fact that the bot asked for. */
  asked?: string | undefined;
  /** The first message, before the bot has asked for anything. */
  first?: boolean;
  /** A pasted log contains codes of all kinds, so only its event ids count. */
  pasted: boolean;
  /** When the message arrived, ISO 8601. Without it, the age of a report is not judged. */
  now?: string | undefined;
  /** The message changes what was said before: an answer replaces the earlier ones instead of joining them. */
  corrects?: boolean;
};

/** Adds events for everything new, one for each reading. Returns the reply, which is empty if nothing was read. */
export function recordReading(open: OpenCase, understood: Understood, reading: Reading): (string | Readings)[] {
  const { knowledge } = open;
  const { tree } = knowledge;
  const { group } = reading;
  const before = open.standing;

  const codes = reading.pasted ? understood.codes.filter(({ kind }) => kind === "event") : understood.codes;
  const known = new Set(before.codes.map(({ hex, kind }) => kind + hex));
  const newCodes = codes.filter(({ kind, hex }) => !known.has(kind + hex));
  open.add(...groupCodes(newCodes).map((each) => ({ kind: "codes" as const, codes: each, group })));
  const facts = readFacts(tree, understood, reading);
  for (const { fact, answer, from } of facts) {
    if (before.facts.get(fact)?.answers.includes(answer)) continue;
    const { origin } = reading;
    if (reading.corrects && before.facts.has(fact) && fact !== "code")
      changeAnswer(open, fact, answer, { origin, words: from, group });
    else open.add({ kind: "answered", fact, answers: [answer], origin, words: from, group });
  }
  const taken = facts.map(({ from }) => from);
  if (!reading.pasted) suppose(open, understood.likely ?? [], taken, reading);
  const { host } = understood;
  if (host && !before.values.has("host") && fitsBlank(knowledge, "host", host.host))
    open.add({ kind: "filled", blank: "host", value: host.host, group });
  // Without the readings of reports, which have letters.
  const readings = wordReadings(listReadings(open, group), group);
  return [
    ...(understood.isReportScript ? [sentence("report.script-itself")] : []),
    ...recordReports(open, understood.reports ?? [], reading),
    ...(understood.rdpFile ? showRdpFile(understood.rdpFile) : []),
    ...readings,
    ...(understood.extendedDiffers && !reading.pasted
      ? [sentence("other-extended", { hex: understood.extendedDiffers })]
      : []),
    ...(facts[0]?.answer === "other-code" ? [describeOther(knowledge, understood)] : []),
  ];
}

function fitsBlank({ tree }: Knowledge, blank: string, value: string): boolean {
  const matches = tree.blanks[blank]?.matches;
  return matches !== undefined && new RegExp(`^(?:${matches})$`, "u").test(value);
}

function describeOther({ codes }: Knowledge, understood: Understood): string {
  const other = findOtherCode(understood);
  const entry = other && findErrorCode(codes, Number(other.hex));
  if (entry && other) return `${other.hex}${entry.name ? ` (${entry.name})` : ""}: ${entry.means}`;
  if (other) return sentence("code.unknown", { hex: other.hex });
  return understood.otherFault ? `${understood.otherFault.title}: ${understood.otherFault.means}` : "";
}
