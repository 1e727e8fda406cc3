/** Azure OpenAI, by key or by an identity of Microsoft Entra ID. */
import type { TokenCredential } from "@azure/identity";
import { AzureOpenAI } from "openai";
import { chatModel, ourOwn } from "./chat.ts";
import { type Model, NoAnswer } from "./model.ts";
import type { Place } from "./noAnswer.ts";
import { onTime } from "./onTime.ts";
import type { ModelSettings } from "./settings.ts";

type AzureSettings = Extract<ModelSettings, { kind: "azure" }>;

const scope = "https://cognitiveservices.azure.com/.default";

/** Without a key, `credential` is asked for a token; by default whatever identity this machine has. */
export function azureOpenAi(settings: AzureSettings, credential?: TokenCredential): Model {
  const { endpoint, deployment, apiKey, apiVersion } = settings;
  const token = apiKey ? undefined : tokenProvider(settings, credential);
  const place = describeServer(settings);
  const client = new AzureOpenAI({
    ...ourOwn(place),
    baseURL: `${endpoint}/openai`,
    deployment,
    apiVersion,
    // Left out, the SDK would look for a key in the environment and then refuse the identity.
    apiKey: apiKey ?? "",
    ...(token && { azureADTokenProvider: token }),
  });
  const name = `azure:${new URL(endpoint).host}/${deployment}`;
  const chat = chatModel({ name, client, model: deployment, place });
  if (!token) return chat;
  return {
    name,
    async ask(prompt, signal) {
      // Asked for first, so that a token that does not come is not taken for a model that does not answer.
      await onTime(token(), signal).catch((error) => {
        throw signal.aborted ? noToken(settings, error) : error;
      });
      return chat.ask(prompt, signal);
    },
  };
}

/** Keeps a token until shortly before it expires. */
function tokenProvider(settings: AzureSettings, given: TokenCredential | undefined): () => Promise<string> {
  let provider: Promise<() => Promise<string>> | undefined;
  return async () => {
    try {
      provider ??= openProvider(settings, given).catch((error) => {
        // Kept, one failure would be the answer for ever.
        provider = undefined;
        throw error;
      });
      return await (await provider)();
    } catch (error) {
      throw noToken(settings, error);
    }
  };
}

// Loading the library takes longer than a start of everything else; with a key nobody needs it.
async function openProvider({ clientId }: AzureSettings, given: TokenCredential | undefined) {
  const { DefaultAzureCredential, getBearerTokenProvider } = await import("@azure/identity");
  const credential = given ?? new DefaultAzureCredential(clientId ? { managedIdentityClientId: clientId } : {});
  return getBearerTokenProvider(credential, scope);
}

function noToken({ clientId }: AzureSettings, cause: unknown): NoAnswer {
  const whose = clientId ? `the managed identity ${clientId}` : "any identity of this machine";
  const message = `no token of Microsoft Entra ID for ${whose}; see AZURE_OPENAI_CLIENT_ID, or set AZURE_OPENAI_API_KEY`;
  return new NoAnswer("unauthorized", message, { cause });
}

function describeServer({ endpoint, deployment, apiKey }: AzureSettings): Place {
  const at = `Azure OpenAI at ${endpoint}`;
  return {
    at,
    setting: "AZURE_OPENAI_ENDPOINT",
    unauthorized: apiKey
      ? `${at} refuses the key; see AZURE_OPENAI_API_KEY`
      : `${at} refuses our identity; give it the role "Cognitive Services OpenAI User" there`,
    forbidden: `${at} lets us not in; look at its network rules and at our role there`,
    noDeployment: `${at} knows no deployment "${deployment}"; see AZURE_OPENAI_DEPLOYMENT`,
  };
}
