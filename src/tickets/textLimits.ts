/** The length limits of texts at the desk. The code that stores, checks or shows a limit reads it here. */

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

/** What to do with a text that is too long. */
const advice = {
  reply: "Send it in parts.",
  note: "Shorten it.",
  "pasted text": "Paste only what the script printed.",
  search: "Search for fewer words.",
} as const;

/** A sentence for the writer; undefined when the text fits. A text that is too long is refused, never cut. */
export function explainTooLong(kind: keyof typeof advice, text: string): string | undefined {
  const most = textLimits[kind];
  if (text.length <= most) return undefined;
  return `The ${kind} is ${formatCount(text.length)} characters long; it can be at most ${formatCount(most)}. ${advice[kind]}`;
}

function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
