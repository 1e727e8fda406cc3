/** What the bot says when a chat with it is opened. */
import type { Activity } from "botbuilder";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { talk as words } from "../../dialogs/wording/wording.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";

export function buildWelcome(tree: Tree): Partial<Activity> {
  return buildMessage(tree, {
    ...words(sentence("welcome"), sentence("welcome-how"), sentence("begin")),
    starters: [sentence("starter.this-fault"), sentence("starter.another-code"), sentence("starter.how-to-copy")],
  });
}
