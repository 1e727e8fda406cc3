/** The settings of an .rdp file that matter for the fault: what is repaired, what is taken out, and what a value tells. */
import * as z from "zod";
import { id, pattern, text } from "./fields.ts";

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(?: [a-z0-9]+)*$/,
    "is not the name of a setting: write it in lowercase, as in the file, such as full address",
  );

/** Values that other settings must have as well. A setting that the file lacks has none. */
const others = z.record(name, pattern).default({});

/** A pattern has to match the whole value; upper and lower case are the same. */
const repair = z
  .strictObject({ from: pattern, to: text, with: others })
  .refine(({ from, to }) => !matchesValue(from, to), {
    message: 'puts in a value that "from" matches, so a repaired file would be repaired again',
  });

const tells = z.strictObject({ when: pattern, with: others, fact: id, answer: id });

const rdpSetting = z
  .strictObject({
    /** The letter between the colons: a whole number, text, or bytes. */
    type: z.enum(["i", "s", "b"]),
    repair: repair.optional(),
    /** The line is left out of a repaired file. */
    remove: z.boolean().default(false),
    tells: z.array(tells).default([]),
    /** What a whole file without the line tells, because of Windows' default. */
    absent: z.strictObject({ fact: id, answer: id }).optional(),
    because: text,
    sources: z.array(id).min(1),
  })
  .refine((setting) => !(setting.remove && setting.repair), {
    message: 'has both "repair" and "remove"; keep one',
  })
  .refine(({ type, repair }) => type !== "i" || !repair || /^\d+$/.test(repair.to), {
    message: 'has the type i, so "to" must be a whole number',
  });

export const rdpSettings = z.record(name, rdpSetting);

export type RdpSettings = z.infer<typeof rdpSettings>;

export function matchesValue(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "iu").test(value);
  } catch {
    // The schema reports the pattern itself.
    return false;
  }
}
