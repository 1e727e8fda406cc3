/** Reads what a person reports after a step: that it was done, or that it works now, inside a longer sentence. */
import type { Move } from "../../knowledge/case/moves.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { parsePhrases, parseWords } from "./wordLists.ts";

const deeds = parseWords(
  `done did finished completed ran executed restarted rebooted deleted removed closed opened installed uninstalled updated saved made
  copied renamed set switched turned added typed entered put stopped started changed exported imported chose ticked unticked cleared waited corrected`,
);
const beforeDeed =
  parseWords(`both each they ok okay yes yep yeah now so then and i we he she they have has had is are it that this all everything been
  just already well the`);
const successes = parsePhrases(
  `works, working, connects, connected, am in, are in, can connect, can get in, get in, gets in, got in, get through, gets through,
  got through, comes up, came up, did it, did the trick`,
).map((phrase) => phrase.split(" "));
const beforeSuccess =
  parseWords(`and now so then yes ok okay oh great wow it everything everyone everybody people all we i he she they users
  rdp finally just again hey already that after the restart reboot its`);
// These words show that the connection works now, after the step. Without them the person may mean another computer or a colleague.
const atLast = parseWords("now again already finally back");
const trouble = parseWords(
  `not no never nobody none nothing neither except only still same fail fails failed error if when until unless would should could will
  without before why how what trouble problem message 0x904 2308 others else colleague colleagues`,
);

const reported: readonly Move["kind"][] = ["step", "check", "revert", "hand-over"];

/** Undefined for a question, for a message with a sign of trouble, and for a long one. */
export function findReport(move: Move, text: string): "done" | "works" | undefined {
  if (!reported.includes(move.kind)) return undefined;
  if (move.kind === "step" && showsOutput(move.step, text)) return "done";
  if (text.length > 300 || /\?\s*$/.test(text)) return undefined;
  const clauses = text
    .split(/[,.;:!\n]+|\s[-–]\s|\b(?:and|but)\b/)
    .map(splitWords)
    .filter((words) => words.length > 0);
  const words = clauses.flat();
  if (words.length > 30 || words.some((word) => trouble.has(word))) return undefined;
  if (move.kind === "check" && (words[0] === "yes" || words[0] === "yep")) return "works";
  const isDone = clauses.some((clause) => startsWith(clause, beforeDeed, (rest) => deeds.has(rest[0] ?? "")));
  const didIt = /\bthat (?:did it|did the trick)\b/i.test(text);
  const isSure = isDone || didIt || words[0] === "yes" || words.some((word) => atLast.has(word));
  const works = clauses.some((clause) =>
    startsWith(clause, beforeSuccess, (rest) =>
      successes.some((words) => words.every((word, at) => rest[at] === word)),
    ),
  );
  if (works && isSure) return "works";
  return isDone && !/\bbut\b/i.test(text) && (move.kind === "step" || move.kind === "revert") ? "done" : undefined;
}

/** Whether the words that follow some of `around` satisfy `matches`. */
function startsWith(words: readonly string[], around: ReadonlySet<string>, matches: (rest: string[]) => boolean) {
  for (let at = 0; at < words.length; at += 1) {
    if (matches(words.slice(at))) return true;
    if (!around.has(words[at] ?? "")) return false;
  }
  return false;
}

/** Whether the text holds what the step's command prints, such as ADDED, or what the step expects. A pasted command does not count. */
function showsOutput({ run, expect }: { run?: string | undefined; expect: string }, text: string): boolean {
  const printed = [...(run ?? "").matchAll(/['"]([A-Z][A-Z ]{3,}[A-Z])\b[^'"\n]*['"]/g)].map(
    ([, words]) => words ?? "",
  );
  const quoted = [...expect.matchAll(/"([^"]{8,})"/g)].map(([, words]) => words ?? "");
  return [...printed, ...quoted].some((words) => text.replaceAll(/['"][^'"\n]*['"]/g, "").includes(words));
}
