// @ts-check
/** The person's messages: shown at once, sent until the server has them, and kept over a reload until then. */
/** @import { DirectLineClient, ShownActivity } from "./libraries" */
/** @import { Transcript } from "./transcript.js" */
import { makeElement } from "./elements.js";
import { makeMessage } from "./message.js";
import { sentence } from "./sentences.js";
import { keep, recall } from "./tabMemory.js";

/** @typedef {{ activity: ShownActivity, article: HTMLElement }} Own */

export class OwnMessages {
  /** By the id that this page gave them. @type {Map<string, Own>} */ #waiting = new Map();
  /** @type {Transcript} */ #transcript;
  /** @type {DirectLineClient | undefined} */ #directLine;
  #memory = "";

  /** @param {Transcript} transcript */
  constructor(transcript) {
    this.#transcript = transcript;
  }

  /** From now on messages go out, first those from before a reload. @param {DirectLineClient} directLine @param {string} conversation */
  connect(directLine, conversation) {
    const said = [...this.#waiting.values()];
    this.#directLine = directLine;
    this.#memory = `unsent:${conversation}`;
    /** @type {ShownActivity[]} */
    const before = JSON.parse(recall(this.#memory) ?? "[]");
    for (const activity of before) this.#show(activity);
    for (const own of said) this.#post(own);
    this.#keep();
  }

  /** @param {string} text @param {unknown} [value] */
  say(text, value) {
    const channelData = { clientActivityID: makeId() };
    const timestamp = new Date().toISOString();
    this.#show({
      type: "message",
      text,
      from: { role: "user" },
      timestamp,
      channelData,
      ...(value !== undefined && { value }),
    });
    this.#keep();
  }

  /** The article of a message that has come back from the server. @param {ShownActivity} activity */
  confirm({ channelData }) {
    const id = channelData?.clientActivityID ?? "";
    const own = this.#waiting.get(id);
    if (!own) return undefined;
    this.#waiting.delete(id);
    this.#keep();
    mark(own.article, []);
    return own.article;
  }

  /** @param {ShownActivity} activity */
  #show(activity) {
    const article = makeMessage(activity, () => {});
    const own = { activity, article };
    this.#waiting.set(activity.channelData?.clientActivityID ?? "", own);
    this.#transcript.append(article);
    mark(article, [makeElement("span", { className: "sending" }, sentence("page.script.sending"))]);
    if (this.#directLine) this.#post(own);
  }

  /** @param {Own} own */
  #post({ activity, article }) {
    const { from: _, timestamp: _at, ...sent } = activity;
    const again = makeElement("button", { type: "button", className: "plain" }, sentence("page.script.try-again"));
    again.addEventListener("click", () => {
      mark(article, [makeElement("span", { className: "sending" }, sentence("page.script.sending"))]);
      this.#post({ activity, article });
    });
    const failed = makeElement(
      "span",
      { className: "unsent", role: "alert" },
      sentence("page.script.not-sent"),
      " ",
      again,
    );
    this.#directLine?.postActivity(sent).subscribe({ error: () => mark(article, [failed]) });
  }

  #keep() {
    if (!this.#memory) return;
    const activities = [...this.#waiting.values()].map(({ activity }) => activity);
    keep(this.#memory, activities.length > 0 ? JSON.stringify(activities) : undefined);
  }
}

/** Says below the message how it stands. @param {HTMLElement} article @param {HTMLElement[]} words */
function mark(article, words) {
  article.querySelector(".below .standing")?.replaceChildren(...words);
}

function makeId() {
  return `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(3)).join("-")}`;
}
