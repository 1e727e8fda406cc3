/** Takes one reading back that the person names: "not VPN". */
import { findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { nameAnswer } from "../wording/chips.ts";
import { sentence } from "../words/sentence.ts";

const removing = /^\s*(?:(?:no|nope|sorry|wait)[\s,]+)*(?:not|remove|without|wrong:?)\s+["“]?(.{2,40}?)["”]?[\s.!]*$/iu;

/** Returns the reply; undefined for words that name no known answer. */
export function removeReading(open: OpenCase, text: string): string | undefined {
  const [, said = ""] = removing.exec(text) ?? [];
  const words = splitWords(said).join(" ");
  if (words === "") return undefined;
  const { tree } = open.knowledge;
  const gone = findTakenBack(open.history);
  for (const [fact, { answers }] of open.standing.facts)
    for (const answer of answers) {
      const chip = nameAnswer(tree, fact, answer);
      if (splitWords(chip).join(" ") !== words) continue;
      const events = open.history.flatMap((event, at) =>
        event.kind === "answered" && event.fact === fact && event.answers.includes(answer) && !gone.has(at) ? [at] : [],
      );
      open.add({ kind: "taken-back", events });
      return sentence("took-back", { what: chip });
    }
  return undefined;
}
