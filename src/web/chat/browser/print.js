// @ts-check
/** The steps on paper: print, or copy to send. */
import { copyButton, copyFrom } from "./copy.js";

document.getElementById("print")?.addEventListener("click", () => window.print());
const all = /** @type {HTMLButtonElement | null} */ (document.getElementById("copy-all"));
if (all) copyFrom(all, all.dataset.text ?? "");
for (const command of document.querySelectorAll("pre.command"))
  command.after(copyButton(command.textContent ?? "", " the command"));
