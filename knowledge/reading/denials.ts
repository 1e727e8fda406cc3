/** Recognizes words that the person denies: "no VPN", "antivirus: no", "the VPN is off". */
import { type Prose, textAt } from "./words.ts";

const denials = new Set("not no never without nothing none neither nor hardly instead excluding ruled".split(" "));
// "does not connect over the VPN" denies the connecting, not the VPN.
const failing = new Set(
  `connect connects connecting work works working reach reaches open opens log login logon rdp remote access accept accepts
  sign load loads start starts let lets respond responding get gets getting take takes see show shows give gives come comes
  understand able possible possibly reachable answer answers help helps
  anymore any know make makes allow allows want wants even go goes logging`.split(/\s+/),
);
const helpers = new Set("can could do does did will would is are was were be been am".split(" "));
const emptyNo = new Set(
  "change luck joy success difference matter idea longer problem issue issues clue help use".split(" "),
);

/** Whether the words before `first` deny it. */
export function isDenied({ words, between }: Prose, first: number): boolean {
  let clause = words[first]?.clause;
  for (let at = first - 1; at >= Math.max(0, first - 8); at -= 1) {
    const word = words[at];
    // 'There is no "needs to be fragmented"': a quotation mark begins a clause, but the words before it go with it.
    if (at === first - 1 && /^\s*["“„«]\s*$/.test(between(first))) clause = word?.clause;
    if (!word || word.clause !== clause) return false;
    const next = words[at + 1]?.text ?? "";
    if (word.text === "rather" && next === "than") return true;
    if (word.text === "other" && next === "than") return true;
    if (!denials.has(word.text)) continue;
    const helped = helpers.has(words[at - 1]?.text ?? "");
    const inside = at + 1 < first;
    if (inside && word.text === "not" && (helped || next === "able") && failing.has(next)) continue;
    if (inside && word.text === "never" && failing.has(next)) continue;
    if (inside && word.text === "not" && /^(?:working|connecting|reachable|responding|able|possible)$/.test(next))
      continue;
    if (word.text === "no" && next === "longer") {
      if (at + 2 < first && failing.has(words[at + 2]?.text ?? "")) continue;
      return true;
    }
    if (inside && word.text === "no" && emptyNo.has(next)) continue;
    if (inside && word.text === "nothing" && /^(?:works|helps|helped|happens|connects)$/.test(next)) continue;
    return true;
  }
  return false;
}

const ended = /^(?:off|disabled|uninstalled|removed|deinstalled|deactivated)$/;

/** Whether the words after `last` deny it: "antivirus: no", "the VPN is not it". */
export function isDeniedAfter(prose: Prose, last: number): boolean {
  const next = textAt(prose, last + 1);
  const after = textAt(prose, last + 2);
  const gap = prose.between(last + 1);
  if (/[:=?]\s*$/.test(gap) && /^(?:no|none|nope|not|off|false|nothing|never|n)$/.test(next)) return true;
  if (
    /^\s*(?:[-–—(]\s*)?$/.test(gap) &&
    /^(?:no|nope)$/.test(next) &&
    prose.words[last + 1]?.sentence === prose.words[last]?.sentence
  ) {
    // In "netlogon 5719 no domain controller" the "no" belongs to the words after it.
    const goesOn = prose.words[last + 2]?.clause === prose.words[last + 1]?.clause;
    return !emptyNo.has(after) && !(goesOn && /^\d+$/.test(textAt(prose, last)));
  }
  const { words } = prose;
  // "everyone else can not", "event 1058 not found"
  if (words[last + 1]?.clause === words[last]?.clause && next === "not") {
    if (helpers.has(textAt(prose, last))) return true;
    if (/^(?:found|there|present|logged|listed|shown|seen|visible)$/.test(after)) return true;
  }
  // "the VPN is off", "antivirus uninstalled"
  if (words[last + 1]?.clause === words[last]?.clause) {
    if (ended.test(next)) return true;
    if (/^(?:is|was|got|turned|switched|being|been|has|completely)$/.test(next) && ended.test(after)) return true;
  }
  if (words[last + 1]?.sentence !== words[last]?.sentence) return false;
  if (/^(?:is|was|are|were|has|did|does|do)$/.test(next) && after === "not")
    return !failing.has(textAt(prose, last + 3));
  return /^(?:is|was|are|were)$/.test(next) && /^(?:ruled|excluded|irrelevant)$/.test(after);
}
