/** A case at a glance: the head of a ticket, and its row in the queue. */
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { rankSuspects, type Suspect } from "../../knowledge/case/suspects.ts";
import { sentence } from "../words/sentence.ts";
import { nameAnswer } from "./chips.ts";
import { listAttempts } from "./tried.ts";

/** The remote computer, as far as it is known: its name, its kind, and what the connection goes through. */
export type Computer = { name?: string; kind?: string; way?: string };

/** The cause to look at first. `short` names it in a few words. */
export type PrimeSuspect = Pick<Suspect, "cause" | "title" | "because"> & { short: string };

/** What a row of the queue shows besides the person and the state. */
export type Brief = {
  /** "VPN → officepc17"; empty if nothing is known. */
  path: string;
  /** A short name of the cause to look at first, or of the verified one once the case is resolved; null without one. */
  suspect: string | null;
  /** How many fixes and tests were tried. */
  tried: number;
  /** The two-letter code of the language in which the person writes, if it is not ours. */
  language: string | null;
  /** The name that the person told in the chat. */
  name: string | null;
};

/** Of a case about which nothing is known. */
export const emptyBrief: Brief = { path: "", suspect: null, tried: 0, language: null, name: null };

export function describeBriefly(open: OpenCase): Brief {
  const { name, kind, way } = describeComputer(open);
  const computer = name ?? kind;
  return {
    path: way && computer ? sentence("brief.path", { way, computer }) : (computer ?? way ?? ""),
    suspect: nameCause(open),
    tried: listAttempts(open.knowledge, open.history).length,
    language: open.standing.told.language ?? null,
    name: open.standing.told.name ?? null,
  };
}

function nameCause(open: OpenCase): string | null {
  const { closed, handedOver } = open.standing;
  const verified = closed ?? handedOver?.resolved;
  if (!verified) return findPrimeSuspect(open)?.short ?? null;
  const cause = verified.cause === null ? undefined : open.knowledge.tree.causes[verified.cause];
  return cause?.short ?? cause?.title ?? null;
}

export function describeComputer({ knowledge: { tree }, standing }: OpenCase): Computer {
  const nameAnswers = (fact: string): string | undefined => {
    const answers = standing.facts.get(fact)?.answers.filter((answer) => tree.facts[fact]?.answers[answer]) ?? [];
    return answers.map((answer) => nameAnswer(tree, fact, answer)).join(", ") || undefined;
  };
  const name = standing.values.get("host");
  const kind = nameAnswers("old-kind") ?? nameAnswers("remote-kind");
  const way = nameAnswers("goes-through");
  return { ...(name && { name }), ...(kind && { kind }), ...(way && { way }) };
}

/** The most suspected cause for which there is evidence. */
export function findPrimeSuspect({ knowledge: { tree }, standing }: OpenCase): PrimeSuspect | undefined {
  // The tree knows nothing about other faults.
  if (standing.facts.get("code")?.answers.includes("other-code")) return undefined;
  const suspect = rankSuspects(tree, standing).find((candidate) => candidate.standing === "likely");
  if (!suspect) return undefined;
  const { cause, title, because } = suspect;
  return { cause, title, because, short: tree.causes[cause]?.short ?? title };
}
