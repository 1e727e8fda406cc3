/** The first words of a person about their fault, for the head of a ticket. */
import { consent } from "../../dialogs/hearing/shortReply.ts";
import { listSentences } from "../../dialogs/words/sentence.ts";
import { blankDialogAdvice, findDialogs } from "../../knowledge/reading/findDialogs.ts";
import type { SaidLine } from "./desk.ts";

/** In characters. */
const longest = 160;
/** Fewer words only call for help. */
const fewestWords = 3;

/** A line of the window is short, and a long line would cost the pattern much time. */
const longestOfWindow = 200;

/** What stands in the window of the fault besides its sentences: its title, its codes and its buttons. */
const ofWindow =
  /^\W*(?:(?:(?:ok|help|close|cancel|(?:show|hide) details|copy)\W*)+|remote desktop connection|(?:extended )?error code:?.*|(?:0x[0-9a-f]+[\s,/]*)+|timestamp.*|activity id.*|press ctrl\+c.*)?\W*$/i;

/** In one line, without a pasted error window; null if nothing is left. */
export function quoteFirstWords(lines: readonly SaidLine[]): string | null {
  const pressed: readonly string[] = listSentences("label.");
  for (const { who, text } of lines) {
    if (who !== "person" || pressed.includes(text) || consent.test(text)) continue;
    const words = leaveOutWindow(text).split(/\s+/).filter(Boolean);
    if (words.length >= fewestWords) return shorten(words.join(" "));
  }
  return null;
}

function leaveOutWindow(text: string): string {
  const own = findDialogs(text).reduce((rest, { from }) => rest.replace(from, " "), blankDialogAdvice(text));
  return own
    .split("\n")
    .filter((line) => line.length > longestOfWindow || !ofWindow.test(line.trim()))
    .join(" ");
}

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 2).replace(/\s+\S*$/, "")} …`;
}
