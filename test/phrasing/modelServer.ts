/** Simulates Azure OpenAI and compatible servers. */
import { expect } from "vitest";
import type { Failure, NoAnswer, Prompt } from "../../src/phrasing/model.ts";

export const prompt: Prompt = { system: "Reword it.", user: '{"wording":"The gateway hung up."}' };

type Settings = { kind: "azure"; endpoint: string; deployment: string; apiVersion: string };
export const contoso: Settings = {
  kind: "azure",
  endpoint: "https://contoso.openai.azure.com",
  deployment: "words",
  apiVersion: "2024-10-21",
};
export const completions = "/openai/deployments/words/chat/completions?api-version=2024-10-21";

const safe = { filtered: false, severity: "safe" };
const harmless = { hate: safe, self_harm: safe, sexual: safe, violence: safe };

/** A chat completion in Azure's form. `choice` and `more` overwrite parts of it. */
export function completion(content: string | null, choice: object = {}, more: object = {}) {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_760_000_000,
    model: "gpt-4o-mini-2024-07-18",
    system_fingerprint: "fp_1",
    prompt_filter_results: [
      { prompt_index: 0, content_filter_results: { ...harmless, jailbreak: { filtered: false, detected: false } } },
    ],
    choices: [
      {
        index: 0,
        logprobs: null,
        finish_reason: "stop",
        message: { role: "assistant", content, refusal: null },
        content_filter_results: harmless,
        ...choice,
      },
    ],
    usage: { prompt_tokens: 321, completion_tokens: 45, total_tokens: 366 },
    ...more,
  };
}

export const saying = (text: string) => completion(JSON.stringify({ text }));

/** The body with which Azure's content filter refuses a prompt. */
export const filteredPrompt = {
  error: {
    message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
    type: null,
    param: "prompt",
    code: "content_filter",
    status: 400,
    innererror: {
      code: "ResponsibleAIPolicyViolation",
      content_filter_result: { ...harmless, jailbreak: { filtered: true, detected: true } },
    },
  },
};

/** Returns the failure of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<NoAnswer & { failure: Failure }> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ name: "NoAnswer" });
  return outcome as NoAnswer;
}

export const enough = () => AbortSignal.timeout(10_000);
