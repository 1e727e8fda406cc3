/** Turns that begin when a person deletes or edits one of their messages. The same case lock and transaction as for messages. */
import type { Activity, TurnContext } from "botbuilder";
import { correctReading } from "../../dialogs/hearing/correctReading.ts";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { talk as words } from "../../dialogs/wording/wording.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import { type Erased, eraseMessage, eraseText } from "../../knowledge/case/erase.ts";
import type { Event } from "../../knowledge/case/events.ts";
import { activityToKeep } from "../channels/channels.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import { listCardTexts } from "../tickets/cardTexts.ts";
import { createRepeatFinder } from "../tickets/repeats.ts";
import type { ErasedLines } from "./eraseFromStore.ts";
import { readText } from "./lines.ts";
import type { OpenTurn } from "./openTurn.ts";
import type { Refused, TurnRunner } from "./runner.ts";
import type { Talk } from "./talk.ts";
import type { TurnCase } from "./turnCase.ts";

export type Change = "edited" | "deleted";

/** What the person did to a message; undefined for every other activity. Its id is that of the message. */
export function readChange({ type, id, from }: Activity): Change | undefined {
  if (!id || !from?.id) return undefined;
  // Teams also sends an update when a deleted message is brought back.
  return type === "messageUpdate" ? "edited" : type === "messageDelete" ? "deleted" : undefined;
}

/** Names the change apart from its message, so that each takes effect once. */
export function makeChangeId({ id, type, timestamp, text = "" }: Activity): string {
  return JSON.stringify([id, type, timestamp ?? text]);
}

/** Why an edit of a message that is not in the store does nothing. The message then counts as new. */
export const neverStored = "the message is not in the store";

/** A change that the turn has begun to make. */
export type Changing = {
  turn: OpenTurn;
  /** The bot does not have the case, or the case is over. */
  isSilent: boolean;
  /** Says what changed, and goes on. Silent unless the bot has the case. */
  answer(context: TurnContext): Promise<void>;
  /** The lines that change, to be listed when the conversation of the turn is over. */
  listErased(): ErasedLines;
};

type Parts = { runner: TurnRunner; store: Pick<Store, "conversations">; talk: Talk };

/** The message, in its case and as it was. */
type Message = {
  line: StoredLine;
  text: string;
  turnCase: TurnCase;
  /** The events that it had added. */
  stated: Event[];
  isLatest: boolean;
  isFirst: boolean;
};

export class ChangedMessages {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes the old words out of the case. `loaded`: the turn on the person's newest case. */
  async begin(
    { activity, key, conversation }: { activity: Activity; key: string; conversation: string },
    change: Change,
    loaded: OpenTurn,
  ): Promise<Changing | Refused> {
    const { store, runner } = this.#parts;
    const found = await store.conversations.findPersonLine(conversation, activity.id ?? "");
    if (!found) return { why: neverStored };
    const { line } = found;
    if (found.key !== key) return { why: "the message is another person's" };
    const text = change === "edited" ? readText(activity) : "";
    // Teams also sends an update for a link preview and for a reaction.
    if (collapse(text) === collapse(line.text)) return { why: "the text is the same" };
    const isCurrent = line.caseId === loaded.current.id;
    const turn = isCurrent ? loaded : await runner.loadCase(key, line.caseId);
    const turnCase = turn.current;
    const lines = await store.conversations.linesOfCase(line.caseId);
    const own = lines.filter(({ who }) => who === "person");
    const { closed, handedOver } = turnCase.standing;
    const { history, move } = turnCase;
    const stated = line.events ? history.slice(line.events.from, line.events.to) : [];
    const erased = line.events ? eraseMessage(history, line.events) : eraseText(history, line.text);
    const repeats = createRepeatFinder(turnCase.knowledge.tree, line.text, stated);
    const message: Message = {
      ...{ line, text, turnCase, stated },
      isLatest: isCurrent && own.at(-1)?.id === line.id && leadsBack(line, history, erased),
      isFirst: own[0]?.id === line.id,
    };
    const before = { standing: turnCase.standing, move: move.key };
    turnCase.erase(erased);
    const begins = history.length;
    const hasBot = isCurrent && !closed && !handedOver;
    const repeating = lines.filter((said) => said.who === "bot" && !said.mark && repeats(listTexts(said)));
    return {
      turn,
      isSilent: !hasBot,
      answer: async (context) => {
        if (change === "deleted") return hasBot ? this.#sayDeleted(context, turn, message, before.move) : undefined;
        if (hasBot && message.isLatest) return this.#parts.talk.converseAgain(context, turn, message.isFirst);
        // What a person wrote to technicians is read by technicians only.
        if (closed || !isCurrent || line.toTechnicians) return;
        const changed = correctReading(turnCase, text, { before: before.standing, stated });
        if (hasBot) await this.#sayEdited(context, turn, changed, before.move);
      },
      listErased: () => [
        changeLine(line, activity, change, text, { from: begins, to: turnCase.history.length }),
        ...repeating.map(blankLine),
      ],
    };
  }

  async #sayDeleted(
    context: TurnContext,
    turn: OpenTurn,
    { turnCase, stated }: Message,
    before: string,
  ): Promise<void> {
    const stays = stated.some(({ kind }) => kind === "performed" || kind === "reverted");
    await this.#say(context, turnCase, sentence(stays ? "deleted-but-done" : "deleted"));
    if (turnCase.move.key !== before) await this.#parts.talk.resume(context, turn);
  }

  async #sayEdited(context: TurnContext, turn: OpenTurn, changed: string[], before: string): Promise<void> {
    if (changed.length > 0) await this.#say(context, turn.current, ...changed);
    if (turn.current.move.key !== before) await this.#parts.talk.resume(context, turn);
  }

  async #say(context: TurnContext, { knowledge: { tree } }: TurnCase, ...paragraphs: string[]): Promise<void> {
    await context.sendActivity(buildMessage(tree, words(...paragraphs)));
  }
}

/** All texts that a line shows. A form in a card can hold words of the person that the line itself does not. */
function listTexts({ text, activity }: StoredLine): string {
  const { attachments = [] } = activity as Partial<Activity>;
  return [text, ...listCardTexts(attachments)].join("\n");
}

const collapse = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Whether the case is back at the question that the message answered, so that its new text can answer it. */
function leadsBack({ events }: StoredLine, history: readonly Event[], { withdrawn }: Erased): boolean {
  if (!events || events.to !== history.length) return false;
  return history.slice(events.from).every(({ kind }, at) => kind === "opened" || withdrawn.includes(events.from + at));
}

function changeLine(
  { id }: StoredLine,
  activity: Activity,
  mark: Change,
  text: string,
  events: { from: number; to: number },
): ErasedLines[number] {
  if (mark === "deleted") return { id, text: "", activity: { type: "message", text: "" }, mark };
  return { id, text, activity: activityToKeep(activity), mark, events };
}

/** In a group, the recipient of a line tells whom it is for. */
function blankLine({ id, activity }: StoredLine): ErasedLines[number] {
  const { recipient } = activity as Partial<Activity>;
  return { id, text: "", activity: { type: "message", text: "", ...(recipient && { recipient }) }, mark: "deleted" };
}
