/** The schema of a tree file. The types come from it. */
import * as z from "zod";
import { knownIssue, neighbour, sideAnswer } from "./asides.ts";
import { id, label, minutes, pattern, text, window } from "./fields.ts";
import { rdpSettings } from "./rdpSettings.ts";
import { report } from "./reports.ts";
import type { WalkNode } from "./walkNode.ts";

const answer = z.strictObject({
  label,
  /** The answer on its own, without its question, as short as it can be: "administrator there". */
  chip: text.max(34, "is too long; use at most 34 characters").optional(),
  /** Phrases that people really use for it. knowledge/README.md explains how to write one. */
  says: z.array(text).default([]),
  /** Words that mean this answer only in reply to the question, such as "everybody". Written like `says`. */
  short: z.array(text).default([]),
  /** Regular expressions for pasted output, tried line by line on the original text. */
  reads: z.array(pattern).default([]),
  /** Ids of Windows events that establish this answer. */
  events: z.array(z.int().positive()).default([]),
  /** Excludes every other answer of a fact with `many`. */
  alone: z.boolean().default(false),
  /** Read from what people write, never offered as a button. */
  unlisted: z.boolean().default(false),
});

/** The answer that every fact has implicitly, so that people never have to guess. */
export const NOT_SURE = "not-sure";

const fact = z.strictObject({
  ask: text,
  why: text,
  /** How a beginner finds the answer. */
  how: text.optional(),
  /** A drawing of knowledge/pictures that shows where to find it. */
  picture: id.optional(),
  /** Several answers can hold at once. */
  many: z.boolean().default(false),
  /** Kept for the technician if the person mentions it; never asked. */
  note: z.boolean().default(false),
  /** The person reads the answer off a screen, so it counts as evidence like the result of a look. */
  observed: z.boolean().default(false),
  /** The answer of most people whose fault is unrelated to the fact. The simulated people of `check` give it. */
  usual: id.optional(),
  answers: z.record(id, answer).refine((answers) => Object.keys(answers).length >= 2, "needs at least two answers"),
});

const who = z.enum(["user", "pc-admin", "server-admin", "network-admin"]);
const where = z.enum(["this-pc", "remote-pc", "network"]);
const risk = z.enum(["none", "low", "medium", "high"]);

const blank = z.strictObject({
  ask: text,
  how: text.optional(),
  /** The whole value must match, so that a person cannot smuggle anything else into a command. */
  matches: pattern,
  example: text,
});

const conditions = z.record(id, z.union([id, z.array(id)]));

const action = {
  /** The heading of the card. Trees before version 2 have none. */
  title: text.max(60, "is too long for a heading; use at most 60 characters").optional(),
  do: text,
  /** The exact command, shown verbatim. `{name}` is a blank. */
  run: text.optional(),
  /** Trees before version 2 name it in `do`. */
  window: window.optional(),
  /** The oldest Windows on which the command works. */
  "works-on": z.enum(["windows-7", "windows-8", "windows-8.1", "windows-10"]).default("windows-10"),
  who,
  where,
  /** Facts that must be answered "yes", in addition to the right that `who` demands. */
  needs: z.array(id).default([]),
  /** Blanks of the command that the bot asks for first. */
  fill: z.array(id).default([]),
  minutes,
  warning: text.optional(),
  /** A drawing of knowledge/pictures that shows where to click. */
  picture: id.optional(),
};

const step = z.strictObject({
  id,
  ...action,
  risk,
  expect: text,
  /** The step is skipped where these facts do not hold, and does not count. */
  when: conditions.optional(),
  /** The step is skipped where these facts hold. */
  unless: conditions.optional(),
  /** Old values that the person reads off before a change, so that an undo never guesses. */
  captures: z.array(id).default([]),
  /** Before the step, the person tries whether the steps so far were enough. For what disturbs others, such as a restart, and for what only some need. */
  "try-first": z.boolean().default(false),
  /** The step only saves or reads something; it is useless without the steps after it. */
  prepares: z.boolean().default(false),
  undo: z.strictObject({ do: text, run: text.optional() }).optional(),
  "no-undo": text.optional(),
});

