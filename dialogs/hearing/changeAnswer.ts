/** Changes an answer that the person gave earlier. */
import { type Event, findTakenBack, type Origin } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { readTokens } from "../../knowledge/reading/scorer/features.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { sentence } from "../words/sentence.ts";

const correction =
  /\b(?:actually|no,? wait|wait,? (?:no|i)|i (?:meant|mean)|correction|scra(?:tch|p) (?:that|what|the)|strike that|disregard|my mistake|i was wrong|that(?:'s| is| was) wrong|not what i (?:said|meant)|sorry,? (?:i|it|we|that|he|she|the)|on second thought|eigentlich|doch nicht|moment,|ach nein|hab mich (?:vorhin )?vertan|en fait|je voulais dire|je me suis tromp|en realidad|quise decir|me equivoqu|perdón,? (?:es|era|no))/i;
const madeMistake =
  /\b(?:mis(?:clicked|read|typed|spoke)|(?:clicked|picked|chose|pressed|answered|typed|said|told you)\b.{0,40}\b(?:wrong|by mistake|earlier|before)|earlier i (?:said|told|clicked|picked|chose|pressed|answered|wrote|put)|(?:falsch|verkehrt)(?:e[sn]?)? (?:geklickt|angeklickt|gesagt|geantwortet|gewählt))\b/i;

/** Whether the words change what was said before: "wait, I meant the gateway". */
export function corrects(text: string): boolean {
  const beginning = text.slice(0, 400);
  return correction.test(beginning) || madeMistake.test(beginning);
}

/** Takes the earlier answers to the fact back and adds the new one. Returns the reply. */
export function changeAnswer(
  open: OpenCase,
  fact: string,
  answer: string,
  {
    origin = "chosen",
    words = "",
    group = open.history.length,
  }: { origin?: Origin; words?: string; group?: number } = {},
): string {
  const { tree } = open.knowledge;
  const known = open.standing.facts.get(fact)?.answers ?? [];
  if (known.length === 1 && known[0] === answer) return sentence("stale");
  const gone = findTakenBack(open.history);
  const isEarlier = (event: Event, at: number) => event.kind === "answered" && event.fact === fact && !gone.has(at);
  const events = open.history.flatMap((event, at) => (isEarlier(event, at) ? [at] : []));
  if (events.length > 0) open.add({ kind: "taken-back", events });
  open.add({ kind: "answered", fact, answers: [answer], origin, words, group });
  return sentence("changed-to", {
    what: `${tree.facts[fact]?.ask ?? fact} ${tree.facts[fact]?.answers[answer]?.label ?? answer}`,
  });
}

const named = /\b(?:it'?s|it is|it was|i meant|i mean|called|named?)\s+["“]?([\w.-]{2,60}?)["”]?[\s.!]*$/iu;

/** "No wait, it is pc-114": replaces the computer's name, which stands in commands. Undefined for any other message. */
export function changeHost(open: OpenCase, text: string): string | undefined {
  const known = open.standing.values.get("host");
  const host = known && text.length < 120 && corrects(text) ? named.exec(text)?.[1] : undefined;
  const matches = open.knowledge.tree.blanks.host?.matches;
  // A word without a digit, a dot or a hyphen is hardly a computer's name.
  if (!host || host === known || !/[\d.-]/.test(host) || !matches || !new RegExp(`^(?:${matches})$`, "u").test(host))
    return undefined;
  const gone = findTakenBack(open.history);
  const events = open.history.flatMap((event, at) =>
    event.kind === "filled" && event.blank === "host" && !gone.has(at) ? [at] : [],
  );
  open.add({ kind: "taken-back", events });
  open.add({ kind: "filled", blank: "host", value: host, group: open.history.length });
  return sentence("changed-to", { what: sentence("host-named", { host }) });
}

const forgetting =
  /\b(?:forget|ignore|disregard|scratch|strike|never mind) (?:what i (?:said|wrote|told you)|the (?:bit|part|thing)|that (?:bit|part|thing))?\s*(?:about|on|with)?\s*(?:the |that |my |our )?(.{3,60})/i;

/** "Forget what I said about the update": takes back the answers that these words are about. Undefined for any other message. */
export function forgetAnswers(open: OpenCase, text: string): string | undefined {
  const [, about = ""] = text.length < 200 ? (forgetting.exec(text) ?? []) : [];
  const named = new Set(readMeaning(about).filter((feature) => isTelling(feature)));
  if (named.size === 0) return undefined;
  const gone = findTakenBack(open.history);
  const { facts } = open.knowledge.tree;
  const places = open.history.flatMap((event, at) => {
    if (event.kind !== "answered" || gone.has(at) || (event.origin !== "said" && event.origin !== "chosen")) return [];
    const labels = event.answers.map((answer) => facts[event.fact]?.answers[answer]?.label ?? "");
    return readMeaning([event.words, ...labels].join(" ")).some((feature) => named.has(feature)) ? [at] : [];
  });
  if (places.length === 0) return undefined;
  const what = places.flatMap((at) => {
    const event = open.history[at];
    return event?.kind === "answered"
      ? event.answers.map((answer) => facts[event.fact]?.answers[answer]?.label ?? "")
      : [];
  });
  open.add({ kind: "taken-back", events: places });
  return sentence("took-back", { what: [...new Set(what)].filter(Boolean).join("; ") });
}

const readMeaning = (text: string): string[] =>
  readTokens(splitWords(text)).flatMap(({ text: token, more }) => [token, ...more]);

/** A concept of the thesaurus, or a word of more than three letters. */
const isTelling = (feature: string): boolean => /^<[a-z0-9-]+>$|^[\p{L}]{4,}$/u.test(feature);
