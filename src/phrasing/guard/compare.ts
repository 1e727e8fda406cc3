/** Whether two rows of tokens say the same, in the same order, as far as English lets an order vary without changing sides. */
import { sameFloating } from "./floats.ts";
import type { Sentence } from "./read.ts";
import { isPlural, sameRelations } from "./relations.ts";
import { same } from "./same.ts";
import type { Token } from "./token.ts";
import { reachesDown, turned } from "./turns.ts";
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
  const depends = rest.some((token) => token.subordinates || [...token.keys].some((key) => saying.has(key)));
  return depends || first?.kind === "condition" || first?.kind === "strength" || first?.subordinates === true;
}

/** "They say that A and B." is not "They say that A. B." */
const saying = new Set("say report advise claim recommend suggest believe warn promise".split(" "));

const dangling = new Set(["negation", "modal", "condition", "strength", "quantity", "direction"]);
const reaching = new Set(["negation", "modal", "strength"]);

// "It cannot start. It hangs up." is not "It cannot start and hang up.": behind such a word the subject is named again.
function jointsHold(joints: readonly Token[], text: readonly Token[], partner: ReadonlyMap<Token, Token>): boolean {
  return text.every((token, at) => {
    const one = partner.get(token);
    if (at === 0 || !one || (!joints.includes(token) && !joints.includes(one))) return true;
    const last = text[at - 1];
    if (last && dangling.has(last.kind) && !last.keys.has("anything")) return false;
    const front = text.slice(0, at);
    // "It seems that A and B." is not "It seems that A. B."
    if (hasSubject(token) && hasSubject(one))
      return token.kind === "cause" || one.kind === "cause" || !front.some(hedges);
    if (token.kind === "word" && !isOrderOfOrders(front, token, one)) return false;
    if (text.slice(0, at).some(({ kind }) => reaching.has(kind))) return false;
    // "She stops it and deletes the key." is not "She stops it. Delete the key."
    return token.kind !== "word" || token.lead || one.lead || isPlural(token) === isPlural(one);
  });
}

// "Some pages rename it and delete it." is not "Some pages rename it. Delete it."
function isOrderOfOrders(front: readonly Token[], token: Token, one: Token): boolean {
  const [first] = front;
  const isOrder =
    first?.kind === "word" &&
    first.previous === "" &&
    !first.lead &&
    !first.article &&
    !isPlural(first) &&
    !/ing$/.test(first.raw);
  if (!token.lead && !one.lead && !isOrder) return false;
  if (front.slice(1).some(reachesDown)) return false;
  return !/ing$/.test(token.raw) && !/ing$/.test(one.raw);
}

function hedges({ keys }: Token): boolean {
  return [...keys].some((key) => hedging.has(key));
}

const hedging = new Set(
  "~say seem appear possible could think ~think assume ~assume believe suppose expect ~expect".split(" "),
);

function hasSubject({ lead, article, kind, link }: Token): boolean {
  return lead || article || kind === "actor" || kind === "quantity" || (kind === "literal" && link !== "none");
}

/** One by one; words of strength may stand elsewhere in their clause as long as they cross no other marker. */
function sameRow(template: readonly Token[], text: readonly Token[], joints: readonly Token[]): boolean {
  const wanted = template.filter(({ floats }) => !floats);
  const given = text.filter(({ floats }) => !floats);
  const pairs = paired(wanted, given);
  if (!pairs) return false;
  const { partner, turned } = pairs;
  return (
    sameRelations(wanted, given, partner, turned) &&
    jointsHold(joints, text, partner) &&
    sameFloating(template, text, partner)
  );
}

/** `turned` are those of the rewrite that stand elsewhere than in the template. */
type Pairs = { partner: Map<Token, Token>; turned: Set<Token> };

/** Which token of the template each of the rewrite stands for; undefined when one has no counterpart in its place. */
function paired(wanted: readonly Token[], given: readonly Token[]): Pairs | undefined {
  const partner = new Map<Token, Token>();
  const turned = new Set<Token>();
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
      for (const token of given.slice(to, to + swap[0] + swap[1] + 1)) turned.add(token);
      at += swap[0] + swap[1];
      to += swap[0] + swap[1];
    } else if (wanted[at]?.mayGo || addressed(wanted, at, given[to])) at += 1;
    else return undefined;
  }
  return { partner, turned };
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
  const owns = given[second - 1]?.possessive || wanted[first - 1]?.possessive;
  if ((owned === "of") !== (owning === "of")) return owns || (first === 1 && second === 1);
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
  // "Event 1006" has a name, "1006 events" a number.
  if (!thing || isPlural(thing)) return false;
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
