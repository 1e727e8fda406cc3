/** The settings of the language model that rewords fixed sentences. */
import * as z from "zod";
import { defineSettings, type SetVariables, type WrongSetting } from "../settings/group.ts";
import { secret, wholeNumber } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";

export type ModelSettings =
  | {
      kind: "azure";
      /** Without a trailing slash. */
      endpoint: string;
      deployment: string;
      /** Without a key, calls use an identity of Microsoft Entra ID. */
      apiKey: string | undefined;
      apiVersion: string;
      /** The client id of a user-assigned managed identity. */
      clientId: string | undefined;
    }
  | { kind: "openai-compatible"; baseUrl: string; model: string; apiKey: string | undefined };

export type PhrasingSettings = ModelSettings & { deadlineMs: number; mostAtOnce: number };

function makeAddressSchema(protocols: readonly string[], expected: string) {
  const normalise = (text: string) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !protocols.includes(url.protocol) || url.username || url.password || url.search || url.hash) return;
    return url.href.replace(/\/+$/, "");
  };
  return z
    .string()
    .refine((text) => normalise(text) !== undefined, expected)
    .transform((text) => normalise(text) ?? text);
}

const endpoint = "the https address of the resource alone, such as https://NAME.openai.azure.com";
const azureVariables = {
  AZURE_OPENAI_ENDPOINT: makeAddressSchema(["https:"], endpoint)
    .refine((text) => new URL(text).pathname === "/", endpoint)
    .optional(),
  AZURE_OPENAI_DEPLOYMENT: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "the name of a deployment, which is not always that of its model")
    .optional(),
  AZURE_OPENAI_API_KEY: secret.optional(),
  AZURE_OPENAI_API_VERSION: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d(-preview)?$/, "a version of the API, such as 2024-10-21")
    .default("2024-10-21"),
  AZURE_OPENAI_CLIENT_ID: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "the client id of a managed identity, a UUID")
    .optional(),
};
const compatibleVariables = {
  OPENAI_BASE_URL: makeAddressSchema(["https:", "http:"], "an http or https address, such as http://127.0.0.1:11434/v1")
    .refine(
      (text) => !/\/chat\/completions$/i.test(text),
      "the address without /chat/completions, such as http://127.0.0.1:11434/v1",
    )
    .optional(),
  OPENAI_MODEL: z
    .string()
    .regex(/^[\w.:/@+-]{1,200}$/, "the name of a model as its server calls it, such as llama3.1:8b")
    .optional(),
  OPENAI_API_KEY: secret.optional(),
};
const sharedVariables = {
  // The maximum stays below the ten seconds for which a stopping server waits for running turns.
  PHRASING_DEADLINE_MS: publicSetting(wholeNumber(250, 8_000).default(4_000)),
  PHRASING_MOST_AT_ONCE: publicSetting(wholeNumber(1, 100).default(4)),
};
const choices = ["off", "azure-openai", "openai-compatible"] as const;

const variables = {
  PHRASING: publicSetting(z.enum(choices, "off, azure-openai or openai-compatible").default("off")),
  ...azureVariables,
  ...compatibleVariables,
  ...sharedVariables,
};

export const phrasingSettings = defineSettings({
  variables,
  read: readPhrasing,
  contradictions: findContradictions,
  // Other tools use variables of the same names, with values of their own.
  ignored: (given) => {
    const used = { PHRASING: true, ...usedBy[given.PHRASING ?? "off"] };
    return Object.keys(variables).filter((name) => !(name in used));
  },
});

const usedBy: Record<string, object> = {
  "azure-openai": { ...azureVariables, ...sharedVariables },
  "openai-compatible": { ...compatibleVariables, ...sharedVariables },
};

function findContradictions(given: SetVariables): WrongSetting[] {
  const wrong: WrongSetting[] = [];
  const needs = (kind: string, name: keyof typeof variables, what: string) => {
    if (given.PHRASING === kind && !given[name])
      wrong.push({ name, expected: `${what}, because PHRASING is ${kind}; or set that to off` });
  };
  needs("azure-openai", "AZURE_OPENAI_ENDPOINT", "the address of the resource");
  needs("azure-openai", "AZURE_OPENAI_DEPLOYMENT", "the name of the deployment");
  needs("openai-compatible", "OPENAI_BASE_URL", "the address of the server");
  needs("openai-compatible", "OPENAI_MODEL", "the name of the model");
  if (given.AZURE_OPENAI_API_KEY && given.AZURE_OPENAI_CLIENT_ID)
    wrong.push({ name: "AZURE_OPENAI_CLIENT_ID", expected: "nothing, because AZURE_OPENAI_API_KEY is used instead" });
  return wrong;
}

/** Undefined means that phrasing is off. */
function readPhrasing(data: z.infer<z.ZodObject<typeof variables>>): PhrasingSettings | undefined {
  const limits = { deadlineMs: data.PHRASING_DEADLINE_MS, mostAtOnce: data.PHRASING_MOST_AT_ONCE };
  if (data.PHRASING === "azure-openai" && data.AZURE_OPENAI_ENDPOINT && data.AZURE_OPENAI_DEPLOYMENT)
    return {
      kind: "azure",
      endpoint: data.AZURE_OPENAI_ENDPOINT,
      deployment: data.AZURE_OPENAI_DEPLOYMENT,
      apiKey: data.AZURE_OPENAI_API_KEY,
      apiVersion: data.AZURE_OPENAI_API_VERSION,
      clientId: data.AZURE_OPENAI_CLIENT_ID,
      ...limits,
    };
  if (data.PHRASING === "openai-compatible" && data.OPENAI_BASE_URL && data.OPENAI_MODEL)
    return {
      kind: "openai-compatible",
      baseUrl: data.OPENAI_BASE_URL,
      model: data.OPENAI_MODEL,
      apiKey: data.OPENAI_API_KEY,
      ...limits,
    };
  return undefined;
}
