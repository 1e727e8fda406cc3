/** What a person's message means at this place of the conversation. Pure: the same message at the same place means the same. */
import type { Activity } from "botbuilder-core";
import { askedFact, type Move } from "../../knowledge/case/moves.ts";
import { type ReadFact, type Understood, understand } from "../../knowledge/reading/understand.ts";
import { understandAsked } from "../../knowledge/reading/understandAnswer.ts";
import { wordsOf } from "../../knowledge/reading/words.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { NOT_SURE } from "../../knowledge/tree/tree.ts";
import { choicesFor } from "../wording/choices.ts";
import { type Command, commandIn } from "./saidWords.ts";
import { answerIn } from "./shortAnswers.ts";
import { type Talk, talkIn } from "./smallTalk.ts";

/** A message as it came in: words, a pressed button, or only a picture. */
export type Message = {
  text: string;
  press?: { move: string; choice: string };
  /** What was filled in where the button stood. */
  fields?: Record<string, string>;
  onlyPicture: boolean;
};

export type Heard =
  | { kind: "choice"; choice: string }
  | { kind: "stale" }
  | { kind: "command"; command: Command }
  | { kind: "value"; value: string | null }
  | { kind: "wrong-value" }
  | { kind: "works" }
  | { kind: "tried-before" }
  /** Codes or facts; among the facts may be the answer to what was asked. */
  | { kind: "read"; understood: Understood }
  | { kind: "talk"; talk: Talk | "empty" | "picture" }
  /** A question of theirs about what is asked or to be done. */
  | { kind: "question" }
  | { kind: "unclear" };

/** Reads the fields we rely on; whatever else a client sent is not looked at. */
export function messageOf(activity: Partial<Activity>): Message {
  const text = typeof activity.text === "string" ? activity.text : "";
  const press = pressOf(activity.value);
  const pictures = (activity.attachments ?? []).filter(({ contentType }) => contentType?.startsWith("image/"));
  const fields = press ? fieldsOf(activity.value) : {};
  return { text, ...(press && { press, fields }), onlyPicture: text.trim() === "" && pictures.length > 0 };
}

function pressOf(value: unknown): Message["press"] {
  const press = typeof value === "object" && value !== null && "reconnect" in value ? value.reconnect : undefined;
  if (typeof press !== "object" || press === null || !("move" in press) || !("choice" in press)) return undefined;
  return typeof press.move === "string" && typeof press.choice === "string"
    ? { move: press.move, choice: press.choice }
    : undefined;
}

function fieldsOf(value: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (typeof field === "string" ? [[name, field]] : [])),
  );
}

export function hear(knowledge: Knowledge, move: Move, message: Message): Heard {
  const { text, press } = message;
  if (press) {
    if (press.move !== move.key) return { kind: "stale" };
    if (press.choice === "back") return { kind: "command", command: "back" };
    return choicesFor(move).some(({ id }) => id === press.choice)
      ? { kind: "choice", choice: press.choice }
      : { kind: "stale" };
  }
  if (message.onlyPicture) return { kind: "talk", talk: "picture" };
  if (text.trim() === "") return { kind: "talk", talk: "empty" };

  const choice = choiceIn(move, text);
  if (choice === "back") return { kind: "command", command: "back" };
  if (choice) return { kind: "choice", choice };
  const command = commandIn(text);
  if (command) return { kind: "command", command };
  const short = shortAnswer(move, text);
  if (short) return short;
  if (move.kind === "fill") return valueIn(move, text);

  const understood = withAnswer(knowledge, move, text);
  // The same error again is the answer to whether it works.
  if (move.kind === "check" && understood.inScope === "yes") {
    const failed = choicesFor(move).find(({ id }) => id === (move.fact ? "no" : "no-help"));
    if (failed) return { kind: "choice", choice: failed.id };
  }
  if (understood.codes.length > 0 || understood.facts.length > 0 || understood.otherFault)
    return { kind: "read", understood };
  const talk = talkIn(text);
  if (talk) return { kind: "talk", talk };
  return asksBack.test(text) ? { kind: "question" } : { kind: "unclear" };
}

const asksBack =
  /^\s*(?:(?:and|but|sorry|wait|hey|ok|okay|hm+|uh|erm?)[\s,]+)*(?:what|how|where|which|who|when|why|huh|is|are|do|does|can|could|should|will)\b|\?\s*$/i;

