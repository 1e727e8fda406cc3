/** Finds the current steps of a person's case, for the page that prints or sends them. */
import { type PrintableSteps, printPage, printSteps } from "../../../dialogs/wording/summary.ts";
import { renderPlain } from "../../../dialogs/wording/wording.ts";
import { OpenCase } from "../../../knowledge/case/openCase.ts";
import { ownDirectLine } from "../../channels/channels.ts";
import { makeCaseKey, splitConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import type { Trees } from "../../turn/openTurn.ts";

/** `text` holds the steps as plain text, for sending. Undefined when the person has no steps to do now, or is unknown. */
export type FindSteps = (person: string | undefined) => Promise<(PrintableSteps & { text: string }) | undefined>;

export function createStepFinder({
  store,
  trees,
}: {
  store: Pick<Store, "conversations" | "cases">;
  trees: Trees;
}): FindSteps {
  return async (person) => {
    const conversation = person && (await store.conversations.findOpen(ownDirectLine, person));
    if (!conversation) return undefined;
    const { conversation: id } = splitConversationKey(conversation.id);
    const stored = await store.cases.current(makeCaseKey(ownDirectLine, id, person));
    if (!stored) return undefined;
    const knowledge = await trees.byHash(stored.treeHash);
    const open = new OpenCase(knowledge, stored.history);
    const steps = printSteps(open, open.move);
    return steps && { ...steps, text: renderPlain(printPage(open, open.move)) };
  };
}
