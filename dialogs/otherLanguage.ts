/** Replies to a person who writes a language that the bot does not speak. */
import type { TurnContext } from "botbuilder-core";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { detectLanguage } from "../knowledge/reading/language.ts";
import { readMessage } from "./hearing/message.ts";
import { quoteBeginning, standStill } from "./standStill.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** The languages in which the bot can say that it does not speak them. */
const excused = ["de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "zh"] as const;
const isExcused = (code: string): code is (typeof excused)[number] => (excused as readonly string[]).includes(code);

/** Remembers the language for the technicians. */
export function noteLanguage(open: OpenCase, text: string): string {
  const language = detectLanguage(text) ?? "";
  if (language !== "" && language !== open.standing.told.language) open.add({ kind: "told", language });
  return language;
}

/** Says once, in the person's language, what the bot understands. */
export async function replyToOtherLanguage(context: TurnContext, open: OpenCase): Promise<void> {
  const { text } = readMessage(context.activity);
  const isKnown = open.standing.told.language !== undefined;
  const code = noteLanguage(open, text);
  const words = quoteBeginning(text);
  const reply = isKnown
    ? sentence("unclear", { words })
    : isExcused(code)
      ? sentence(`language.${code}`)
      : sentence("talk.other-language");
  await standStill(context, open, isKnown ? "unclear" : "other-language", talk(reply), { unlessOffered: isKnown });
}
