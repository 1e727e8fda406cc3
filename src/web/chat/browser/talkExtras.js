// @ts-check
/** What stands below a technician's message: its links, to open, and a button that copies its command. */
/** @import { ChatElement } from "./libraries" */
import { copy } from "./copy.js";
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

/** Undefined for a message with nothing to open and nothing to copy. @param {ChatElement} own @param {string} text */
export function makeExtras(own, text) {
  const run = findCommand(text);
  const links = findLinks(text).map((href) =>
    makeElement(own, "a", { href, target: "_blank", rel: "noopener noreferrer", className: "pill" }, shorten(href)),
  );
  const button =
    run &&
    makeElement(
      own,
      "button",
      { type: "button", className: "pill", onClick: wireCopy(run) },
      sentence("page.copy.copy-it"),
    );
  const all = [...links, ...(button ? [button] : [])].map((each, at) => ({ ...each, key: String(at) }));
  return all.length > 0 ? makeElement(own, "p", { className: "extras" }, ...all) : undefined;
}

/** @param {string} text */
function wireCopy(text) {
  return async (/** @type {{ currentTarget: HTMLElement }} */ { currentTarget: button }) => {
    const { textContent: label } = button;
    button.textContent = (await copy(text)) ? sentence("page.copy.copied") : sentence("page.copy.not-copied");
    setTimeout(() => {
      button.textContent = label;
    }, 2_500);
  };
}

/** @param {string} href */
function shorten(href) {
  const words = href.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/$/, "");
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}
