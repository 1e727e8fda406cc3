/** Offers a technician, and takes the reply: one press or one word hands over. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { AskPrompt } from "./askPrompt.ts";
import { dialogIds } from "./dialogIds.ts";
import { channelName, handOverCase, type Offer, withoutAsking } from "./handOverCase.ts";
import {
  asksWhatIsPassedOn,
  buildForm,
  findQuestion,
  readLeftOut,
  readPressedForm,
  readTold,
  skipsQuestion,
} from "./hearing/handOverForm.ts";
import type { Heard } from "./hearing/heard.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { consent } from "./hearing/shortReply.ts";
import { noteLanguage } from "./otherLanguage.ts";
import type { World } from "./ports.ts";
import { respond } from "./respond.ts";
import { standStill } from "./standStill.ts";
import { buildMessage, send } from "./wording/cards.ts";
import { wordMove } from "./wording/moveWording.ts";
import { listPassedOnInWords, talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** `quietly`: waits without repeating the offer that was just declined. */
type Step = WaterfallStepContext<{ quietly?: boolean }>;

/** A refusal to pass things on is not itself a note for the technicians. */
const refusesToPassOn =
  /\b(?:do not|don'?t|dont|never|wait|not)\b.{0,40}\b(?:pass|share|send|tell|give|forward|hand)\b|\b(?:keep|stays?) (?:\w+ ){0,4}(?:private|secret|to myself|out of it)\b/i;

/** Small talk that technicians should see once the person has asked for one. */
const worthPassingOn = ["hurried", "frightened", "insult", "tried-all", "other-language"];

export class HandOverDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.handOver);
    this.#world = world;
    this.addDialog(
      new WaterfallDialog<{ quietly?: boolean }>("offer", [
        (step) => this.#offerOrHandOver(step),
        (step) => this.#decide(step),
      ]),
    );
    this.addDialog(new AskPrompt(dialogIds.ask, world.cases));
  }

  async #offerOrHandOver(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const move = open.move as Offer;
    const { walkedAway, insists } = open.standing;
    if (walkedAway || insists || withoutAsking.includes(move.to)) {
      await handOverCase(this.#world, step.context, open, move, "unseen");
      return step.endDialog();
    }
    const justWithdrawn = open.history.at(-1)?.kind === "withdrawn";
    if (justWithdrawn) await send(step.context, open.knowledge.tree, talk(sentence("after-withdrawal")));
    if (step.options.quietly || justWithdrawn) return step.prompt(dialogIds.ask, {});
    const wording = wordMove(open, move);
    return step.prompt(dialogIds.ask, {
      prompt: buildMessage(open.knowledge.tree, { ...wording, form: this.#form(step, open) }),
    });
  }

  async #decide(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const { tree } = open.knowledge;
    const move = open.move as Offer;
    const heard: Heard = step.result;
    const reply = readMessage(step.context.activity);
    const form = this.#form(step, open);
    const leftOut = readLeftOut(reply.text, form);
    if (leftOut) {
      open.add({ kind: "told", leftOut });
      const items = form.keep.filter(({ id }) => leftOut.includes(id));
      await send(
        step.context,
        tree,
        talk(sentence("keeps-back", { things: items.map(({ label }) => label).join("; ") })),
      );
    } else if (heard.kind === "state-question" || asksWhatIsPassedOn(reply.text)) {
      const list = talk(listPassedOnInWords(form), sentence("form.leave-out-in-words"));
      await standStill(step.context, open, "passed-on", list, { helps: true });
    } else if (!move.optional && skipsQuestion(reply.text)) await this.#note(step, open, reply.text);
    else if (heard.kind === "choice" && heard.choice === "yes") {
      const { told, cut } = readPressedForm(reply, form);
      if (Object.keys(told).length > 0) open.add({ kind: "told", ...told });
      const more = consent.test(reply.text) ? reply.text.replace(consent, "").trim() : "";
      if (more !== "") open.add({ kind: "told", ...readTold(more, open.standing.told).told });
      await handOverCase(this.#world, step.context, open, move, "seen");
      if (cut) await send(step.context, tree, talk(sentence("field-cut")));
    } else if (heard.kind === "choice") return this.#goOn(step, open, move);
    else if (heard.kind === "works" && move.to === "asked-for") {
      open.add({ kind: "withdrawn" });
      await respond(step.context, open, move, heard);
    } else if (refusesToPassOn.test(reply.text)) {
      await this.#stand(step, open, "not-yet-passed-on", sentence("not-yet-passed-on"));
    } else if (heard.kind === "talk" && worthPassingOn.includes(heard.talk)) {
      if (heard.talk === "other-language") noteLanguage(open, reply.text);
      // The form asks how urgent it is, so "it's urgent" is an answer and no impatience.
      await this.#note(step, open, reply.text);
    } else if (move.to === "asked-for" && isNewsForTechnicians(heard)) {
      // Writing more is not consent to the hand-over, so the message is only noted.
      this.#recordReading(open, heard, reply.at);
      await this.#note(step, open, reply.text);
    } else if (heard.kind === "read") {
      const readBack = this.#recordReading(open, heard, reply.at);
      if (readBack.length > 0) await send(step.context, tree, talk(...readBack));
      else await this.#note(step, open, reply.text);
    } else if (heard.kind === "unclear" && (!move.optional || reply.text.length > 20)) {
      await this.#note(step, open, reply.text);
    } else if (heard.kind === "unclear") {
      await this.#stand(step, open, "offer-stands", sentence("offer-stands"));
    } else await respond(step.context, open, move, heard);
    return step.endDialog();
  }

  /** Adds the reply for the technicians, and asks the next of the short questions where there is no form. */
  async #note(step: Step, open: OpenCase, words: string): Promise<void> {
    const asked = findQuestion(open.standing.told, channelName(step.context))?.asked;
    const { told, cut } = readTold(words, open.standing.told, asked);
    open.add({ kind: "told", ...told });
    const isSkipped = Object.keys(told).every((field) => field === "skipped");
    const id = cut ? "told-in-part" : isSkipped ? "told-skipped" : "told-noted";
    const question = findQuestion(open.standing.told, channelName(step.context));
    const wording = { ...talk(sentence(id)), ...(question && { after: [question.words], isReminder: true as const }) };
    await this.#stand(step, open, `${id}.${question?.asked ?? ""}`, wording);
  }

  /** A reply that neither hands over nor goes on. */
  async #stand(step: Step, open: OpenCase, id: string, words: string | Wording): Promise<void> {
    await standStill(step.context, open, id, typeof words === "string" ? talk(words) : words, {
      instead: (count) => sentence("offer-stands-still", { count }),
    });
  }

  async #goOn(step: Step, open: OpenCase, move: Offer): Promise<DialogTurnResult> {
    const { tree } = open.knowledge;
    if (move.optional) open.add({ kind: "stayed", handOver: move.to, group: open.history.length });
    else if (move.to === "asked-for") {
      open.add({ kind: "withdrawn" });
      await send(step.context, tree, talk(sentence("go-on-then")));
    } else {
      await send(step.context, tree, talk(sentence("declined")));
      return step.replaceDialog("offer", { quietly: true });
    }
    return step.endDialog();
  }

  #form(step: Step, open: OpenCase) {
    return buildForm(open, channelName(step.context));
  }

  #recordReading(open: OpenCase, heard: Heard, now: string | undefined): Parameters<typeof talk> {
    if (heard.kind !== "read") return [];
    return recordReading(open, heard.understood, { origin: "said", group: open.history.length, pasted: false, now });
  }
}

function isNewsForTechnicians(heard: Heard): boolean {
  return heard.kind === "read" || heard.kind === "unclear" || heard.kind === "tried-before";
}
