/** The only reader of the environment. A wrong value stops the start; all wrong values are named at once. */
import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import * as z from "zod";
import { embeddedTree } from "../knowledge/tree/load.ts";
import { type DeskHours, deskSettings, deskVariables } from "./desk/settings.ts";
import type { Redaction } from "./escalation/redact.ts";
import {
  hubRedaction,
  type TargetSettings,
  targetContradictions,
  targetSettings,
  targetVariables,
} from "./escalation/targetSettings.ts";
import {
  type PhrasingSettings,
  phrasingContradictions,
  phrasingSettings,
  phrasingVariables,
  secret,
  withoutUnchosen,
} from "./phrasing/settings.ts";
import { describeFound, isPublic, publicSetting } from "./settings/setting.ts";
import { azureVariables, type Callers } from "./transports/azure/settings.ts";
import { type DeskToken, signInVariables } from "./web/desk/settings.ts";

type Environment = Record<string, string | undefined>;

/** Who the bot is for Azure Bot Service, and whom it listens to. */
export type AppIdentity = {
  id: string;
  password: string | undefined;
  tenantId: string | undefined;
  type: "MultiTenant" | "SingleTenant" | "UserAssignedMSI";
  /** Who may speak to the bot besides Azure Bot Service. */
  callers: Callers;
  /** Hosts besides Microsoft's that replies may go to, such as `bot.example.org` or `*.example.org`. */
  serviceHosts: readonly string[];
};

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  treeFile: string;
  helpDesk: { name: string; contact: string | undefined; hours: string | undefined };
  /** Undefined on a bare machine; `/api/messages` then exists on loopback only. */
  app: AppIdentity | undefined;
  /** Undefined when no model is to put anything into other words. */
  phrasing: PhrasingSettings | undefined;
  /** Where tickets go besides the desk. */
  targets: TargetSettings;
  /** What whoever collects the figures shows. */
  metricsToken: string | undefined;
  /** Who may sign in at the desk from any machine; nobody where there are none. */
  deskTokens: readonly DeskToken[];
  /** Undefined when it is not known when anybody is at the desk. */
  deskHours: DeskHours | undefined;
  /** After this long, what somebody left open becomes a ticket by itself. */
  walkedAwayMs: number;
  /** What an agent hub shows before it speaks for its persons; undefined when there is none. */
  hubSecret: string | undefined;
  /** What of a hand-over the hub is not to see. */
  hubRedaction: Redaction;
  logLevel: (typeof logLevels)[number];
};

const path = z.string().refine((text) => !text.includes("\0"), "the path of a file or folder");
const words = z.string().max(300, "at most 300 characters");
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "a UUID");
const portNumber = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, "a whole number from 0 to 65535")
  .transform(Number);
const hostName = z
  .string()
  .refine(
    (text) => isIP(text) > 0 || (text.length <= 253 && /^[a-z\d-]+(\.[a-z\d-]+)*$/i.test(text)),
    "an address or host name to listen on, such as 127.0.0.1",
  );

/** Messages say what is expected. An empty variable counts as absent, so that `.env` may list all of them. */
const variables = z.object({
  PORT: publicSetting(portNumber.default(3978)),
  HOST: publicSetting(hostName.default("127.0.0.1")),
  DATA_DIR: publicSetting(path.default("./data").transform((folder) => resolve(folder))),
  TREE_FILE: publicSetting(path.default(embeddedTree).transform((file) => resolve(file))),
  HELP_DESK_NAME: publicSetting(words.default("the help desk")),
  HELP_DESK_CONTACT: publicSetting(words.optional()),
  HELP_DESK_HOURS: publicSetting(words.optional()),
  MICROSOFT_APP_ID: uuid.optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: uuid.optional(),
  MICROSOFT_APP_TYPE: publicSetting(
    z
      .enum(["MultiTenant", "SingleTenant", "UserAssignedMSI"], "MultiTenant, SingleTenant or UserAssignedMSI")
      .default("SingleTenant"),
  ),
  ...azureVariables,
  ...phrasingVariables,
  ...targetVariables,
  METRICS_TOKEN: secret.min(16, "at least 16 characters").optional(),
  ...deskVariables,
  ...signInVariables,
  HUB_SECRET: secret.min(24, "at least 24 characters").optional(),
  HUB_REDACT: publicSetting(hubRedaction),
  LOG_LEVEL: publicSetting(z.enum(logLevels, `one of ${logLevels.join(", ")}`).default("info")),
});

type Name = keyof typeof variables.shape;
export const variableNames = Object.keys(variables.shape) as Name[];
/** The settings whose values may be printed. */
export const publicNames = variableNames.filter((name) => isPublic(variables.shape[name]));

