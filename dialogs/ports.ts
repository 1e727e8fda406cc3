/** What a dialog may ask of the world. src/ implements these, and main.ts hands them in. */
import type { TurnContext } from "botbuilder-core";
import type { Event } from "../knowledge/case/case.ts";
import type { Knowledge } from "../knowledge/reading/understand.ts";
import type { Ticket } from "./wording/ticket.ts";

/** The case of the person who speaks in this turn. What is added is stored with the turn, whole or not at all. */
export type OpenCase = {
  /** The tree the case was opened with, even when a newer one has come since. */
  readonly knowledge: Knowledge;
  readonly history: readonly Event[];
  add(...events: Event[]): void;
};

export type CaseBook = {
  current(context: TurnContext): OpenCase;
  /** A new case for the same person; the one before stays as it is. */
  startOver(context: TurnContext): OpenCase;
};

/** Stores a ticket with this turn and returns the reference by which it can be found from then on. */
export type HandOver = (context: TurnContext, ticket: Ticket) => { reference: string };

/** Whom a person can turn to, in the words of the configuration. */
export type HelpDesk = { name: string; contact?: string | undefined; hours?: string | undefined };

/** Fixed words that may be said in another way: complete, and sendable as they are. `id` names them for people: "cause:rd-gateway". */
export type Phrasable = { id: string; kind: "acknowledgement" | "explanation" | "wrap-up"; text: string };

/** How the person sounds, as far as a few listed words tell. */
export type Tone = "calm" | "worried" | "annoyed" | "hurried";

/** `why` says in a few words why the fixed words stayed. */
export type Phrased = { text: string; by: "model" } | { text: string; by: "template"; why: string };

/** What the words are said into. */
export type Around = {
  treeHash: string;
  /** What the person typed in this turn. It is data, and never more than that. */
  said: string;
  tone: Tone;
  /** How long the person's channel still waits, in milliseconds. */
  withinMs: number;
  /** Called once, when it takes longer than looking something up. */
  waiting: () => void;
};

/** The same in other words, or as it was. Never rejects, and never takes longer than it may. */
export type Phrase = (wording: Phrasable, around: Around) => Promise<Phrased>;

/** What somebody who waits for a technician can honestly be told. */
export type Outlook = {
  /** Whether technicians can answer in this chat at all. */
  hasDesk: boolean;
  /** Whether somebody has the desk in front of them at this moment; undefined where that cannot be known. */
  attended: boolean | undefined;
  /** The same of the technician who was asked about. */
  isThere?: boolean | undefined;
  /** Absent where none are configured. `opens` in words: "on Monday at 08:00". */
  hours?: { open: boolean; inWords: string; opens?: string | undefined };
  /** Of a ticket that nobody has taken: for how long, in words; how many are before it; which other ways have not got it yet. */
  waiting?: { since: string; before: number; notYetAt: string[] };
};

/** How things stand at the desk; of that ticket and that technician too, where they are named. */
export type LookAtDesk = (about?: { reference?: string; technician?: string }) => Promise<Outlook>;

export type World = { cases: CaseBook; handOver: HandOver; helpDesk: HelpDesk; desk: LookAtDesk };
