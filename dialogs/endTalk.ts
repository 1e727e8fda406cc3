/** A person ends their talk with a technician by the button of the chat page, which asks whether it is solved. */
import type { TurnContext } from "botbuilder-core";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import type { Message } from "./hearing/message.ts";
import { waitOn } from "./waitingDialog.ts";
import { send } from "./wording/cards.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** What the button sends as its move. */
export const pressedMove = "end-talk";

type Ending = { how: "works" | "withdrawn"; reference: string };

/** Undefined for any other message, and if no technician has the case any more. */
export function findEnding(move: Move, { press }: Message): Ending | undefined {
  if (press?.move !== pressedMove || move.kind !== "hand-over" || !move.reference || !move.by) return undefined;
  const how = press.choice === "works" || press.choice === "withdrawn" ? press.choice : undefined;
  return how && { how, reference: move.reference };
}

/** Adds the events and replies. The caller then shows the next move. */
export async function endTalk(context: TurnContext, open: OpenCase, { how, reference }: Ending): Promise<void> {
  // Without the ticket, no technician would know about the change.
  if (open.standing.openChanges.length > 0) {
    const id = how === "works" ? "added-works" : "cannot-withdraw";
    return waitOn(context, open, reference, id, sentence(id, { reference }));
  }
  open.add({ kind: "withdrawn" });
  if (how === "works") open.add({ kind: "checked", of: null, works: true, group: open.history.length });
  else await send(context, open.knowledge.tree, talk(sentence("withdrawn", { reference })));
}
