// @ts-check
/** Keeps the newest message in view, unless the person has scrolled up. Then a button leads to it. */
import { find } from "./elements.js";

/** So close to the end counts as the end. */
const NEAR_PX = 24;

/** @param {HTMLElement} transcript */
export function followEnd(transcript) {
  const button = find("to-end");
  let follows = true;
  let isPressed = false;
  let top = 0;
  const left = () => transcript.scrollHeight - transcript.clientHeight - transcript.scrollTop;
  const update = () => {
    // What is pressed must not move away between the press and its release.
    if (follows && !isPressed) transcript.scrollTop = transcript.scrollHeight;
    else if (left() < NEAR_PX) follows = true;
    button.hidden = left() < NEAR_PX;
  };
  const go = () => {
    follows = true;
    isPressed = false;
    update();
  };
  transcript.addEventListener("scroll", () => {
    // Only the person scrolls up; a message that grows meanwhile does not.
    if (left() < NEAR_PX) follows = true;
    else if (transcript.scrollTop < top) follows = false;
    top = transcript.scrollTop;
    button.hidden = left() < NEAR_PX;
  });
  transcript.addEventListener("pointerdown", () => {
    isPressed = true;
  });
  const release = () => {
    if (!isPressed) return;
    isPressed = false;
    // After the click, which can open a part.
    setTimeout(update);
  };
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  button.addEventListener("click", () => {
    transcript.focus({ preventScroll: true });
    go();
  });
  // A part that the person opens stays where it is.
  const hold = (/** @type {MouseEvent} */ { target }) => {
    if (target instanceof Element && target.closest("[aria-controls]")) follows = false;
  };
  transcript.addEventListener("click", hold, { capture: true });
  const sizes = new ResizeObserver(update);
  for (const each of [transcript, ...transcript.children]) sizes.observe(each);
  /** Goes to the end and stays there. */
  return go;
}
