/** Answers questions about a step or a look: who may do it, where, how long it takes, what it does. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { windows } from "../../knowledge/tree/fields.ts";
import type { Step, Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { explainHow, explainPrinted, explainSafety } from "./explainMove.ts";
import { answerSideQuestion } from "./explanations.ts";
import type { Topic } from "./topics.ts";
import { talk, type Wording } from "./wording.ts";

const actionTopics = [
  "how-long",
  "rights",
  "where",
  "safety",
  "restart",
  "effect",
  "how-to",
  "how-to-tell",
  "by-command",
  "who-can",
] as const;
type ActionTopic = (typeof actionTopics)[number];

export const isActionTopic = (topic: Topic): topic is ActionTopic => (actionTopics as readonly Topic[]).includes(topic);

/** What the person is asked to do now. */
type Action = Pick<Step, "where" | "who" | "minutes" | "do" | "window"> & {
  run?: string | undefined;
  expect?: string | undefined;
  warning?: string | undefined;
};

function findAction(tree: Tree, move: Move): Action | undefined {
  switch (move.kind) {
    case "step":
      return { ...move.step, run: move.run };
    case "look":
      return { ...move.look, run: move.run };
    case "report":
      return { ...move.report, do: move.script.do, run: move.script.run, window: move.script.window };
    case "revert": {
      const step = tree.steps[move.change.step];
      return step && { ...step, ...move.change.undo, expect: undefined, warning: undefined };
    }
    default:
      return undefined;
  }
}

export function answerAction(topic: ActionTopic, open: OpenCase, move: Move): Wording {
  const { tree } = open.knowledge;
  const action = findAction(tree, move);
  if (!action) return talk(topic === "restart" ? sentence("about.restart-check") : explainHow(open, move));
  const where = tree.where[action.where] ?? action.where;
  const who = tree.who[action.who]?.label ?? action.who;
  const isForAll = tree.who[action.who]?.fact === undefined;
  switch (topic) {
    case "how-long":
      return talk(sentence("takes", { minutes: action.minutes }));
    case "rights":
      return talk(isForAll ? sentence("about.rights-anyone", { where }) : sentence("about.rights-needed", { who }));
    case "who-can":
      return talk(
        isForAll
          ? sentence("about.anyone-can", { where })
          : sentence("about.who-can", { who: who.replace(/^./, (letter) => letter.toUpperCase()) }),
      );
    case "where":
      return talk(wordPlace(action, where));
    case "safety":
      return talk(wordSafety(move));
    case "restart":
      return talk(findRestart(action));
    case "effect":
      return talk(move.kind === "report" ? explainHow(open, move) : [action.do, ...wordExpected(action)].join(" "));
    case "how-to": {
      const answer = action.window?.startsWith("powershell") ? tree.answers[howToOpen] : undefined;
      return answer ? answerSideQuestion(tree, howToOpen) : talk(wordPlace(action, where), action.do);
    }
    case "how-to-tell":
      if (move.kind === "report") return talk(explainPrinted(move.report));
      return talk(...(action.expect ? wordExpected(action) : [sentence("about.look-result")]));
    case "by-command":
      return talk(action.run ? sentence("about.by-command", { run: action.run }) : sentence("about.by-hand"));
  }
}

const howToOpen = "how-to-open-powershell";

const wordExpected = ({ expect }: Action): string[] => (expect ? [sentence("expect", { what: expect })] : []);

function wordPlace({ where: place, window }: Action, where: string): string {
  const doIt = window
    ? sentence("about.where-window", { where, window: windows[window] })
    : sentence("about.where", { where });
  const which = { "remote-pc": "about.which-remote", "this-pc": "about.which-own", network: undefined } as const;
  const explained = which[place];
  return explained ? `${doIt} ${sentence(explained)}` : doIt;
}

function wordSafety(move: Move): string {
  if (move.kind === "look") return sentence("about.look-is-safe");
  if (move.kind === "report") return sentence("report.script-is-safe", { sends: move.report.sends });
  return move.kind === "revert" ? sentence("about.revert-is-safe") : explainSafety(move);
}

const restarts =
  /\brestart(?:s|ing)? (?:windows|the (?:remote )?(?:computer|pc|server|machine)|it|this pc)\b|\breboots?\b|\bshutdown \/r|\bRestart-Computer\b/i;

/** Restarting a service is no restart of the computer. */
function findRestart({ do: text, run = "" }: Action): string {
  return restarts.test(`${text} ${run}`) ? sentence("about.restarts", { what: text }) : sentence("about.no-restart");
}
