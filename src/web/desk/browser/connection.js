// @ts-check
/** Hears that something has changed, has the page fetch it, and says when nothing can be heard or sent. */

/** Where too many tabs are open, or the session has ended, nothing is heard. */
const LOOK_MS = 10_000;
const BACK_FOR_MS = 4_000;
/** Flickers are not worth a word. */
const PATIENCE_MS = 1_500;

const words = {
  gone: "The connection is lost. This page updates again as soon as the connection is back.",
  unsent: "Not sent yet; trying again. Your text stays here.",
  back: "Connected again.",
};

/** @type {Set<keyof typeof words>} */
const troubles = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let removal;

/** Says it above the page until it is over. @param {"gone" | "unsent"} trouble @param {boolean} lasts */
export function tellTrouble(trouble, lasts) {
  const had = troubles.size > 0;
  if (lasts) troubles.add(trouble);
  else troubles.delete(trouble);
  const line = /** @type {HTMLElement} */ (document.getElementById("connection"));
  clearTimeout(removal);
  if (troubles.has("unsent")) line.textContent = words.unsent;
  else if (troubles.has("gone")) line.textContent = words.gone;
  else if (had) {
    line.textContent = words.back;
    removal = setTimeout(() => {
      line.textContent = "";
    }, BACK_FOR_MS);
  }
  line.dataset.connection = troubles.size > 0 ? "gone" : "back";
}

/** The page fetches itself anew, and keeps what is typed, focused and scrolled. */
function refresh() {
  document.getElementById("live")?.dispatchEvent(new Event("news"));
}

export function followNews() {
  const stream = new EventSource("/desk/news");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let worthAWord;
  let missed = false;
  stream.addEventListener("ticket", ({ data }) => {
    const { reference } = document.getElementById("live")?.dataset ?? {};
    if (reference === undefined || data === "queue" || data === reference) refresh();
  });
  stream.addEventListener("open", () => {
    clearTimeout(worthAWord);
    worthAWord = undefined;
    tellTrouble("gone", false);
    if (missed) refresh();
    missed = false;
  });
  stream.addEventListener("error", () => {
    missed = true;
    worthAWord ??= setTimeout(() => tellTrouble("gone", stream.readyState === EventSource.CONNECTING), PATIENCE_MS);
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      refresh();
      clearTimeout(worthAWord);
      followNews();
    }, LOOK_MS);
  });
}
