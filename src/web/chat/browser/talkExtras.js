// @ts-check
/** What stands below a technician's message: its links, to open, and a button that copies its command. */
import { copyFrom } from "./copy.js";
import { makeElement } from "./elements.js";
import { sentence } from "./sentences.js";

const address = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]]/gi;
const fenced = /`{1,3}([^`]+)`{1,3}/;
/** Beginnings of commands that technicians send, and switches such as "-Name" and "/all". */
const command =
  /^\s*(?:(?:get|set|new|restart|start|stop|test|enable|disable|invoke)-[a-z]\w+|(?:reg|net|netsh|sc|ping|ipconfig|mstsc|qwinsta|query|gpupdate|wevtutil|certutil|icacls|nslookup|tracert|shutdown|sfc|dism)(?:\.exe)?\s+\S)/i;

/** The command in a message: between backticks, or a line that begins like one. @param {string} text @returns {string | undefined} */
export function findCommand(text) {
  const marked = fenced.exec(text)?.[1]?.trim();
  return (
    marked ||
    text
      .split("\n")
      .find((line) => command.test(line))
      ?.trim()
  );
}

/** @param {string} text @returns {string[]} */
export const findLinks = (text) => [...new Set(text.match(address) ?? [])];

/** Nothing for a message with nothing to open and nothing to copy. @param {string} text */
export function makeExtras(text) {
  const links = findLinks(text).map((href) =>
    makeElement("a", { href, target: "_blank", rel: "noopener noreferrer", className: "pill" }, shorten(href)),
  );
  const run = findCommand(text);
  const all = [...links, ...(run ? [makeCopier(run)] : [])];
  return all.length > 0 ? [makeElement("p", { className: "extras" }, ...all)] : [];
}

/** @param {string} run */
function makeCopier(run) {
  const button = makeElement("button", { type: "button", className: "pill" }, sentence("page.copy.copy-it"));
  copyFrom(button, run);
  return button;
}

/** @param {string} href */
function shorten(href) {
  const words = href.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/$/, "");
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}