type Wrong = { name: Name; expected: string };

export class WrongConfiguration extends Error {
  override readonly name = "WrongConfiguration";
  readonly code = "WRONG_CONFIGURATION";
  constructor(wrong: readonly Wrong[], given: Environment) {
    const lines = wrong.map(
      ({ name, expected }) =>
        `✖ ${name} is ${describeFound(variables.shape[name], given[name])}\n  → expected ${expected}`,
    );
    super(["the environment is not a valid configuration", ...lines].join("\n"));
  }
}

/** The environment of this process, with what a `.env` in the working folder adds; variables already set win. */
export function environment(): Environment {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

/** Throws `WrongConfiguration` and nothing else. */
export function readConfig(env: Environment): Config {
  const set = Object.fromEntries(variableNames.map((name) => [name, env[name]?.trim() || undefined]));
  const given = withoutUnchosen(set);
  const read = variables.safeParse(given);
  const wrong: Wrong[] = read.success
    ? []
    : read.error.issues.map((issue) => ({ name: issue.path[0] as Name, expected: issue.message }));
  for (const found of [...contradictions(given), ...phrasingContradictions(given), ...targetContradictions(given)])
    if (!wrong.some((known) => known.name === found.name)) wrong.push(found);
  if (!read.success || wrong.length > 0) throw new WrongConfiguration(wrong, given);

  const { data } = read;
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    treeFile: data.TREE_FILE,
    helpDesk: { name: data.HELP_DESK_NAME, contact: data.HELP_DESK_CONTACT, hours: data.HELP_DESK_HOURS },
    app: data.MICROSOFT_APP_ID
      ? {
          id: data.MICROSOFT_APP_ID,
          password: data.MICROSOFT_APP_PASSWORD,
          tenantId: data.MICROSOFT_APP_TENANT_ID,
          type: data.MICROSOFT_APP_TYPE,
          callers: data.MICROSOFT_APP_CALLERS ?? { emulator: false, skills: [] },
          serviceHosts: data.MICROSOFT_APP_SERVICE_HOSTS ?? [],
        }
      : undefined,
    phrasing: phrasingSettings(data),
    targets: targetSettings(data),
    metricsToken: data.METRICS_TOKEN,
    deskTokens: data.DESK_TOKENS ?? [],
    ...deskSettings(data),
    hubSecret: data.HUB_SECRET,
    hubRedaction: data.HUB_REDACT,
    logLevel: data.LOG_LEVEL,
  };
}

const needIdentity = [
  "MICROSOFT_APP_PASSWORD",
  "MICROSOFT_APP_TENANT_ID",
  "MICROSOFT_APP_CALLERS",
  "MICROSOFT_APP_SERVICE_HOSTS",
] as const;

/** Values that are right by themselves and wrong together. */
function contradictions(given: Environment): Wrong[] {
  const { MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TENANT_ID, MICROSOFT_APP_TYPE } = given;
  const type = MICROSOFT_APP_TYPE ?? "SingleTenant";
  const wrong: Wrong[] = [];
  if (!MICROSOFT_APP_ID) {
    const needy = needIdentity.filter((name) => given[name]);
    if (needy.length > 0)
      wrong.push({
        name: "MICROSOFT_APP_ID",
        expected: `the app id that ${needy.join(" and ")} belong${needy.length > 1 ? "" : "s"} to, a UUID`,
      });
    return wrong;
  }
  const managed = type === "UserAssignedMSI";
  if (managed && MICROSOFT_APP_PASSWORD) {
    wrong.push({
      name: "MICROSOFT_APP_PASSWORD",
      expected: "nothing, because a managed identity (UserAssignedMSI) has none",
    });
  }
  if (!managed && !MICROSOFT_APP_PASSWORD) {
    wrong.push({ name: "MICROSOFT_APP_PASSWORD", expected: "the client secret of MICROSOFT_APP_ID" });
  }
  if ((managed || type === "SingleTenant") && !MICROSOFT_APP_TENANT_ID) {
    wrong.push({
      name: "MICROSOFT_APP_TENANT_ID",
      expected: `the tenant of the bot, a UUID, as ${type} needs it`,
    });
  } else if (given.MICROSOFT_APP_CALLERS && !MICROSOFT_APP_TENANT_ID) {
    wrong.push({
      name: "MICROSOFT_APP_TENANT_ID",
      expected: "the tenant that MICROSOFT_APP_CALLERS sign in with, a UUID",
    });
  }
  return wrong;
}
