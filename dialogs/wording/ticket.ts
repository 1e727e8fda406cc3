/** Builds the ticket of a case from its events. The code that stores it adds person, time and transcript. */

import { fillBlanks } from "../../knowledge/case/blanks.ts";
import type { Origin, Urgency } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import { listNotAllowed as notAllowed, rankSuspects, type Suspect } from "../../knowledge/case/suspects.ts";
import { findErrorCode, findExtendedCode, type Knowledge } from "../../knowledge/tree/codes.ts";
import { NOT_SURE, type Tree } from "../../knowledge/tree/tree.ts";
import { anyOf, nameLanguage, sentence } from "../words/sentence.ts";
import { type Computer, describeComputer } from "./brief.ts";
import { hideKeptBack } from "./keptBack.ts";
import { findNextAction, type NextAction } from "./nextAction.ts";
import { wordForTechnician } from "./technicianWords.ts";
import { type SuggestedLook, suggestLooks, suggestReport } from "./ticketLooks.ts";
import { type Attempt, listAttempts, type TicketStep } from "./tried.ts";

/** The dialogs' part of version 2 of the package. */
export type Ticket = {
  version: 2;
  tree: { id: string; version: string; hash: string };
  reason: { id: string; text: string };
  /** Absent the first time. */
  times?: number;
  impact?: string;
  urgency?: Urgency;
  /** Since when, in the person's words. */
  since?: string;
  /** Who is affected: the label of the person's answer. */
  affected?: string;
  computer?: Computer;
  /** What a technician does next. */
  next?: NextAction;
  fault: { codes: { kind: string; hex: string; name?: string | undefined }[] };
  facts: { fact: string; question: string; answer: string; label: string; origin: Origin; words: string }[];
  suspects: Suspect[];
  tried: Attempt[];
  openChanges: (TicketStep & { undo: { do: string; run?: string | undefined } })[];
  /** The technician's list: the steps that the person may not do, most suspected cause first. */
  notAllowed: {
    cause: string;
    title: string;
    steps: (TicketStep & { who: string; where: string; warning?: string })[];
  }[];
  /** The most informative looks. */
  looks: SuggestedLook[];
  /** How many things the person kept back. */
  leftOut: number;
};

/** The number of causes in the technician's list. */
const mostSuspected = 5;

/** `shown` is the case without the things that the person keeps back. Steps and changes are never kept back. */
export function buildTicket(open: OpenCase, reason: string, shown = hideKeptBack(open)): Ticket {
  const { tree } = open.knowledge;
  const { leftOut = [], impact, urgency, since } = open.standing.told;
  const { standing } = shown;
  const ranked = rankSuspects(tree, standing);
  // The tree knows nothing about other faults, so the ticket suggests nothing for them.
  const isOurs = !standing.facts.get("code")?.answers.includes("other-code");
  const likely = isOurs ? ranked.filter((suspect) => suspect.standing === "likely") : [];
  // A look may give the first evidence. A fix without evidence would only be a guess.
  const possible = isOurs ? ranked.filter((suspect) => suspect.standing === "possible") : [];
  const prime = likely.length > 0 ? likely : possible;
  const looks = [...(isOurs ? suggestReport(tree, standing) : []), ...suggestLooks(tree, standing, prime)];
  const affected = standing.facts.get("who-is-hit")?.answers[0];
  const computer = describeComputer(shown);
  const next = isOurs ? findNextAction(shown, looks) : undefined;
  return {
    version: 2,
    tree: { id: tree.tree, version: tree.version, hash: tree.hash },
    reason: { id: reason, text: wordReason(open, reason) },
    ...(standing.times > 1 && { times: standing.times }),
    ...(impact && { impact }),
    ...(urgency && { urgency }),
    ...(since && { since }),
    ...(affected && { affected: tree.facts["who-is-hit"]?.answers[affected]?.label ?? sentence("label.not-sure") }),
    ...(Object.keys(computer).length > 0 && { computer }),
    ...(next && { next }),
    fault: { codes: nameCodes(open.knowledge, standing) },
    // Values such as the computer's name are facts too.
    facts: [...listValues(tree, standing), ...listAnswers(tree, standing)],
    suspects: isOurs ? ranked : [],
    tried: listAttempts(open.knowledge, shown.history),
    openChanges: standing.openChanges.map(({ step, do: text, run, undo }) => ({
      step,
      do: wordForTechnician(text),
      run,
      undo,
    })),
    notAllowed: listNotAllowed(tree, standing, likely),
    looks,
    leftOut: leftOut.length,
  };
}

