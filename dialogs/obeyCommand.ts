/** Obeys the commands that a person can use at any place. */
import type { TurnContext } from "botbuilder-core";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { findSideAnswer } from "../knowledge/reading/findSideAnswer.ts";
import { understand } from "../knowledge/reading/understand.ts";
import { wordStateAnswer } from "./answerStateQuestion.ts";
import type { Command, HelpCommand } from "./hearing/commands.ts";
import { findDetailsInReply, nameDetails } from "./hearing/details.ts";
import type { SideQuestion } from "./hearing/findSideQuestion.ts";
import type { Asked } from "./hearing/heard.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { hasUndoable, takeBack } from "./hearing/takeBack.ts";
import type { World } from "./ports.ts";
import { standStill } from "./standStill.ts";
import { sayStillFails } from "./stillFails.ts";
import { tellNews, waitOn } from "./waitingDialog.ts";
import { answerUnknown } from "./wording/answerUnknown.ts";
import { send } from "./wording/cards.ts";
import { explainLast } from "./wording/explainLast.ts";
import { explainHow, explainQuestion, explainWhy } from "./wording/explainMove.ts";
import { answerSideQuestion } from "./wording/explanations.ts";
import { wordOfferOutlook } from "./wording/outlook.ts";
import { printPage, wordAttempts } from "./wording/summary.ts";
import { talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** What a command works on. `move` is the one that the person saw. */
type Turn = { world: World; context: TurnContext; open: OpenCase; move: Move };

const insisting = { insists: true } as const;

/** Names the question whether to start over. */
const startingOver = "start-over-sure";

/** Names the question whether to end the talk with a technician. */
const withdrawing = "withdraw-sure";

const knowsSomething = ({ standing: { facts, codes, values } }: OpenCase): boolean =>
  facts.size + codes.length + values.size > 0;

/** Adds the events of a command and replies to it. The caller then shows the next move. */
export async function obeyCommand(turn: Turn, command: Command): Promise<void> {
  const { context, open, move } = turn;
  const { tree } = open.knowledge;
  const say = (...words: string[]) => send(context, tree, talk(...words));
  const handedOver = move.kind === "hand-over" || move.kind === "confirm" ? move.reference : undefined;
  const message = readMessage(context.activity).text;
  const help = (wording: Wording) => standStill(context, open, `${command}.${move.key}`, wording, { helps: true });
  switch (command) {
    case "technician":
      return callTechnician(turn, handedOver);
    case "news":
      return handedOver ? tellAgain(turn) : help(await wordNews(turn, message));
    case "withdraw":
      if (move.kind === "hand-over" && !handedOver && move.to === "asked-for") {
        open.add({ kind: "withdrawn" });
        return say(sentence("go-on-then"));
      }
      return withdraw(turn, handedOver);
    case "back":
      if (handedOver) return help(talk(sentence("nothing-to-take-back-there")));
      return hasUndoable(open) ? say(takeBack(open)) : help(talk(sentence("nothing-to-take-back")));
    case "start-over":
    case "stop":
      return leave(turn, command, handedOver);
    case "help":
      return help(talk(sentence("help")));
    default:
      return help(wordHelp(open, move, command));
  }
}

export function wordHelp(open: OpenCase, move: Move, command: HelpCommand): Wording {
  switch (command) {
    case "tried":
      return wordAttempts(open);
    case "print":
      return printPage(open, move);
    case "why":
      return explainWhy(open, move);
    case "how":
      return talk(explainHow(open, move));
    case "what":
      return explainLast(open, move);
  }
}

/** Before a hand-over, "How long does it take?" asks about the step, the whole, or the technicians. */
async function wordNews({ world, open, move }: Turn, message: string): Promise<Wording> {
  if (move.kind === "hand-over") return talk(wordOfferOutlook(await world.desk()));
  if (!/\b(?:how|when)\b/i.test(message)) return wordAttempts(open);
  const { tree } = open.knowledge;
  const answer = move.kind === "step" || move.kind === "report" ? undefined : findSideAnswer(tree, message);
  return answer
    ? answerSideQuestion(tree, answer)
    : (explainQuestion(open, move, message) ?? answerUnknown(open, move, []));
}

/** Answers the question of a message that also replies to the move. */
export async function answerAsked(turn: Turn, asked: Asked | SideQuestion): Promise<void> {
  const { context, open, move } = turn;
  const { tree } = open.knowledge;
  if (asked.kind === "side-question") return send(context, tree, answerSideQuestion(tree, asked.answer));
  if (asked.kind === "state-question") return send(context, tree, await wordStateAnswer(turn, asked.topic));
  const { command } = asked;
  const wording =
    command === "news"
      ? await wordNews(turn, readMessage(context.activity).text)
      : command === "help"
        ? talk(sentence("help"))
        : wordHelp(open, move, command as HelpCommand);
  return send(context, tree, wording);
}

async function tellAgain({ world, context, open, move }: Turn): Promise<void> {
  const reference = "reference" in move ? (move.reference ?? "") : "";
  const news = await tellNews(world, context, open, move);
  await waitOn(context, open, reference, news.join(" "), ...news);
}

async function callTechnician(turn: Turn, handedOver: string | undefined): Promise<void> {
  const { world, context, open, move } = turn;
  const { text: message, at: now } = readMessage(context.activity);
  if (move.kind === "confirm") return sayStillFails(world, context, open, move);
  // "Call me at 555 0100" is news for the technician, and not only a call for one.
  if (handedOver && /\d/.test(message)) {
    const details = nameDetails(findDetailsInReply(message)).join(", ");
    const id = details ? "added-details" : "added";
    return waitOn(context, open, handedOver, `${id}.${details}`, sentence(id, { reference: handedOver, details }));
  }
  if (handedOver) return tellAgain(turn);
  const reading = { origin: "said", group: open.history.length, pasted: false, now } as const;
  recordReading(open, understand(open.knowledge, message), reading);
  const details = findDetailsInReply(message);
  if (Object.keys(details).length > 0) open.add({ kind: "told", ...details });
  // A person who sees the offer and asks again gets no form.
  open.add({ kind: "wants-person", words: message.slice(0, 200), ...(move.kind === "hand-over" && insisting) });
}

async function withdraw({ context, open, move }: Turn, reference: string | undefined): Promise<void> {
  const { tree } = open.knowledge;
  const say = (words: string) => send(context, tree, talk(words));
  if (!reference)
    return standStill(context, open, "nothing-to-withdraw", talk(sentence("nothing-to-withdraw")), { helps: true });
  // Without the ticket, no technician would know about the change.
  if (open.standing.openChanges.length > 0)
    return waitOn(context, open, reference, "cannot-withdraw", sentence("cannot-withdraw", { reference }));
  // In a talk the word may be meant for the technician.
  const by = move.kind === "hand-over" ? move.by : undefined;
  if (by && !open.standing.stuck.said.has(withdrawing))
    return waitOn(context, open, reference, withdrawing, sentence("withdraw-sure", { by }));
  open.add({ kind: "withdrawn" });
  await say(sentence("withdrawn", { reference }));
}

// nextMove() asks the person to put a test's changes back before they leave.
async function leave(
  { context, open, move }: Turn,
  command: "start-over" | "stop",
  handedOver?: string,
): Promise<void> {
  const { openChanges, wantsPerson, handedOver: now } = open.standing;
  if (handedOver && command === "stop" && now?.phase !== "resolved") {
    const id = openChanges.length > 0 ? "stop-with-open-change" : "wait-or-start-over";
    return waitOn(context, open, handedOver, id, sentence(id, { reference: handedOver }));
  }
  if (handedOver && now?.phase !== "resolved")
    return waitOn(context, open, handedOver, "start-over", sentence("start-over-waiting", { reference: handedOver }));
  if (handedOver) {
    const how = command === "stop" ? "stopped" : "started-over";
    open.add({ kind: "closed", how, cause: now?.resolved?.cause ?? null });
    // The close dialog says the closing words and starts over.
    return;
  }
  if (
    command === "start-over" &&
    move.kind !== "hand-over" &&
    knowsSomething(open) &&
    !open.standing.stuck.said.has(startingOver)
  ) {
    const question = { ...talk(sentence("start-over-sure")), starters: [sentence("starter.start-over")] };
    return standStill(context, open, startingOver, question, { helps: true });
  }
  // A person who leaves no longer wants a technician.
  if (wantsPerson) open.add({ kind: "withdrawn" });
  const how = command === "stop" ? "stopped" : "started-over";
  open.add({ kind: "leaving", how, group: open.history.length });
  // Without changes to put back, the case ends at once.
  if (openChanges.length === 0) open.add({ kind: "closed", how, cause: null });
  else if (open.move.kind === "revert") await send(context, open.knowledge.tree, talk(sentence("leaving")));
}
