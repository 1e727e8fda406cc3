// @ts-check
/** What the page offers besides the talk itself. It loads while the first message comes. */
/** @import { ChatStates } from "./chatState.js" */
/** @import { Say } from "./presses.js" */
/** @import { Session } from "./session.js" */
import { wireArrowKeys } from "./arrowKeys.js";
import { wireAttention } from "./attention.js";
import { wireBar } from "./bar.js";
import { loadRenderer } from "./card.js";
import { wireCommands } from "./commands.js";
import { addCopyButtons } from "./copy.js";
import { wireFolds } from "./folds.js";
import { wireFrame } from "./frame.js";
import { wireHeader } from "./header.js";
import { createEndSender, createWordSender, ignorePressesOnNewCards } from "./presses.js";
import { wireReadings } from "./readings.js";
import { showSeen, tellSeen, tellTyping } from "./talkSigns.js";
import { refreshTimes } from "./times.js";

/** @param {{ session: Session, states: ChatStates, say: Say, room: HTMLElement, log: HTMLElement, box: HTMLElement }} page */
export function wireExtras({ session, states, say, room, log, box }) {
  wireHeader(states);
  wireBar(states, createEndSender(say));
  wireCommands(createWordSender(say, log), session);
  wireAttention(states);
  tellSeen(states, session);
  tellTyping(states, session, box);
  showSeen(states, log);
  wireArrowKeys(room, log, box);
  wireFolds(room);
  wireReadings(log);
  addCopyButtons(log);
  ignorePressesOnNewCards(log);
  refreshTimes(log);
  wireFrame(states, session, say, box);
  void loadRenderer();
}
