/** Runs the dialogs in a turn: to answer a message, or to continue without one. */
import type { StatePropertyAccessor, TurnContext as Turn } from "botbuilder";
import { DialogSet, type DialogState, DialogTurnStatus } from "botbuilder-dialogs";
import { dialogIds } from "../../dialogs/dialogIds.ts";
import type { LookAtDesk, World } from "../../dialogs/ports.ts";
import { RootDialog } from "../../dialogs/rootDialog.ts";
import type { HelpDesk } from "../../dialogs/wording/helpDesk.ts";
import { ownDirectLine } from "../channels/channels.ts";
import { canMissAnswers } from "./answerNotice.ts";
import type { OpenTurn } from "./openTurn.ts";

export type Talk = {
  /** Answers the person's message. */
  converse(context: Turn, turn: OpenTurn): Promise<void>;
  /** Answers a message as the reply to the case's next move, which the person sees further up. `first`: the first message of the case. */
  converseAgain(context: Turn, turn: OpenTurn, first: boolean): Promise<void>;
  /** Shows the case's next move, whatever the bot was waiting for. */
  resume(context: Turn, turn: OpenTurn): Promise<void>;
};

type Parts = {
  helpDesk: HelpDesk;
  lookAtDesk: LookAtDesk;
  /** Whether this server can mail answers to people. */
  hasAnswerMail: boolean;
  newReference: () => string;
};

const TURN = Symbol("the running turn");

export function createTalk({ helpDesk, lookAtDesk, hasAnswerMail, newReference }: Parts): Talk {
  const open = (context: Turn): OpenTurn => context.turnState.get<OpenTurn>(TURN);
  const world: World = {
    cases: {
      current: (context) => open(context as Turn).current,
      startOver: (context) => open(context as Turn).startOver(),
    },
    handOver: (context, ticket) => open(context as Turn).handOver(ticket, newReference),
    helpDesk,
    desk: lookAtDesk,
    showsDesk: ({ activity }) => activity.channelId === ownDirectLine,
    mailsAnswers: ({ activity }) => hasAnswerMail && canMissAnswers(activity),
  };
  const states: StatePropertyAccessor<DialogState> = {
    get: async (context: Turn) => open(context).dialogState,
    set: async (context: Turn, state: DialogState) => {
      open(context).dialogState = state;
    },
    delete: async (context: Turn) => {
      open(context).dialogState = { dialogStack: [] };
    },
  };
  const dialogs = new DialogSet(states);
  dialogs.add(new RootDialog(world));

  return {
    async converse(context, turn) {
      context.turnState.set(TURN, turn);
      const dialog = await dialogs.createContext(context);
      const result = await dialog.continueDialog();
      if (result.status === DialogTurnStatus.empty) await dialog.beginDialog(dialogIds.root);
    },
    async converseAgain(context, turn, first) {
      context.turnState.set(TURN, turn);
      turn.dialogState = { dialogStack: [] };
      const dialog = await dialogs.createContext(context);
      await dialog.beginDialog(dialogIds.root, first ? { welcomed: true } : { resumed: true, quietly: true });
      if (first) return;
      await (await dialogs.createContext(context)).continueDialog();
    },
    async resume(context, turn) {
      context.turnState.set(TURN, turn);
      turn.dialogState = { dialogStack: [] };
      const dialog = await dialogs.createContext(context);
      await dialog.beginDialog(dialogIds.root, { resumed: true });
    },
  };
}
