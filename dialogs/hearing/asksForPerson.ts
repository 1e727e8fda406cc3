/** Recognizes that someone wants a person instead of the bot. */
import { splitWords } from "../../knowledge/reading/words.ts";
import { parseWords } from "./wordLists.ts";

const persons = parseWords(
  "technician technicians representative expert specialist human person somebody someone agent operator supporter engineer helpdesk hotline",
);
const aroundPerson =
  parseWords(`i we want need would like to a an the real live actual human please now just can could you may me us my get give
  talk speak chat connect transfer with from let have is there any anyone who take over takes hand pass this it ok okay no yes hello hi
  and call in your put through finally rather prefer for help desk pls plz plese giv giving oh god wtf hey`);

const declines =
  /\b(?:do|does|did|will|is|was|would|should|can|could|rather) not\b|\bno need\b|\bnot bother\b|\bnever\b|\bno (?:technician|human|person|agent)\b|\bnot? (?:a|the|another) /;
const demands =
  /\b(?:want|need|get|give|talk|speak) (?:\w+ ){0,3}(?:technician|human|real person|live agent|human being|somebody|someone)(?= (?:now|please|pls|plz|here|fast|quickly|asap|to talk|on the phone)\b|$)|(?<!\b(?:an?|the|my|our|your|no|this|that|by|from|with|as|told|called|asked|is|was|sent) )\b(?:technician|human)(?: (?:please|pls|plz|now|asap))*$|^(?:please |a |now |real )*(?:technician|human|human being|real person)(?: (?:please|pls|plz|now|asap))*$/;

const declinesOnly =
  /^(?:(?:no|nope|please|ok|okay|and|but|thanks|thank you|just|well|sorry|i (?:do not|would rather not) (?:want|need|like|have)|i said|still|yet|now) )*(?:no|not|without|do not want|do not need) (?:a |an |any |the |your |another )?(?:technicians?|human|person|agent|one else)(?: (?:please|yet|now|thanks|thank you|for now|here|at all))*$/;

/** "No, not a technician": the whole message declines one. */
export const declinesPerson = (text: string): boolean =>
  text.length < 100 && declinesOnly.test(splitWords(text).join(" "));

/** Whether part of a message demands a person so clearly that the rest of the message does not matter. */
export function demandsPerson(part: string): boolean {
  return !declines.test(part) && demands.test(part);
}

/** "Ich möchte mit einem Techniker sprechen", "je voudrais parler à un technicien" */
const inOtherLanguages =
  /(?<!\p{L})(?:mit|an|zu|zum|einen?m?|dem|der|den) (?:\p{L}+ ){0,2}(?:techniker(?:in)?|menschen|mitarbeiter(?:in)?)(?: \p{L}+){0,2} (?:sprechen|reden|verbinden|haben|weiter\p{L}*)(?!\p{L})|(?<!\p{L})(?:brauche|möchte|will|hätte|bitte) (?:\p{L}+ ){0,3}(?:techniker(?:in)?|menschen|mitarbeiter(?:in)?)(?!\p{L})|(?<!\p{L})parler (?:avec|à|a) (?:\p{L}+ )?(?:technici[ae]n(?:ne)?|humain|personne)(?!\p{L})|(?<!\p{L})hablar con (?:\p{L}+ )?(?:t[eé]cnic[oa]|persona|humano)(?!\p{L})/u;
const declinesInOtherLanguages = /(?<!\p{L})(?:kein\p{L}*|nicht|pas|sans|ohne|sin)(?!\p{L})/u;

const noBot =
  /\b(?:not|no longer|stop) (?:want|wanna|like|need|talk\w*|speak\w*|chat\w*) (?:\w+ ){0,4}(?:bot|robot|chatbot|machine|program)\b|\bno (?:more )?(?:bot|robot|chatbot)\b|\b(?:talk|speak|connect|put me through|transfer) (?:\w+ ){0,3}(?:support|help ?desk|service desk|it department)\b|^(?:hello )?(?:is |are )?(?:there )?(?:anybody|anyone|somebody|someone)(?: (?:there|here|real|human|out there|listening|reading this))*$/;

/** Misspellings such as "tecnician" and "technitian". */
const misspelt = /^te[ckhq]{1,3}n+i[ckqt]?[iy]?[ae]n?s?$/;

/** Whether the whole message asks for a person. */
export function asksForPerson(message: readonly string[]): boolean {
  if (message.length === 0 || message.length > 20) return false;
  const words = message.map((word) => (misspelt.test(word) ? "technician" : word));
  const whole = words.join(" ");
  // "I do not want a bot" does not decline a person.
  if (noBot.test(whole)) return true;
  if (inOtherLanguages.test(whole) && !declinesInOtherLanguages.test(whole)) return true;
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
  if (
    /\b(?:prefer|rather have|rather speak to|rather talk to) (?:\w+ ){0,2}(?:technician|human|real person)\b/.test(
      whole,
    ) ||
    /\b(?:hand|pass|forward|send|give|escalate) (?:(?:this|it|that|the case|the ticket|me) )?(?:over |on )?to (?:a |the |your )?(?:second line|2nd line|second level|level 2|technicians?|human|real person)\b/.test(
      whole,
    )
  )
    return true;
  if (
    /^(?:(?:ein |un |une )?(?:techniker(?:in)?|technicien(?:ne)?|t[eé]cnic[oa]|tecnico|technicus|monteur|technik)|mitarbeiter|mensch|техник|teknisyen|技术员|技術員|担当者|기술자)(?![\p{L}])/u.test(
      whole,
    )
  )
    return true;
  if (/^(?:help ?desk|support|representative|expert|real person|human being)(?: please)?$/.test(whole)) return true;
  return (
    words.some((word) => persons.has(word)) &&
    words.every((word) => persons.has(word) || aroundPerson.has(word) || word === "being" || word === "support")
  );
}
