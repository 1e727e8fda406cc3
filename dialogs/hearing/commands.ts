/** Recognizes the commands that a person can use at any place of the conversation. */
import { splitWords } from "../../knowledge/reading/words.ts";
import { asksForPerson, demandsPerson } from "./asksForPerson.ts";
import { parsePhrases, parseWords } from "./wordLists.ts";

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
  | "what"
  | "print"
  | "stop";

/** Commands whose only effect is an explanation. */
export type HelpCommand = Extract<Command, "tried" | "print" | "why" | "how" | "what">;

const commands: [Exclude<Command, "technician">, string[]][] = [
  [
    "help",
    parsePhrases(
      "help, help me, help please, please help, please help me, i need help, what can i do, what can you do, what can i say, menu, commands, options",
    ),
  ],
  [
    "back",
    parsePhrases(`back, go back, take back, undo, undo that, previous, one step back, that was wrong, that is wrong, wrong, wrong answer, oops, i made a mistake,
    my mistake, take that back, take it back, not what i meant, i misspoke, that is not what i said, i did not say that, that is not right, incorrect`),
  ],
  [
    "start-over",
    parsePhrases(`start over, start again, start from the beginning, start from scratch, begin again, restart the chat, restart this chat, new case,
    new problem, another problem, from the beginning, from the start, i have a new problem, i have another problem`),
  ],
  [
    "tried",
    parsePhrases(`what have we tried, what did we try, what have we done, what did we do, what have you tried, what have i tried, what was tried, summary,
    where are we, where were we, what do you know, what do you know so far, what have we tried so far, show the summary, show summary, what did i say`),
  ],
  [
    "news",
    parsePhrases(`status, state, ticket status, any news, any update, any updates, any progress, what is the status, what is the state, how does it stand, how long, how long does it take, how long will it take,
    how long do i have to wait, how much longer, when, when does somebody come, when will somebody answer, when will someone answer, when does a technician come, is anybody there, is anyone there,
    is somebody there, is someone there, anybody there, anyone there, are you there, are you still there, where is the technician, where is my ticket, what happens now, what is happening, what next, still waiting, i am still waiting, i am waiting`),
  ],
  [
    "withdraw",
    parsePhrases(`withdraw, withdraw it, withdraw the ticket, withdraw that, cancel, cancel it, cancel the ticket, cancel that, never mind, nevermind, no longer needed, not needed any more,
    i do not need anybody any more, i do not need a technician any more, i do not need anyone any more, close the ticket`),
  ],
  [
    "why",
    parsePhrases(`why, why do you ask, why do you ask that, why do you need that, why do you need to know, why do you want to know, why that,
    what for, what is that for, why this, why should i, why should i do that, why does that matter, what does that matter, is that important`),
  ],
  [
    "how",
    parsePhrases(`how, how do i do that, how do i do this, how do i find out, how can i find out, how do i know, how would i know, how do i check, how do i check that,
    how do i tell, how can i tell, i do not know how, where do i find that, where do i see that, where do i find it, where do i see it, where, how to`),
  ],
  [
    "what",
    parsePhrases(`what, huh, eh, pardon, say again, come again, say that again, wdym, what do you mean, what do you mean by that, what does that mean, what does this mean, what does it mean,
    what is that, what is this, what is that supposed to mean, do not understand, not clear, unclear, confused, i am confused, i am lost, you lost me, explain, explain that, explain this,
    explain it, please explain, can you explain, can you explain that, could you explain, could you explain that, in plain english, in english please, in other words, i do not know what you mean,
    i do not know what that means, what do you want, what do you want from me, what do you want me to do, what am i supposed to do, what should i do, what shall i do, what do i have to do,
    what do i do, what do i do now, what should i do now, makes no sense, that makes no sense, was, wie, wie bitte, hä, häh, verstehe ich nicht, ich verstehe nicht, das verstehe ich nicht, comment`),
  ],
  [
    "print",
    parsePhrases(`print, print this, print it, print these steps, print the steps, send me the steps, email me the steps, mail me the steps, all the steps, show all steps,
    show all the steps, all steps, send these steps, the steps on one page, one page`),
  ],
  [
    "stop",
    parsePhrases(
      `stop, quit, exit, bye, goodbye, good bye, leave me alone, forget it, end chat, stop it, stop this, go away`,
    ),
  ],
];

const withdrawing =
  /(?<!\p{L})(?:withdraw|undo(?:ne)?|cancel(?:led)?|take (?:it|that|this) back|call (?:it|that) off|zur(?:ü|ue)ckziehen|zur(?:ü|ue)cknehmen|(?:zieh|nehm)\p{L}* .{0,40}zurück|stornier\p{L}*|annul\p{L}*|retirer|cancelar|retirar)(?!\p{L}|\?)/iu;
const keeping = /\b(?:not|n'?t|never|do not) (?:\w+ )?(?:withdraw|cancel|undo)/i;

/** Whether a person whose case the technicians have wants it back, in words of their own. */
export const withdraws = (text: string): boolean => text.length <= 200 && withdrawing.test(text) && !keeping.test(text);

const polite = parseWords("please now ok okay thanks thank you hey hi hello so and then well um uh sorry bot just");

/** "I don't get this question". Of a reply, "I don't understand" would say that the person can't do it. */
const lost =
  /^(?:(?:sorry|but|and|ok|well|um|no|hey|honestly|i am (?:afraid|sorry)|i think) )*i (?:do|did|can|still do) not (?:really |quite |even )?(?:understand|get|follow)(?: (?:this|that|it|the|your|you|any of (?:this|that|it)|what (?:you mean|that means|this means|to do|you want|i (?:should|have to) do))(?: (?:step|question|sentence|message|test|part|bit|last one|one|answer|instructions?))?)?(?: at all| sorry)?$/;

/** "Hm? Say that in simple words." */
const simpler =
  /^(?:\w+ ){0,4}(?:say|explain|put|phrase|write|tell me) (?:\w+ ){0,4}(?:simple|simpler|simply|plain|other|different|differently|easier|normal)(?: (?:words|english|way|language|terms|please))*$/;

/** The command that a message gives. It must be the whole message: "did not help" is an answer, not a call for help. */
export function findCommand(text: string): Command | undefined {
  if (text.length > 600) return undefined;
  // People often describe the fault before they demand a person, so each sentence is read on its own.
  if (text.split(/[.!?;,\n]+/).some((part) => demandsPerson(splitWords(part).join(" ")))) return "technician";
  if (text.length > 200) return undefined;
  if (/^\s*\?+\s*$/.test(text)) return "help";
  const words = splitWords(text);
  const whole = words.join(" ");
  if (asksForPerson(words)) return "technician";
  if (lost.test(whole) || simpler.test(whole)) return "what";
  const bare = dropPolite(words);
  return said.find(({ phrases, bares }) => phrases.has(whole) || (bare !== "" && bares.has(bare)))?.command;
}

const dropPolite = (words: readonly string[]): string => words.filter((word) => !polite.has(word)).join(" ");

/** `bares`: the phrases as they are, and without the words that only make them polite. */
const said = commands.map(([command, phrases]) => ({
  command,
  phrases: new Set(phrases),
  bares: new Set(phrases.flatMap((phrase) => [phrase, dropPolite(phrase.split(" "))])),
}));
