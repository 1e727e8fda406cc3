/** Brings pieces together that mean one thing: commands, set phrases, and different ways of saying the same. */
import { lemmasOf } from "./forms.ts";
import type { Piece } from "./pieces.ts";
import { commands, free, markers, type SameAs, type SetPhrase, sameAs, setPhrases } from "./vocabulary.ts";

/** A stretch of pieces that means one thing. */
export type Unit = { piece: Piece; words: string[]; phrase?: SetPhrase };

const pronouns = new Map<string, string>();
for (const [name, forms] of Object.entries({
  you: "yourself yourselves",
  your: "yours",
  i: "me myself",
  my: "mine",
  we: "us ourselves",
  our: "ours",
  they: "them",
  he: "him his himself",
  she: "her hers herself",
}))
  for (const form of forms.split(" ")) pronouns.set(form, name);

export function unitsOf(pieces: readonly Piece[]): Unit[] {
  return withPhrases(settled(withCommands(pieces)));
}

/** "net stop termservice" is one command, whatever its words mean elsewhere. */
function withCommands(pieces: readonly Piece[]): Piece[] {
  let within = false;
  return pieces.map((piece, at) => {
    const goesOn = within && piece.mark === "" && piece.sentence === pieces[at - 1]?.sentence && !isPlain(piece);
    const before = pieces[at - 1];
    const isRun =
      before?.sentence === piece.sentence &&
      piece.mark === "" &&
      /^(?:run|runs|running|execute|executes)$/.test(before?.lower ?? "");
    // "ping -t shows": behind a switch a verb goes on with the sentence.
    const isVerb = !piece.literal && before?.literal === true && /[a-z](?:s|ed|ing)$/.test(piece.lower);
    within =
      (goesOn && !isVerb) ||
      (commands.has(piece.raw) && !before?.literal) ||
      (isRun && !isPlain(piece) && !piece.literal);
    return within && !piece.literal ? { ...piece, literal: true, lower: piece.raw, capitalAtStart: false } : piece;
  });
}

function isPlain({ lower, literal }: Piece): boolean {
  return !literal && (free.has(lower) || markers.has(lower) || pronouns.has(lower));
}

/** The pieces with every way of saying the same brought to one. */
function settled(pieces: readonly Piece[]): Piece[] {
  const row: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as Piece;
    const found = sameAs.get(piece.lower)?.find((one) => standHere(one, pieces, at));
    if (found)
      row.push(...found.are.map((lower, nth) => ({ ...piece, lower, raw: lower, mark: nth === 0 ? piece.mark : "" })));
    else row.push(piece);
    at += found?.words.length ?? 1;
  }
  return row;
}

function standHere({ words, ending }: SameAs, pieces: readonly Piece[], at: number): boolean {
  const next = pieces[at + words.length];
  const ends =
    next?.mark !== "" ||
    next.sentence !== pieces[at]?.sentence ||
    /^(?:and|or|but|when|if|is|are|was|were|has|have|can|could|may|might|must|does)$/.test(next.lower);
  if (ending && !ends) return false;
  return words.every((word, offset) => {
    const piece = pieces[at + offset];
    if (!piece || piece.literal || piece.lower !== word) return false;
    return offset === 0 || (piece.mark === "" && piece.sentence === pieces[at]?.sentence);
  });
}

function withPhrases(given: readonly Piece[]): Unit[] {
  const pieces = [...given];
  const units: Unit[] = [];
  for (let at = 0; at < pieces.length; ) {
    bringTogether(pieces, at);
    const piece = pieces[at] as Piece;
    const phrase = phraseAt(pieces, at);
    const length = phrase?.words.length ?? 1;
    const last = pieces[at + length - 1] as Piece;
    units.push({
      piece: { ...piece, possessive: last.possessive },
      words: pieces.slice(at, at + length).map(({ lower }) => lower),
      ...(phrase && { phrase }),
    });
    at += length;
  }
  return units;
}

const particle = /^(?:off|on|out|up|down|back|away|over|apart|aside)$/;
const afterParticle =
  /^(?:and|or|but|again|in|on|at|for|to|before|after|when|if|as|is|are|by|with|without|there|here|first|once|until|so|then|yet|also|only|was|were|has|have|can|could|may|might|must|will|would|should)$/;

// "switch NLA off" as "switch off NLA", where the two words have a meaning of their own.
function bringTogether(pieces: Piece[], at: number): void {
  const verb = pieces[at] as Piece;
  if (verb.literal) return;
  for (let far = at + 2; far <= at + 5; far += 1) {
    const [one, next] = [pieces[far], pieces[far + 1]];
    if (!one || one.sentence !== verb.sentence || pieces[far - 1]?.mark !== "" || one.mark !== "") return;
    if (one.literal || !particle.test(one.lower)) continue;
    const ends = !next || next.sentence !== verb.sentence || next.mark !== "" || afterParticle.test(next.lower);
    if (!ends || !isPhrase(verb, one) || isPhrase(pieces[far - 1] as Piece, one)) return;
    pieces.splice(far, 1);
    pieces.splice(at + 1, 0, one);
    return;
  }
}

function isPhrase(verb: Piece, { lower }: Piece): boolean {
  return [...lemmasOf(verb.lower)].some((lemma) =>
    setPhrases.get(lemma)?.some(({ words }) => words.length === 2 && words[1] === lower),
  );
}

function phraseAt(pieces: readonly Piece[], at: number): SetPhrase | undefined {
  const { lower, literal } = pieces[at] as Piece;
  if (literal) return undefined;
  return [...lemmasOf(lower)]
    .flatMap((lemma) => setPhrases.get(lemma)?.find((one) => stands(one, pieces, at)) ?? [])
    .reduce<SetPhrase | undefined>(
      (best, one) => (best && best.words.length >= one.words.length ? best : one),
      undefined,
    );
}

function stands({ words, marker, name }: SetPhrase, pieces: readonly Piece[], at: number): boolean {
  // "is used to sign in"
  if (name === "used-to" && /^(?:is|are|be|been|being|was|were)$/.test(pieces[at - 1]?.lower ?? "")) return false;
  return words.every((word, offset) => {
    const piece = pieces[at + offset];
    if (!piece || piece.literal || (offset > 0 && (piece.mark !== "" || piece.sentence !== pieces[at]?.sentence)))
      return false;
    return piece.lower === word || (!marker && offset === 0 && lemmasOf(piece.lower).has(word));
  });
}

/** What a unit is called in the lists: the name of its meaning, or itself. */
export function readClientName({ piece, phrase }: Unit): string {
  if (phrase) return phrase.name;
  return pronouns.get(piece.lower) ?? markers.get(piece.lower)?.name ?? piece.lower;
}
