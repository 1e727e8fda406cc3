/** Reads a person's message as the reply to a move. Pure: the same message and move give the same result. */
import type { Move } from "../../knowledge/case/moves.ts";
import { findSideAnswer } from "../../knowledge/reading/findSideAnswer.ts";
import { understand } from "../../knowledge/reading/understand.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { listChoices } from "../wording/choices.ts";
import { findCommand } from "./commands.ts";
import { findChoice, findValue } from "./findChoice.ts";
import type { Heard } from "./heard.ts";
import { hearConfirmation, hearJudged, isContradicted, leastAct, speaksOfPerson } from "./hearJudged.ts";
import type { Message } from "./message.ts";
import { readAnswer } from "./readAnswer.ts";
import { consent, readShortReply } from "./shortReply.ts";
import { findTalk } from "./smallTalk.ts";

/** Reads a message as the reply to a move. A pressed button counts only while the move it belongs to is current. */
export function hear(knowledge: Knowledge, move: Move, message: Message): Heard {
  const { text, press } = message;
  if (press) {
    if (press.move !== move.key) return findChange(knowledge, move, press) ?? { kind: "stale" };
    return listChoices(move).some(({ id }) => id === press.choice)
      ? { kind: "choice", choice: press.choice }
      : { kind: "stale" };
  }
  if (message.onlyPicture) return { kind: "talk", talk: "picture" };
  if (text.trim() === "") return { kind: "talk", talk: "empty" };

  const choice = findChoice(move, text);
  if (choice) return { kind: "choice", choice };
  // A report or a file holds words such as "stop" that mean nothing here.
  const pasted = text.length > shortestReport ? understand(knowledge, text) : undefined;
  if (pasted?.reports || pasted?.rdpFile || pasted?.isReportScript) return { kind: "read", understood: pasted };
  // "Yes, hand it over" consents to what is shown; elsewhere it asks for a technician.
  if (move.kind === "hand-over" && !move.reference && consent.test(text)) return { kind: "choice", choice: "yes" };
  const command = findCommand(text);
  if (command && !(command === "technician" && speaksOfPerson(knowledge, move, text)))
    return { kind: "command", command };
  // "That did not help. Now it says 0x904 0x7" leads back to this fault.
  if (move.kind === "neighbour") {
    const understood = understand(knowledge, text);
    if (understood.inScope === "yes") return { kind: "read", understood };
  }
  const short = readShortReply(move, text);
  if (short && !isContradicted(knowledge, move, text, short)) return short;
  const value = move.kind === "fill" ? findValue(move, text) : undefined;
  if (value?.kind === "value") return value;

  const understood = readAnswer(knowledge, move, text);
  const answer = findSideAnswer(knowledge.tree, text);
  if (answer) return { kind: "side-question", answer, understood };
  // A person who reports the same error again says that it does not work.
  if (move.kind === "check" && understood.inScope === "yes") {
    const failed = listChoices(move).find(({ id }) => id === (move.fact ? "no" : "no-help"));
    if (failed) return { kind: "choice", choice: failed.id };
  }
  if (move.kind === "ask-back") {
    const confirmed = hearConfirmation(move.id, text, understood);
    if (confirmed) return confirmed;
  }
  const judged = value ? undefined : hearJudged(knowledge, move, text, understood);
  if (judged) return judged;
  if (value && understood.facts.length === 0) return value;
  const isRead = understood.codes.length > 0 || understood.facts.length > 0 || understood.otherFault || understood.host;
  if (isRead || understood.likely?.some(({ probability }) => probability >= leastAct))
    return { kind: "read", understood };
  const talk = findTalk(text);
  if (talk) return { kind: "talk", talk };
  return asksBack.test(text) ? { kind: "question" } : { kind: "unclear" };
}

/** A press on an older question changes its answer, as long as the bot has the case. */
function findChange({ tree }: Knowledge, move: Move, press: { move: string; choice: string }): Heard | undefined {
  if (move.kind === "close" || move.kind === "confirm" || (move.kind === "hand-over" && move.reference))
    return undefined;
  const [, kind, id = ""] = /^(ask|look):([a-z0-9-]+)#\d+$/.exec(press.move) ?? [];
  const fact = kind === "look" ? (tree.looks[id]?.learns[0] ?? "") : id;
  const answer = press.choice;
  return tree.facts[fact]?.answers[answer] ? { kind: "changed", fact, answer } : undefined;
}

const shortestReport = 40;

const asksBack =
  /^\s*(?:(?:and|but|sorry|wait|hey|ok|okay|hm+|uh|erm?)[\s,]+)*(?:(?:what|how|where|who)(?:'?s)?|which|when|why|huh|is|are|do|does|can|could|should|will)\b|\?\s*$/i;
