// @ts-check
/** The sentences that the server wrote into the page. */
/** @import { ScriptSentence } from "./libraries" */

/** @type {Partial<Record<ScriptSentence, string>> | undefined} */
let sentences;

/** The sentence with its places filled. @param {ScriptSentence} id @param {Record<string, number | string>} values */
export function sentence(id, values = {}) {
  sentences ??= JSON.parse(document.body.dataset.sentences ?? "{}");
  const text = sentences?.[id] ?? id;
  return text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}
