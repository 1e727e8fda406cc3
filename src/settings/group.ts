/** The settings of one room: its environment variables, and the value that the room gets. */
import type * as z from "zod";

/** Raw values from the environment, trimmed. An empty value counts as absent. */
export type SetVariables = Readonly<Record<string, string | undefined>>;

/** A value that is wrong, or missing although another setting needs it. `expected` says what to set instead. */
export type WrongSetting = { name: string; expected: string };

export type SettingsGroup<Variables extends z.core.$ZodLooseShape = z.core.$ZodLooseShape, Value = unknown> = {
  /** One schema for each environment variable. Its messages say what is expected. */
  variables: Variables;
  /** Returns the room's value, which becomes `config.<group>`. */
  read(data: z.infer<z.ZodObject<Variables>>): Value;
  /** Values that are valid alone but wrong together. */
  contradictions?(values: SetVariables): WrongSetting[];
  /** Variables to leave unread, given the others: other tools may use the same names with values of their own. */
  ignored?(values: SetVariables): readonly string[];
};

/** Lets TypeScript infer the data type of `read` from the variables. */
export function defineSettings<Variables extends z.core.$ZodLooseShape, Value>(
  group: SettingsGroup<Variables, Value>,
): SettingsGroup<Variables, Value> {
  return group;
}

type Groups = Record<string, SettingsGroup>;
type Values<All extends Groups> = { [Name in keyof All]: ReturnType<All[Name]["read"]> };

/** Combines groups into one, whose value holds each group's value under its name. */
export function combineSettings<All extends Groups>(groups: All): SettingsGroup<z.core.$ZodLooseShape, Values<All>> {
  const entries = Object.entries(groups);
  return {
    variables: Object.assign({}, ...entries.map(([, { variables }]) => variables)),
    read: (data) => Object.fromEntries(entries.map(([name, group]) => [name, group.read(data)])) as Values<All>,
    contradictions: (values) => entries.flatMap(([, group]) => group.contradictions?.(values) ?? []),
    ignored: (values) => entries.flatMap(([, group]) => group.ignored?.(values) ?? []),
  };
}

/** Finds settings that are missing although another one needs them: `{ MAIL_FROM: { MAIL_SERVER: "the server that takes mails" } }`. */
export function findMissing(values: SetVariables, together: Record<string, Record<string, string>>): WrongSetting[] {
  const wrong = new Map<string, string>();
  for (const [name, companions] of Object.entries(together))
    for (const [other, expected] of Object.entries(companions))
      if (values[name] && !values[other]) wrong.set(other, `${expected}, because ${name} is set`);
  return [...wrong].map(([name, expected]) => ({ name, expected }));
}