// Numbers and labels count only when they are the whole message: "2 other people" is not choice 2.
function choiceIn(move: Move, text: string): string | undefined {
  const choices = choicesFor(move);
  // Trimmed first: between two runs of blanks that may be none, a pattern tries every way to part them.
  const number = /^(?:option |choice |number |no\. ?|#)?(\d{1,2})\s*[.)]?$/i.exec(text.trim());
  // A value that is asked for may itself be a number.
  if (number && move.kind !== "fill") return choices[Number(number[1]) - 1]?.id;
  const said = wordsOf(text).join(" ");
  const exact = choices.find(({ label, id }) => wordsOf(label).join(" ") === said || wordsOf(id).join(" ") === said);
  if (exact && said !== "") return exact.id;
  // The part of a label before its explanation is enough: "A VPN", "Yes".
  const heads = choices.filter(
    ({ label }) => label.split(/[,(:]/)[0] && wordsOf(label.split(/[,(:]/)[0] ?? "").join(" ") === said,
  );
  return heads.length === 1 ? heads[0]?.id : undefined;
}

function shortAnswer(move: Move, text: string): Heard | undefined {
  // What a reading step was to print, pasted, shows that it was done.
  if (move.kind === "step" && move.step.captures.length > 0 && /\bREG_\w+\s+\S/.test(text))
    return { kind: "choice", choice: "done" };
  const answer = answerIn(text) ?? (move.kind === "confirm" ? firstWordOf(text) : undefined);
  if (!answer) return undefined;
  const ids = choicesFor(move).map(({ id }) => id);
  const choose = (choice: string): Heard => ({ kind: "choice", choice });
  switch (move.kind) {
    case "ask":
      if (answer === "works") return { kind: "works" };
      if (answer === "not-sure") return choose(answer);
      if (answer === "yes" || answer === "no") {
        const meant = yesOrNo(move, answer);
        return meant ? choose(meant) : undefined;
      }
      return undefined;
    case "look":
      if (answer === "cannot" || answer === "not-sure" || answer === "tried-before") return choose("cannot");
      if ((answer === "yes" || answer === "no") && ids.includes(answer)) return choose(answer);
      return answer === "works" ? { kind: "works" } : undefined;
    case "fill":
      return answer === "not-sure" || answer === "cannot" || answer === "no"
        ? { kind: "value", value: null }
        : undefined;
    case "step":
      if (answer === "works") return { kind: "works" };
      if (answer === "tried-before") return { kind: "tried-before" };
      if (answer === "no-help") return choose(ids.includes("no-help") ? "no-help" : "done");
      if (answer === "yes" || answer === "done") return choose("done");
      return choose("cannot");
    case "check":
      if (move.fact) {
        if (answer === "works" || answer === "yes") return choose(ids.includes("yes") ? "yes" : move.fact.works);
        if (answer === "not-sure" || answer === "cannot") return choose("not-sure");
        return (answer === "no" || answer === "no-help") && ids.includes("no") ? choose("no") : undefined;
      }
      if (answer === "works" || answer === "yes") return choose("works");
      return answer === "no" || answer === "no-help" || answer === "tried-before" ? choose("no-help") : undefined;
    case "revert":
      if (answer === "works") return { kind: "works" };
      if (answer === "yes" || answer === "done" || answer === "tried-before") return choose("done");
      return answer === "cannot" || answer === "not-sure" || answer === "no" ? choose("cannot") : undefined;
    case "hand-over":
      if (answer === "works") return { kind: "works" };
      if (move.reference) return undefined;
      if (answer === "yes" || answer === "done") return choose("yes");
      return answer === "no" || answer === "not-sure" ? choose("no") : undefined;
    case "confirm":
      if (answer === "works" || answer === "yes" || answer === "done") return choose("works");
      return answer === "not-sure" ? undefined : choose("no-help");
    case "close":
      return undefined;
  }
}

/** "Yes, thanks a lot" and "no, now it says 0x516" answer whether it works. */
function firstWordOf(text: string): "yes" | "no" | undefined {
  if (/\b(?:broke|broken|fails?|failed|not working|does ?n[o']?t|same error|is back|came back)\b/i.test(text))
    return "no";
  const [, word] = /^\s*(yes|yep|yeah|no|nope)\b(?!.*\b(?:but|not|only)\b)/i.exec(text) ?? [];
  return word ? (/^y/i.test(word) ? "yes" : "no") : undefined;
}

function valueIn(move: Move & { kind: "fill" }, text: string): Heard {
  // A copied value often has blanks or quotes around it; nothing else is mended.
  const printed = /\bREG_(?:DWORD|SZ|BINARY)\s+(\S+)\s*$/m.exec(text)?.[1];
  const value = (printed ?? text)
    .trim()
    .replace(/^(["'`])(.*)\1$/su, "$2")
    .trim();
  return new RegExp(`^(?:${move.blank.matches})$`, "u").test(value)
    ? { kind: "value", value }
    : { kind: "wrong-value" };
}

// What was asked may be answered in words too short to be understood anywhere else: "everybody", "just me".
function withAnswer(knowledge: Knowledge, move: Move, text: string): Understood {
  const asked = askedFact(move);
  if (!asked) return understand(knowledge, text);
  const understood = understandAsked(knowledge, asked, text);
  if (understood.facts.some(({ fact }) => fact === asked)) return understood;
  return { ...understood, facts: [...leadingAnswer(move, asked, text), ...understood.facts] };
}

// "No, I only work here", "no idea who else": the words in front answer, unless the rest has done so.
function leadingAnswer(move: Move, fact: string, text: string): ReadFact[] {
  if (
    /^\s*(?:(?:sorry|well|i|really|honestly|we|am|'m)[\s,]+)*(?:don'?t know|do not know|no idea|no clue|not sure|can'?t (?:say|tell)|unsure)\b/i.test(
      text,
    )
  )
    return [{ fact, answer: NOT_SURE, from: text.trim().slice(0, 80) }];
  const [word] =
    /^\s*(?:yes|yep|yeah|no|nope|nah)(?=\s*[,.;:!-]|\s+(?:i|we|it|they|there|just|only)\b)/i.exec(text) ?? [];
  if (!word) return [];
  const answer = yesOrNo(move, /^\s*y/i.test(word) ? "yes" : "no");
  return answer ? [{ fact, answer, from: text.trim().slice(0, 80) }] : [];
}

// The choice that a bare yes or no means: the one of that name, or the only one whose label begins with it.
function yesOrNo(move: Move, answer: "yes" | "no"): string | undefined {
  const choices = choicesFor(move);
  if (choices.some(({ id }) => id === answer)) return answer;
  const labelled = choices.filter(({ label }) => wordsOf(label)[0] === answer);
  return labelled.length === 1 ? labelled[0]?.id : undefined;
}
