// @ts-check
/** Shows times in the reader's time zone, and keeps ages up to date. */
import { sentence } from "./sentences.js";

export function keepTimes() {
  update();
  document.addEventListener("htmx:after:swap", update);
  setInterval(update, 30_000);
}

function update() {
  for (const time of document.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    const moment = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    const words =
      time.dataset.age !== undefined
        ? formatAge(at)
        : time.dataset.moment !== undefined
          ? moment
          : formatClock(at, moment);
    if (time.dataset.waits !== undefined) time.dataset.waits = nameWait(at);
    if (time.textContent !== words) time.textContent = words;
    if (time.title !== moment) time.title = moment;
  }
}

const LONG_MINUTES = 15;
const VERY_LONG_MINUTES = 60;

/** How the age of a person who waits is coloured. @param {Date} at */
function nameWait(at) {
  const minutes = (Date.now() - at.getTime()) / 60_000;
  return minutes < LONG_MINUTES ? "short" : minutes < VERY_LONG_MINUTES ? "long" : "very-long";
}

/** @param {Date} at @param {string} moment */
function formatClock(at, moment) {
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString(undefined, { timeStyle: "short" }) : moment;
}

/** The same format as the server's `formatAge`. @param {Date} at */
function formatAge(at) {
  const minutes = Math.floor((Date.now() - at.getTime()) / 60_000);
  if (minutes < 1) return sentence("desk-page.age.just-now");
  if (minutes < 60) return sentence("desk-page.age.minutes", { minutes });
  if (minutes < 48 * 60) return sentence("desk-page.age.hours", { hours: Math.floor(minutes / 60) });
  return sentence("desk-page.age.days", { days: Math.floor(minutes / 1440) });
}
