/** While the technicians have the case, messages are for them. The bot answers only until a technician takes it. */
import type { TurnContext } from "botbuilder-core";
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { AskPrompt } from "./askPrompt.ts";
import { dialogIds } from "./dialogIds.ts";
import { findDetailsWhileWaiting, nameDetails, wordTold } from "./hearing/details.ts";
import { asksWhatIsPassedOn, readPressedForm } from "./hearing/handOverForm.ts";
import type { Heard } from "./hearing/heard.ts";
import { findAnswerAddress } from "./hearing/mailAddress.ts";
import { readMessage } from "./hearing/message.ts";
import { saysOnlyPutBack } from "./hearing/putBack.ts";
import { asksAboutWait } from "./hearing/questions.ts";
import { recordReading } from "./hearing/recordReading.ts";
import type { World } from "./ports.ts";
import { standStill } from "./standStill.ts";
import { send } from "./wording/cards.ts";
import { answerSideQuestion } from "./wording/explanations.ts";
import type { Outlook } from "./wording/helpDesk.ts";
import { hideKeptBack } from "./wording/keptBack.ts";
import { wordOutlook, wordWaiting } from "./wording/outlook.ts";
import { summarizeCase } from "./wording/summary.ts";
import { talk } from "./wording/wording.ts";
import { anyOf, sentence } from "./words/sentence.ts";

type Step = WaterfallStepContext;
type HandedOver = Move & { kind: "hand-over"; reference: string };

/** A person who waits and says "Hello?" asks whether a technician is there. */
const callingTalk: readonly string[] = ["greeting"];

/** Tells a waiting person which technician has the case, or how long it has waited and which targets do not have it yet. */
export async function tellNews(world: World, context: TurnContext, open: OpenCase, move: Move): Promise<string[]> {
  if (move.kind === "confirm") return [sentence("confirm-news", { by: move.by })];
  if (move.kind !== "hand-over" || !move.reference) return [];
  if (move.by) return [sentence("away", { by: move.by })];
  const outlook = await world.desk({ reference: move.reference });
  const missing = outlook.waiting?.notYetAt ?? [];
  const notYet = missing.length > 0 ? [sentence("not-yet-at", { targets: anyOf(missing) })] : [];
  const promise = promiseMail(world, context, open, outlook);
  const mayLeave = promise.length > 0 || !outlook.hasDesk ? promise : [sentence("may-leave")];
  return [wordWaiting(move.reference, outlook), wordOutlook(outlook), ...notYet, ...mayLeave];
}

/** Promises a mail, if answers come in this chat, the person left an address, and they could miss them. */
export function promiseMail(world: World, context: TurnContext, open: OpenCase, { hasDesk }: Outlook): string[] {
  const mail = findAnswerAddress(open.standing.told);
  return hasDesk && mail && world.mailsAnswers(context) ? [sentence("mails-answer", { mail })] : [];
}

function wordPassedOn(open: OpenCase): string[] {
  const facts = summarizeCase(hideKeptBack(open)).join("\n");
  return [...wordTold(open.standing.told), ...(facts ? [`${sentence("what-was-stored")}\n${facts}`] : [])];
}

/** A reply while the technicians have the case. */
export async function waitOn(
  context: TurnContext,
  open: OpenCase,
  reference: string,
  id: string,
  ...words: string[]
): Promise<void> {
  const instead = (count: number) => sentence("added-more", { reference, count });
  await standStill(context, open, id, talk(...words), { instead });
}

