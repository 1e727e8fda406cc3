/** Asks a model by chat completion with structured output, which Azure OpenAI and compatible servers share. */
import type { ClientOptions, OpenAI } from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { createBoundedFetch } from "./boundedFetch.ts";
import type { Answer, Model, Prompt } from "./model.ts";
import { explainNoAnswer, type Place } from "./noAnswer.ts";
import { phrasedSchema, readReply } from "./reply.ts";
import { waitUntilAborted } from "./waitUntilAborted.ts";

/** More than the longest wording needs. It also ends an answer that would never stop. */
const MOST_TOKENS = 1_000;

/**
 * Options for both clients. No retries, because phrasing retries within its own deadline. No log of the SDK, because it would
 * contain whole requests. Null keeps the SDK from reading its own environment variables.
 */
export function makeClientOptions(place: Place) {
  return {
    maxRetries: 0,
    logLevel: "off",
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    fetch: createBoundedFetch(place),
  } as const satisfies ClientOptions;
}

/** `client` is built with `ourOwn`; `model` is the name that the server uses. */
export function createChatModel(options: { name: string; client: OpenAI; model: string; place: Place }): Model {
  const { name, client, model, place } = options;

  async function complete(prompt: Prompt, signal: AbortSignal): Promise<Answer> {
    const reply = await client.chat.completions.create(
      {
        model,
        messages: [
          { role: "system", content: prompt.system },
          { role: "user", content: prompt.user },
        ],
        response_format: zodResponseFormat(phrasedSchema, "phrased"),
        temperature: 0.2,
        // Local servers do not support the newer name max_completion_tokens.
        max_tokens: MOST_TOKENS,
      },
      { signal },
    );
    return readReply(reply, place.at);
  }

  return {
    name,
    async ask(prompt, signal) {
      try {
        return await waitUntilAborted(complete(prompt, signal), signal);
      } catch (error) {
        throw explainNoAnswer(error, place, signal);
      }
    },
  };
}
