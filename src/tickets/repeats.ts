/** Finds the bot's lines that repeat a message which the person deleted or edited. */
import { groupCodes, nameAnswer, nameCodes } from "../../dialogs/wording/chips.ts";
import { nameBareCode } from "../../dialogs/wording/codeInWords.ts";
import { listSentences } from "../../dialogs/words/sentence.ts";
import type { Event } from "../../knowledge/case/events.ts";
import type { Code } from "../../knowledge/reading/understand.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";

/** Fewer words are in many sentences by chance. */
const leastTelling = 3;

/** `text`: the message. `stated`: the events that it added to its case, with their words. */
export function createRepeatFinder(tree: Tree, text: string, stated: readonly Event[]): (line: string) => boolean {
  const { ours, known } = readOurTexts(tree);
  const ownWords = listOwnWords(known, text);
  const patterns = stated.flatMap((event) => listPatterns(tree, ours, event));
  return (line) => {
    const words = new Set(splitIntoWords(line));
    return ownWords.some((word) => words.has(word)) || patterns.some((pattern) => pattern.test(line));
  };
}

type OurTexts = { ours: string; known: ReadonlySet<string> };

/** Splitting the texts takes a while, and a tree never changes. */
const ourTexts = new WeakMap<Tree, OurTexts>();

/** All texts of the tree and of the catalogue, and their words. */
function readOurTexts(tree: Tree): OurTexts {
  const before = ourTexts.get(tree);
  if (before) return before;
  const ours = [...listTexts(tree), ...listSentences("")].join("\n").toLowerCase();
  const texts = { ours, known: new Set(splitIntoWords(ours)) };
  ourTexts.set(tree, texts);
  return texts;
}

function listTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

/** The words of a message that are in no sentence of ours. The bot can only have said them by repeating the message. */
function listOwnWords(known: ReadonlySet<string>, text: string): string[] {
  return [...new Set(splitIntoWords(text))].filter((word) => word.length > 2 && !known.has(word));
}

const splitIntoWords = (text: string): string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

/** How the bot repeats what an event says: a quotation, a reading in "I read: ...", a line of a list, a value. */
function listPatterns(tree: Tree, ours: string, event: Event): RegExp[] {
  switch (event.kind) {
    case "codes":
      return [
        // Only codes that were read are stored, so their kinds are known.
        ...groupCodes(event.codes as Code[])
          .map(nameCodes)
          .map(matchChip),
        ...event.codes.flatMap(({ kind, hex }) => {
          const code = nameBareCode(kind, hex);
          return [matchChip(hex), matchChip(code), new RegExp(`(?:^|[\\n;])\\W*(?:\\w\\W+)?${matchText(code)}`, "iu")];
        }),
      ];
    case "answered":
    case "supposed": {
      const { ask = event.fact, answers = {} } = tree.facts[event.fact] ?? {};
      const labels = event.answers.map((answer) => answers[answer]?.label ?? answer);
      return [
        ...matchQuotation(ours, event.words),
        ...event.answers.map((answer) => matchChip(nameAnswer(tree, event.fact, answer))),
        ...[...labels, labels.join("; ")].map(
          (label) => new RegExp(`${matchText(ask)}\\s+(?:\\S+: )?${matchText(label)}`, "iu"),
        ),
      ];
    }
    case "filled":
      return event.value ? [matchValue(event.value)] : [];
    case "reported":
      return [
        ...event.lines.flatMap((words) => matchQuotation(ours, words)),
        ...(event.host ? [matchValue(event.host)] : []),
      ];
    case "wants-person":
      return matchQuotation(ours, event.words);
    case "told":
      return [event.impact, event.name, event.contact, event.since].flatMap((value) =>
        value ? [matchValue(value)] : [],
      );
    default:
      return [];
  }
}

const matchText = (text: string): string => RegExp.escape(text.trim()).replace(/(?:\\x20|\\[nrt]|\s)+/g, "\\s+");

/** "I read: 0x904/0x7 · VPN · nothing changed." */
const matchChip = (chip: string): RegExp => new RegExp(`(?:: |· )${matchText(chip)}(?= ·|[.?]| \\(|$)`, "u");

/** Words that are few, or that are ours, are a quotation only between quotation marks. */
function matchQuotation(ours: string, words: string): RegExp[] {
  const said = words.trim();
  if (said === "") return [];
  const isTelling = splitIntoWords(said).length >= leastTelling && !ours.includes(said.toLowerCase());
  return [new RegExp(isTelling ? matchText(said) : `"${matchText(said)}"`, "iu")];
}

/** A value, such as a computer's name, can be anywhere in a line. */
const matchValue = (value: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${matchText(value)}(?![\\p{L}\\p{N}])`, "iu");
