/** The client for servers with OpenAI's protocol: Ollama, vLLM, LM Studio, a gateway. */
import { OpenAI } from "openai";
import { createChatModel, makeClientOptions } from "./chat.ts";
import type { Model } from "./model.ts";
import type { Place } from "./noAnswer.ts";
import type { ModelSettings } from "./settings.ts";

type OwnSettings = Extract<ModelSettings, { kind: "openai-compatible" }>;

export function createCompatibleModel(settings: OwnSettings): Model {
  const { baseUrl, model, apiKey } = settings;
  const place = describeServer(settings);
  const client = new OpenAI({
    ...makeClientOptions(place),
    baseURL: baseUrl,
    // The SDK requires a key. If none is set, send no Authorization header.
    apiKey: apiKey ?? "none",
    ...(!apiKey && { defaultHeaders: { Authorization: null } }),
  });
  const { host, pathname } = new URL(baseUrl);
  // The name includes the path, because a gateway can have many servers behind one host.
  return createChatModel({ name: `${host}${pathname.replace(/\/$/, "")}/${model}`, client, model, place });
}

function describeServer({ baseUrl, model, apiKey }: OwnSettings): Place {
  const at = `the model server at ${baseUrl}`;
  return {
    at,
    setting: "OPENAI_BASE_URL",
    unauthorized: apiKey ? `${at} refuses the key; check OPENAI_API_KEY` : `${at} needs a key; set OPENAI_API_KEY`,
    forbidden: `${at} denies access; check OPENAI_API_KEY and the rights of the key there`,
    noDeployment: `${at} has no model "${model}"; check OPENAI_MODEL, and OPENAI_BASE_URL, which usually ends in /v1`,
  };
}
