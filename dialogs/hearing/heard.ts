/** What the person's message means at this moment. Several dialogs ask in one turn; the message is read once. */
import type { TurnContext } from "botbuilder-core";
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { type Heard, hear } from "./hear.ts";
import { readMessage } from "./message.ts";

const read = new WeakMap<TurnContext, { move: string; heard: Heard }>();

/** The same as `hear` on the message of this turn: the key names the move, and the message of a turn never changes. */
export function hearOnce(context: TurnContext, { knowledge }: OpenCase, move: Move): Heard {
  const known = read.get(context);
  if (known?.move === move.key) return known.heard;
  const heard = hear(knowledge, move, readMessage(context.activity));
  read.set(context, { move: move.key, heard });
  return heard;
}
