/** Recognizes Windows' own Remote Desktop windows by their sentences, in any display language. */
import { type Dialogs, loadDialogs } from "../tree/dialogs.ts";
import { fold } from "./words.ts";

/** `from` quotes the sentence as it stands in the text. */
export type FoundDialog = { id: string; neighbour?: string | undefined; fault?: string | undefined; from: string };

/** The id of the window of this fault before its details are opened. */
export const cannotConnect = "cannot-connect";
const advice = "advice";

type Sentence = { id: string; words: string };
let prepared: Sentence[] | undefined;

function listSentences(dialogs: Dialogs): Sentence[] {
  prepared ??= Object.entries(dialogs).flatMap(([id, { says }]) =>
    Object.values(says)
      .flat()
      .map((sentence) => ({ id, words: squeeze(sentence).squeezed })),
  );
  return prepared;
}

/** The windows whose sentences the text holds, in text order, each once. */
export function findDialogs(text: string): FoundDialog[] {
  const dialogs = loadDialogs();
  const { squeezed, places } = squeeze(text);
  const found = new Map<string, { at: number; dialog: FoundDialog }>();
  for (const { id, words } of listSentences(dialogs)) {
    if (id === advice || found.has(id)) continue;
    const at = squeezed.indexOf(words);
    if (at < 0) continue;
    const from = text.slice(places[at], (places[at + words.length - 1] ?? 0) + 1);
    const { neighbour, fault } = dialogs[id] ?? {};
    found.set(id, { at, dialog: { id, neighbour, fault, from } });
  }
  return [...found.values()].sort((a, b) => a.at - b.at).map(({ dialog }) => dialog);
}

/** The text with spaces in place of the advice that these windows give, which is not the person's account. */
export function blankDialogAdvice(text: string): string {
  const { squeezed, places } = squeeze(text);
  let result = text;
  for (const { id, words } of listSentences(loadDialogs())) {
    if (id !== advice) continue;
    for (let at = squeezed.indexOf(words); at >= 0; at = squeezed.indexOf(words, at + words.length)) {
      const [from, to] = [places[at] ?? 0, (places[at + words.length - 1] ?? 0) + 1];
      result = result.slice(0, from) + result.slice(from, to).replace(/[^\r\n]/g, " ") + result.slice(to);
    }
  }
  return result;
}

/** In a longer text, the window stands at the beginning. */
const mostCharacters = 30_000;

/** Letters and digits only, without accents and capitals, with the place of each in the text. */
function squeeze(text: string): { squeezed: string; places: number[] } {
  const folded = fold(text.slice(0, mostCharacters));
  const places: number[] = [];
  const chars: string[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const char = folded[at] ?? "";
    const code = folded.charCodeAt(at);
    const isPlain = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (!isPlain && (code < 128 || !/[\p{L}\p{N}]/u.test(char))) continue;
    // One letter may fold to itself and a mark; the letter is enough.
    chars.push(code < 128 ? char : (char.normalize("NFD")[0] ?? char));
    places.push(at);
  }
  return { squeezed: chars.join(""), places };
}
