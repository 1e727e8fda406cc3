/** Words the answer to a question that depends on the case, with what the help desk can promise now. */
import type { TurnContext } from "botbuilder-core";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import type { World } from "./ports.ts";
import { tellNews } from "./waitingDialog.ts";
import { answerState } from "./wording/answerState.ts";
import { wordOfferOutlook } from "./wording/outlook.ts";
import type { Topic } from "./wording/topics.ts";
import type { Wording } from "./wording/wording.ts";

/** What a question works on. `move` is the one that the person saw. */
type Turn = { context: TurnContext; world: World; open: OpenCase; move: Move };

export async function wordStateAnswer({ context, world, open, move }: Turn, topic: Topic): Promise<Wording> {
  const isOffer = move.kind === "hand-over" && !move.reference;
  const desk = await world.desk();
  const news = isOffer ? [wordOfferOutlook(desk)] : await tellNews(world, context, open, move);
  return answerState(topic, { open, move, helpDesk: world.helpDesk, news, hasDesk: desk.hasDesk });
}
