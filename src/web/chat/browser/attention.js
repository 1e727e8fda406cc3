// @ts-check
/** Tells a person who looks elsewhere that a technician came or wrote: in the title of the tab, and as a notification if they want one. */
/** @import { ChatStates } from "./chatState.js" */
import { sentence } from "./sentences.js";

/** @param {ChatStates} states */
export function wireAttention(states) {
  const title = document.title;
  const offer = offerNotifications();
  let unread = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unread = 0;
    document.title = title;
  });
  states.listen({
    onState(state, before) {
      offer.show(state.answersHere);
      const isNews = before && before.phase !== state.phase && ["with-technician", "resolved"].includes(state.phase);
      if (!document.hidden || !isNews) return;
      if (unread === 0) document.title = state.title;
      notify(state.title);
    },
    onMessage({ from }, isNew) {
      if (!document.hidden || !isNew) return;
      unread += 1;
      const name = from?.name ?? "";
      document.title = sentence("page.script.unread", { count: unread, name });
      // Others may see the screen, so the notification does not say what was written.
      notify(sentence("page.script.wrote", { name }));
    },
  });
}

/** The button that asks the browser for permission. It is there while the person waits, if it can still do something. */
function offerNotifications() {
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("notify"));
  const canAsk = () => "Notification" in window && window.isSecureContext && Notification.permission === "default";
  let isWaiting = false;
  const update = () => {
    button.hidden = !isWaiting || !canAsk();
  };
  button.addEventListener("click", async () => {
    await Notification.requestPermission();
    update();
  });
  return {
    /** @param {boolean} waits */
    show(waits) {
      isWaiting = waits;
      update();
    },
  };
}

/** @param {string} words */
function notify(words) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const icon = document.querySelector("link[rel=icon]")?.getAttribute("href") ?? "";
  // Several tabs of the chat show one notification.
  const look = { tag: "reconnect", icon };
  try {
    const notification = new Notification(words, look);
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
    });
  } catch {
    void notifyByWorker(words, look);
  }
}

/** Browsers on Android show only the notifications of service workers. @param {string} words @param {NotificationOptions} look */
async function notifyByWorker(words, look) {
  try {
    const { href } = new URL("./notifier.js", import.meta.url);
    const registration = await navigator.serviceWorker.register(href);
    await becomeActive(registration);
    await registration.showNotification(words, look);
  } catch {
    // A browser without service workers, or one that is set to refuse them. The title says the same.
  }
}

/** @param {ServiceWorkerRegistration} registration @returns {Promise<void>} */
function becomeActive({ active, installing, waiting }) {
  const worker = installing ?? waiting;
  if (active || !worker) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve());
  });
}
