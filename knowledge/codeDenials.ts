/** Whether a person named a code only to say that it is not theirs: "it is not 0x904 but 0x204". */

const filler =
  "a|an|the|any|error|errors|code|codes|my|your|our|about|with|even|exactly|really|quite|just|be|is|was|say|says|saying|give|gives|get|gets|getting|got|see|sees|seeing|show|shows|saw|had|have|having|seen|longer|it|that|this|fault|number|extended|ext|actually|der|die|das|den|mehr|fehler|fehlercode|erreur|le|la|l'erreur|el|un|une|ein|eine|errore|код|ошибка";
// "can't get 0x904 fixed" does not deny the code, so "can not" is left out; "error no 904" is a number sign.
const denial =
  "(?<!can )(?<!could )not|(?:is|was|does|did|do|are|has|have)n'?t|aint|ain't|never|(?<!(?:error|code|err|fault|reason) )no|without|instead of|rather than|other than|neither|nor|used to|nicht|kein|keine|keinen|nie|pas|non|não|nunca|niet|geen|inte|ikke|не|нет|nie jest|不是|没有|ない";
const deniedBefore = new RegExp(`(?:^|[^\\p{L}'])(?:${denial})[\\s"'(]+(?:(?:${filler})[\\s"':(=]+){0,6}$`, "u");
const cjkDeniedBefore = /(?:不是|没有|沒有)\s?(?:错误|代码|错误代码)?[\s:]*$/u;
const deniedAfter =
  /^["')\s]*(?:(?:is|was)(?: not|n'?t) (?:it|the|what|my|our|mine|shown|there|here|in|mentioned|displayed)\b|no longer|anymore|: ?no\b|= ?no\b|\? ?no\b|is gone|went away|ではない|ではありません|じゃない)/;

export function wasUnsaid(folded: string, from: number, to: number): boolean {
  const before = folded.slice(Math.max(0, from - 70), from);
  return deniedBefore.test(before) || cjkDeniedBefore.test(before) || deniedAfter.test(folded.slice(to, to + 40));
}
