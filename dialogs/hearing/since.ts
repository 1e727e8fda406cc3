/** Reads since when it fails, in the person's words: "since this morning", "it worked until yesterday". */
import { shorten } from "./shorten.ts";

/** A longer message is searched up to here, because a log may follow. */
const mostRead = 1_500;
const mostOfSince = 60;

const day = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const month = "(?:january|february|march|april|may|june|july|august|september|october|november|december)";
const count = String.raw`(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of|several|some|many)`;
const unit = "(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)";
const clock = String.raw`(?:(?:about |around |at )?\d{1,2}(?:[:.]\d\d)?(?: ?(?:am|pm|o'?clock)|(?=[\s,.;!?]|$)))`;
const moment = String.raw`(?:(?:late |early )?(?:this|last|yesterday|the|on|over the)? ?(?:morning|noon|afternoon|evening|night|weekend|week|month|year|${day}s?|${month})(?: (?:morning|afternoon|evening|night))?|yesterday|today|tonight|noon|${count} ${unit}(?: ago)?|${clock}|the \d{1,2}(?:st|nd|rd|th)(?: of ${month})?|${month} \d{1,2}(?:st|nd|rd|th)?|\d{1,2}[./]\d{1,2}\.?(?:\d{2,4})?)`;
/** What happened then: "the update", "we renamed the server". */
const further = String.raw`(?: (?!(?:i|it|we|he|she|they|nobody|no|now|and|but|rdp|everyone|everybody|all|remote|none)\b)[^\s.,;:!?()]+)`;
const occasion = String.raw`(?:(?:the|a|an|our|my|last|patch|patching|updating)${further}{0,4}|(?:we|i|they|it) (?:was |were |got |had |have |has )?\w+(?:ed|ew|id|ade|ent|t)\b${further}{0,4})`;

const patterns = [
  String.raw`\bsince (?:about |around )?(?:${moment}|${occasion})`,
  String.raw`\b(?:started|began|begins|happening|happens|fails|failing|broken|broke|stopped(?: working)?|down) (?:just |only )?(?:on |at |from )?${moment}`,
  String.raw`\b(?:started|began|broken|broke|stopped(?: working)?) (?:right |just )?(?:after|when|with) ${occasion}`,
  String.raw`\bwork(?:ed|s|ing) (?:fine |ok |okay |well |perfectly |just fine |normally )?(?:until|till|up to|up until) (?:about |around )?(?:${moment}|${occasion})`,
  String.raw`\b(?:worked|was working|was fine|was ok) (?:fine |ok |okay |well |perfectly |just fine |normally )?(?:${moment})`,
  String.raw`\bfor (?:about |around |the (?:last|past) |over |more than )?(?:${count} ${unit}|hours|days|weeks|months|years)(?= now\b|[\s,.;!?]|$)`,
  String.raw`\bseit (?:heute(?: (?:morgen|früh|mittag|nachmittag))?|gestern(?: (?:morgen|früh|mittag|nachmittag|abend|nacht))?|vorgestern|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(?:letzter|letzte|letztem|letzten) \p{L}+|dem [^\n.,;:!?()]{2,40}|(?:ein|zwei|drei|vier|\d+)(?:em|er|en)? (?:stunden?|tag(?:en)?|wochen?|monat(?:en)?))`,
].map((pattern) => new RegExp(pattern, "iu"));

/** "Since" may also give a reason, and "for two minutes" may say how long a connection lasts. */
const notTheStart = /\b(?:for|every|within|after) (?:about )?(?:\d+|a few|one|two) (?:minutes?|mins?|seconds?)\b/i;

/** Undefined when the words do not say it. Lines that are quoted from another message do not count. */
export function findSince(text: string): string | undefined {
  const own = text
    .slice(0, mostRead)
    .split("\n")
    .filter((line) => !/^\s*[>|]/.test(line))
    .join("\n");
  for (const pattern of patterns) {
    const [words] = pattern.exec(own) ?? [];
    if (words && !notTheStart.test(words)) return shorten(words.trim().replace(/\s+/g, " "), mostOfSince);
  }
  return undefined;
}
