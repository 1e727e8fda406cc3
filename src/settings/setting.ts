/** Marks the settings whose values may be printed. Rooms use it to declare their variables, and src/config.ts reads the marks. */
import * as z from "zod";

const publicSettings = z.registry();

/**
 * Marks a setting whose value may appear in error messages and logs. Wrap the whole schema: a schema derived from a
 * marked one (`.optional()`, `.default()`, `.refine()`) is not marked. Settings without the mark are never printed.
 * Do not mark a setting into which people easily paste a secret by mistake, such as an id or an address.
 */
export function publicSetting<Schema extends z.ZodType>(schema: Schema): Schema {
  // A copy, so that other settings with the same schema stay hidden.
  const marked = schema.clone();
  publicSettings.add(marked);
  return marked;
}

export function isPublic(schema: z.ZodType): boolean {
  return publicSettings.has(schema);
}

const LONGEST_SHOWN = 60;

/** Describes a setting's current value for an error message. */
export function describeFound(schema: z.ZodType, value: string | undefined): string {
  if (value === undefined) return "not set";
  if (!isPublic(schema)) return "set to another value (not shown)";
  return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
}
