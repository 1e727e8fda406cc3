/** The settings of one room: its variables, and the value that the room gets. */
import type * as z from "zod";

/** Values as they stand in the environment, trimmed; an empty one counts as absent. */
export type Given = Readonly<Record<string, string | undefined>>;

/** A value that is wrong, or that is missing beside another one. `expected` says what to set instead. */
export type WrongSetting = { name: string; expected: string };

export type SettingsGroup<Variables extends z.core.$ZodLooseShape = z.core.$ZodLooseShape, Value = unknown> = {
  /** One schema for each variable of the environment. Its messages say what is expected. */
  variables: Variables;
  /** What the room gets: `config.<group>` is this. */
  read(data: z.infer<z.ZodObject<Variables>>): Value;
  /** Values that are right alone and wrong together. */
  contradictions?(given: Given): WrongSetting[];
  /** Variables that are not read, given the others: other tools may use the same names with values of their own. */
  ignored?(given: Given): readonly string[];
};

/** Gives `read` the type of the variables beside it. */
export function defineSettings<Variables extends z.core.$ZodLooseShape, Value>(
  group: SettingsGroup<Variables, Value>,
): SettingsGroup<Variables, Value> {
  return group;
}
