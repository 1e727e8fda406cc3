// @ts-check
/** Keeps the end of an answer in view while it is laid out. On a slow computer, Web Chat stops before a long card is whole. */

const scrollsAway = ["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End", "Tab"];
/** What brings a card as the answer. A button with `aria-controls` only opens a part of its card, and a chip takes a reading back. */
const sends =
  ".ac-pushButton:not([aria-controls], [id^='readings-'] *), .webchat__send-icon-button, .webchat__suggested-action";

/** An answer that is not whole by then comes from elsewhere, such as a technician. */
const longestMs = 6_000;

/** Follows from each message of the person until they scroll or open something. @param {HTMLElement} room */
export function followEnd(room) {
  let until = 0;
  const start = () => {
    until = performance.now() + longestMs;
  };
  const stop = () => {
    until = 0;
  };
  const showEnd = () => {
    const transcript = room.querySelector(".webchat__basic-transcript__scrollable");
    if (performance.now() < until && transcript) transcript.scrollTop = transcript.scrollHeight;
  };
  const options = { capture: true, passive: true };
  room.addEventListener(
    "keydown",
    ({ key, target }) => {
      const isTyping = target instanceof HTMLElement && target.matches("[data-id='webchat-sendbox-input']");
      if (key === "Enter" && isTyping) start();
      else if (!isTyping && scrollsAway.includes(key)) stop();
    },
    options,
  );
  room.addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && target.closest(sends)) start();
      else stop();
    },
    options,
  );
  // What is pressed must not move away between the press and its release.
  room.addEventListener("pointerdown", stop, options);
  room.addEventListener("wheel", stop, options);
  room.addEventListener("touchmove", stop, options);
  // A picture has its height only when it is there.
  room.addEventListener("load", showEnd, options);
  new MutationObserver(showEnd).observe(room, { childList: true, subtree: true });
}
