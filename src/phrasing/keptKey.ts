/** Under which key an accepted text is kept for others in the same situation. */
import { createHash } from "node:crypto";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";
import type { Around } from "./phraseRequest.ts";

/** What was said is not part of it: what the guard accepts says nothing of that. `system` is what the model is ordered to do. */
export function keptKey(
  by: { model: string; system: string },
  { id, text }: Pick<Phrasable, "id" | "text">,
  { treeHash, tone }: Pick<Around, "treeHash" | "tone">,
): string {
  return sha256(JSON.stringify([id, text, treeHash, by.model, tone, sha256(by.system)]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
