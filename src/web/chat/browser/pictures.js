// @ts-check
/** Tells a person who pastes or drops a picture what to do instead. Without this, nothing would happen. */
import { showHint } from "./notice.js";
import { sentence } from "./sentences.js";

export function refusePictures() {
  document.addEventListener("paste", (event) => refuse(event, event.clipboardData));
  document.addEventListener("drop", (event) => refuse(event, event.dataTransfer));
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}

/** @param {Event} event @param {DataTransfer | null} carried */
function refuse(event, carried) {
  // Office programs copy a picture together with the text; the person wants to paste the text.
  if (!carried?.files.length || carried.types.includes("text/plain")) return;
  event.preventDefault();
  showHint(sentence("page.script.no-pictures"));
}
