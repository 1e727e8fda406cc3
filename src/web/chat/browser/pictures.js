// @ts-check
/** Says, when somebody pastes or drops a picture, what to do instead; else nothing at all would happen. */
import { showHint } from "./notice.js";

const words =
  "This chat cannot read pictures or files. Click the Remote Desktop window, press Ctrl+C, and paste the text here with Ctrl+V.";

export function refusePictures() {
  // Before Web Chat, which swallows the event.
  document.addEventListener("paste", (event) => refuse(event, event.clipboardData), { capture: true });
  document.addEventListener("drop", (event) => refuse(event, event.dataTransfer), { capture: true });
  document.addEventListener(
    "dragover",
    (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault(),
    {
      capture: true,
    },
  );
}

/** @param {Event} event @param {DataTransfer | null} carried */
function refuse(event, carried) {
  // Office programs put a picture beside the text; then it is the text that is meant.
  if (!carried?.files.length || carried.types.includes("text/plain")) return;
  event.preventDefault();
  event.stopPropagation();
  showHint(words);
}
