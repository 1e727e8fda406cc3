// @ts-check
/** Asks for this browser's conversation at once, while the other scripts of the page still load. */
import { showConnection } from "./notice.js";
import { openSession } from "./session.js";

export const opening = openSession(showConnection);
