/** When words were not meant as they stand: denied, asked, supposed, quoted from somebody, or long over. */
import type { Prose, Word } from "./words.ts";

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
const suppositions = new Set(
  "maybe perhaps might possibly whether wondering wonder suppose guess guessing suspect suspecting probably unsure presumably assume assuming hypothetically".split(
    " ",
  ),
);
const suggestions = new Set("could may should would can must shall".split(" "));
const askers = new Set(
  "is are was were do does did can could should would will might may what why how who which where when shall has have".split(
    " ",
  ),
);
const advisers = new Set(
  `website websites webpage article articles forum forums reddit chatgpt gpt copilot gemini google googled googling youtube video
  blog blogs blogpost tutorial tutorials guide guides stackoverflow spiceworks superuser serverfault internet's bing documentation
  docs wiki quora faq`.split(/\s+/),
);
const wishes = new Set("want wants wanted plan plans planning planned intend going supposed like about".split(" "));
const changes = new Set(
  `put install uninstall add set introduce replace renew rename clone restore update upgrade switch turn disable enable change
  move migrate deploy roll remove get buy try`.split(/\s+/),
);
const overAndDone: readonly (readonly string[])[] = [
  ["used", "to"],
  ["last", "year"],
  ["years", "ago"],
  ["back", "then"],
  ["in", "the", "past"],
  ["previously"],
  ["formerly"],
  ["once", "had"],
  ["once", "used"],
  ["previous", "job"],
  ["not", "applicable"],
];

/**
 * Whether the words from `first` to `last` were said as something that holds here and now. A trouble is not denied by what
 * follows: "the printer is not found".
 */
export function isMeant(prose: Prose, first: number, last: number, as: "fact" | "trouble" = "fact"): boolean {
  return !(
    isDenied(prose, first) ||
    (as === "fact" && isDeniedAfter(prose, last)) ||
    isSupposed(prose, first, last) ||
    isAsked(prose, first, last) ||
    isAdvice(prose, first, last) ||
    isAboutAnotherPort(prose, first, last)
  );
}

const textAt = (prose: Prose, at: number): string => prose.words[at]?.text ?? "";

