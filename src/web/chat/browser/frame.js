// @ts-check
/** The chat in a frame on another site: talks to the loader on the page around it, and to no other page. */
/** @import { ChatStates } from "./chatState.js" */
/** @import { Session } from "./session.js" */
import { makeElement } from "./elements.js";

const resumeKey = "reconnect-resume";
/** The pages that show what is this person's. */
const ownPages = ["/steps", "/conversation"];
/** The loader answers at once; a page without it never does. */
const PATIENCE_MS = 500;
/** The page around may have to fetch it from its server. */
const IDENTITY_PATIENCE_MS = 10_000;

/** The origin of the page around; undefined where the chat is a page of its own. */
export const framedBy = document.documentElement.dataset.frame;

/** @param {object} message */
const post = (message) => framedBy && parent.postMessage(message, framedBy);

/** @type {Record<string, (said: any) => void>} */
const heard = {};
/** What came before there was an ear for it. @type {{ reconnect: string }[]} */
const early = [];

if (framedBy)
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || origin !== framedBy || typeof data?.reconnect !== "string") return;
    const hear = Object.hasOwn(heard, data.reconnect) ? heard[data.reconnect] : undefined;
    if (hear) hear(data);
    else early.push(data);
  });

/** @param {string} what @param {(said: any) => void} hear */
function listen(what, hear) {
  heard[what] = hear;
  for (const said of early.splice(0)) (heard[said.reconnect] ?? ((later) => early.push(later)))(said);
}

/**
 * What the frame sends to be recognised: who the person is, as the server of the page around has signed it, if it has.
 * The next best are for a server that refuses this: what names this browser's conversation, kept here or by the page around
 * where the browser keeps nothing for frames.
 * @returns {Promise<Record<string, string>[]>}
 */
export async function findHeaders() {
  const page = { "x-reconnect-page": framedBy ?? "" };
  const { key, isKnown } = await ask("resume", "ready", PATIENCE_MS);
  const anonymous = { ...page, "x-reconnect-resume": readOwn() ?? (typeof key === "string" ? key : "new") };
  if (!isKnown) return [anonymous];
  const { token } = await ask("identity", "identity", IDENTITY_PATIENCE_MS);
  if (typeof token !== "string" || token === "") return [anonymous];
  return [{ ...page, "x-reconnect-identity": token }, anonymous];
}

function readOwn() {
  try {
    return localStorage.getItem(resumeKey);
  } catch {
    // The browser keeps nothing for frames of other sites.
    return null;
  }
}

/** @param {string} what @param {string} question @param {number} patience In milliseconds. @returns {Promise<any>} */
function ask(what, question, patience) {
  return new Promise((resolve) => {
    const wait = setTimeout(() => resolve({}), patience);
    listen(what, (said) => {
      clearTimeout(wait);
      resolve(said);
    });
    post({ reconnect: question });
  });
}

/** @param {string | null} key */
export function keepResume(key) {
  try {
    if (key === null) localStorage.removeItem(resumeKey);
    else localStorage.setItem(resumeKey, key);
  } catch {
    post({ reconnect: "keep", key });
  }
}

/** @param {ChatStates} states @param {Session} session @param {(words: string) => void} say @param {HTMLElement} box */
export function wireFrame(states, session, say, box) {
  if (!framedBy) return;
  // On a phone, the keyboard would cover what the bot says.
  listen("open", () => matchMedia("(pointer: fine)").matches && box.focus());
  // The new tab may get no cookie of this person, so it gets their token.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    const { pathname = "" } = link ? new URL(link.href) : {};
    if (!ownPages.includes(pathname)) return;
    event.preventDefault();
    void openPage(pathname, session);
  });
  const minimize = /** @type {HTMLElement} */ (document.getElementById("minimize"));
  minimize.addEventListener("click", () => post({ reconnect: "close" }));
  addEventListener("keydown", ({ key, defaultPrevented }) => {
    if (key === "Escape" && !defaultPrevented && !document.querySelector("dialog[open]")) post({ reconnect: "close" });
  });
  states.listen({
    onState({ phase, reference }, before) {
      // From now on the chat is connected.
      if (!before) listen("send", ({ text }) => typeof text === "string" && text.trim() && say(text.trim()));
      if (!before || before.phase === phase) return;
      if (phase === "waiting") post({ reconnect: "ticket", reference });
      if (phase === "closed") post({ reconnect: "resolved", reference: before.reference });
    },
    onArrival({ from, text = "" }, isNew) {
      if (isNew)
        post({ reconnect: "message", from: from?.id === "technician" ? from.name : "bot", text: text.slice(0, 200) });
    },
  });
}

/** @param {string} action @param {Session} session */
async function openPage(action, session) {
  await session.renew();
  const token = makeElement("input", { type: "hidden", name: "token", value: session.token() });
  const form = makeElement("form", { method: "post", action, target: "_blank" }, token);
  document.body.append(form);
  form.submit();
  form.remove();
}
