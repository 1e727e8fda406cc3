/** Makes the key under which an accepted text is stored for reuse. */
import { createHash } from "node:crypto";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";
import type { PhraseContext } from "./phraseRequest.ts";

/** The person's message is not part of the key, because a text that the guard accepts contains nothing of it. `system` are the rules in the prompt. */
export function makePhrasingKey(
  by: { model: string; system: string },
  { id, text }: Pick<Phrasable, "id" | "text">,
  { treeHash, tone }: Pick<PhraseContext, "treeHash" | "tone">,
): string {
  return sha256(JSON.stringify([id, text, treeHash, by.model, tone, sha256(by.system)]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
