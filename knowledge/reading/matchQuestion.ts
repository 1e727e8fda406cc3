/**
 * Finds the known question that comes nearest to a person's. People rarely use a curator's words: they misspell them, leave
 * some out, and add half a story. So the words are compared one by one, and a rare word counts for more than a common one.
 */
import { stemmer } from "stemmer";
import { makeCorrector } from "./scorer/spelling.ts";
import { splitWords } from "./words.ts";

/** A known question. A slot of `phrase` can hold several words, as in "can/could they see". */
export type KnownQuestion = { id: string; phrase: string };
/** `score` is 1 if both questions consist of the same words. */
export type NearQuestion = { id: string; score: number };
/** The nearest questions first. Empty if none is near. */
export type MatchQuestion = (question: string) => NearQuestion[];

/** Words that say nothing about what is asked. */
const small = new Set(
  `a an the is are was were be been am do does did to of in on at for from with it this that these those i me my you your we our us he
  she they them him her his their there here so and or but just really even then please still any some have has had will would
  can could may might must shall also too now ok okay well actually exactly precisely all ever yet like hey hi sorry thing things
  get gets got go going as by into up about anyway btw der die das den dem ein eine einen ich es ist denn da dann mal du sie
  wir mir mich dass und oder auch so eigentlich fur von zu noch gonna gotta wanna whole supposed`
    .trim()
    .split(/\s+/),
);
/** Words that say what kind of question it is. */
const kinds = new Set("what why how when where who which whose long many much should need not if without".split(" "));
const weightOfSmall = 0.15;
const weightOfKind = 1.2;
/** A word that no known question has. */
const weightOfUnknown = 0.8;

/** Words that mean the same in a question, and spellings of a chat. The first one stands for the others. */
const sameWords = `
  you u ya; your ur; are r; what wat wut; why y warum wieso weshalb; who wer; how wie; when wann; where wo; which welche welcher welches welchem;
  not nicht; need brauche muss; should soll; if wenn falls whether; my mein meine meinen meiner;
  lose loose losing lost gone vanish disappear; delete erase wipe; boss manager supervisor employer chef hr;
  file files document documents docs dateien; data daten; computer pc laptop notebook macbook rechner workstation; another different; restart reboot rebooting neustarten;
  someone somebody anyone anybody jemand; nobody noone niemand; technician tech techie engineer techniker technicians;
  fix repair solve resolve cure mend; undo revert reverse rollback; admin administrator administrators privilege privileges adminrechte elevated;
  phone mobile telephone; cost costs pay price fee charge; long longer lange time minutes hours; meanwhile meantime; cancel withdraw;
  keep store save record retain log; window tab browser page; error fehler; mean means bedeutet heisst; safe sicher;
  dangerous risky harmful gefahrlich; fault schuld guilt; caller callers customer user users client; number nr nummer;
  kick throw disconnect; command befehl; step schritt; read reads reading; tomorrow morgen; happen happens happened passiert;
  internet wifi wlan wireless; ticket case; answer reply respond`;

const standsFor = new Map(
  sameWords.split(";").flatMap((line) => {
    const [first = "", ...others] = line.trim().split(/\s+/).flatMap(splitWords);
    return others.map((word) => [word, first] as const);
  }),
);
const reduce = (word: string): string => {
  const same = standsFor.get(word) ?? word;
  return small.has(same) || kinds.has(same) ? same : /^[a-z]+$/.test(same) ? stemmer(same) : same;
};

/** "Why a technician" and "what does a technician do" share their subject and ask for different things. */
const distinct = ["why", "when", "who", "how", "long", "differ"];
const ofOtherKind = 0.7;

/** "Did I break something" asks what happened, and "can I break something" what may happen. */
const past = ["did", "was", "were"];
const possible = ["can", "could", "may", "might", "will", "would", "should", "shall"];

type Slot = { words: readonly string[]; weight: number };
type Prepared = { id: string; slots: Slot[]; total: number; heaviest: number };

/** How much of two questions must agree, and how much of the known one. */
const leastScore = 0.6;
const leastOfPhrase = 0.65;
const leastWithoutSubject = 0.9;
/** How much must agree if the known question lacks the word that the person's is about. */
const leastWithoutTopic = 0.75;

