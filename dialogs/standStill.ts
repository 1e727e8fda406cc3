/** Replies that leave the case where it is. None of them is given a third time in the same words. */
import type { TurnContext } from "botbuilder-core";
import { notUnderstood } from "../knowledge/case/events.ts";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { standsStill } from "../knowledge/case/reducer.ts";
import { send } from "./wording/cards.ts";
import { remindOf } from "./wording/reminders.ts";
import { talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** So many characters of a reply name it, where the same question can have different answers. */
export const idLength = 60;

const mostQuoted = 60;

/** The beginning of a message, for a reply that quotes it. */
export function quoteBeginning(text: string): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= mostQuoted) return words;
  return `${words.slice(0, mostQuoted).replace(/\s+\S*$/, "")} …`;
}

/** A reply can be given twice while the case stands still. */
const mostTimes = 2;

type Wish = {
  /** The person asked for this reply, so its first time is no standstill. */
  helps?: boolean;
  /** Takes the place of the reply from the third time on. `count`: how many messages have left the case where it is. */
  instead?: (count: number) => string;
  /** Says nothing if the offer of a technician comes next. */
  unlessOffered?: boolean;
};

/** Gives a reply and records that the case did not move. After two such replies the next move is the offer of a technician. */
export async function standStill(
  context: TurnContext,
  open: OpenCase,
  id: string,
  reply: Wording,
  { helps = false, instead, unlessOffered = false }: Wish = {},
): Promise<void> {
  const { stuck } = open.standing;
  const wasOffered = open.move.kind === "hand-over";
  const times = stuck.said.get(id) ?? 0;
  const isHelp = helps && times === 0;
  open.add({ kind: "not-understood", said: id, ...(isHelp && { helped: true as const }) });
  const isRepeated = times >= mostTimes;
  if ((unlessOffered || isRepeated) && isOffered(open) && !wasOffered) return;
  const count = stuck.count + 1;
  const counting = () => sentence(wasOffered ? "offer-stands-still" : "no-further", { count });
  await send(context, open.knowledge.tree, isRepeated ? talk(instead?.(count) ?? counting()) : reply);
}

/**
 * How the move that stands still is shown again: in full, as a short reminder, in a sentence that counts, or not at all
 * because its words have been said twice.
 */
export function showAgain({ move, standing: { stuck } }: OpenCase, isOnScreen: boolean): "full" | Wording | undefined {
  const replies = [...stuck.said.values()].reduce((sum, times) => sum + times, 0);
  if (move.kind === "hand-over" || move.kind === "close") return "full";
  if (isOnScreen) return replies <= mostTimes ? remindOf(move) : undefined;
  // After an offer that was declined, the question is further up.
  return stuck.count <= mostTimes
    ? "full"
    : { ...remindOf(move), paragraphs: [sentence("still-open", { count: stuck.count }), ...nameQuestion(move)] };
}

/** The question of a move, for a person who may have lost sight of it. */
function nameQuestion(move: Move): string[] {
  if (move.kind === "ask" || move.kind === "look" || move.kind === "ask-back") return [move.fact.ask];
  return move.kind === "fill" ? [move.blank.ask] : [];
}

/** Whether nothing that moves the case was added since this place of the history, and the same move comes next. */
export function stoodStill(open: OpenCase, place: number, before: Move): boolean {
  return open.move.key === before.key && open.history.slice(place).every(({ kind }) => standsStill.has(kind));
}

/** Whether the bot now offers a technician because the case stands still. */
function isOffered({ move }: OpenCase): boolean {
  return move.kind === "hand-over" && move.to === notUnderstood;
}
