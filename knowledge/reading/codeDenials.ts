/** Recognizes codes that a person denies or calls outdated: "it is not 0x904 but 0x204". */

const filler =
  "a|an|the|any|error|errors|code|codes|my|your|our|about|with|even|exactly|really|quite|just|be|is|was|say|says|saying|give|gives|get|gets|getting|got|see|sees|seeing|show|shows|saw|had|have|having|seen|longer|it|that|this|fault|number|extended|ext|actually|der|die|das|den|mehr|fehler|fehlercode|erreur|le|la|l'erreur|el|un|une|ein|eine|errore|код|ошибка";
// "can't get 0x904 fixed" does not deny the code, so "can not" is left out; "error no 904" is a number sign.
const denial =
  "(?<!can )(?<!could )not|(?:is|was|does|did|do|are|has|have)n'?t|aint|ain't|never|(?<!(?:error|code|err|fault|reason) )no|without|instead of|rather than|other than|neither|nor|used to|nicht|kein|keine|keinen|nie|pas|non|não|nunca|niet|geen|inte|ikke|не|нет|nie jest|不是|没有|ない";
const deniedBefore = new RegExp(`(?:^|[^\\p{L}'])(?:${denial})[\\s"'(]+(?:(?:${filler})[\\s"':(=]+){0,6}$`, "u");
const cjkDeniedBefore = /(?:不是|没有|沒有)\s?(?:错误|代码|错误代码)?[\s:]*$/u;
const deniedAfter =
  /^["')\s]*(?:,? ?(?:but |and )?(?:that|this|it)(?:'?s| is) not (?:mine|ours|my|our|the one|it)\b|(?:is|was)(?: not|n'?t) (?:it|the|what|my|our|mine|shown|there|here|in|mentioned|displayed)\b|no longer|anymore|: ?no\b|= ?no\b|\? ?no\b|is gone|went away|ではない|ではありません|じゃない)/;

// "is this the same as 0x904?", but not "is 0x904 the same as 0x204?"
const comparedBefore =
  /(?<!\d["')\s]{1,3}(?:(?:is|was|the) ){0,2})\b(?:same|different|similar|unlike|related|compared)(?: (?:thing|one|kind|error|problem|fault|issue|code))?(?: (?:as|from|than|to|with|like))(?: (?:a|an|the|your|error|code|fault)){0,3}[\s"'(]*(?:0x[0-9a-f]{1,8}[\s/,]{1,3})?$/;

export function isDeniedCode(folded: string, from: number, to: number): boolean {
  // The "no" in "no it says 0x904" corrects the bot and does not deny the code.
  const before = folded.slice(Math.max(0, from - 70), from).replace(/\bno,? (?=(?:it|its|it's|mine|my|i|the) )/g, "");
  return (
    deniedBefore.test(before) ||
    cjkDeniedBefore.test(before) ||
    comparedBefore.test(before) ||
    deniedAfter.test(folded.slice(to, to + 40))
  );
}

const past =
  "last (?:night|week|month|year|time)|yesterday|previously|earlier|formerly|at first|first|initially|originally|in the beginning|to begin with";
const pastBefore = new RegExp(
  `(?:(?<!(?:since|until|till|from) )\\b(?:${past})\\b|\\b(?:i|we|it|he|she|they|that) (?:had|was|were|said|wrote|typed|thought|used to)\\b)(?:(?!\\b(?:today|now|since|this)\\b)[^.!?\\n\\d]){0,40}$`,
);
const pastAfter = new RegExp(
  `^[^.!?\\n\\d]{0,20}\\b(?:before|${past}|(?:is|was|got|been) (?:\\w+ )?(?:solved|fixed|gone|repaired))\\b`,
);
const presentBefore =
  /\b(?:(?:now|today)(?! (?:also|too|as well)\b)|this time|nowadays|these days|meanwhile|by now|currently|actually|looking again|looked again|(?:after|since) [^.!?\n\d]{3,60} (?:it's|it is|it says|i get|we get|i see|it shows))\b[^.!?\n\d]{0,30}$/;

// "the article about 0x904 does not help, my code is 0x807"
const adviceBefore =
  /\b(?:article|articles|kb|page|pages|site|thread|forum|guide|docs|documentation|tutorial|video|post|results)\b[^.!?\n\d]{0,25}$/;
const ownBefore =
  /\b(?:mine|ours|(?:my|our)(?: own)? (?:code|error|error code|number|one|dialog|window|screen)) (?:is|was|says|said|reads|shows)[^.!?\n\d]{0,15}$/;

// "I read about 0x904", "the article says 0x904", "a colleague thinks it is 0x904", "logged as 0x904"
const hearsayBefore =
  /\b(?:(?:read|reading|googled)(?: somewhere| online)? (?:about|of)|google says|search says|(?:google|internet|web|netz)\b[^.!?\n\d]{0,15}\b(?:says?|said|diz|dice|dit|sagt|schreibt|steht)(?: (?:that|que|dass))?|(?:article|articles|page|pages|guide|thread|forum|kb|results?|list)(?: (?:about|for|on|says?|said|that|which|i|found|search|of)){1,3}|found (?:this|that|it) for|logged (?:it )?as|(?:colleague|coworker|friend|boss|neighbou?r|son|kollege|kollegin|chef) (?:says?|said|thinks?|thought|means?|meint|sagt)|meint)\b[^.!?\n\d]{0,35}$/;
const hearsayAfter =
  /^(?: ?\/ ?(?:0x)?7| (?:and|extended) 0x7)?[ )"']{0,3}(?:thing(?!,? (?:and |with )?ext)|article|articles|stuff|page|pages)\b/;
// "my wifi gives the 0x904 thing"
const shownBefore =
  /\b(?:gives?|gave|gets?|got|getting|throws?|threw|shows?|says?|comes? up with|same) (?:me |us |him |her |them )?(?:the |a |this |that )?$/;
// "the 0x904 error that everybody talks about"
const famousAfter =
  /^ (?:error|code|thing)? ?(?:that )?(?:everybody|everyone|people|they all) (?:talks?|writes?|has|have)\b/;
// "either 0x204 or 0x904"
const orAfter = /^ or (?:the |an? |error |code ){0,2}(0x(?!7\b)[0-9a-f]{1,8})/;
const orBefore = /\b(0x(?!7\b)[0-9a-f]{1,8}) or (?:the |an? |error |code ){0,2}$/;
const overBefore = /\bi had (?:the |an? |error |code ){0,2}$/;
const overAfter =
  /^[^.!?\n]{0,25}\b(?:last (?:week|month|year|time)|yesterday|before that)\b[^\n]{0,200}\bnow (?:it|i|the)\b/;
const guessBefore = /\bthink (?:the|it|its|that the) (?:code |error |number ){0,2}(?:was|is) $/;
const guessAfter = /^ or (?:0x\S* ?|an?other|something)/;

// The person names this fault's code and another one, so neither counts until the window has been read.
function isOneOfTwo(before: string, code: string, after: string): boolean {
  const [, other = ""] = orAfter.exec(after) ?? orBefore.exec(before) ?? [];
  return other !== "" && (other === "0x904") !== (code === "0x904");
}

/** A code that the person has from elsewhere, or only half remembers, is not what their own window says. */
export function isHearsay(folded: string, from: number, to: number): boolean {
  const before = folded.slice(Math.max(0, from - 90), from);
  const after = folded.slice(to, to + 30);
  return (
    hearsayBefore.test(before) ||
    (hearsayAfter.test(after) && !shownBefore.test(before)) ||
    famousAfter.test(after) ||
    isOneOfTwo(before, folded.slice(from, to), after) ||
    (overBefore.test(before) && overAfter.test(folded.slice(to, to + 300))) ||
    (guessBefore.test(before) && guessAfter.test(after))
  );
}

/** In "Yesterday it was 0x904, today it is 0x204" the first code is over. `now` must be named as the current code or the person's own. */
export function isOutdated(folded: string, then: { from: number; to: number }, now: { from: number }): boolean {
  const isPast =
    pastBefore.test(folded.slice(Math.max(0, then.from - 80), then.from)) ||
    pastAfter.test(folded.slice(then.to, Math.min(now.from, then.to + 50)));
  const between = folded.slice(Math.max(then.to, now.from - 120), now.from);
  const isAdvice = adviceBefore.test(folded.slice(Math.max(0, then.from - 50), then.from));
  return (isPast && presentBefore.test(between)) || (isAdvice && ownBefore.test(between));
}
