/** Whatever speaks OpenAI's protocol at an address of its own: Ollama, vLLM, LM Studio, a gateway. */
import { OpenAI } from "openai";
import { chatModel, ourOwn } from "./chat.ts";
import type { Model } from "./model.ts";
import type { Place } from "./noAnswer.ts";
import type { ModelSettings } from "./settings.ts";

type OwnSettings = Extract<ModelSettings, { kind: "openai-compatible" }>;

export function openAiCompatible(settings: OwnSettings): Model {
  const { baseUrl, model, apiKey } = settings;
  const place = describeServer(settings);
  const client = new OpenAI({
    ...ourOwn(place),
    baseURL: baseUrl,
    // The SDK insists on a key; without one of ours the header that would carry it is left out.
    apiKey: apiKey ?? "none",
    ...(!apiKey && { defaultHeaders: { Authorization: null } }),
  });
  const { host, pathname } = new URL(baseUrl);
  // With the path, because a gateway has many servers behind one host.
  return chatModel({ name: `${host}${pathname.replace(/\/$/, "")}/${model}`, client, model, place });
}

function describeServer({ baseUrl, model, apiKey }: OwnSettings): Place {
  const at = `the model server at ${baseUrl}`;
  return {
    at,
    setting: "OPENAI_BASE_URL",
    unauthorized: `${at} ${apiKey ? "refuses the key" : "wants a key"}; see OPENAI_API_KEY`,
    forbidden: `${at} lets us not in; see OPENAI_API_KEY, and what the key may do there`,
    noDeployment: `${at} knows no model "${model}"; see OPENAI_MODEL, and OPENAI_BASE_URL, which mostly ends in /v1`,
  };
}
