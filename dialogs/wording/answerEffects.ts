/** Answers whether an action disconnects people, restarts something, or can be undone: first yes or no, as far as the tree tells. */
import type { Move } from "../../knowledge/case/moves.ts";
import { sentence } from "../words/sentence.ts";
import { findDisturbance, findRestart, splitSentences } from "./actionEffects.ts";
import type { Action } from "./findAction.ts";
import { wordUndo } from "./moveWording.ts";

const onlyReads = (move: Move): boolean => move.kind === "look" || move.kind === "report";

/** "Will this kick anyone out?" */
export function wordDisturbance(action: Action): string {
  const { kind, what } = describeDisturbance(action);
  if (kind === "yes") return sentence("about.disturbs", { what });
  if (kind === "possibly") return sentence("about.may-disturb", { what });
  if (kind === "none") return sentence("about.disturbs-no-one");
  if (kind === "own-pc") return sentence("about.disturbs-no-one-else");
  return sentence("about.disturbs-unknown", { warning: quoteWarning(action) }).trim();
}

/** "Can I do it while people work?" */
export function wordWorkingHours(action: Action): string {
  const { kind, what } = describeDisturbance(action);
  const risk = action.risk && action.risk !== "none" ? sentence("about.risk", { risk: action.risk }) : "";
  if (kind === "yes" || kind === "possibly") return sentence("about.quiet-time", { what });
  if (kind === "none") return sentence("about.while-people-work", { risk }).trim();
  if (kind === "own-pc") return sentence("about.while-people-work-here", { warning: quoteWarning(action, 1) }).trim();
  return sentence("about.quiet-time-unknown", { risk }).trim();
}

function describeDisturbance(action: Action) {
  const { kind, says } = findDisturbance(action);
  return {
    kind,
    what: says || sentence(kind === "possibly" ? "about.update-restarts" : "about.ends-connections"),
  };
}

/** "Does it need a reboot?" */
export function wordRestart(action: Action): string {
  const { kind, says } = findRestart(action);
  switch (kind) {
    case "yes":
      return sentence("about.restarts", { what: says || action.do });
    case "possibly":
      return sentence("about.may-restart", { what: says || sentence("about.update-restarts") });
    case "later":
      return sentence("about.restart-later", { what: says });
    case "service": {
      const disturbance = findDisturbance(action);
      return sentence("about.restarts-service", { what: disturbance.kind === "yes" ? disturbance.says : "" }).trim();
    }
    case "none":
      return sentence("about.no-restart");
  }
}

/** "Can I undo this later?" */
export function wordUndoing(move: Move): string {
  if (move.kind === "revert") return sentence("about.revert-is-safe");
  if (move.kind !== "step") return sentence("about.nothing-to-undo", { why: sentence("about.look-is-safe") });
  const { undo, step } = move;
  if (undo) return sentence("about.can-undo", { undo: wordUndo(move).join(" ") });
  const why = step["no-undo"] ?? "";
  return (
    step.risk === "none" ? sentence("about.nothing-to-undo", { why }) : sentence("about.cannot-undo", { why })
  ).trim();
}

/** "What if it stops half way?" */
export function wordFailing(move: Move): string {
  if (onlyReads(move) || (move.kind === "step" && move.step.risk === "none")) return sentence("about.fails-harmlessly");
  const undo = move.kind === "step" && move.undo ? wordUndo(move).join(" ") : "";
  return sentence("about.fails", { undo }).trim();
}

const quoteWarning = ({ warning = "" }: Action, most = 2): string => splitSentences(warning).slice(0, most).join(" ");
