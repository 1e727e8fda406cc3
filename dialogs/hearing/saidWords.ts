/** Commands and small talk, in whatever way people say them. */
import { wordsOf } from "../../knowledge/reading/words.ts";

export type Command =
  | "technician"
  | "help"
  | "back"
  | "start-over"
  | "tried"
  | "news"
  | "withdraw"
  | "why"
  | "how"
  | "print"
  | "stop";
export type Talk =
  | "greeting"
  | "thanks"
  | "insult"
  | "frightened"
  | "hurried"
  | "whoAreYou"
  | "triedAll"
  | "otherLanguage";

export const set = (words: string) => new Set(words.trim().split(/\s+/));
export const list = (phrases: string) =>
  phrases
    .trim()
    .split(/\s*[,\n]\s*/)
    .map((phrase) => wordsOf(phrase).join(" "));

const persons = set(
  "technician technicians representative expert specialist human person somebody someone agent operator supporter colleague engineer helpdesk hotline",
);
const aroundPerson =
  set(`i we want need would like to a an the real live actual human please now just can could you may me us my get give
  talk speak chat connect transfer with from let have is there any anyone who take over takes hand pass this it ok okay no yes hello hi
  and call in your put through finally rather prefer for help desk pls plz plese giv giving oh god wtf hey`);

const commands: [Exclude<Command, "technician">, string[]][] = [
  [
    "help",
    list(
      "help, help me, help please, please help, please help me, i need help, what can i do, what can you do, what can i say, menu, commands, options",
    ),
  ],
  [
    "back",
    list(`back, go back, undo, undo that, previous, one step back, that was wrong, that is wrong, wrong, wrong answer, oops, i made a mistake,
    my mistake, take that back, take it back, not what i meant, i misspoke, that is not what i said, i did not say that, that is not right, incorrect`),
  ],
  [
    "start-over",
    list(`start over, start again, start from the beginning, start from scratch, begin again, restart the chat, restart this chat, new case,
    new problem, another problem, from the beginning, from the start, i have a new problem, i have another problem`),
  ],
  [
    "tried",
    list(`what have we tried, what did we try, what have we done, what did we do, what have you tried, what have i tried, what was tried, summary,
    where are we, where were we, what do you know, what do you know so far, what have we tried so far, show the summary, show summary, what did i say`),
  ],
  [
    "news",
    list(`status, state, ticket status, any news, any update, any updates, any progress, what is the status, what is the state, how does it stand, how long, how long does it take, how long will it take,
    how long do i have to wait, how much longer, when, when does somebody come, when will somebody answer, when will someone answer, when does a technician come, is anybody there, is anyone there,
    is somebody there, is someone there, anybody there, anyone there, are you there, are you still there, where is the technician, where is my ticket, what happens now, what is happening, what next, still waiting, i am still waiting, i am waiting`),
  ],
  [
    "withdraw",
    list(`withdraw, withdraw it, withdraw the ticket, withdraw that, cancel, cancel it, cancel the ticket, cancel that, never mind, nevermind, no longer needed, not needed any more,
    i do not need anybody any more, i do not need a technician any more, i do not need anyone any more, close the ticket`),
  ],
  [
    "why",
    list(`why, why do you ask, why do you ask that, why do you need that, why do you need to know, why do you want to know, why that,
    what for, what is that for, why this, why should i, why should i do that, why does that matter, what does that matter, is that important`),
  ],
  [
    "how",
    list(`how, how do i do that, how do i do this, how do i find out, how can i find out, how do i know, how would i know, how do i check, how do i check that,
    how do i tell, how can i tell, what does that mean, what does this mean, what do you mean, i do not understand, i do not get it, explain, explain that, please explain,
    what is that, what is this, do not understand, i do not know how, where do i find that, where do i see that, where, how to, what`),
  ],
  [
    "print",
    list(`print, print this, print it, print these steps, print the steps, send me the steps, email me the steps, mail me the steps, all the steps, show all steps,
    show all the steps, all steps, send these steps, the steps on one page, one page`),
  ],
  [
    "stop",
    list(`stop, quit, exit, bye, goodbye, good bye, leave me alone, forget it, end chat, stop it, stop this, go away`),
  ],
];

const polite = set("please now ok okay thanks thank you hey hi hello so and then well um uh sorry bot just");
/** A command, when it is the whole message or a listed phrase. "Did not help" is an answer, not a call for help. */
export function commandIn(text: string): Command | undefined {
  if (text.length > 600) return undefined;
  // Somebody who shouts for a person mostly says first what is wrong; what they do not want stands in another sentence.
  if (text.split(/[.!?;,\n]+/).some((part) => demandsPerson(wordsOf(part).join(" ")))) return "technician";
  if (text.length > 200) return undefined;
  if (/^\s*\?+\s*$/.test(text)) return "help";
  const words = wordsOf(text);
  const whole = words.join(" ");
  if (asksForPerson(words)) return "technician";
  const bare = words.filter((word) => !polite.has(word)).join(" ");
  return commands.find(([, phrases]) =>
    phrases.some((phrase) => phrase === whole || (phrase === bare && bare !== "")),
  )?.[0];
}

