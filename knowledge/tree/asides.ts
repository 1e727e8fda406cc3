/** The parts of a tree file that stand beside the diagnosis: answers to questions, other faults and known issues. */
import * as z from "zod";
import { id, label, pattern, text, window } from "./fields.ts";

/** A question that people ask, and the answer that they get at any point of the conversation. */
export const sideAnswer = z
  .strictObject({
    asks: z.array(text).min(1),
    /** The question as a button shows it to a person whose own words were not clear enough. */
    question: text.max(60).optional(),
    says: text,
    sources: z.array(id).default([]),
    /** The answer is about the bot itself, such as what it stores, so it needs no source. */
    "about-the-bot": z.boolean().default(false),
  })
  .refine((answer) => answer.sources.length > 0 || answer["about-the-bot"], {
    message:
      'needs a page that it rests on, under "sources"; an answer about the bot itself says about-the-bot: true instead',
  });

/** Another fault that looks similar. */
export const neighbour = z.strictObject({
  title: text,
  explain: text,
  /** Codes such as 0x204, 0x3/0x10 (with its extended code), or 0x3000000+ (that and above). */
  codes: z
    .array(
      z.string().regex(/^0x[0-9a-f]+(?:\/0x[0-9a-f]+|\+)?$/, "must be a code such as 0x204, 0x3/0x10, or 0x3000000+"),
    )
    .default([]),
  /** Phrases of the window's own words. Written like the `says` of an answer. */
  says: z.array(text).default([]),
  /** Its words come with several codes, so the bot first asks for the details of the window. */
  "ask-details": z.boolean().default(false),
  checks: z.array(z.strictObject({ do: text, run: text.optional(), window: window.optional() })).length(3),
  technician: text,
  sources: z.array(id).min(1),
});

/** A Windows update with a known fault. Each entry becomes an answer of the fact `known-issue` and a step of the cause `windows-known-issue`. */
export const knownIssue = z.strictObject({
  update: text,
  builds: text,
  symptom: text,
  evidence: text,
  "way-out": text,
  side: z.enum(["client", "host"]),
  /** The answer's button. */
  label,
  reads: z.array(pattern).default([]),
  source: id,
  checked: z.iso.date(),
});
