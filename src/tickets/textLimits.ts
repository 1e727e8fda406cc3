/** The length limits of texts at the desk. The code that stores, checks or shows a limit reads it here. */
import { sentence, spokenLanguage } from "../../dialogs/words/sentence.ts";

/** In characters, as `length` counts them. */
export const textLimits = {
  reply: 4_000,
  /** Also limits the message of a hub that has completed a case, because it becomes the note. */
  note: 4_000,
  /** Output that a technician pastes, such as a report. */
  "pasted text": 40_000,
  search: 200,
  technicianName: 60,
  deskToken: 500,
} as const;

/** What to say about a text that is too long. */
const tooLong = {
  reply: "desk-page.too-long.reply",
  note: "desk-page.too-long.note",
  "pasted text": "desk-page.too-long.pasted",
  search: "desk-page.too-long.search",
} as const;

/** A sentence for the writer; undefined when the text fits. A text that is too long is refused, never cut. */
export function explainTooLong(kind: keyof typeof tooLong, text: string): string | undefined {
  const most = textLimits[kind];
  if (text.length <= most) return undefined;
  return sentence(tooLong[kind], { length: formatCount(text.length), most: formatCount(most) });
}

function formatCount(count: number): string {
  return count.toLocaleString(spokenLanguage());
}
