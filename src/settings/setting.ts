/** Whether the value of a setting may be printed. Rooms declare their variables with it; src/config.ts reads them. */
import * as z from "zod";

const publicSettings = z.registry();

/**
 * Marks a setting whose value may stand in an error message or a log. Put it around the whole schema: what is built on a
 * marked schema (`.optional()`, `.default()`, `.refine()`) is not marked. A setting without the mark is never printed.
 * Do not mark a setting into which a secret is easily pasted by mistake, such as an id or an address.
 */
export function publicSetting<Schema extends z.ZodType>(schema: Schema): Schema {
  // A copy, so that other settings of the same schema stay hidden.
  const marked = schema.clone();
  publicSettings.add(marked);
  return marked;
}

export function isPublic(schema: z.ZodType): boolean {
  return publicSettings.has(schema);
}

const LONGEST_SHOWN = 60;

/** What a setting was found to be, for an error message. */
export function describeFound(schema: z.ZodType, value: string | undefined): string {
  if (value === undefined) return "not set";
  if (!isPublic(schema)) return "set to something else (not shown)";
  return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
}
