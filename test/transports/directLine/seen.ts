/** Activities as a client sees them. The bench uses this file too, outside of tests. */

export const base = "/v3/directline";

/** An activity as a client parses it. */
export type Seen = {
  id: string;
  type: string;
  text?: string;
  summary?: string;
  from: { id: string };
  timestamp: string;
  value?: unknown;
  attachments?: { content: { body: Element[]; actions?: Button[] } }[];
  channelData?: Record<string, unknown>;
};
export type Button = { title: string; data: object };
type Element = { actions?: Button[]; items?: Element[] };

export const wordsOf = ({ text, summary }: Seen): string => text ?? summary ?? "";

/** The buttons anywhere in an activity's card. */
export function buttonsOf({ attachments = [] }: Seen): Button[] {
  return attachments.flatMap(({ content }) => [...content.body.flatMap(listButtons), ...(content.actions ?? [])]);
}

function listButtons({ actions = [], items = [] }: Element): Button[] {
  return [...actions, ...items.flatMap(listButtons)];
}
