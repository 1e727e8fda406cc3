/** Decides what a technician may do with a case in its current state. */
import { sentence } from "../../dialogs/words/sentence.ts";
import type { HandedOver, Standing } from "../../knowledge/case/standing.ts";
import type { CaseAction, Technician } from "./desk.ts";

/** A sentence that says why the technician may not do it; undefined when they may. */
export function explainRefusal(kind: CaseAction["kind"], standing: Standing, { name }: Technician): string | undefined {
  const { handedOver, closed, openChanges } = standing;
  if (kind === "reopen") return explainNoReopening(standing);
  if (closed) return sentence("desk-page.refusal.closed");
  if (!handedOver) return sentence("desk-page.refusal.with-bot");
  if (handedOver.phase === "resolved") return sentence("desk-page.refusal.resolved");
  if (kind === "claim") return explainNoClaim(handedOver, name);
  if (kind === "take-over") {
    if (handedOver.phase === "waiting") return sentence("desk-page.refusal.waiting");
    return handedOver.by === name ? sentence("desk-page.refusal.yours") : undefined;
  }
  if (handedOver.phase === "waiting") return sentence("desk-page.refusal.claim-first");
  if (handedOver.by !== name)
    return sentence("desk-page.refusal.with-colleague", { by: handedOver.by ?? sentence("desk-page.a-technician") });
  if ((kind === "resolve" || kind === "hand-back") && openChanges.length > 0)
    return sentence("desk-page.refusal.change-in-place");
  if (kind === "hand-back" && standing.fixed) return sentence("desk-page.refusal.fix-stays");
  return undefined;
}

function explainNoClaim({ phase, by }: HandedOver, name: string): string | undefined {
  if (phase === "waiting") return undefined;
  return by === name
    ? sentence("desk-page.refusal.yours")
    : sentence("desk-page.refusal.faster", { by: by ?? sentence("desk-page.a-technician") });
}

function explainNoReopening({ handedOver, closed }: Standing): string | undefined {
  if (closed || !handedOver || handedOver.phase === "resolved") return undefined;
  return sentence("desk-page.refusal.open");
}