/** Prepares the known questions; do it once per tree. */
export function createQuestionMatcher(known: readonly KnownQuestion[]): MatchQuestion {
  const parsed = known.map(({ id, phrase }) => ({
    id,
    slots: phrase
      .trim()
      .split(/\s+/)
      .flatMap((slot) => {
        const ways = slot.split("/").map(splitWords);
        // "can't" is two words.
        return ways.length === 1
          ? (ways[0] ?? []).map((word) => [reduce(word)])
          : [ways.map(([word = ""]) => reduce(word))];
      }),
  }));
  const owners = new Map<string, Set<string>>();
  for (const { id, slots } of parsed)
    for (const word of slots.flat()) owners.set(word, (owners.get(word) ?? new Set()).add(id));
  const count = new Set(known.map(({ id }) => id)).size;
  const weigh = (word: string): number => {
    if (small.has(word)) return weightOfSmall;
    if (kinds.has(word)) return weightOfKind;
    const shared = owners.get(word)?.size;
    return shared ? Math.log(1 + count / shared) : weightOfUnknown;
  };
  const prepared = parsed.map(({ id, slots }): Prepared => {
    const weighed = slots.map((words) => ({ words, weight: Math.min(...words.map(weigh)) }));
    const weights = weighed.map(({ weight }) => weight);
    return {
      id,
      slots: weighed,
      total: weights.reduce((sum, weight) => sum + weight, 0),
      heaviest: Math.max(...weights),
    };
  });
  const corrector = makeCorrector(owners.keys());

  return (text) => {
    const correct = corrector();
    const said = splitWords(text)
      .map(reduce)
      .map((word) => (owners.has(word) ? word : correct(word)));
    const words = new Map(said.map((word) => [word, weigh(word)] as const));
    const whole = [...words.values()].reduce((sum, weight) => sum + weight, 0);
    const best = new Map<string, number>();
    for (const phrase of prepared) {
      const score = compare(phrase, words, whole);
      if (score > (best.get(phrase.id) ?? 0)) best.set(phrase.id, score);
    }
    return [...best].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
  };
}

/** 0 for a phrase that is too far away. */
function compare(phrase: Prepared, words: ReadonlyMap<string, number>, whole: number): number {
  const said = new Set<string>();
  let agreed = 0;
  for (const { words: ways, weight } of phrase.slots) {
    const matching = ways.filter((way) => words.has(way));
    for (const way of matching) said.add(way);
    if (matching.length > 0) agreed += weight;
    // The word that the phrase is about must be there.
    else if (weight === phrase.heaviest) return 0;
  }
  // "Will my cat like the weather tomorrow" shares one word with a known question, and two with none.
  const subjects = [...said].filter((word) => !small.has(word) && !kinds.has(word)).length;
  const strange = [...words.values()].filter((weight) => weight === weightOfUnknown).length;
  if (subjects > 0 && strange > subjects) return 0;
  const ofPhrase = agreed / phrase.total;
  const ofWords = [...said].reduce((sum, word) => sum + (words.get(word) ?? 0), 0) / whole;
  const score = ((2 * ofPhrase * ofWords) / (ofPhrase + ofWords)) * compareKinds(phrase, words);
  return ofPhrase >= leastOfPhrase && score >= findLeast(phrase, words, said) ? score : 0;
}

function findLeast({ heaviest }: Prepared, words: ReadonlyMap<string, number>, said: ReadonlySet<string>): number {
  // "What is it" names no subject, so it has to be said like that.
  if (heaviest <= weightOfKind) return leastWithoutSubject;
  const topic = Math.max(...words.values());
  return [...said].some((word) => words.get(word) === topic) ? leastScore : leastWithoutTopic;
}

function compareKinds({ slots }: Prepared, words: ReadonlyMap<string, number>): number {
  const ways = slots.flatMap((slot) => slot.words);
  const asksOf = (kind: readonly string[], inWords: (word: string) => boolean) => kind.some(inWords);
  const isPast = asksOf(past, (word) => words.has(word));
  const wasPossible = asksOf(possible, (word) => ways.includes(word)) && !asksOf(past, (word) => ways.includes(word));
  if (isPast && wasPossible && !asksOf(possible, (word) => words.has(word))) return ofOtherKind;
  const isSame = distinct.every((kind) => {
    const slot = slots.find(({ words: ways }) => ways.includes(kind));
    return words.has(kind) ? slot !== undefined : slot === undefined || slot.words.length > 1;
  });
  return isSame ? 1 : ofOtherKind;
}
