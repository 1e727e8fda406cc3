/** A person writes after the end of their case: the fault came back, something new began, or it is only small talk. */
import type { TurnContext } from "botbuilder-core";
import { findUndoable } from "../knowledge/case/events.ts";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { understand } from "../knowledge/reading/understand.ts";
import { answerAfterwards } from "./answerAfterwards.ts";
import { findCommand } from "./hearing/commands.ts";
import { hear } from "./hearing/hear.ts";
import { type Message, readMessage } from "./hearing/message.ts";
import { asksFirst } from "./hearing/questions.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { findTalk, rates } from "./hearing/smallTalk.ts";
import { takeBack } from "./hearing/takeBack.ts";
import type { World } from "./ports.ts";
import { standStill } from "./standStill.ts";
import { send } from "./wording/cards.ts";
import { listKeptSteps } from "./wording/summary.ts";
import { talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** Another computer, another person or another fault: a case of its own. */
const somethingNew =
  /\b(?:another|other|different|new|second) (?:pc|computer|server|machine|host|user|person|colleague|caller|customer|client|laptop|problem|error|issue|case|ticket|one)\b|\b(?:a|my|another|next) (?:colleague|caller|customer)\b|\bsomething else\b|\bstart over\b/i;
const cameBack =
  /\b(?:is|it'?s|its|are|was|came|come|comes|coming|has come|started|happen\w*|appear\w*|return\w*) (?:\w+ )?(?:back|again)\b|\breturned\b|\b(?:same|that|this|the) (?:\w+ )?(?:error|problem|message|thing|fault|code|issue)? ?(?:again|is there|once more|as (?:before|last time|yesterday))\b|\bagain (?:the|that|this|with the) same\b|\bbroken again\b|\b(?:doing|does|did) it again\b|\bas last (?:time|week|month)\b|\byou helped me\b|\bremember me\b|\b(?:last|the other) (?:time|week|month|day) (?:you|we|it)\b|\b(?:didn'?t|did not) (?:hold|last|stick)\b|\b(?:wieder da|schon wieder|de nouveau|otra vez|di nuovo)\b/i;

/**
 * Answers a message after the end. `answered`: the case stays closed. `reopened`: the fault came back, and its case goes on.
 * `new`: the caller opens a new case.
 */
export async function takeUpAfterEnd(
  world: World,
  context: TurnContext,
  open: OpenCase,
): Promise<"answered" | "reopened" | "new"> {
  const message = readMessage(context.activity);
  const { text } = message;
  // "Back" after a press on "it works" by mistake: the case goes on where it was.
  if (findCommand(text) === "back" && saidThatItWorks(open)) {
    open.add({ kind: "reopened", by: null });
    await send(context, open.knowledge.tree, talk(takeBack(open)));
    return "reopened";
  }
  const reply = replyToSmallTalk(open, text);
  if (reply) {
    await standStill(context, open, reply.id, reply.wording, { instead: () => "" });
    return "answered";
  }
  // "Can this happen again" does not say that it did.
  if ((asksFirst(text) || !cameBack.test(text)) && (await answerAfterwards(world, context, open, text)))
    return "answered";
  if (somethingNew.test(text)) return "new";
  // A question with nothing behind it opens no case. "Why is it back?" says that it is.
  if (asksFirst(text) && !cameBack.test(text) && !reportsFault(open, text)) return answerUnknown(context, open);
  if (open.standing.closed?.how !== "works") return saysSomething(open, text) ? "new" : ask(context, open);
  const heard = cameBack.test(text) ? "no-help" : hearWhetherItWorks(open, message);
  if (heard === "works") {
    await standStill(context, open, "still-works", talk(sentence("came-back.still-works")), { instead: () => "" });
    return "answered";
  }
  if (heard === "no-help" && !isOfOtherComputer(open, text)) {
    await reopen(context, open, message);
    return "reopened";
  }
  return heard !== undefined || saysSomething(open, text) ? "new" : ask(context, open);
}

async function answerUnknown(context: TurnContext, open: OpenCase): Promise<"answered"> {
  await standStill(context, open, "no-answer-after-end", talk(sentence("about.no-answer-after-end")), {
    instead: () => "",
  });
  return "answered";
}

function reportsFault({ knowledge }: OpenCase, text: string): boolean {
  const command = findCommand(text);
  if (command === "technician" || command === "start-over") return true;
  const { codes, facts, otherFault, reports, rdpFile } = understand(knowledge, text);
  return codes.length + facts.length > 0 || Boolean(otherFault || reports || rdpFile);
}

/** Whether the person's own last message closed the case. A case that technicians resolved stays with them. */
function saidThatItWorks({ history, standing }: OpenCase): boolean {
  const last = findUndoable(history).map((at) => history[at]);
  return !standing.reference && last.some((event) => event?.kind === "checked" && event.works);
}

/** Words that could mean anything open no case, unless the person insists. */
async function ask(context: TurnContext, open: OpenCase): Promise<"answered" | "new"> {
  if (open.standing.stuck.said.has(whatNow)) return "new";
  await standStill(context, open, whatNow, talk(sentence("came-back.what-now")));
  return "answered";
}

const whatNow = "after-the-end";

function saysSomething(open: OpenCase, text: string): boolean {
  return reportsFault(open, text) || (understand(open.knowledge, text).likely ?? []).length > 0;
}

type Reply = { id: string; wording: Wording };

function replyToSmallTalk(open: OpenCase, text: string): Reply | undefined {
  if (rates(text)) return { id: "talk.rated", wording: talk(sentence("talk.rated")) };
  const command = findCommand(text);
  if (command === "stop") return { id: "talk.thanks", wording: talk(sentence("talk.thanks")) };
  if (command) return undefined;
  // "Thanks, but it is back" and "hi its me again, it came back" say more.
  if (cameBack.test(text) || understand(open.knowledge, text).codes.length > 0) return undefined;
  const smallTalk = findTalk(text);
  if (smallTalk === "greeting")
    return { id: whatNow, wording: talk(sentence("talk.greeting"), sentence("came-back.what-now")) };
  const isIdle = smallTalk === "thanks" || smallTalk === "who-are-you" || smallTalk === "waiting";
  return isIdle ? { id: `talk.${smallTalk}`, wording: talk(sentence(`talk.${smallTalk}`)) } : undefined;
}

/** Hears the message as if it answered "Does it work?", which is how people speak of a fault that came back. */
function hearWhetherItWorks({ knowledge, standing }: OpenCase, message: Message): string | undefined {
  const move: Move = { key: "check:after-end", kind: "check", of: { cause: standing.closed?.cause ?? "" } };
  const heard = hear(knowledge, move, message);
  if (heard.kind === "works") return "works";
  return heard.kind === "choice" ? heard.choice : undefined;
}

/** The next caller of a help desk, and another computer, are new cases even with the same words. */
function isOfOtherComputer({ knowledge, standing }: OpenCase, text: string): boolean {
  const { host, facts } = understand(knowledge, text);
  const known = standing.values.get("host");
  const isOnBehalf =
    standing.facts.get("on-behalf")?.answers.includes("yes") || facts.some(({ fact }) => fact === "on-behalf");
  return (isOnBehalf && !cameBack.test(text)) || Boolean(host && known && host.host !== known);
}

async function reopen(context: TurnContext, open: OpenCase, { text, at }: Message): Promise<void> {
  const { tree } = open.knowledge;
  const cause = open.standing.closed?.cause ?? null;
  const resolved = open.history.findLast((event) => event.kind === "resolved");
  const steps = cause === null ? [] : listKeptSteps(open, cause);
  open.add({ kind: "reopened", by: null, again: true });
  const readBack = recordReading(open, understand(open.knowledge, text), {
    origin: "said",
    group: open.history.length,
    pasted: false,
    now: at,
    corrects: true,
  });
  const last = cause === null ? [] : [sentence("came-back.last-time", { title: tree.causes[cause]?.title ?? cause })];
  const note = resolved?.note ? [sentence("came-back.note", { note: resolved.note })] : [];
  const helped = steps.length > 0 ? [sentence("came-back.what-helped", { steps: steps.join("; ") })] : [];
  await send(
    context,
    tree,
    talk(
      [sentence("came-back.sorry"), ...last, ...helped, ...note].join(" "),
      ...readBack,
      sentence("came-back.new-one"),
    ),
  );
}
