/** Reports: read-only scripts that print `key: value` lines, and what each line means. */
import * as z from "zod";
import { id, minutes, pattern, text, window } from "./fields.ts";

/** `word`, several words, or a number with its comparison: ">= 28", "1 to 27". knowledge/README.md lists all forms. */
const condition = z.union([text, z.number(), z.array(z.union([text, z.number()])).min(1)]);

const key = z.strictObject({
  /** What the line tells, for a person who wants to know before running the script. */
  says: text,
  /** The whole value must match. Anything else counts as damaged and is not read. */
  matches: pattern,
  /** The blank that the value fills, so that nobody has to be asked for it. */
  fills: id.optional(),
  /** The patterns of the known issues are tried on the line. */
  "known-issues": z.boolean().default(false),
});

const reading = z.strictObject({
  /** Every key that is named must fit. */
  when: z.record(z.string(), condition),
  gives: z.record(id, id),
  /** What the person said is more exact: a Cloud PC is a Windows too. */
  "if-unknown": z.boolean().default(false),
  because: text,
});

const script = z.strictObject({
  /** The name under which it is saved. */
  file: z.string().regex(/^[a-z0-9-]+\.(?:ps1|cmd|sh)$/, "must be a file name such as reconnect-client-report.ps1"),
  /** The script is for cases in which these facts hold. One without it is for all others. */
  when: z.record(id, z.union([id, z.array(id)])).optional(),
  do: text,
  run: text,
  window,
  "works-on": z.enum(["windows-7", "windows-8", "windows-8.1", "windows-10"]).default("windows-10"),
  picture: id.optional(),
  /** What each line does, by the numbers of the lines: "2-4". */
  explained: z.record(z.string().regex(/^\d+(?:-\d+)?$/, "must be the numbers of lines, such as 2-4"), text),
});

export const report = z.strictObject({
  title: text.max(60, "is too long for a heading; use at most 60 characters"),
  /** One sentence: what the script does and that it changes nothing. */
  explain: text,
  /** What leaves the computer while it runs, for a person who asks whether it is safe. */
  sends: text,
  who: z.enum(["user", "pc-admin", "server-admin", "network-admin"]),
  where: z.enum(["this-pc", "remote-pc", "network"]),
  /** The report is not offered where these facts hold. */
  unless: z.record(id, z.union([id, z.array(id)])).optional(),
  /** The fact that says there is no way onto the computer; its answer "no" is a choice beside the script. */
  needs: z.array(id).default([]),
  minutes,
  scripts: z.array(script).min(1),
  keys: z.record(z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, "must be written in lowercase letters"), key),
  readings: z.array(reading),
});

export type Report = z.infer<typeof report>;
export type ReportScript = z.infer<typeof script>;
export type ReportReading = z.infer<typeof reading>;
export type ReportCondition = z.infer<typeof condition>;
