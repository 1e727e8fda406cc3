// @ts-check
/** A service worker that only shows notifications, because browsers on Android show no others. It intercepts no request. */
/** @typedef {import("./libraries").NotifierScope} NotifierScope */

const worker = /** @type {NotifierScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const focus = worker.clients.matchAll({ type: "window", includeUncontrolled: true }).then(([tab]) => tab?.focus());
  event.waitUntil(focus);
});
