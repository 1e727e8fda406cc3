/** The settings of one room: its variables, and the value that the room gets. */
import type * as z from "zod";

/** Values as they stand in the environment, trimmed; an empty one counts as absent. */
export type SetVariables = Readonly<Record<string, string | undefined>>;

/** A value that is wrong, or that is missing beside another one. `expected` says what to set instead. */
export type WrongSetting = { name: string; expected: string };

export type SettingsGroup<Variables extends z.core.$ZodLooseShape = z.core.$ZodLooseShape, Value = unknown> = {
  /** One schema for each variable of the environment. Its messages say what is expected. */
  variables: Variables;
  /** What the room gets: `config.<group>` is this. */
  read(data: z.infer<z.ZodObject<Variables>>): Value;
  /** Values that are right alone and wrong together. */
  contradictions?(given: SetVariables): WrongSetting[];
  /** Variables that are not read, given the others: other tools may use the same names with values of their own. */
  ignored?(given: SetVariables): readonly string[];
};

/** Gives `read` the type of the variables beside it. */
export function defineSettings<Variables extends z.core.$ZodLooseShape, Value>(
  group: SettingsGroup<Variables, Value>,
): SettingsGroup<Variables, Value> {
  return group;
}

type Groups = Record<string, SettingsGroup>;
type Values<All extends Groups> = { [Name in keyof All]: ReturnType<All[Name]["read"]> };

/** Several groups as one, whose value holds theirs by name. */
export function combineSettings<All extends Groups>(groups: All): SettingsGroup<z.core.$ZodLooseShape, Values<All>> {
  const all = Object.entries(groups);
  return {
    variables: Object.assign({}, ...all.map(([, { variables }]) => variables)),
    read: (data) => Object.fromEntries(all.map(([name, group]) => [name, group.read(data)])) as Values<All>,
    contradictions: (given) => all.flatMap(([, group]) => group.contradictions?.(given) ?? []),
    ignored: (given) => all.flatMap(([, group]) => group.ignored?.(given) ?? []),
  };
}

/** Settings that are missing beside another one: `{ MAIL_FROM: { MAIL_SERVER: "the server that takes mails" } }`. */
export function findMissing(given: SetVariables, together: Record<string, Record<string, string>>): WrongSetting[] {
  const wrong = new Map<string, string>();
  for (const [name, others] of Object.entries(together))
    for (const [other, what] of Object.entries(others))
      if (given[name] && !given[other]) wrong.set(other, `${what}, because ${name} is set`);
  return [...wrong].map(([name, expected]) => ({ name, expected }));
}
