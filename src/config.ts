/** The only reader of the environment. A wrong value stops the start, and the error lists all wrong values at once. */
import { existsSync } from "node:fs";
import * as z from "zod";
import { deskSettings, hubSettings } from "./desk/settings.ts";
import { outboxSettings } from "./escalation/settings.ts";
import { targetSettings } from "./escalation/targets/targets.ts";
import { httpSettings } from "./http/settings.ts";
import { logSettings } from "./log.ts";
import { phrasingSettings } from "./phrasing/settings.ts";
import { combineSettings, type SetVariables, type WrongSetting } from "./settings/group.ts";
import { describeFound, isPublic } from "./settings/setting.ts";
import { storeSettings } from "./store/settings.ts";
import { azureSettings } from "./transports/azure/settings.ts";
import { directLineSettings } from "./transports/directLine/settings.ts";
import { helpDeskSettings, knowledgeSettings } from "./turn/settings.ts";
import { signInSettings } from "./web/desk/settings.ts";

/** The settings of each room. A room gets its slice and nothing else: `config.http.port`. */
const settings = combineSettings({
  http: httpSettings,
  store: storeSettings,
  knowledge: knowledgeSettings,
  helpDesk: helpDeskSettings,
  azure: azureSettings,
  directLine: directLineSettings,
  phrasing: phrasingSettings,
  targets: targetSettings,
  outbox: outboxSettings,
  desk: deskSettings,
  signIn: signInSettings,
  hub: hubSettings,
  log: logSettings,
});

export type Config = ReturnType<typeof settings.read>;

const variables: Record<string, z.ZodType> = settings.variables as Record<string, z.ZodType>;

export const variableNames = Object.keys(variables);
/** The settings whose values may be printed. */
export const publicNames = variableNames.filter((name) => isPublicName(name));

export class WrongConfiguration extends Error {
  override readonly name = "WrongConfiguration";
  readonly code = "WRONG_CONFIGURATION";
  constructor(wrong: readonly WrongSetting[], values: SetVariables) {
    const lines = wrong.map(({ name, expected }) => {
      const schema = variables[name] ?? z.never();
      return `✖ ${name} is ${describeFound(schema, values[name])}\n  → expected ${expected}`;
    });
    super(["the environment is not a valid configuration", ...lines].join("\n"));
  }
}

type Environment = Record<string, string | undefined>;

/** The environment of this process plus `.env` in the working folder. Variables that are already set take precedence. */
export function readEnvironment(): Environment {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

/** An empty variable counts as absent, so that `.env` can list all of them. Throws `WrongConfiguration` and no other error. */
export function readConfig(env: Environment): Config {
  const raw: SetVariables = Object.fromEntries(variableNames.map((name) => [name, env[name]?.trim() || undefined]));
  const ignored = new Set(settings.ignored?.(raw));
  const values: SetVariables = Object.fromEntries(Object.entries(raw).filter(([name]) => !ignored.has(name)));
  const read = z.object(variables).safeParse(values);
  const wrong = new Map<string, string>();
  for (const { path, message } of read.error?.issues ?? []) wrong.set(String(path[0]), message);
  for (const { name, expected } of settings.contradictions?.(values) ?? [])
    if (!wrong.has(name)) wrong.set(name, expected);
  if (!read.success || wrong.size > 0)
    throw new WrongConfiguration(
      [...wrong].map(([name, expected]) => ({ name, expected })),
      values,
    );
  return settings.read(read.data);
}

function isPublicName(name: string): boolean {
  const schema = variables[name];
  return schema !== undefined && isPublic(schema);
}