function isDenied({ words }: Prose, first: number): boolean {
  const clause = words[first]?.clause;
  for (let at = first - 1; at >= Math.max(0, first - 8); at -= 1) {
    const word = words[at];
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

/** "antivirus: no", "the VPN is not it" */
function isDeniedAfter(prose: Prose, last: number): boolean {
  const next = textAt(prose, last + 1);
  const after = textAt(prose, last + 2);
  const gap = prose.between(last + 1);
  if (/[:=?]\s*$/.test(gap) && /^(?:no|none|nope|not|off|false|nothing|never|n)$/.test(next)) return true;
  if (
    /^\s*(?:[-–—(]\s*)?$/.test(gap) &&
    /^(?:no|nope)$/.test(next) &&
    prose.words[last + 1]?.sentence === prose.words[last]?.sentence
  ) {
    // "netlogon 5719 no domain controller": the no belongs to what follows the number.
    const goesOn = prose.words[last + 2]?.clause === prose.words[last + 1]?.clause;
    return !emptyNo.has(after) && !(goesOn && /^\d+$/.test(textAt(prose, last)));
  }
  const { words } = prose;
  // "everyone else can" said nothing good before "not"; "event 1058 not found"
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

function isSupposed(prose: Prose, first: number, last: number): boolean {
  const { words } = prose;
  const clause = words[first]?.clause ?? 0;
  const sentence = words[first]?.sentence;
  const starts = clauseStart(words, first);
  // "or the firewall" goes on supposing what the clause before it supposed.
  const from = textAt(prose, starts) === "or" ? clauseStart(words, starts - 1) : starts;
  for (let at = Math.max(from, first - 12, 0); at < Math.min(words.length, last + 4); at += 1) {
    if (at >= first && at <= last) continue;
    const word = words[at];
    if (!word || word.sentence !== sentence) continue;
    if (at > last && word.clause !== (words[last]?.clause ?? clause)) break;
    const next = textAt(prose, at + 1);
    if (suppositions.has(word.text)) return true;
    if (suggestions.has(word.text) && at < first && /^(?:be|have|it|i|we|you|this|that|the|need|try|also)$/.test(next))
      return true;
    if (
      word.text === "if" &&
      at < first &&
      /^(?:what|see|check|only|as|know|sure|tell|even|wonder|ask|asked|asks)$/.test(textAt(prose, at - 1))
    )
      return true;
    if (word.text === "not" && at < first && next === "sure") return true;
    if (isPlanned(prose, at, first, last) || isToLookFor(prose, at, first)) return true;
    if (word.text === "need" && at < first && textAt(prose, at - 2) === "do") return true;
    if (overAndDone.some((phrase) => phrase.every((part, step) => textAt(prose, at + step) === part))) {
      // "I am used to" and "is used to open" are about today.
      if (word.text === "used" && /^(?:am|is|are|get|getting|got|be)$/.test(textAt(prose, at - 1))) continue;
      return true;
    }
  }
  return false;
}

/** "we want to install a new antivirus", "we will rename the server", "the update is pending" */
function isPlanned(prose: Prose, at: number, first: number, last: number): boolean {
  const text = textAt(prose, at);
  if (at > last) return /^(?:planned|pending|scheduled|due)$/.test(text);
  const verb = textAt(prose, at + 1) === "be" ? "change" : textAt(prose, at + 1);
  if (at >= first || !changes.has(verb)) return false;
  return /^(?:will|shall|gonna)$/.test(text) || (text === "to" && wishes.has(textAt(prose, at - 1)));
}

/** "they told me to check for event 1058" */
function isToLookFor(prose: Prose, at: number, first: number): boolean {
  if (at >= first) return false;
  const before = textAt(prose, at - 1);
  if (textAt(prose, at) === "for" && first - at <= 3)
    return /^(?:check|look|looking|search|searching|watch)$/.test(before);
  return (
    textAt(prose, at) === "to" &&
    /^(?:me|us)$/.test(before) &&
    /^(?:told|tells|asked|asks|wants|advised)$/.test(textAt(prose, at - 2))
  );
}

function isAsked(prose: Prose, first: number, last: number): boolean {
  const { words, questions } = prose;
  const sentence = words[first]?.sentence ?? -1;
  const starts = clauseStart(words, first);
  if (
    starts < first &&
    /^(?:should|shall|may|might|could|can|would)$/.test(textAt(prose, starts)) &&
    /^(?:i|we|it|this|that|you|the|a|an|my|our)$/.test(textAt(prose, starts + 1))
  )
    return true;
  if (!questions.has(sentence)) return false;
  // A phrase that begins with the question ("can you reset my password") is a request.
  if (askers.has(textAt(prose, starts))) return starts < first;
  // In "It works for Tom, why?" the first part is told and only the last one asked.
  const clause = words[last]?.clause;
  for (let at = last + 1; at < Math.min(words.length, last + 40); at += 1) {
    if (words[at]?.sentence !== sentence) return true;
    if (words[at]?.clause !== clause) return false;
  }
  return true;
}

function isAdvice({ words }: Prose, first: number, last: number): boolean {
  const sentence = words[first]?.sentence;
  for (let at = Math.max(0, first - 25); at < Math.min(words.length, last + 26); at += 1) {
    if (at >= first && at <= last) continue;
    const word = words[at];
    if (!word || word.sentence !== sentence) continue;
    const next = words[at + 1]?.text;
    if (word.text === "google" && next === "cloud") continue;
    if (advisers.has(word.text)) return true;
    if (/^(?:i|we)$/.test(word.text) && (next === "read" || next === "heard")) return true;
    if (/^(?:someone|somebody|people|they|page|post|thread|site|microsoft|internet|web)$/.test(word.text)) {
      if (
        /^(?:says|say|said|suggests|suggest|suggested|recommends|recommend|recommended|wrote|writes|claims|claim|advised|advises|told)$/.test(
          next ?? "",
        )
      )
        return true;
    }
    if (word.text === "according" && next === "to") return true;
  }
  return false;
}

// Ports of other services that people test on the way. Remote Desktop itself may have been moved to any unusual one.
const otherPorts =
  /^(?:20|21|22|23|25|53|80|88|110|135|139|143|389|443|445|464|636|993|1433|3268|5985|5986|8080|8443)$/;
const portTests = /^(?:tcptestsucceeded|tcp|port|telnet|tnc|netconnection)$/;

/** "RemotePort : 445 ... TcpTestSucceeded : True" tells nothing about Remote Desktop. */
function isAboutAnotherPort(prose: Prose, first: number, last: number): boolean {
  const { words } = prose;
  if (!words.slice(first, last + 1).some(({ text }) => portTests.test(text))) return false;
  for (let at = last + 1; at <= last + 4 && words[at]?.clause === words[last]?.clause; at += 1)
    if (/^(?:for|on|to|at|port)$/.test(textAt(prose, at - 1)) && otherPorts.test(textAt(prose, at))) return true;
  for (let at = first - 1; at >= Math.max(0, first - 40); at -= 1)
    if (/^(?:remoteport|port)$/.test(textAt(prose, at))) return otherPorts.test(textAt(prose, at + 1));
  return false;
}

function clauseStart(words: readonly Word[], at: number): number {
  const clause = words[at]?.clause;
  let start = at;
  while (start > 0 && at - start < 40 && words[start - 1]?.clause === clause) start -= 1;
  return Math.max(0, start);
}
