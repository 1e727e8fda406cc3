/** Words that may stand elsewhere in their clause: "usually it works" and "it usually works". */
import { same } from "./same.ts";
import type { Token } from "./token.ts";
import { reachesDown } from "./turns.ts";

const fixed: ReadonlySet<string> = new Set(["negation", "modal", "condition", "quantity"]);
const denying: ReadonlySet<string> = new Set(["negation", "condition"]);
const none: ReadonlySet<string> = new Set();

/** Whether those of the rewrite say the same, of the same, as those of the template. `partner` pairs all other tokens. */
export function sameFloating(template: readonly Token[], text: readonly Token[], partner: Map<Token, Token>): boolean {
  const given = text.filter(({ floats }) => floats);
  const wanted = withoutLost(
    template.filter(({ floats }) => floats),
    given,
  );
  if (wanted.length !== given.length) return false;
  return given.every((token, nth) => {
    const one = wanted[nth] as Token;
    // "the first port" is not "first the port".
    if (!same(one, token) || token.article !== one.article) return false;
    const at = text.indexOf(token);
    const from = template.indexOf(one);
    const inTheWay = one.kind === "strength" ? fixed : one.keys.has("anymore") ? none : denying;
    const crossed = (row: readonly Token[], until: number) =>
      row.slice(0, until).filter(({ kind }) => inTheWay.has(kind)).length;
    if (crossed(text, at) !== crossed(template, from)) return false;
    // "Check again that it answers" is not "check that it answers again".
    const depth = (row: readonly Token[], until: number) =>
      row.slice(0, until + 1).filter((near) => !near.floats && reachesDown(near)).length;
    const isAside = ["anymore", "also", "too"].some((key) => one.keys.has(key));
    if (!isAside && depth(text, at) !== depth(template, from)) return false;
    const [before, after] = [
      text.slice(0, at).findLast((near) => partner.has(near)),
      text.slice(at).find((near) => partner.has(near)),
    ];
    // "only" and "even" say something of the word they stand before.
    if (pointed.has([...one.keys][0] ?? "")) {
      const meant = after && partner.get(after);
      const follows = template.slice(from).find((near) => !near.floats);
      const direct =
        thatFollows(token) === thatFollows(one) &&
        (follows?.clause === one.clause) === (after?.clause === token.clause);
      if (direct && meant === follows) return true;
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
    const [was, next] = [
      template.slice(0, from).findLast((near) => !near.floats),
      template.slice(from).find((near) => !near.floats),
    ];
    const stays =
      (before && partner.get(before)) === was &&
      (after && partner.get(after)) === next &&
      (before?.clause === token.clause) === (was?.clause === one.clause) &&
      (after?.clause === token.clause) === (next?.clause === one.clause);
    // The word beside it in its own clause tells which clause that is in the template.
    const beside = after?.clause === token.clause ? after : before?.clause === token.clause ? before : undefined;
    return stays || (beside !== undefined && partner.get(beside)?.clause === one.clause);
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
