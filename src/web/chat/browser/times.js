// @ts-check
/** When a message was said: "Just now", "5 minutes ago", later the time and the day. */
import { makeElement } from "./elements.js";
import { sentence } from "./sentences.js";

const EVERY_MS = 30_000;
const MINUTE_MS = 60_000;

/** @param {string | undefined} timestamp */
export function makeTime(timestamp) {
  const at = timestamp ? new Date(timestamp) : new Date();
  return makeElement(
    "time",
    { dateTime: at.toISOString(), title: format(at, { dateStyle: "full", timeStyle: "short" }) },
    sayWhen(at),
  );
}

/** Keeps the times below the messages right. @param {HTMLElement} log */
export function refreshTimes(log) {
  const refresh = () => {
    for (const time of log.querySelectorAll("time")) {
      const words = sayWhen(new Date(time.dateTime));
      if (time.textContent !== words) time.textContent = words;
    }
  };
  setInterval(refresh, EVERY_MS);
}

/** @param {Date} at @param {Date} now */
export function sayWhen(at, now = new Date()) {
  const minutes = Math.floor((now.getTime() - at.getTime()) / MINUTE_MS);
  if (minutes < 1) return sentence("page.script.just-now");
  if (minutes < 60) return new Intl.RelativeTimeFormat(document.documentElement.lang).format(-minutes, "minute");
  const isToday = at.toDateString() === now.toDateString();
  return format(at, isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}

/** @param {Date} at @param {Intl.DateTimeFormatOptions} options */
function format(at, options) {
  return new Intl.DateTimeFormat(document.documentElement.lang, options).format(at);
}
