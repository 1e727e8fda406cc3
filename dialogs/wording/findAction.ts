/** What the person is asked to do now, whether it's a step, a look, a report or what puts a change back. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { Step, Tree } from "../../knowledge/tree/tree.ts";

export type Action = Pick<Step, "where" | "who" | "minutes" | "do" | "window"> & {
  run?: string | undefined;
  expect?: string | undefined;
  warning?: string | undefined;
  risk?: Step["risk"] | undefined;
  prepares?: boolean | undefined;
};

export function findAction(tree: Tree, move: Move): Action | undefined {
  switch (move.kind) {
    case "step":
      return { ...move.step, run: move.run };
    case "look":
      return { ...move.look, run: move.run, risk: "none" };
    case "report":
      return {
        ...move.report,
        do: move.script.do,
        run: move.script.run,
        window: move.script.window,
        risk: "none",
        prepares: true,
      };
    case "revert": {
      const step = tree.steps[move.change.step];
      return step && { ...step, ...move.change.undo, expect: undefined, warning: undefined, prepares: false };
    }
    default:
      return undefined;
  }
}
