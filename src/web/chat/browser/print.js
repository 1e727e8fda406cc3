// @ts-check
/** The buttons of the steps page: print, and copy. */
import { copyFrom, createCopyButton } from "./copy.js";
import { sentence } from "./sentences.js";

document.getElementById("print")?.addEventListener("click", () => window.print());
const copyAll = /** @type {HTMLButtonElement | null} */ (document.getElementById("copy-all"));
if (copyAll) copyFrom(copyAll, copyAll.dataset.text ?? "");
for (const command of document.querySelectorAll("pre.command"))
  command.after(createCopyButton(command.textContent ?? "", sentence("page.copy.command")));
