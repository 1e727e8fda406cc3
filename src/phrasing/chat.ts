/** Asks a model by chat completion with structured output, the one way that Azure OpenAI and its likenesses share. */
import type { ClientOptions, OpenAI } from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { boundedFetch } from "./boundedFetch.ts";
import type { Answer, Model, Prompt } from "./model.ts";
import { explainNoAnswer, type Place } from "./noAnswer.ts";
import { onTime } from "./onTime.ts";
import { phrased, readReply } from "./reply.ts";

/** More than the longest wording needs, and the end of a model that cannot stop. */
const MOST_TOKENS = 1_000;

/** What both clients are built with: we try again ourselves, within the deadline, and the SDK's own log would hold whole requests. */
export function ourOwn(place: Place) {
  return {
    maxRetries: 0,
    logLevel: "off",
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    fetch: boundedFetch(place),
  } as const satisfies ClientOptions;
}

/** `client` is built with `ourOwn`; `model` is what the other side calls it. */
export function chatModel(options: { name: string; client: OpenAI; model: string; place: Place }): Model {
  const { name, client, model, place } = options;

  async function complete(prompt: Prompt, signal: AbortSignal): Promise<Answer> {
    const reply = await client.chat.completions.create(
      {
        model,
        messages: [
          { role: "system", content: prompt.system },
          { role: "user", content: prompt.user },
        ],
        response_format: zodResponseFormat(phrased, "phrased"),
        temperature: 0.2,
        // Local servers know no other name for it.
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
        return await onTime(complete(prompt, signal), signal);
      } catch (error) {
        throw explainNoAnswer(error, place, signal);
      }
    },
  };
}
