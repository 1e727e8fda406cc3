// @ts-check
/** The chat page: gets this browser's conversation, connects, and hands it to Web Chat. */
import { cardsLook, chatLook } from "./appearance.js";
import { wireAttention } from "./attention.js";
import { wireBar } from "./bar.js";
import { ChatStates } from "./chatState.js";
import { wireCommands } from "./commands.js";
import { addCopyButtons } from "./copy.js";
import { followEnd } from "./followEnd.js";
import { wireFrame } from "./frame.js";
import { wireHeader } from "./header.js";
import { createLabelMiddleware } from "./labels.js";
import { showConnection } from "./notice.js";
import { refusePictures } from "./pictures.js";
import { createCardPressMiddleware, createEndSender, createWordSender, ignorePressesOnNewCards } from "./presses.js";
import { wireReadings } from "./readings.js";
import { createPatientPost } from "./sending.js";
import { sentence } from "./sentences.js";
import { openSession } from "./session.js";
import { createSteadySocket } from "./steadySocket.js";
import { createSeenMiddleware, showSeen, tellSeen, tellTyping } from "./talkSigns.js";
import { createTechnicianMiddleware } from "./technicians.js";

const room = /** @type {HTMLElement} */ (document.getElementById("chat"));
const { WebChat, DirectLine } = /** @type {import("./libraries").Libraries} */ (/** @type {unknown} */ (window));

const session = await openSession(showConnection);
const directLine = new DirectLine.DirectLine({
  // The session has started the conversation and renews its token, because the client gives up after a failure.
  ...session.begun,
  domain: session.domain,
  webSocket: true,
  // The client waits up to fifteen seconds before it reconnects; this socket reconnects at once.
  WebSocket: createSteadySocket(session, showConnection),
});
directLine.postActivity = createPatientPost(session, showConnection);
const states = new ChatStates();
wireHeader(states);
wireAttention(states);
tellSeen(states, session);
tellTyping(states, session, room);
showSeen(states, room);
const store = WebChat.createStore({}, states.middleware);
wireBar(states, createEndSender(store));
WebChat.renderWebChat(
  {
    directLine,
    store,
    nonce: document.scripts[0]?.nonce,
    locale: "en-US",
    styleOptions: chatLook,
    adaptiveCardsHostConfig: cardsLook,
    overrideLocalizedStrings: {
      TEXT_INPUT_PLACEHOLDER: sentence("page.script.type-here"),
      TEXT_INPUT_ALT: sentence("page.script.your-message"),
      // Screen readers read it before the bot's messages and before those of technicians.
      ACTIVITY_BOT_SAID_ALT: sentence("page.script.help-desk-said"),
      TRANSCRIPT_MORE_MESSAGES: sentence("page.script.more-below"),
    },
    cardActionMiddleware: createCardPressMiddleware(store, room),
    activityMiddleware: [createTechnicianMiddleware(), createSeenMiddleware()],
    activityStatusMiddleware: createLabelMiddleware,
  },
  room,
);
const say = createWordSender(store, room);
wireCommands(say, session);
wireFrame(states, say);
addCopyButtons(room);
ignorePressesOnNewCards(room);
wireReadings(room);
followEnd(room);
refusePictures();