const declines =
  /\b(?:do|does|did|will|is|was|would|should|can|could) not\b|\bnever\b|\bno (?:technician|human|person|agent)\b|\bnot? (?:a|the|another) /;
const demands =
  /\b(?:want|need|get|give|talk|speak) (?:\w+ ){0,3}(?:technician|human|real person|live agent|human being|somebody|someone)(?= (?:now|please|pls|plz|here|fast|quickly|asap|to talk|on the phone)\b|$)|(?<!\b(?:an?|the|my|our|your|no|this|that|by|from|with|as|told|called|asked|is|was|sent) )\b(?:technician|human)(?: (?:please|pls|plz|now|asap))*$|^(?:please |a |now |real )*(?:technician|human|human being|real person)(?: (?:please|pls|plz|now|asap))*$/;

/** So clearly that it counts in the midst of other sentences. */
function demandsPerson(part: string): boolean {
  return !declines.test(part) && demands.test(part);
}

const noBot =
  /\b(?:not|no longer|stop) (?:want|wanna|like|need|talk\w*|speak\w*|chat\w*) (?:\w+ ){0,4}(?:bot|robot|chatbot|machine|program)\b|\bno (?:more )?(?:bot|robot|chatbot)\b|\b(?:talk|speak|connect|put me through|transfer) (?:\w+ ){0,3}(?:support|help ?desk|service desk|it department)\b|^(?:hello )?(?:is |are )?(?:there )?(?:anybody|anyone|somebody|someone)(?: (?:there|here|real|human|out there|listening|reading this))*$/;
/** "tecnician", "technitian" */
const misspelt = /^te[ckhq]{1,3}n+i[ckqt]?[iy]?[ae]n?s?$/;

function asksForPerson(given: readonly string[]): boolean {
  if (given.length === 0 || given.length > 20) return false;
  const words = given.map((word) => (misspelt.test(word) ? "technician" : word));
  const whole = words.join(" ");
  // "I do not want a bot" is no refusal of a person.
  if (noBot.test(whole)) return true;
  if (declines.test(whole)) return false;
  if (
    /\b(?:want|need|get|give|talk|speak) (?:\w+ ){0,3}(?:technician|human|real person|live agent|human being)\b/.test(
      whole,
    )
  )
    return true;
  if (
    /\b(?:escalate|second level|2nd level|hand (?:me|it|this|us) ?over|(?:open|create|raise|file) (?:a|me a) ticket|call me)\b/.test(
      whole,
    )
  )
    return true;
  if (
    /\b(?:can|could|may|will|would|let) (?:you |please |anyone )*(?:send |have |get )?(?:a|an|some|any)? ?(?:person|human|technician|someone|somebody|expert|colleague|specialist) ?(?:please )?(?:do|come|help|fix|look|take|call|handle|over|$)/.test(
      whole,
    )
  )
    return true;
  if (/^(?:techniker|ein techniker|mitarbeiter|mensch)\b/.test(whole)) return true;
  if (/^(?:help ?desk|support|representative|expert|real person|human being)(?: please)?$/.test(whole)) return true;
  return (
    words.some((word) => persons.has(word)) &&
    words.every((word) => persons.has(word) || aroundPerson.has(word) || word === "being" || word === "support")
  );
}

const talks: [Talk, RegExp][] = [
  [
    "triedAll",
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
    "whoAreYou",
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

// Everyday words of languages we are written to in; two of them and no English ones make a foreign sentence.
const foreign =
  set(`ich nicht und der die das ist mein kann verbindung fehler bitte geht funktioniert mit auf ein eine wir haben je ne pas le la les est mon ma une avec connexion erreur
  marche peux vous bonjour el los las mi no-puedo error-de conexion con para pero puedo una un por favor il non posso connessione errore mio della di che per niet een het verbinding fout kan werkt`);
const english = set(
  "the and is it i my not to a of in on can you this that with for what do does error remote desktop computer connect",
);

/** Talk that carries no answer. */
export function talkIn(text: string): Talk | undefined {
  const words = wordsOf(text.slice(0, 2000));
  const whole = words.join(" ");
  const found = talks.find(([, pattern]) => pattern.test(whole))?.[0];
  if (found) return found;
  const letters = [...text.slice(0, 2000)].filter((char) => /\p{L}/u.test(char));
  const strange = letters.filter((char) => !/\p{Script=Latin}/u.test(char)).length;
  if (letters.length > 3 && strange > letters.length / 2) return "otherLanguage";
  const theirs = words.filter((word) => foreign.has(word)).length;
  return theirs >= 2 && theirs > words.filter((word) => english.has(word)).length ? "otherLanguage" : undefined;
}
