/** Reads an earlier message again that the person has edited. Only what it states counts: it consents to nothing. */
import type { Event } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import { type Code, understand } from "../../knowledge/reading/understand.ts";
import { groupCodes, nameAnswer, nameCodes } from "../wording/chips.ts";
import { sentence } from "../words/sentence.ts";
import { noteDetails } from "./details.ts";
import { recordReading } from "./recordReading.ts";

/** `before`: the standing with the old text. `stated`: what the old text stated. */
type Earlier = { before: Standing; stated: readonly Event[] };

/** Adds what the new text states. Returns what the person should know of the change, which is nothing for a typing mistake. */
export function correctReading(open: OpenCase, text: string, earlier: Earlier): string[] {
  const understood = understand(open.knowledge, text);
  const facts = understood.facts.filter(({ fact, answer }) => !isOutdated(fact, answer, earlier));
  const group = open.history.length;
  recordReading(open, { ...understood, facts }, { origin: "said", group, pasted: false, corrects: true });
  noteDetails(open, text);
  const chips = listNews(open, earlier.before);
  return [
    ...(chips.length > 0 ? [sentence("changed-to", { what: chips.join(" · ") })] : []),
    ...(chips.length === 0 && lostSomething(open.standing, earlier.before) ? [sentence("edited")] : []),
  ];
}

/** An answer that the old text gave too, and that a later message has replaced since. */
function isOutdated(fact: string, answer: string, { before, stated }: Earlier): boolean {
  const gave = stated.some(
    (event) => event.kind === "answered" && event.fact === fact && event.answers.includes(answer),
  );
  return gave && !before.facts.get(fact)?.answers.includes(answer);
}

function listNews({ knowledge: { tree }, standing }: OpenCase, before: Standing): string[] {
  const knew = new Set(before.codes.map(({ kind, hex }) => kind + hex));
  const codes = standing.codes.filter(({ kind, hex }) => !knew.has(kind + hex)) as Code[];
  const answers = [...standing.facts].flatMap(([fact, known]) =>
    known.answers
      .filter((answer) => fact !== "code" && !before.facts.get(fact)?.answers.includes(answer))
      .map((answer) => nameAnswer(tree, fact, answer)),
  );
  const host = standing.values.get("host");
  return [
    ...groupCodes(codes).map(nameCodes),
    ...answers,
    ...(host && host !== before.values.get("host") ? [sentence("host-named", { host })] : []),
  ];
}

function lostSomething(standing: Standing, before: Standing): boolean {
  const lostAnswer = [...before.facts].some(([fact, { answers }]) =>
    answers.some((answer) => !standing.facts.get(fact)?.answers.includes(answer)),
  );
  return lostAnswer || standing.codes.length < before.codes.length || standing.values.size < before.values.size;
}
