/** Reads each message only once, although several dialogs of a turn need the result. */
import type { TurnContext } from "botbuilder-core";
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { hear } from "./hear.ts";
import type { Heard } from "./heard.ts";
import { readMessage } from "./message.ts";

const readings = new WeakMap<TurnContext, { move: string; heard: Heard }>();

/** Like `hear` on the message of this turn, with a cache for each move. The message of a turn never changes. */
export function hearOnce(context: TurnContext, { knowledge }: OpenCase, move: Move): Heard {
  const known = readings.get(context);
  if (known?.move === move.key) return known.heard;
  const heard = hear(knowledge, move, readMessage(context.activity));
  readings.set(context, { move: move.key, heard });
  return heard;
}

/** What is left to hear in this turn's message once its question is answered. */
export function hearRest(context: TurnContext, move: Move, heard: Heard): void {
  readings.set(context, { move: move.key, heard });
}
