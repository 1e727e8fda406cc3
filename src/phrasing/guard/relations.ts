/** What holds the tokens together: the small words and marks between them, which are no tokens and yet tell who does what. */
import type { Link, Token } from "./token.ts";

/** `partner` tells for each token of the rewrite which of the template's it stands for; those in `turned` changed their places by a rule of their own. */
export function sameRelations(
  template: readonly Token[],
  text: readonly Token[],
  partner: ReadonlyMap<Token, Token>,
  turned: ReadonlySet<Token>,
): boolean {
  const depends = [...template, ...text].some(({ subordinates }) => subordinates);
  const denied = firstDenial(text);
  return text.every((token, at) => {
    const one = partner.get(token);
    if (!one || turned.has(token)) return true;
    const before = text[at - 1];
    // The rewrite turned a clause here, and what stood between has moved along.
    const isSeam = before === undefined || template.indexOf(partner.get(before) as Token) + 1 !== template.indexOf(one);
    return (
      sameNumber(one, token) &&
      sameForm(one, token) &&
      !(claimsMore(one, token) && text.slice(0, at).some(({ kind }) => limiting.has(kind))) &&
      samePointing(one, token) &&
      sameSubject(one, token) &&
      (isSeam ? sameLinkAtSeam(one, token) : sameLink(one, token, { depends, denied: denied < at }))
    );
  });
}

function firstDenial(row: readonly Token[]): number {
  const at = row.findIndex(({ kind }) => kind === "negation");
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

// After an article stands a noun, and "the keys" are more than "the key".
function sameNumber(one: Token, other: Token): boolean {
  if (one.kind !== "word" || other.kind !== "word" || (!one.article && !other.article)) return true;
  if (one.raw.includes(" ") || other.raw.includes(" ")) return true;
  const isOneWord = [...one.keys].some((key) => !key.startsWith("~") && other.keys.has(key));
  return isPlural(one) === isPlural(other) && (!isOneWord || /ing$/.test(one.raw) === /ing$/.test(other.raw));
}

/** Of two forms of one noun. */
export function isPlural({ raw, keys }: Token): boolean {
  return /[^s]s$/i.test(raw) && keys.size > 1;
}

// "Close this window." is an order, "Closing this window." and "Closed this window." are claims; in a list forms agree.
function sameForm(one: Token, other: Token): boolean {
  if (one.kind !== "word" || other.kind !== "word") return true;
  const sameIng = /ing\b/.test(one.raw) === /ing\b/.test(other.raw);
  const begins = (token: Token) => token.link === "start" && token.previous === "";
  if (begins(one) && begins(other)) return sameIng && (one.past === true) === (other.past === true);
  if (!listing.has(one.link) || !listing.has(other.link)) return true;
  return sameIng || one.previousKind === "order" || one.article || one.lead;
}

const limiting: ReadonlySet<string> = new Set(["modal", "negation", "condition"]);

// "It may be missing and unreadable" is not "it may be missing, and it is unreadable".
function claimsMore(one: Token, other: Token): boolean {
  return other.lead && !one.lead && listing.has(other.link);
}

// "this gateway" and "that gateway"
function samePointing(one: Token, other: Token): boolean {
  return one.pointing === undefined || other.pointing === undefined || one.pointing === other.pointing;
}

// "Restart the server." is an order, "It restarts the server." a claim.
function sameSubject(one: Token, other: Token): boolean {
  const begins = other.link === "start" || (one.link !== other.link && one.link === "mark");
  if (one.lead && !other.lead && one.kind === "word" && !other.article && begins) return false;
  if (!other.lead || one.lead) return true;
  if (one.link === "start" && one.kind === "word") return false;
  return one.kind !== "word" || isPlural(one) === isPlural(other);
}

const places: ReadonlySet<Link> = new Set(["of", "to", "at", "for", "with", "into", "via"]);
const listing: ReadonlySet<Link> = new Set(["and", "mark"]);

/** "A and B" is not "A to B", "A of B" or "A B". */
function sameLink(one: Token, other: Token, around: { depends: boolean; denied: boolean }): boolean {
  const [a, b] = [one.link, other.link];
  // "80, 90" is not "80 - 90".
  if (a === b) return one.kind !== "literal" || one.previousKind !== "literal" || one.mark.trim() === other.mark.trim();
  if (a === "start" || b === "start") return !places.has(a) && !places.has(b) && a !== "that";
  if (places.has(a) || places.has(b)) return samePlace(one, other);
  // "Restart it if it fails, and wait" is not "restart it, and if it fails, wait".
  if (one.subordinates && (a === "and") !== (b === "and")) return false;
  const isNoun = one.kind === "word" || one.kind === "literal" || one.kind === "tense";
  // "Do not rename and delete it" is not "Do not rename, delete it".
  if (listing.has(a) && listing.has(b)) return (!around.denied || !isNoun) && !around.depends;
  if (!isNoun) return !around.denied || one.raw.toLowerCase() !== "or";
  if (a === "that" || b === "that") return !listing.has(a) && !listing.has(b);
  if (a === "and" || b === "and") return false;
  // A comma more or less: "When you connect the gateway, ..."
  const isName = one.kind === "literal" && /^\p{Lu}/u.test(one.raw);
  return !around.depends && (isName || one.article || other.article || other.lead || one.lead);
}

function samePlace(one: Token, other: Token): boolean {
  const [a, b] = [one.link, other.link];
  // "a way of securing it" and "a way to secure it"
  if (a === "of" && b === "to" && /ing$/.test(one.raw)) return true;
  if (places.has(a) && places.has(b))
    return [a, b].includes("into") && (a === "at" || b === "at" || a === "to" || b === "to");
  const [place, rest] = places.has(a) ? [a, b] : [b, a];
  if (rest !== "none" && rest !== "that") return false;
  // "advises to connect" and "advises connecting", "all of the checks", "wait for five minutes"
  if (place === "to")
    return one.kind !== "literal" && !one.article && !other.article && !/^stop/.test(one.previous + other.previous);
  if (place === "of") return one.previousKind === "quantity";
  if (place === "for") return one.kind === "quantity" || one.kind === "literal";
  return false;
}

function sameLinkAtSeam(one: Token, other: Token): boolean {
  const [a, b] = [one.link, other.link];
  if (a === b) return true;
  return !places.has(a) && !places.has(b);
}
