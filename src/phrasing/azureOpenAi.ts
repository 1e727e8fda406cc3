/** The client for Azure OpenAI, with a key or an identity of Microsoft Entra ID. */
import type { TokenCredential } from "@azure/identity";
import { AzureOpenAI } from "openai";
import { createChatModel, makeClientOptions } from "./chat.ts";
import { type Model, NoAnswer } from "./model.ts";
import type { Place } from "./noAnswer.ts";
import type { ModelSettings } from "./settings.ts";
import { waitUntilAborted } from "./waitUntilAborted.ts";

type AzureSettings = Extract<ModelSettings, { kind: "azure" }>;

const scope = "https://cognitiveservices.azure.com/.default";

/** Without a key, calls use a token of `credential`; its default is the identity of this machine. */
export function createAzureModel(settings: AzureSettings, credential?: TokenCredential): Model {
  const { endpoint, deployment, apiKey, apiVersion } = settings;
  const token = apiKey ? undefined : createTokenProvider(settings, credential);
  const place = describeServer(settings);
  const client = new AzureOpenAI({
    ...makeClientOptions(place),
    baseURL: `${endpoint}/openai`,
    deployment,
    apiVersion,
    // If this were undefined, the SDK would take a key from the environment and then refuse the identity.
    apiKey: apiKey ?? "",
    ...(token && { azureADTokenProvider: token }),
  });
  const name = `azure:${new URL(endpoint).host}/${deployment}`;
  const chat = createChatModel({ name, client, model: deployment, place });
  if (!token) return chat;
  return {
    name,
    async ask(prompt, signal) {
      // Get the token first, so that a late token is not reported as a late model.
      await waitUntilAborted(token(), signal).catch((error) => {
        throw signal.aborted ? explainMissingToken(settings, error) : error;
      });
      return chat.ask(prompt, signal);
    },
  };
}

/** Keeps a token until shortly before it expires. */
function createTokenProvider(settings: AzureSettings, credential: TokenCredential | undefined): () => Promise<string> {
  let provider: Promise<() => Promise<string>> | undefined;
  return async () => {
    try {
      provider ??= openProvider(settings, credential).catch((error) => {
        // Drop the failed promise, or every later call would get the same failure.
        provider = undefined;
        throw error;
      });
      return await (await provider)();
    } catch (error) {
      throw explainMissingToken(settings, error);
    }
  };
}

// Loads the library only if it is needed, because loading it takes longer than the rest of the start.
async function openProvider({ clientId }: AzureSettings, given: TokenCredential | undefined) {
  const { DefaultAzureCredential, getBearerTokenProvider } = await import("@azure/identity");
  const credential = given ?? new DefaultAzureCredential(clientId ? { managedIdentityClientId: clientId } : {});
  return getBearerTokenProvider(credential, scope);
}

function explainMissingToken({ clientId }: AzureSettings, cause: unknown): NoAnswer {
  const identity = clientId ? `the managed identity ${clientId}` : "any identity of this machine";
  const message = `Microsoft Entra ID gave no token for ${identity}; check AZURE_OPENAI_CLIENT_ID, or set AZURE_OPENAI_API_KEY`;
  return new NoAnswer("unauthorized", message, { cause });
}

function describeServer({ endpoint, deployment, apiKey }: AzureSettings): Place {
  const at = `Azure OpenAI at ${endpoint}`;
  return {
    at,
    setting: "AZURE_OPENAI_ENDPOINT",
    unauthorized: apiKey
      ? `${at} refuses the key; check AZURE_OPENAI_API_KEY`
      : `${at} refuses the identity of this machine; give it the role "Cognitive Services OpenAI User" there`,
    forbidden: `${at} denies access; check its network rules and the role that this bot has there`,
    noDeployment: `${at} has no deployment "${deployment}"; check AZURE_OPENAI_DEPLOYMENT`,
  };
}
