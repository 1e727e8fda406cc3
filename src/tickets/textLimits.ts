/** How long a text at the desk may be. What stores, checks or shows a limit reads it here. */

/** In characters, as `length` counts them. */
export const textLimits = {
  reply: 4_000,
  /** Also what a hub says when it is done: that becomes the note. */
  note: 4_000,
  search: 200,
  technicianName: 60,
  deskToken: 500,
} as const;

/** How to go on with a text that is too long. */
const waysOn = {
  reply: "Send it in parts.",
  note: "Shorten it.",
  search: "Search for fewer words.",
} as const;

/** A sentence for the writer; undefined when the text fits. A text that is too long is refused whole and never cut. */
export function explainTooLong(kind: keyof typeof waysOn, text: string): string | undefined {
  const most = textLimits[kind];
  if (text.length <= most) return undefined;
  return `The ${kind} is ${inWords(text.length)} characters long; it can be at most ${inWords(most)}. ${waysOn[kind]}`;
}

function inWords(count: number): string {
  return count.toLocaleString("en-US");
}
