/** How people ask what depends on the case: what this step does, who has the ticket, what was noted. `wording/answerState.ts` answers. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { Topic } from "../wording/topics.ts";
import { actionQuestions } from "./actionQuestions.ts";

/** The places of a conversation that these questions tell apart. */
type Place = "question" | "look" | "step" | "check" | "offer" | "waiting" | "end";

function findPlace(move: Move): Place {
  switch (move.kind) {
    case "look":
    case "report":
      return "look";
    case "step":
    case "revert":
      return "step";
    case "check":
    case "neighbour":
    case "confirm":
      return "check";
    case "hand-over":
      return move.reference ? "waiting" : "offer";
    case "close":
      return "end";
    default:
      return "question";
  }
}

const everywhere: readonly Place[] = ["question", "look", "step", "check", "offer", "waiting", "end"];
const doing: readonly Place[] = ["step", "look"];
const handingOver: readonly Place[] = ["offer", "waiting"];

type Asks = { at: readonly Place[]; asks: string };

const aboutAction = Object.fromEntries(
  Object.entries(actionQuestions).map(([topic, asks]) => [topic, { at: doing, asks }]),
) as Record<keyof typeof actionQuestions, Asks>;

const topics: Record<Topic, Asks> = {
  ...aboutAction,
  "why-asked": {
    at: ["question", "look", "step", "check"],
    asks: `why do you need/want to know that/this, why do you need/want/ask that/this, what do you need/want that for, is that/it important/relevant/necessary, why does it/that matter, does it/that matter,
    what has that to do with it/this/my problem, what is that good for, why do i have to do that/this, why should i do that, do i have to answer that, wozu brauchst du das`,
  },
  noted: {
    at: ["question", "look", "step", "check", "end"],
    asks: `what have/did you note/noted/written/understood/read/wrote so far, what do/did you know/note/remember about me/this/us/it, what did i tell you so far,
    which/what answers/facts do you have so far, show me what you know/noted/have, what have you got so far, what is noted, what do you have about me, was hast du notiert, what did you write down`,
  },
  "questions-left": {
    at: everywhere,
    asks: `how many questions are there/left, how many more questions/steps, how many questions, how many steps, is this/that the last question/step, how many questions will you ask,
    are there more questions/steps, are there many more questions, how far are we, are we nearly/almost done/there, when are we done/finished, wie viele fragen noch`,
  },
  restart: {
    at: ["step", "look", "check"],
    asks: `do i need downtime, does it/this/that need a restart, is a restart needed for this/that/it, will the server/computer restart, does/will the server/computer go down for that/this/it, do i have to restart first/afterwards/before, do i need to restart, will it restart, should i restart before/first/afterwards, is a restart needed/necessary/required, does the server restart,
    muss ich neustarten, restart before i try, do i have to restart the computer`,
  },
  "no-command": {
    at: ["question", "check"],
    asks: `what does this/the/that command/script do, what does the command/script actually do, explain the command/script`,
  },
  "who-can": {
    at: ["step", "look", "check"],
    asks: `where do i/she/he get the password/rights/permission, who has the password, who gives me the password/rights, who knows the password,
    who can, who can do it/that/this, who could do it/that/this instead, who is allowed to do that, who may do that, who should do that, whom/who do i ask for that, who can help with that, who has the rights for that, who do i have to ask, who has admin, who is the admin`,
  },
  next: {
    at: everywhere,
    asks: `what happens next/now/then/afterwards, what comes next, what is next, what happens after that/this, what do you do then/next/now, what will happen, wie geht es weiter, was passiert jetzt, what happens once i sent it`,
  },
  "leave-change": {
    at: ["check", "step", "end"],
    asks: `should it go back, do i set it back, should the old setting/value/one go back, do i restore the old setting, do i keep the new setting, does it stay like that,
    do i have to undo/change/put it back now, do i have to undo the change, should i undo the change or leave it, do i leave the change, can i leave it like that/this, should i put it back, do i need to change it back,
    leave the setting or undo it, does the change stay`,
  },
  "how-to-tell": {
    at: ["check", "step", "look"],
    asks: `how do i know if/whether it worked, how can i tell that it worked, how do i see if it worked, what should i see, what should it look like, what is supposed to happen, is it supposed to look like that, how do i know it is done`,
  },
  "why-it-helped": {
    at: ["check", "end"],
    asks: `why did that help, why does that help, why did it work, what was the cause, what caused it, what was wrong, what was broken, what was it, what was it in the end, what was the problem/reason/issue, why did it happen, what did you find`,
  },
  "who-fixed": {
    at: ["end"],
    asks: `who fixed it/this/that, who solved it, who did that, did you fix it, did the technician fix it, did someone change something, what fixed it, what helped, what did you change, what did the technician do, what did i do right, how was it fixed`,
  },
  "no-one-comes": {
    at: handingOver,
    asks: `what if nobody comes/answers/calls, what if nobody reads it/this, what if no one comes/answers/calls/replies, what if it takes too long, what if they do not answer/call/come, what if i hear nothing, what do i do if nobody calls back/turns/shows/comes/answers up,
    who do i call if nobody answers, and if nobody is there`,
  },
  wait: {
    at: handingOver,
    asks: `did they get/receive/read/see it, has it arrived, do they have it, do they work on weekends/sundays/saturdays, when do they start/open, how long is the queue,
    when is someone there, when will they answer, how long till someone answers, how long do i wait, when do i get an answer, is anyone there now, is someone working on it, has someone seen it,
    how long will it take, when is it my turn, are they still there/open, has anyone taken it, how many are before me, wann kommt jemand, does it take long`,
  },
  call: {
    at: handingOver,
    asks: `how long until/till/til someone/they calls/call me, how long before someone calls me, when will/do someone/they call/phone/ring me, when does someone call/phone/ring me, when do i get a/the call, do they call or answer/write here,
    do they answer here or call, will they call me or write here, where do they answer, will i get a call or a message, wann ruft mich jemand an`,
  },
  urgent: {
    at: handingOver,
    asks: `who can i complain to, where can i complain, how do i reach/contact the help desk, how do i reach/contact someone, i have waited an hour, is there another way to reach them,
    is it urgent enough, can you make it urgent, do they know it is urgent, can it go faster, can you hurry them, do i need to call them too, should i call them as well, should i call the help desk, can i call someone instead, is there a number to call, is there an emergency/urgent number, who do/can i call/ring/phone if it is urgent, what if it is urgent/an emergency, is there a hotline,
    what is the phone number of the help desk, can i speed it up`,
  },
  times: {
    at: everywhere,
    asks: `do they/you know it is the second/third time, does he/she know it happened before, do you know that it came back, do they see that it happened before/already, is it noted that it happened again, do they know i had it before,
    does the technician know about last time, do you remember last time`,
  },
  "passed-on": {
    at: handingOver,
    asks: `what do you send/give/tell them, what is in the ticket, what is in it, does the ticket include/contain/show the address/name/ip, do they see my name/number/address/messages, do they get my number, do they know my name,
    what do they see/get/know, can they read this/what i wrote, what does the ticket say, is my name in it, do they see the whole chat, what goes to them`,
  },
  "why-contact": {
    at: handingOver,
    asks: `why do you want/need my phone/number/name/mail/email/contact, what do you need my number for, do i have to give my number/name, do i need to leave a number, do i have to fill in everything/all, must i give a number,
    what is my number for, is the number required`,
  },
  "whose-name": {
    at: handingOver,
    asks: `do i put my name or the callers, do i put/enter my name in or the caller name, whose name/number do i put/enter/need, mine or hers, mine or the callers, my number or his, which name do i put in, my details or the customers`,
  },
  "add-later": {
    at: handingOver,
    asks: `can i attach/upload/send a file/log/screenshot/picture, can i attach/send the event log, how do i send/attach a file/log, can i give them more information,
    can i add something later/afterwards, can i still add/write/change something, can i add something after i send it, can i change it/that later/afterwards, what if i forgot something, can i send more later, can i still tell them something,
    can i send them a log later, how do i add something`,
  },
  reference: {
    at: everywhere,
    asks: `what is my ticket/reference number, what is the ticket/reference number again, do i have a ticket, is there a ticket, do you have a ticket number, what was my ticket number, did you open a ticket, where is my reference`,
  },
  decline: {
    at: ["offer"],
    asks: `what if i say no, what happens if i say no, can i say no, what if i do not want that/a technician, do i have to hand it over, what happens without a technician, can we go on without a technician/one,
    what if i refuse, what if i decline, do you do anything if i say no`,
  },
  cancel: {
    at: handingOver,
    asks: `can i cancel it/that/the ticket, can i cancel if it works again, what if it works again before they come, how do i cancel it/the ticket, can i take the ticket back, can i still stop it, what if i solve it myself, what if it works by itself`,
  },
  "close-ticket": {
    at: ["end"],
    asks: `do i need to close the ticket, do i have to close something, is the ticket closed, is it closed now, do i need to do anything else, do i have to tell someone, are we done, is that all, who closes the ticket, what about the ticket`,
  },
  "read-more": {
    at: ["step", "look", "check", "end"],
    asks: `where can i read about it/that/the cause, where can i read more, is there an article/documentation/link/page, do you have a link/source, where is that documented, is that from microsoft, where do you know that from, what is the source`,
  },
};

export const isTopic = (id: string): id is Topic => Object.hasOwn(topics, id);

/** Whether the question has an answer of its own at this place. */
export const fitsPlace = (topic: Topic, move: Move): boolean => topics[topic].at.includes(findPlace(move));

/** The ways to ask, each with its topic. Written like the `asks` of an answer in the tree. */
export const listWays = (): { topic: Topic; phrase: string }[] =>
  Object.entries(topics).flatMap(([topic, { asks }]) =>
    asks.split(/\s*[,\n]\s*/).map((phrase) => ({ topic: topic as Topic, phrase })),
  );
