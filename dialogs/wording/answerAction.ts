/** Answers questions about a step or a look: who may do it, where, how long it takes, what it does. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { windows } from "../../knowledge/tree/fields.ts";
import { sentence } from "../words/sentence.ts";
import { splitSentences } from "./actionEffects.ts";
import { wordDisturbance, wordFailing, wordRestart, wordUndoing, wordWorkingHours } from "./answerEffects.ts";
import { explainHow, explainPrinted, explainSafety } from "./explainMove.ts";
import { answerSideQuestion } from "./explanations.ts";
import { type Action, findAction } from "./findAction.ts";
import type { Topic } from "./topics.ts";
import { talk, type Wording } from "./wording.ts";

const actionTopics = [
  "how-long",
  "rights",
  "without-rights",
  "where",
  "safety",
  "disturbs",
  "working-hours",
  "undo",
  "if-it-fails",
  "restart",
  "effect",
  "how-to",
  "how-to-tell",
  "by-command",
  "who-can",
] as const;
type ActionTopic = (typeof actionTopics)[number];

export const isActionTopic = (topic: Topic): topic is ActionTopic => (actionTopics as readonly Topic[]).includes(topic);

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
    case "without-rights":
      return talk(isForAll ? sentence("about.anyone-may", { where }) : sentence("about.rights-missing", { who }));
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
      return talk(wordRestart(action));
    case "disturbs":
      return talk(wordDisturbance(action));
    case "working-hours":
      return talk(wordWorkingHours(action));
    case "undo":
      return talk(wordUndoing(move));
    case "if-it-fails":
      return talk(wordFailing(move));
    case "effect":
      return talk(wordEffect(open, move, action));
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

/** A sentence of an instruction that says what its command finds out. */
const saysWhatItFinds = /^It (?:finds|shows|lists|prints|tells|names|looks|checks|compares|measures)\b/;
const mostOfEffect = 2;

function wordEffect(open: OpenCase, move: Move, action: Action): string {
  if (move.kind === "report") return explainHow(open, move);
  const sentences = splitSentences(action.do);
  if (move.kind !== "look") return [...sentences.slice(0, mostOfEffect), ...wordExpected(action)].join(" ");
  const finds = sentences.filter((each) => saysWhatItFinds.test(each)).slice(0, mostOfEffect);
  const what = finds.length > 0 ? finds.join(" ") : sentence("about.looks-for", { question: move.fact.ask });
  return `${what} ${sentence("about.look-is-safe")}`;
}
