/** The bot's identity for Azure Bot Service, and the callers whose tokens its endpoint accepts. */
import * as z from "zod";
import { defineSettings, type SetVariables, type WrongSetting } from "../../settings/group.ts";
import { splitList, uuid } from "../../settings/schemas.ts";
import { publicSetting } from "../../settings/setting.ts";

/** Callers besides Azure Bot Service. Both need a token from the app's own tenant. */
export type Callers = {
  /** Bot Framework Emulator and similar tools, which sign in with the app's own credentials. */
  emulator: boolean;
  /** App ids of the bots that may call this one as a skill. */
  skills: readonly string[];
};

export type AppIdentity = {
  id: string;
  password: string | undefined;
  tenantId: string | undefined;
  type: "MultiTenant" | "SingleTenant" | "UserAssignedMSI";
  /** Who may call the bot besides Azure Bot Service. */
  callers: Callers;
  /** Hosts besides Microsoft's that replies may go to, such as `bot.example.org` or `*.example.org`. */
  serviceHosts: readonly string[];
};

const appId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const hostPattern = /^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+$/;
const list = z.string().transform((text) => splitList(text.toLowerCase()));

export const azureSettings = defineSettings({
  variables: {
    MICROSOFT_APP_ID: uuid.optional(),
    MICROSOFT_APP_PASSWORD: z.string().optional(),
    MICROSOFT_APP_TENANT_ID: uuid.optional(),
    MICROSOFT_APP_TYPE: publicSetting(
      z
        .enum(["MultiTenant", "SingleTenant", "UserAssignedMSI"], "MultiTenant, SingleTenant or UserAssignedMSI")
        .default("SingleTenant"),
    ),
    MICROSOFT_APP_CALLERS: list
      .refine(
        (names) => names.every((name) => name === "emulator" || appId.test(name)),
        "emulator, or the app ids of bots that use this one as a skill, separated by commas",
      )
      .transform(
        (names): Callers => ({
          emulator: names.includes("emulator"),
          skills: names.filter((name) => name !== "emulator"),
        }),
      )
      .optional(),
    MICROSOFT_APP_SERVICE_HOSTS: list
      .refine(
        (hosts) => hosts.every((host) => hostPattern.test(host)),
        "host names separated by commas, such as bot.example.org or *.example.org",
      )
      .optional(),
  },
  /** Undefined without an app id; then `/api/messages` exists on loopback only. */
  read: (data): AppIdentity | undefined =>
    data.MICROSOFT_APP_ID
      ? {
          id: data.MICROSOFT_APP_ID,
          password: data.MICROSOFT_APP_PASSWORD,
          tenantId: data.MICROSOFT_APP_TENANT_ID,
          type: data.MICROSOFT_APP_TYPE,
          callers: data.MICROSOFT_APP_CALLERS ?? { emulator: false, skills: [] },
          serviceHosts: data.MICROSOFT_APP_SERVICE_HOSTS ?? [],
        }
      : undefined,
  contradictions: (values) => (values.MICROSOFT_APP_ID ? findContradictions(values) : findMissingAppId(values)),
});

const needAppId = [
  "MICROSOFT_APP_PASSWORD",
  "MICROSOFT_APP_TENANT_ID",
  "MICROSOFT_APP_CALLERS",
  "MICROSOFT_APP_SERVICE_HOSTS",
];

function findMissingAppId(values: SetVariables): WrongSetting[] {
  const dependent = needAppId.filter((name) => values[name]);
  if (dependent.length === 0) return [];
  const belong = dependent.length > 1 ? "belong" : "belongs";
  return [{ name: "MICROSOFT_APP_ID", expected: `the app id that ${dependent.join(" and ")} ${belong} to, a UUID` }];
}

function findContradictions(values: SetVariables): WrongSetting[] {
  const { MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenant, MICROSOFT_APP_CALLERS: callers } = values;
  const type = values.MICROSOFT_APP_TYPE ?? "SingleTenant";
  const managed = type === "UserAssignedMSI";
  const wrong: WrongSetting[] = [];
  if (managed && password)
    wrong.push({
      name: "MICROSOFT_APP_PASSWORD",
      expected: "no value, because a managed identity (UserAssignedMSI) has no password",
    });
  if (!managed && !password)
    wrong.push({ name: "MICROSOFT_APP_PASSWORD", expected: "the client secret of MICROSOFT_APP_ID" });
  if (!tenant && (managed || type === "SingleTenant"))
    wrong.push({ name: "MICROSOFT_APP_TENANT_ID", expected: `the bot's tenant, a UUID, because ${type} requires it` });
  else if (!tenant && callers)
    wrong.push({
      name: "MICROSOFT_APP_TENANT_ID",
      expected: "the tenant of MICROSOFT_APP_CALLERS, a UUID",
    });
  return wrong;
}
