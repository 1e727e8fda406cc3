// @ts-check
/** The buttons of the pages to print: print, copy, and save. */
import { copyFrom, createCopyButton } from "./copy.js";
import { sentence } from "./sentences.js";

document.getElementById("print")?.addEventListener("click", () => window.print());
const copyAll = /** @type {HTMLButtonElement | null} */ (document.getElementById("copy-all"));
if (copyAll) copyFrom(copyAll, copyAll.dataset.text ?? "");
for (const command of document.querySelectorAll("pre.command"))
  command.after(createCopyButton(command.textContent ?? "", sentence("page.copy.command")));
const save = /** @type {HTMLAnchorElement | null} */ (document.getElementById("save"));
if (save) save.href = URL.createObjectURL(new Blob([save.dataset.text ?? ""], { type: "text/plain" }));
for (const time of document.querySelectorAll("time"))
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
