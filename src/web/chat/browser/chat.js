// @ts-check
/** The chat page: gets this browser's conversation, connects, and hands it to Web Chat. */
import { cardsLook, chatLook } from "./appearance.js";
import { wireCommands } from "./commands.js";
import { addCopyButtons } from "./copy.js";
import { alwaysLabelled } from "./labels.js";
import { showConnection } from "./notice.js";
import { refusePictures } from "./pictures.js";
import { pressedCards, pressedWords } from "./presses.js";
import { patientPost } from "./sending.js";
import { openSession } from "./session.js";
import { steadySocket } from "./steadySocket.js";

const room = /** @type {HTMLElement} */ (document.getElementById("chat"));
const { WebChat, DirectLine } = /** @type {import("./libraries").Libraries} */ (/** @type {unknown} */ (window));

const session = await openSession(showConnection);
const directLine = new DirectLine.DirectLine({
  // Begun already, so the client neither begins it nor renews its token; the session does, and does not give up.
  ...session.begun,
  domain: session.domain,
  webSocket: true,
  // The client waits up to fifteen seconds before it connects again; this socket does it by itself, and at once.
  WebSocket: steadySocket(session, showConnection),
});
directLine.postActivity = patientPost(session, showConnection);
const store = WebChat.createStore();
WebChat.renderWebChat(
  {
    directLine,
    store,
    nonce: document.scripts[0]?.nonce,
    locale: "en-US",
    styleOptions: chatLook,
    adaptiveCardsHostConfig: cardsLook,
    overrideLocalizedStrings: {
      TEXT_INPUT_PLACEHOLDER: "Type or paste here",
      TEXT_INPUT_ALT: "Your message",
      TRANSCRIPT_MORE_MESSAGES: "More below",
    },
    cardActionMiddleware: pressedCards(store, room),
    activityStatusMiddleware: alwaysLabelled,
  },
  room,
);
wireCommands(pressedWords(store, room), session);
addCopyButtons(room);
refusePictures();