const look = z.strictObject({
  ...action,
  /** The look is skipped where these facts hold. */
  unless: conditions.optional(),
  /** The facts that the look can establish. The bot asks for the first one together with the look. */
  learns: z.array(id).min(1),
});

/** Each step is an id or is written out in place. */
const steps = z.array(z.union([id, step])).min(1);

const test = z.strictObject({
  title: text,
  why: text,
  steps,
  /** The fact that the outcome establishes. */
  learns: id,
  /** The answer of that fact which means "now it connects". */
  works: id.default("yes"),
});

const evidence = z.array(conditions).default([]);

const cause = z.strictObject({
  title: text,
  /** The cause in at most 32 characters, for lists of tickets. The title stands in for it. */
  short: text.max(32).optional(),
  explain: text,
  /** How common the cause is, from 1 (rare) to 5, in a curator's judgement. */
  weight: z.int().min(1).max(5),
  /** `for` speaks for the cause, `against` rules it out. */
  for: evidence,
  against: evidence,
  fix: steps,
  /** What a technician should know about it besides the evidence, such as that no page names this fault. */
  technician: text.optional(),
  /** The fault passes without a change. Its fix is said in a sentence and never counts as one that failed. */
  passing: z.boolean().default(false),
  sources: z.array(id).min(1),
});

const source = z.strictObject({
  title: text,
  url: z.url(),
  read: z.iso.date(),
  trust: z.enum(["high", "medium", "low"]),
});

const handOver = z.strictObject({ say: text, technician: text });

const role = z.strictObject({ label: text, fact: id.optional() });

const briefRow = z.strictObject({ row: z.int(), says: text, causes: z.array(id), reached: text });

export const treeSchema = z.strictObject({
  tree: id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version such as 1.2.0"),
  title: text,
  language: z.literal("en"),
  /** The first question. People answer it in any order and in part; the walk asks for a missing part only if it decides something. */
  opening: text.optional(),
  who: z.record(who, role),
  where: z.record(where, text),
  facts: z.record(id, fact),
  blanks: z.record(id, blank).default({}),
  looks: z.record(id, look).default({}),
  reports: z.record(id, report).default({}),
  "rdp-settings": rdpSettings.default({}),
  tests: z.record(id, test).default({}),
  steps: z.array(step).default([]),
  causes: z.record(id, cause),
  "hand-overs": z.record(id, handOver),
  walk: z.array(z.record(z.string(), z.unknown())).min(1),
  answers: z.record(id, sideAnswer).default({}),
  neighbours: z.record(id, neighbour).default({}),
  "known-issues": z.record(id, knownIssue).default({}),
  /** Released ids that the tree no longer uses, with the reason. */
  retired: z.record(z.string(), z.record(z.string(), text)).default({}),
  brief: z.array(briefRow).default([]),
  sources: z.record(id, source),
});

/** A tree file as curators write it. */
export type TreeFile = z.infer<typeof treeSchema>;
export type Fact = z.infer<typeof fact>;
export type Answer = z.infer<typeof answer>;
export type Blank = z.infer<typeof blank>;
export type Step = z.infer<typeof step>;
export type Look = z.infer<typeof look>;
export type Who = z.infer<typeof who>;
export type Where = z.infer<typeof where>;
export type Evidence = z.infer<typeof evidence>;
export type Source = z.infer<typeof source>;
export type SideAnswer = z.infer<typeof sideAnswer>;
export type Neighbour = z.infer<typeof neighbour>;
export type KnownIssue = z.infer<typeof knownIssue>;
export type Test = Omit<z.infer<typeof test>, "steps"> & { steps: string[] };
export type Cause = Omit<z.infer<typeof cause>, "fix"> & { fix: string[] };

/** A loaded and checked tree: steps by id, the walk typed, the hash known. */
export type Tree = Omit<TreeFile, "steps" | "tests" | "causes" | "walk"> & {
  steps: Record<string, Step>;
  tests: Record<string, Test>;
  causes: Record<string, Cause>;
  walk: WalkNode[];
  /** SHA-256 of the file's text. A case stores it to find its tree again after a newer one was released. */
  hash: string;
};
