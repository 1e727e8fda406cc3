// @ts-check
/** The chat page: connects to this browser's conversation, and shows what comes in. What can wait for the first message is in extras.js. */
/** @import { DirectLineLibrary, ShownActivity } from "./libraries" */
import { opening } from "./begin.js";
import { ChatStates } from "./chatState.js";
import { find } from "./elements.js";
import { followEnd } from "./followEnd.js";
import { makeMessage } from "./message.js";
import { showConnection } from "./notice.js";
import { OwnMessages } from "./ownMessages.js";
import { loadOrReload } from "./patience.js";
import { refusePictures } from "./pictures.js";
import { createCardPress } from "./presses.js";
import { wireSendBox } from "./sendBox.js";
import { createPatientPost } from "./sending.js";
import { createStarters } from "./starters.js";
import { createSteadySocket } from "./steadySocket.js";
import { readSeq, Transcript } from "./transcript.js";
import { createTypingSign } from "./typingSign.js";

// The library's script runs after this one.
const libraryIsThere = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));

const room = find("transcript");
const log = find("log");
const transcript = new Transcript(log);
const own = new OwnMessages(transcript);
const typing = createTypingSign();
const states = new ChatStates();
const goToEnd = followEnd(room);

/** @type {import("./presses.js").Say} */
const say = (text, value, button) => {
  showStarters(undefined);
  own.say(text, value);
  // A chip takes a reading back, and the person goes on where they are.
  if (button?.dataset.chip === undefined) goToEnd();
};
const { box, remember } = wireSendBox(say);
const showStarters = createStarters(say, box, room);
const press = createCardPress(say, box);
refusePictures();

/** @param {ShownActivity} activity */
const receive = (activity) => {
  // From the first state on, screen readers read what comes in. What was there before they read when asked.
  if (states.hear(activity)) log.ariaBusy = "false";
  if (activity.type === "typing") typing.show(activity);
  if (activity.type !== "message" || !transcript.admit(activity.id ?? "")) return;
  if (activity.from?.role !== "user") typing.hide();
  showStarters(activity);
  transcript.place(own.confirm(activity) ?? makeMessage(activity, press), readSeq(activity));
};

const session = await opening;
await libraryIsThere;
const { DirectLine } = /** @type {{ DirectLine: DirectLineLibrary }} */ (/** @type {unknown} */ (window));
const directLine = new DirectLine.DirectLine({
  // The session has started the conversation and renews its token, because the client gives up after a failure.
  ...session.begun,
  domain: session.domain,
  webSocket: true,
  // The client waits up to fifteen seconds before it reconnects; this socket reconnects at once.
  WebSocket: createSteadySocket(session, showConnection),
});
directLine.postActivity = createPatientPost(session, showConnection);
own.connect(directLine, session.begun.conversationId);
remember(session.begun.conversationId);
directLine.activity$.subscribe(receive);
const { wireExtras } = await loadOrReload(() => import("./extras.js"));
wireExtras({ session, states, say, room, log, box });
