/** The dialogs, run over what a turn has opened: either the person has said something, or the bot goes on by itself. */
import type { StatePropertyAccessor, TurnContext as Turn } from "botbuilder";
import { DialogSet, type DialogState, DialogTurnStatus } from "botbuilder-dialogs";
import { dialogIds } from "../../dialogs/dialogIds.ts";
import type { LookAtDesk, World } from "../../dialogs/ports.ts";
import { RootDialog } from "../../dialogs/rootDialog.ts";
import type { HelpDesk } from "../../dialogs/wording/helpDesk.ts";
import type { OpenTurn } from "./openTurn.ts";

export type Talk = {
  /** Takes what the person said, and answers it. */
  converse(context: Turn, under: OpenTurn): Promise<void>;
  /** Shows what follows from the case as it is, whatever was waited for before. */
  resume(context: Turn, under: OpenTurn): Promise<void>;
};

type Parts = { helpDesk: HelpDesk; lookAtDesk: LookAtDesk; newReference: () => string };

const TURN = Symbol("the turn under way");

export function createTalk({ helpDesk, lookAtDesk, newReference }: Parts): Talk {
  const open = (context: Turn): OpenTurn => context.turnState.get<OpenTurn>(TURN);
  const world: World = {
    cases: {
      current: (context) => open(context as Turn).current,
      startOver: (context) => open(context as Turn).startOver(),
    },
    handOver: (context, ticket) => open(context as Turn).handOver(ticket, newReference),
    helpDesk,
    desk: lookAtDesk,
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
    async converse(context, under) {
      context.turnState.set(TURN, under);
      const dialog = await dialogs.createContext(context);
      const result = await dialog.continueDialog();
      if (result.status === DialogTurnStatus.empty) await dialog.beginDialog(dialogIds.root);
    },
    async resume(context, under) {
      context.turnState.set(TURN, under);
      under.dialogState = { dialogStack: [] };
      const dialog = await dialogs.createContext(context);
      await dialog.beginDialog(dialogIds.root, { resumed: true });
    },
  };
}
