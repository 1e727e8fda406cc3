/** Whether two rows of tokens say the same, in the same order, as far as English lets an order vary without changing sides. */
import type { Sentence, Token } from "./read.ts";
import { named } from "./vocabulary.ts";

/** Whether the sentences of a rewrite are those of the template, one by one, joined or split where no scope is crossed. */
export function sameSentences(template: readonly Sentence[], text: readonly Sentence[]): boolean {
  const known = new Map<string, boolean>();
  const fits = (from: number, to: number): boolean => {
    if (from === template.length && to === text.length) return true;
    const key = `${from} ${to}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = groupings.some(([these, those]) => {
      if (from + these > template.length || to + those > text.length) return false;
      return (
        sameGroup(template.slice(from, from + these), text.slice(to, to + those)) && fits(from + these, to + those)
      );
    });
    known.set(key, found);
    return found;
  };
  return fits(0, 0);
}

const groupings = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 1],
  [1, 3],
] as const;

function sameGroup(template: Sentence[], text: Sentence[]): boolean {
  if (template.some(({ question }) => question) !== text.some(({ question }) => question)) return false;
  if (template.length + text.length > 2 && [...template, ...text].some((one) => one.question || reachesOver(one)))
    return false;
  const joints = [...template.slice(1), ...text.slice(1)].flatMap(({ tokens }) => tokens.slice(0, 1));
  const wanted = template.flatMap(({ tokens }) => tokens);
  const given = text.flatMap(({ tokens }) => tokens);
  if (Math.abs(wanted.length - given.length) > wanted.filter((token) => token.mayGo).length + 2) return false;
  const turns = template.length === 1 && text.length === 1 ? turned(wanted) : [wanted];
  return turns.some((turn) => sameRow(turn, given, joints));
}

// "If A, B. C." is not "If A, B and C.", and "Usually A. B." not "Usually A and B."
function reachesOver({ tokens: [first, ...rest] }: Sentence): boolean {
  return [first, ...rest].some((token) => token?.kind === "condition") || first?.kind === "strength";
}

const dangling = new Set(["negation", "modal", "condition", "strength", "quantity", "direction"]);
const reaching = new Set(["negation", "modal", "strength"]);

// "It cannot start. It hangs up." is not "It cannot start and hang up.": behind such a word the subject is named again.
function jointsHold(joints: readonly Token[], text: readonly Token[], partner: ReadonlyMap<Token, Token>): boolean {
  return text.every((token, at) => {
    const one = partner.get(token);
    if (at === 0 || !one || (!joints.includes(token) && !joints.includes(one))) return true;
    const last = text[at - 1];
    if (last && dangling.has(last.kind) && !last.keys.has("anything")) return false;
    if (token.lead === one.lead) return true;
    return text.slice(0, at).every(({ kind }) => !reaching.has(kind));
  });
}

/** The row itself, and with a dependent clause at its end put first or the other way round. */
function turned(row: readonly Token[]): Token[][] {
  const rows = [[...row]];
  for (let at = 1; at < row.length; at += 1) {
    const [first, here, before] = [row[0], row[at], row[at - 1]] as [Token, Token, Token];
    const front = row.slice(0, at);
    const back = row.slice(at);
    const meets = here.clause !== before.clause || (first.subordinates && here.lead);
    if (!meets && !isPlaceOrTime(row, at) && !leadsIn(front, back)) continue;
    const rest = first.subordinates ? back : front;
    if (!first.subordinates && !here.subordinates && !isPlaceOrTime(row, at) && !leadsIn(front, back)) continue;
    // Of several clauses only the nearest would depend on it.
    if (rest.some((token, place) => place > 0 && (/[;:]/.test(token.mark) || token.subordinates))) continue;
    rows.push([...back, ...front]);
  }
  return rows;
}

// "On the remote computer, ..." and "... on the remote computer".
function isPlaceOrTime(row: readonly Token[], at: number): boolean {
  const block = row.slice(at);
  return (
    leads(block[0]) &&
    block.length <= 4 &&
    block.every(({ clause, kind }) => clause === block[0]?.clause && kind !== "negation")
  );
}

function leadsIn(front: readonly Token[], back: readonly Token[]): boolean {
  return (
    leads(front[0]) &&
    front.length <= 4 &&
    front.every(({ clause, kind }) => clause === front[0]?.clause && kind !== "negation") &&
    (/,/.test(back[0]?.mark ?? "") || back[0]?.apart || back[0]?.kind !== "word")
  );
}

function leads(token: Token | undefined): boolean {
  return token !== undefined && ["on", "in", "at", "during", "for", "with"].includes(token.preposition ?? "");
}

/** One by one; words of strength may stand elsewhere in their clause as long as they cross no other marker. */
function sameRow(template: readonly Token[], text: readonly Token[], joints: readonly Token[]): boolean {
  const wanted = template.filter(({ floats }) => !floats);
  const given = text.filter(({ floats }) => !floats);
  const partner = paired(wanted, given);
  return partner !== undefined && jointsHold(joints, text, partner) && sameFloating(template, text, partner);
}

/** Which token of the template each of the rewrite stands for; undefined when one has no counterpart in its place. */
function paired(wanted: readonly Token[], given: readonly Token[]): Map<Token, Token> | undefined {
  const partner = new Map<Token, Token>();
  const pair = (from: number, to: number, length: number) => {
    const all = given.slice(to, to + length).every((token, nth) => {
      const one = wanted[from + nth];
      if (one === undefined || !same(one, token)) return false;
      // "the key of the certificate" is not "the key's certificate".
      const [here, there] = [ownership(wanted, from + nth), ownership(given, to + nth)];
      return nth === 0 && length > 1 ? true : !(here && there && here !== there);
    });
    if (all)
      for (let nth = 0; nth < length; nth += 1) partner.set(given[to + nth] as Token, wanted[from + nth] as Token);
    return all;
  };
  let [at, to] = [0, 0];
  while (at < wanted.length || to < given.length) {
    if (to < given.length && pair(at, to, 1)) {
      at += 1;
      to += 1;
      continue;
    }
    const swap = swaps.find(
      ([first, second]) =>
        at + first + second <= wanted.length &&
        to + first + second <= given.length &&
        mayTurn(wanted.slice(at), given.slice(to), first, second) &&
        pair(at + first, to, second) &&
        pair(at, to + second, first),
    );
    if (swap) {
      at += swap[0] + swap[1];
      to += swap[0] + swap[1];
    } else if (wanted[at]?.mayGo || addressed(wanted, at, given[to])) at += 1;
    else if (addressed(given, to, wanted[at])) to += 1;
    else return undefined;
  }
  return partner;
}

// "Before you change it" and "before changing it".
function addressed(row: readonly Token[], at: number, other: Token | undefined): boolean {
  const before = row[at - 1]?.kind;
  return (
    row[at]?.keys.has("you") === true && (before === "order" || before === "condition") && /ing$/.test(other?.raw ?? "")
  );
}

function ownership(row: readonly Token[], at: number): "of" | "'s" | undefined {
  if (row[at - 1]?.possessive) return "'s";
  return row[at]?.preposition === "of" ? "of" : undefined;
}

const swaps = [1, 2, 3].flatMap((first) => [1, 2, 3].map((second) => [first, second] as const));

// "the log of the computer" and "the computer's log", "the service TermService" and "the TermService service".
function mayTurn(wanted: readonly Token[], given: readonly Token[], first: number, second: number): boolean {
  if (carriesParticle(wanted, first, second) || carriesParticle(given, second, first)) return true;
  const [owned, owning] = [joined(wanted, first, second), joined(given, second, first)];
  if (!owned || !owning) return false;
  if ((owned === "of") !== (owning === "of")) return true;
  return first === 1 && second === 1 && owned === "beside" && owning === "beside" && isNamed(wanted);
}

const particles = new Set(["off", "out", "down", "away", "back", "apart", "aside"]);

// "switch NLA off" and "switch off NLA"
function carriesParticle(row: readonly Token[], first: number, second: number): boolean {
  const things = row.slice(0, first);
  return (
    second === 1 &&
    [...(row[first]?.keys ?? [])].some((key) => particles.has(key)) &&
    things.every(({ kind, clause }) => (kind === "word" || kind === "literal") && clause === row[first]?.clause) &&
    things.slice(1).every(({ apart }) => !apart)
  );
}

function isNamed([one, other]: readonly Token[]): boolean {
  const thing = [one, other].find((token) => token?.kind === "word");
  return one?.kind !== other?.kind && [...(thing?.keys ?? [])].some((key) => named.has(key));
}

/** How two runs of nouns are held together; undefined when these are none. */
function joined(row: readonly Token[], first: number, second: number): "of" | "beside" | undefined {
  const [head, tail] = [row.slice(0, first), row.slice(first, first + second)];
  const nouns = [...head, ...tail].every(({ kind }) => kind === "word" || kind === "literal" || kind === "place");
  if (!nouns || [...head.slice(1), ...tail.slice(1)].some(({ apart }) => apart)) return undefined;
  if (tail[0]?.preposition === "of") return "of";
  return tail[0]?.apart && !head.at(-1)?.possessive ? undefined : "beside";
}

const fixed: ReadonlySet<string> = new Set(["negation", "modal", "condition", "quantity"]);
const denying: ReadonlySet<string> = new Set(["negation", "condition"]);
const none: ReadonlySet<string> = new Set();

function sameFloating(template: readonly Token[], text: readonly Token[], partner: Map<Token, Token>): boolean {
  const given = text.filter(({ floats }) => floats);
  const wanted = withoutLost(
    template.filter(({ floats }) => floats),
    given,
  );
  if (wanted.length !== given.length) return false;
  return given.every((token, nth) => {
    const one = wanted[nth] as Token;
    if (!same(one, token)) return false;
    const at = text.indexOf(token);
    const from = template.indexOf(one);
    const inTheWay = one.kind === "strength" ? fixed : one.keys.has("anymore") ? none : denying;
    const crossed = (row: readonly Token[], until: number) =>
      row.slice(0, until).filter(({ kind }) => inTheWay.has(kind)).length;
    if (crossed(text, at) !== crossed(template, from)) return false;
    const [before, after] = [
      text.slice(0, at).findLast((near) => partner.has(near)),
      text.slice(at).find((near) => partner.has(near)),
    ];
    const clauses = [before, after].map((near) => near && partner.get(near)?.clause);
    // "only" and "even" say something of the word they stand before.
    if (pointed.has([...one.keys][0] ?? "")) {
      const meant = after && partner.get(after);
      if (token.article !== one.article) return false;
      const direct = thatFollows(token) === thatFollows(one);
      if (direct && meant === template.slice(from).find((near) => !near.floats)) return true;
      // "It proves only that" and "it only proves that" are one; "only the port proves" is not.
      const next = template[from + 1];
      const trails =
        next === undefined || next.clause !== one.clause || next.preposition !== undefined || next.kind === "direction";
      const withVerb =
        !after?.apart && (token.lead || before?.clause === token.clause) && (after?.kind === "word" || trails);
      const beside = meant?.raw.toLowerCase().endsWith(one.previous) ?? false;
      return (
        withVerb && beside && !thatFollows(token) && meant === template.slice(0, from).findLast((near) => !near.floats)
      );
    }
    const stays =
      (before && partner.get(before)) === template.slice(0, from).findLast((near) => !near.floats) ||
      (after && partner.get(after)) === template.slice(from).find((near) => !near.floats);
    return stays || clauses.includes(one.clause);
  });
}

/** "only it", "only that": what is meant is no token. */
function thatFollows({ next }: Token): boolean {
  return /^(?:it|this|that|these|those|they)$/.test(next);
}

function withoutLost(wanted: readonly Token[], given: readonly Token[]): Token[] {
  return wanted.filter((token) => !token.mayGo || given.some((other) => same(token, other)));
}

const pointed = new Set([
  "only",
  "merely",
  "even",
  "about",
  "nearly",
  "exactly",
  "very",
  "too",
  "enough",
  "quite",
  "especially",
]);

/** The same meaning in the same tense and voice. The first is the template's. */
export function same(one: Token, other: Token): boolean {
  if (one.past !== undefined && other.past !== undefined && one.past !== other.past) return false;
  if (one.past && other.past && one.passive !== other.passive) return false;
  return sameMeaning(one, other);
}

/** The first is the template's. */
export function sameMeaning(one: Token, other: Token): boolean {
  for (const key of one.keys) if (other.keys.has(key)) return true;
  return other.also.some((key) => one.keys.has(key));
}
