// @ts-check
/** Shows that the person types, and tells them that the technician who has their case types and has seen their messages. */
import { sentence } from "./sentences.js";

const TYPING_EVERY_MS = 3_000;
const TYPING_LASTS_MS = 5_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let end;
/** The row of the last message of the person that the server knows was seen. */
let told = 0;
let typedAt = Number.NEGATIVE_INFINITY;

export function keepTalkSigns() {
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLElement) || target !== findReply()) return;
    if (performance.now() - typedAt < TYPING_EVERY_MS) return;
    typedAt = performance.now();
    void tell("typing", {});
  });
  document.addEventListener("htmx:after:swap", tellSeen);
  document.addEventListener("visibilitychange", tellSeen);
  void tellSeen();
}

/** @param {string} reference The ticket of the person who types. */
export function showTyping(reference) {
  const line = document.getElementById("typing");
  if (!line || document.getElementById("live")?.dataset.reference !== reference) return;
  line.textContent = sentence("desk-page.script.typing", { person: line.dataset.person ?? "" });
  clearTimeout(end);
  end = setTimeout(hideTyping, TYPING_LASTS_MS);
}

function hideTyping() {
  const line = document.getElementById("typing");
  if (line) line.textContent = "";
}

/** Only the page of the technician who has the case has a reply box. */
function findReply() {
  return document.getElementById("text");
}

async function tellSeen() {
  const rows = [...document.querySelectorAll(".line.person")].map(({ id }) => Number(id.slice("line-".length)));
  const row = Math.max(0, ...rows);
  // What they have written, they no longer type.
  if (row > told) hideTyping();
  if (document.hidden || !findReply() || row <= told) return;
  const before = told;
  told = row;
  if (!(await tell("seen", { row: String(row) }))) told = before;
}

/** Sent once: typing is over soon, and what was seen is told again with the next change. @param {string} what @param {Record<string, string>} form */
async function tell(what, form) {
  try {
    const body = new URLSearchParams(form);
    return (await fetch(`${location.pathname}/${what}`, { method: "POST", body })).ok;
  } catch {
    return false;
  }
}