export class WaitingDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.waiting);
    this.#world = world;
    this.addDialog(new WaterfallDialog("waiting", [(step) => this.#wait(step), (step) => this.#recordReading(step)]));
    this.addDialog(new AskPrompt(dialogIds.ask, world.cases));
  }

  async #wait(step: Step): Promise<DialogTurnResult> {
    return step.prompt(dialogIds.ask, {});
  }

  /** The words themselves are in the transcript, which the technicians read with the ticket. */
  async #recordReading(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const move = open.move as HandedOver;
    // Once a technician has the case, the bot stays silent.
    if (!move.by) {
      const heard: Heard = step.result;
      const calls = heard.kind === "question" || (heard.kind === "talk" && callingTalk.includes(heard.talk));
      const { text } = readMessage(step.context.activity);
      if (heard.kind === "state-question" || asksWhatIsPassedOn(text)) {
        await waitOn(step.context, open, move.reference, "passed-on", ...wordPassedOn(open));
        return step.endDialog();
      }
      const unknown = heard.kind === "question" && !asksAboutWait(text);
      const isNotKnown = unknown ? [sentence("about.not-known-waiting", { reference: move.reference })] : [];
      const news = calls ? [...isNotKnown, ...(await tellNews(this.#world, step.context, open, move))] : [];
      if (calls) await waitOn(step.context, open, move.reference, news.join(" "), ...news);
      else await this.#answerTo(step, open, move, heard);
    }
    return step.endDialog();
  }

  async #answerTo(step: Step, open: OpenCase, { reference }: HandedOver, heard: Heard): Promise<void> {
    const stand = (id: string, words: string) => waitOn(step.context, open, reference, id, words);
    if (heard.kind === "side-question") {
      const { tree } = open.knowledge;
      return standStill(step.context, open, `answer.${heard.answer}`, answerSideQuestion(tree, heard.answer), {
        instead: (count) => sentence("added-more", { reference, count }),
      });
    }
    if (heard.kind === "talk" && heard.talk === "who-are-you")
      return stand("talk.who-are-you", sentence("talk.who-are-you"));
    if (heard.kind === "stale") return this.#takeLateForm(step, open, reference);
    const { openChanges } = open.standing;
    if (heard.kind === "works") {
      if (openChanges.length > 0) return stand("added-works", sentence("added-works", { reference }));
      open.add({ kind: "withdrawn" }, { kind: "checked", of: null, works: true, group: open.history.length });
      return send(step.context, open.knowledge.tree, talk(sentence("withdrawn", { reference })));
    }
    const { text } = readMessage(step.context.activity);
    const { told } = open.standing;
    // The root has stored them already.
    const details = findDetailsWhileWaiting(told.contact && text.includes(told.contact) ? {} : told, text);
    const named = nameDetails(details).join(", ");
    if (named) {
      const added = sentence("added-details", { reference, details: named });
      const hasMail = findAnswerAddress(details) !== undefined;
      const promise = hasMail ? promiseMail(this.#world, step.context, open, await this.#world.desk()) : [];
      // A person must see each time which number was taken.
      return waitOn(step.context, open, reference, `added-details.${named}`, added, ...promise);
    }
    if (heard.kind === "read") {
      const reading = { origin: "said", group: open.history.length, pasted: false } as const;
      // Technicians see it at a glance. What the words only seem to say, they find below the message.
      recordReading(open, { ...heard.understood, likely: [] }, reading);
      return stand("added", sentence("added", { reference }));
    }
    const [change, ...others] = openChanges;
    // With several open changes it is unclear which one the person means, so the technician has to ask.
    if (!change || others.length > 0 || !saysOnlyPutBack(text)) return stand("added", sentence("added", { reference }));
    open.add({ kind: "reverted", change: change.event, done: true });
    return send(step.context, open.knowledge.tree, talk(sentence("put-back-noted", { reference })));
  }
  /** The form of the hand-over stays on the page. What it says later is added. */
  async #takeLateForm(step: Step, open: OpenCase, reference: string): Promise<void> {
    const { told } = readPressedForm(readMessage(step.context.activity), { keep: [] });
    const isNews = Object.entries(told).some(
      ([field, value]) => open.standing.told[field as keyof typeof told] !== value,
    );
    if (!isNews) return waitOn(step.context, open, reference, "stale", sentence("stale-waiting", { reference }));
    open.add({ kind: "told", ...told });
    const details = [told.impact, ...nameDetails(told)].filter(Boolean).join(", ");
    return waitOn(step.context, open, reference, "added-details", sentence("added-details", { reference, details }));
  }
}
