/** Decides what a technician may do with a case in its current state. */
import type { HandedOver, Standing } from "../../knowledge/case/standing.ts";
import type { DeskAction, Technician } from "./desk.ts";

/** A sentence that says why the technician may not do it; undefined when they may. */
export function explainRefusal(kind: DeskAction["kind"], standing: Standing, { name }: Technician): string | undefined {
  const { handedOver, closed, openChanges } = standing;
  if (kind === "reopen") return explainNoReopening(standing);
  if (closed) return "This ticket is closed. Reopen it to continue.";
  if (!handedOver) return "The bot has this ticket. Take it back to continue yourself.";
  if (handedOver.phase === "resolved")
    return "This ticket is resolved, and the bot is asking the person whether it works. Reopen it to continue.";
  if (kind === "claim") return explainNoClaim(handedOver, name);
  if (kind === "take-over") {
    if (handedOver.phase === "waiting") return "This ticket is still waiting. Claim it.";
    return handedOver.by === name ? youHaveIt : undefined;
  }
  if (handedOver.phase === "waiting") return "This ticket is still waiting. Claim it first.";
  if (handedOver.by !== name) return `${handedOver.by} has this ticket.`;
  if ((kind === "resolve" || kind === "hand-back") && openChanges.length > 0)
    return 'A change is still in place. Once it is put back, press "It is put back" in this ticket.';
  return undefined;
}

function explainNoClaim({ phase, by }: HandedOver, name: string): string | undefined {
  if (phase === "waiting") return undefined;
  return by === name ? youHaveIt : `${by} was faster and has this ticket.`;
}

function explainNoReopening({ handedOver, closed }: Standing): string | undefined {
  if (closed || !handedOver || handedOver.phase === "resolved") return undefined;
  return "This ticket is open already.";
}

const youHaveIt = "You have this ticket already.";
