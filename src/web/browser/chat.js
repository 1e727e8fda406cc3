// @ts-check
/** The chat page: gets this browser's conversation, connects, and hands it to Web Chat. */
import { cardsLook, chatLook } from "./appearance.js";
import { wireCommands } from "./commands.js";
import { openConversation, showConnection } from "./connection.js";
import { addCopyButtons } from "./copy.js";
import { patientPost } from "./sending.js";
import { steadySocket } from "./steadySocket.js";

const room = /** @type {HTMLElement} */ (document.getElementById("chat"));
const { WebChat, DirectLine } = /** @type {import("./libraries").Libraries} */ (/** @type {unknown} */ (window));

try {
  const session = await openConversation();
  const directLine = new DirectLine.DirectLine({
    token: session.token(),
    domain: session.domain,
    webSocket: true,
    // Its own client waits up to fifteen seconds before it connects again; this socket does it by itself, and at once.
    WebSocket: steadySocket(session, showConnection),
  });
  directLine.postActivity = patientPost(session, showConnection);
  // A computer that slept longer than a token lives wakes up with an expired one.
  directLine.connectionStatus$.subscribe(async (status) => {
    if (status === DirectLine.ConnectionStatus.ExpiredToken) directLine.reconnect(await session.stream(""));
  });
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
        TEXT_INPUT_PLACEHOLDER: "Type or paste what Remote Desktop says",
        TEXT_INPUT_ALT: "Your message",
      },
      cardActionMiddleware: () => (next) => (press) => {
        const label = press.cardAction.value?.reconnect?.label;
        // Shown as something the person said, which a press would not be.
        if (press.cardAction.type !== "postBack" || typeof label !== "string") return next(press);
        const payload = { displayText: label, text: label, value: press.cardAction.value };
        store.dispatch({ type: "WEB_CHAT/SEND_MESSAGE_BACK", payload });
        // That card is done with, and Tab goes round in it. A finger is left alone: it would get a keyboard.
        if (document.activeElement?.matches(".ac-pushButton:focus-visible"))
          /** @type {HTMLElement | null} */ (room.querySelector('[data-id="webchat-sendbox-input"]'))?.focus();
      },
    },
    room,
  );
  wireCommands((text) => store.dispatch({ type: "WEB_CHAT/SEND_MESSAGE", payload: { text } }), session);
  addCopyButtons(room);
} catch (error) {
  showConnection("failed");
  throw error;
}
