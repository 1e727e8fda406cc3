/** Hands the case over to the technicians, and tells the person what happens until one of them answers. */
import type { TurnContext } from "botbuilder-core";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { wordTold } from "./hearing/details.ts";
import type { World } from "./ports.ts";
import { promiseMail } from "./waitingDialog.ts";
import { send } from "./wording/cards.ts";
import { hideKeptBack } from "./wording/keptBack.ts";
import { wordHandedOver, wordOutlook } from "./wording/outlook.ts";
import { summarizeCase, wordOpenChange } from "./wording/summary.ts";
import { buildTicket } from "./wording/ticket.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

export type Offer = Move & { kind: "hand-over" };

/** These hand-overs need no confirmation, because a change must not stay behind unattended. */
export const withoutAsking = ["open-change", "walked-away"];

/** The person's name on the channel; empty if it has none. */
export const channelName = (context: TurnContext): string => context.activity.from?.name ?? "";

/** `preview`: whether the person saw beforehand what is passed on. */
export async function handOverCase(
  world: World,
  context: TurnContext,
  open: OpenCase,
  move: Offer,
  preview: "seen" | "unseen",
): Promise<void> {
  const { tree } = open.knowledge;
  const { openChanges, reference: before, told, walkedAway } = open.standing;
  const shown = hideKeptBack(open);
  const { reference } = world.handOver(context, buildTicket(open, move.to, shown));
  open.add({ kind: "handed-over", to: move.to, reference });
  const say = withoutAsking.includes(move.to)
    ? [tree["hand-overs"][move.to]?.say ?? ""]
    : walkedAway
      ? [sentence("walked-away")]
      : [];
  const stored = summarizeCase(shown).join("\n");
  const outlook = await world.desk();
  const isOnPage = world.showsDesk(context);
  const handedOver = isOnPage ? sentence("handed-over", { reference }) : wordHandedOver(reference, world.helpDesk);
  const asksContact = !walkedAway && lacksContact(told, channelName(context));
  await send(context, tree, {
    ...(!isOnPage && { starters: [sentence("starter.any-news"), sentence("starter.withdraw")] }),
    ...talk(
      ...say.filter(Boolean),
      before ? sentence("handed-over-again", { reference }) : handedOver,
      ...(isOnPage && outlook.hasDesk ? [] : [wordOutlook(outlook)]),
      ...promiseMail(world, context, open, outlook),
      ...(preview === "unseen" && !before && stored ? [`${sentence("what-was-stored")}\n${stored}`] : []),
      ...wordTold(told),
      ...(told.leftOut?.length ? [sentence("kept-back", { count: told.leftOut.length })] : []),
      ...(openChanges.length > 0
        ? [
            ...(preview === "seen" ? openChanges.map((change) => wordOpenChange(tree, change)) : []),
            sentence("still-changed"),
          ]
        : []),
      ...(asksContact ? [sentence("ask-contact")] : []),
      sentence(isOnPage ? "until-then-on-page" : "until-then"),
    ),
  });
}

/** Whether technicians could reach the person only in this chat, and the person was not asked before. */
function lacksContact({ contact, skipped }: OpenCase["standing"]["told"], channelName: string): boolean {
  return !channelName && !contact && !skipped?.includes("contact");
}
