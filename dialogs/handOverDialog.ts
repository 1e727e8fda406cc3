/** Offers a technician, and hands over with one press or one word. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { AskPrompt } from "./askPrompt.ts";
import { dialogIds } from "./dialogIds.ts";
import { wordTold } from "./hearing/details.ts";
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
import { promiseMail } from "./waitingDialog.ts";
import { buildMessage, send } from "./wording/cards.ts";
import { hideKeptBack } from "./wording/keptBack.ts";
import { wordMove } from "./wording/moveWording.ts";
import { wordHandedOver, wordOutlook } from "./wording/outlook.ts";
import { summarizeCase, wordOpenChange } from "./wording/summary.ts";
import { buildTicket } from "./wording/ticket.ts";
import { listPassedOnInWords, talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** `quietly`: waits without repeating the offer that was just declined. */
type Step = WaterfallStepContext<{ quietly?: boolean }>;
type Offer = Move & { kind: "hand-over" };

/** These hand-overs need no confirmation, because a change must not stay behind unattended. */
const withoutAsking = ["open-change", "walked-away"];

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
      await this.#handOver(step, open, move, "unseen");
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
      await this.#handOver(step, open, move, "seen");
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
    const asked = findQuestion(open.standing.told, channelName(step))?.asked;
    const { told, cut } = readTold(words, open.standing.told, asked);
    open.add({ kind: "told", ...told });
    const isSkipped = Object.keys(told).every((field) => field === "skipped");
    const id = cut ? "told-in-part" : isSkipped ? "told-skipped" : "told-noted";
    const question = findQuestion(open.standing.told, channelName(step));
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
    return buildForm(open, channelName(step));
  }

  #recordReading(open: OpenCase, heard: Heard, now: string | undefined): Parameters<typeof talk> {
    if (heard.kind !== "read") return [];
    return recordReading(open, heard.understood, { origin: "said", group: open.history.length, pasted: false, now });
  }

  /** `preview`: whether the person saw beforehand what is passed on. */
  async #handOver(step: Step, open: OpenCase, move: Offer, preview: "seen" | "unseen"): Promise<void> {
    const { tree } = open.knowledge;
    const { openChanges, reference: before, told, walkedAway } = open.standing;
    const shown = hideKeptBack(open);
    const { reference } = this.#world.handOver(step.context, buildTicket(open, move.to, shown));
    open.add({ kind: "handed-over", to: move.to, reference });
    const say = withoutAsking.includes(move.to)
      ? [tree["hand-overs"][move.to]?.say ?? ""]
      : walkedAway
        ? [sentence("walked-away")]
        : [];
    const stored = summarizeCase(shown).join("\n");
    const outlook = await this.#world.desk();
    const isOnPage = this.#world.showsDesk(step.context);
    const handedOver = isOnPage
      ? sentence("handed-over", { reference })
      : wordHandedOver(reference, this.#world.helpDesk);
    const asksContact = !walkedAway && lacksContact(told, channelName(step));
    await send(step.context, tree, {
      ...(!isOnPage && { starters: [sentence("starter.any-news"), sentence("starter.withdraw")] }),
      ...talk(
        ...say.filter(Boolean),
        before ? sentence("handed-over-again", { reference }) : handedOver,
        ...(isOnPage && outlook.hasDesk ? [] : [wordOutlook(outlook)]),
        ...promiseMail(this.#world, step.context, open, outlook),
        ...(preview === "unseen" && stored ? [`${sentence("what-was-stored")}\n${stored}`] : []),
        ...wordTold(told),
        ...(told.leftOut?.length ? [sentence("kept-back", { count: told.leftOut.length })] : []),
        ...(openChanges.length > 0
          ? [
              ...(preview === "seen" ? openChanges.map((change) => wordOpenChange(tree, change)) : []),
              sentence("still-changed"),
            ]
          : []),
        ...(asksContact ? [sentence("ask-contact")] : []),
        sentence(isOnPage ? "until-then-on-page" : "until-then"),
      ),
    });
  }
}

const channelName = (step: Step): string => step.context.activity.from?.name ?? "";

/** Whether technicians could reach the person only in this chat, and the person was not asked before. */
function lacksContact({ contact, skipped }: OpenCase["standing"]["told"], channelName: string): boolean {
  return !channelName && !contact && !skipped?.includes("contact");
}

function isNewsForTechnicians(heard: Heard): boolean {
  return heard.kind === "read" || heard.kind === "unclear" || heard.kind === "tried-before";
}
