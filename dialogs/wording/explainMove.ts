/** Explains a move to a person who asks why, how, how long, or whether it is safe, in the tree's words if it has any. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { ReportScript } from "../../knowledge/tree/reports.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { explainCause } from "./explanations.ts";
import { wordUndo } from "./moveWording.ts";
import { talk, type Wording } from "./wording.ts";

export function explainWhy({ knowledge: { tree } }: OpenCase, move: Move): Wording {
  const explanation = move.kind === "step" && "cause" in move.of ? explainCause(tree, move.of.cause) : undefined;
  return explanation ?? talk(findReason(tree, move));
}

function findReason(tree: Tree, move: Move): string {
  if (move.kind === "hand-over") return move.reference ? sentence("why-waiting") : sentence("who-reads");
  if (move.kind === "ask") return move.fact.why;
  if (move.kind === "look") return move.fact.why;
  if (move.kind === "check" && move.fact) return move.fact.fact.why;
  if (move.kind === "report") return sentence("report.why-report");
  if (move.kind === "step" && "test" in move.of) return tree.tests[move.of.test]?.why ?? sentence("why-step");
  if (move.kind === "revert") return sentence("why-revert");
  return sentence("why-step");
}

function explainScript({ explained }: ReportScript): string {
  const lines = Object.entries(explained).sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return [sentence("report.explain-report"), ...lines.map(([range, what]) => `${range}: ${what}`)].join("\n");
}

function explainReport({ report, script }: Move & { kind: "report" }, question: string): string {
  if (
    /\b(?:safe|danger\w*|risk\w*|harm\w*|break|delete|undo|change|production|send|sends|sent|internet|upload|uploads|home|spy|malware|virus|trust)\b/i.test(
      question,
    )
  )
    return sentence("report.script-is-safe", { sends: report.sends });
  if (/\b(?:how long|minutes)\b/i.test(question)) return sentence("takes", { minutes: report.minutes });
  if (/^\W*(?:and |but )?why\b|\bneed (?:it|this|that)\b/i.test(question)) return sentence("report.why-report");
  if (/\b(?:prints?|output|outputs|looks?|show|shows|result)\b/i.test(question)) {
    return sentence("report.script-prints", {
      keys: Object.keys(report.keys)
        .filter((key) => key !== "window")
        .join(", "),
    });
  }
  return explainScript(script);
}

/** Explains a move to a person who asks how, what, how long or whether it is safe. */
export function explainHow(move: Move, question = ""): string {
  const step = move.kind === "step" ? move.step : undefined;
  if (move.kind === "report") return explainReport(move, question);
  if (/\b(?:danger\w*|safe|risk\w*|harm\w*|break|delete|lose|undo|undone|goes wrong|go wrong)\b/i.test(question))
    return step
      ? sentence("safe", {
          risk: step.risk,
          undo: [step.warning, ...wordUndo(move as Move & { kind: "step" })].filter(Boolean).join(" "),
        })
      : sentence("safe-question");
  if (move.kind === "hand-over") return sentence("who-reads");
  if (step && /\bhow long\b|\bminutes\b/i.test(question)) return sentence("takes", { minutes: step.minutes });
  if (move.kind === "ask" || move.kind === "look") return move.fact.how ?? move.fact.why;
  if (move.kind === "together") return sentence("report.how-together");
  if (move.kind === "fill") return move.blank.how ?? sentence("example", { value: move.blank.example });
  if (step) return `${sentence("expect", { what: step.expect })} ${sentence("no-how")}`;
  return sentence("no-how");
}
