// @ts-check
/** The line above the chat that says when the help desk cannot be reached and when it is back. */
import { sentence } from "./sentences.js";

/** @import { Connection } from "./libraries" */

/** Interruptions shorter than this are not shown. */
const PATIENCE_MS = 700;
const BACK_FOR_MS = 4_000;
const HINT_FOR_MS = 12_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pendingNotice;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let removal;

/** "ended" stays, whatever the connection does afterwards. @param {Connection} connection */
export function showConnection(connection) {
  const line = /** @type {HTMLElement} */ (document.getElementById("connection"));
  const current = line.dataset.connection;
  if (current === "ended") return;
  if (connection === "gone") {
    if (!current || ["back", "hint"].includes(current))
      pendingNotice ??= setTimeout(() => show(line, "gone"), PATIENCE_MS);
    return;
  }
  clearTimeout(pendingNotice);
  pendingNotice = undefined;
  if (connection !== "back") show(line, connection);
  else if (current && !["back", "hint"].includes(current)) {
    show(line, "back");
    removal = setTimeout(() => clear(line), BACK_FOR_MS);
  }
}

/** Shows a hint for some seconds, unless the line says something about the connection. @param {string} hint */
export function showHint(hint) {
  const line = /** @type {HTMLElement} */ (document.getElementById("connection"));
  if (line.dataset.connection !== undefined && line.dataset.connection !== "hint") return;
  clearTimeout(removal);
  line.dataset.connection = "hint";
  line.textContent = hint;
  removal = setTimeout(() => clear(line), HINT_FOR_MS);
}

/** @param {HTMLElement} line */
function clear(line) {
  delete line.dataset.connection;
  line.textContent = "";
}

/** @param {HTMLElement} line @param {Connection} connection */
function show(line, connection) {
  clearTimeout(removal);
  pendingNotice = undefined;
  line.dataset.connection = connection;
  line.textContent = sentence(`page.script.connection.${connection}`);
}
