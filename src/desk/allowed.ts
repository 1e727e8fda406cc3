/** What a technician may do with a case as it stands, and why not. */
import type { HandedOver, Standing } from "../../knowledge/case/standing.ts";
import type { DeskAction, Technician } from "./desk.ts";

/** A sentence for the technician; undefined when they may. */
export function explainRefusal(kind: DeskAction["kind"], standing: Standing, { name }: Technician): string | undefined {
  const { handedOver, closed, openChanges } = standing;
  if (kind === "reopen") return whyNotReopened(standing);
  if (closed) return "It is closed. Reopen it to go on.";
  if (!handedOver) return "The bot has it at the moment. Take it back to go on yourself.";
  if (handedOver.phase === "resolved")
    return "It is resolved, and the person is asked whether it works. Reopen it to go on.";
  if (kind === "claim") return whyNotClaimed(handedOver, name);
  if (kind === "take-over") {
    if (handedOver.phase === "waiting") return "Nobody has it yet. Claim it.";
    return handedOver.by === name ? "You have it already." : undefined;
  }
  if (handedOver.phase === "waiting") return "Nobody has it yet. Take it first.";
  if (handedOver.by !== name) return `${handedOver.by} has it.`;
  if ((kind === "resolve" || kind === "hand-back") && openChanges.length > 0)
    return "A change is still in place. Put it back first, or have it put back, and note that here.";
  return undefined;
}

function whyNotClaimed({ phase, by }: HandedOver, name: string): string | undefined {
  if (phase === "waiting") return undefined;
  return by === name ? "You have it already." : `${by} was faster and has it.`;
}

function whyNotReopened({ handedOver, closed }: Standing): string | undefined {
  if (closed || !handedOver || handedOver.phase === "resolved") return undefined;
  return "It is open.";
}
