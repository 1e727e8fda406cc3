// @ts-check
/** Tries the settings of the chat on a page: shows it as it would look, and the line to copy. */
/// <reference path="./widget.d.ts" />
import { createCopyButton } from "./copy.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("look"));
const snippet = /** @type {HTMLElement} */ (document.getElementById("snippet"));
const place = /** @type {HTMLElement} */ (document.getElementById("copy"));
/** The settings that look as without them. */
const usual = new Map([["color", "#1f5f8b"]]);
/** Typing changes the preview when it pauses. */
const PAUSE_MS = 400;

function readLook() {
  const entries = [...new FormData(form)].map(([name, value]) => /** @type {const} */ ([name, String(value).trim()]));
  return entries.filter(([name, value]) => value !== "" && usual.get(name) !== value);
}

/** @param {string} text */
const quote = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

function show() {
  const look = readLook();
  const attributes = look.map(([name, value]) => ` data-${name}="${quote(value)}"`).join("");
  const line = `<script src="${location.origin}/widget.js" async${attributes}></${"script"}>`;
  snippet.textContent = line;
  place.replaceChildren(createCopyButton(line, "the line"));
  window.Reconnect?.remove();
  const tag = document.createElement("script");
  tag.src = "/widget.js";
  // A first message would be sent at each change.
  Object.assign(tag.dataset, Object.fromEntries(look.filter(([name]) => name !== "message")));
  document.body.append(tag);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;
form.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(show, PAUSE_MS);
});
form.addEventListener("submit", (event) => event.preventDefault());
show();
