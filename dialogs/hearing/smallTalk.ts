/** Recognizes small talk. */
import { detectLanguage } from "../../knowledge/reading/language.ts";
import { splitWords } from "../../knowledge/reading/words.ts";

export type Talk =
  | "greeting"
  | "thanks"
  | "insult"
  | "frightened"
  | "hurried"
  | "waiting"
  | "who-are-you"
  | "tried-all"
  | "no-technician"
  | "other-language";

const talks: [Talk, RegExp][] = [
  [
    "tried-all",
    /\b(?:tried|done|did|checked) (?:all|everything|it all|every|a lot|lots|so much|many things)\b|\balready (?:tried|did|done) (?:all|everything|it all|most)\b|\ball (?:of )?that (?:i )?(?:already|before)\b/,
  ],
  [
    "insult",
    /\b(?:stupid|idiots?|idiotic|useless|dumb|moron|crap|bullshit|shit|shitty|fuck\w*|damn|garbage|rubbish|sucks?|hate|worst|pathetic|ridiculous|worthless|wtf|piece of|i give up|had enough|waste of (?:my )?time)\b/,
  ],
  [
    "frightened",
    /\b(?:afraid|scared|panic\w*|worried|frightened|nervous|terrified|desperate|fired|hacked|break (?:it|something|anything)|lose (?:my|all|everything|data)|i broke something)\b/,
  ],
  [
    "hurried",
    /\b(?:right now|asap|urgent(?:ly)?|hurry|immediately|quick(?:ly)?|deadline|no time|need to get in|need (?:it|this) now|come on|faster|in a (?:hurry|meeting)|meeting in|(?:just|please) fix it|fix it now)\b/,
  ],
  [
    "waiting",
    /^(?:(?:ok|okay|yes|well|uh|um|sorry) )*(?:(?:(?:one|a|just a|just one|give me a) )?(?:moment|sec|second|minute|min)|hang on|hold on|brb|be right back|wait|let me (?:check|ask|look|see|try))(?: (?:please|i|we|let|while|until|her|him|them|it|that)\b.{0,40})?$/,
  ],
  [
    "who-are-you",
    /\b(?:who|what) are you\b|\bare you (?:a |an )?(?:bot|human|real|robot|person|ai|machine|computer|there)\b|\bam i talking to\b/,
  ],
  [
    "thanks",
    /^(?:(?:ok|okay|great|good|perfect|many|nice|super|very|much|cool|awesome) )*(?:thanks|thank you|thx|ty|cheers|merci|danke|gracias)\b.{0,40}$/,
  ],
  [
    "greeting",
    /^(?:hi|hello|hey|hallo|moin|hola|bonjour|good (?:morning|day|evening|afternoon)|greetings|yo|servus|ciao)\b.{0,40}$/,
  ],
];

const mark =
  /^\W*(?:(?:very|really|so|that was|you are|you're|a|the|what a|thanks?)[\s,]+)*(?:great|good|nice|best|super|cool|awesome|brilliant|perfect|excellent|bad|worst|useless|stupid|terrible) (?:bot|job|work|service|chat)\W*$|^\W*(?:i (?:give|rate) (?:you |it )?)?[0-5]\s*(?:\/\s*5|stars?|out of (?:5|five))\b.{0,40}$|\bhow (?:do|can) i rate\b/i;
const onlyEmoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\s)+$/u;

/** Whether the message only judges the bot: "great bot", "5 stars". */
export const rates = (text: string): boolean => mark.test(text.slice(0, 100)) || onlyEmoji.test(text.slice(0, 100));

const fewestWords = 3;
/** Chinese and Japanese write no spaces. */
const withoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{6,}/u;

/** Small talk that contains no answer. */
export function findTalk(text: string): Talk | undefined {
  const words = splitWords(text.slice(0, 2000));
  const whole = words.join(" ");
  const talk = talks.find(([, pattern]) => pattern.test(whole))?.[0];
  if (talk) return talk;
  // A few words such as "server 2019 standard" belong to no language.
  const isLong = words.length >= fewestWords || withoutSpaces.test(text);
  const language = isLong ? detectLanguage(text) : undefined;
  return language === undefined || language === "en" ? undefined : "other-language";
}
