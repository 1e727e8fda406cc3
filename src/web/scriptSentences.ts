/** Writes the sentences that a page's scripts show. They are data in the page, because scripts are served as they are. */
import { readGroup } from "../../dialogs/words/sentence.ts";

/** The sentences of these groups as JSON, for an attribute of the page. The script fills their places. */
export function writeScriptSentences(...groups: string[]): string {
  return JSON.stringify(Object.fromEntries(groups.flatMap((group) => [...readGroup(group)])));
}
