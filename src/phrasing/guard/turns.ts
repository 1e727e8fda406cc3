/** The ways in which a sentence may be turned round and still say the same. */
import type { Token } from "./token.ts";

/** The row itself, and with a dependent clause at its end put first or the other way round. */
export function turned(row: readonly Token[]): Token[][] {
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
    if (rest.some((token, place) => place > 0 && (token.subordinates || token.clause !== rest[0]?.clause))) continue;
    // "In the office, users report that it drops" does not say where it drops; "ask if it is stopped" is no condition.
    if (!here.subordinates && !first.subordinates && row.some(reachesDown)) continue;
    if (here.subordinates && front.some(({ keys }) => [...keys].some((key) => asking.has(key)))) continue;
    // "It does not fail because ..." denies the cause, not the failure.
    const denies = rest.some(({ kind }) => kind === "negation");
    if (denies && [first, here].some(({ kind }) => kind === "cause")) continue;
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

/** Begins what another word says or wants: "that it drops", "to delete it". */
export function reachesDown({ link, kind, article }: Token): boolean {
  return link === "that" || (link === "to" && kind === "word" && !article);
}

const asking = new Set("check ask note find say see know learn tell decide verify find-out write-down".split(" "));
