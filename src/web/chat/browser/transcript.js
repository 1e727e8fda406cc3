// @ts-check
/** The messages of the conversation in their order. Those that the server does not have yet stand at the end. */
/** @import { ShownActivity } from "./libraries" */

/** Of messages of the same side that follow each other within this time, only the last says when. */
const TOGETHER_MS = 5 * 60_000;

export class Transcript {
  /** @type {HTMLElement} */ #log;
  /** @type {Set<string>} */ #ids = new Set();
  #newest = 0;

  /** @param {HTMLElement} log */
  constructor(log) {
    this.#log = log;
  }

  /** Whether the message with this id is new. After a reconnect, messages can come twice. @param {string} id */
  admit(id) {
    const isNew = !this.#ids.has(id);
    this.#ids.add(id);
    return isNew;
  }

  /** Shows a message that the server does not have yet. @param {HTMLElement} article */
  append(article) {
    this.#log.append(article);
    group(article);
  }

  /** Shows the message at its place, or moves it there. One without a number comes after the newest. @param {HTMLElement} article @param {number | undefined} number */
  place(article, number = this.#newest) {
    this.#newest = Math.max(this.#newest, number);
    article.dataset.seq = String(number);
    let before = this.#log.lastElementChild;
    while (before && (before === article || !(Number(before instanceof HTMLElement && before.dataset.seq) <= number)))
      before = before.previousElementSibling;
    const next = before ? before.nextElementSibling : this.#log.firstElementChild;
    // What stays at its place keeps the focus, and screen readers do not read it again.
    if (next !== article) this.#log.insertBefore(article, next);
    group(article);
  }
}

/** The message's number in the conversation. @param {ShownActivity} activity */
export function readSeq({ channelData }) {
  return channelData?.["webchat:sequence-id"];
}

/** @param {Element} article */
function group(article) {
  for (const [one, next] of [
    [article.previousElementSibling, article],
    [article, article.nextElementSibling],
  ])
    if (one) one.classList.toggle("followed", next !== null && belongTogether(one, /** @type {Element} */ (next)));
}

/** @param {Element} one @param {Element} next */
function belongTogether(one, next) {
  const [at, nextAt] = [one, next].map((each) => Date.parse(each.querySelector("time")?.dateTime ?? ""));
  const isOneSide = ["mine", "technician", "bot"].some((side) => [one, next].every((each) => each.matches(`.${side}`)));
  return isOneSide && Number(nextAt) - Number(at) < TOGETHER_MS;
}