function wordReason({ knowledge: { tree }, standing }: OpenCase, reason: string): string {
  const isUnconfirmed = reason === "asked-for" && standing.walkedAway;
  const { language } = standing.told;
  const others = [
    ...wordNeighbour(tree, reason, standing),
    ...(standing.times > 1 ? [sentence("ticket.came-back", { times: standing.times })] : []),
    ...(isUnconfirmed ? [sentence("unconfirmed")] : []),
    ...(language ? [sentence("ticket.writes", { language: nameLanguage(language) })] : []),
  ];
  if (reason !== "asked-for") return [tree["hand-overs"][reason]?.technician ?? reason, ...others].join(" ");
  // That a person asked says nothing beside another reason.
  return others.join(" ") || sentence("ticket.asked-for");
}

/** What a technician should know about the other fault that the person has, and what the person was asked to check. */
function wordNeighbour(tree: Tree, reason: string, { neighboursTried }: Standing): string[] {
  const neighbour = tree.neighbours[[...neighboursTried].at(-1) ?? ""];
  if (reason !== "neighbour" || !neighbour) return [];
  const checks = neighbour.checks.map((check, at) => `${at + 1}. ${check.do}`);
  const pages = neighbour.sources.flatMap((id) => tree.sources[id]?.url ?? []);
  return [
    sentence("ticket.neighbour", { title: neighbour.title, for: neighbour.technician, checks: checks.join(" ") }),
    sentence("ticket.pages", { pages: pages.join(" ") }),
  ];
}

function nameCodes({ codes }: Knowledge, standing: Standing): Ticket["fault"]["codes"] {
  return standing.codes.map(({ kind, hex }) => {
    const entry = kind === "extended" ? findExtendedCode(codes, Number(hex)) : findErrorCode(codes, Number(hex));
    return { kind, hex, name: entry?.name };
  });
}

function listValues(tree: Tree, { values }: Standing): Ticket["facts"] {
  return [...values].flatMap(([id, value]) => {
    if (value === null) return [];
    const question = tree.blanks[id]?.ask ?? id;
    return [{ fact: id, question, answer: value, label: value, origin: "said", words: value }];
  });
}

function listAnswers(tree: Tree, { facts, supposed }: Standing): Ticket["facts"] {
  const known = [...facts].flatMap(([id, { answers, origin, words }]) => {
    const { ask: question = id, answers: all = {} } = tree.facts[id] ?? {};
    return answers.map((answer) => ({
      fact: id,
      question,
      answer,
      label: all[answer]?.label ?? sentence("label.not-sure"),
      origin,
      words,
    }));
  });
  // The technician also sees what the words probably say, marked as not confirmed.
  const open = [...supposed]
    .filter(([id, { probably }]) => probably && !facts.has(id) && tree.facts[id])
    .map(([id, { answers, words }]) => {
      const { ask: question = id, answers: all = {} } = tree.facts[id] ?? {};
      const label = sentence("perhaps", { answers: anyOf(answers.map((answer) => all[answer]?.label ?? answer)) });
      return { fact: id, question, answer: NOT_SURE, label, origin: "said" as const, words };
    });
  return [...known, ...open];
}

function listNotAllowed(tree: Tree, standing: Standing, likely: readonly Suspect[]): Ticket["notAllowed"] {
  return likely
    .map(({ cause, title }) => ({
      cause,
      title,
      steps: notAllowed(tree, standing, cause).map(({ id, do: text, run, who, where, warning }) => ({
        step: id,
        do: wordForTechnician(text),
        ...fillBlanks(run, standing),
        who: tree.who[who]?.label ?? who,
        where: tree.where[where] ?? where,
        ...(warning && { warning }),
      })),
    }))
    .filter(({ steps }) => steps.length > 0)
    .slice(0, mostSuspected);
}
