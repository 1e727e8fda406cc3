// @ts-check
/** Puts times into the reader's own, and lets ages grow. */

export function tellTimes() {
  tell();
  document.addEventListener("htmx:after:swap", tell);
  setInterval(tell, 30_000);
}

function tell() {
  for (const time of document.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const whole = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    const words =
      time.dataset.age !== undefined
        ? formatAge(at)
        : time.dataset.moment !== undefined
          ? whole
          : formatClock(at, whole);
    if (time.textContent !== words) time.textContent = words;
    if (time.title !== whole) time.title = whole;
  }
}

/** @param {Date} at @param {string} whole */
function formatClock(at, whole) {
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString(undefined, { timeStyle: "short" }) : whole;
}

/** As `formatAge` of the server. @param {Date} at */
function formatAge(at) {
  const minutes = Math.floor((Date.now() - at.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}
