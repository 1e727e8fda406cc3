/** A fake model server that speaks OpenAI's protocol. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** Answers with the result of `say` for a wording. Returns the settings that point a server to it. */
export async function openModel(say: (wording: string) => Promise<string> | string): Promise<Record<string, string>> {
  const server = createServer(async (request, response) => {
    const { messages } = (await json(request)) as { messages: { content: string }[] };
    const { wording } = JSON.parse(messages.at(-1)?.content ?? "{}");
    const content = JSON.stringify({ text: await say(wording) });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ choices: [{ finish_reason: "stop", message: { role: "assistant", content } }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const OPENAI_BASE_URL = `http://127.0.0.1:${port}/v1`;
  return { PHRASING: "openai-compatible", OPENAI_BASE_URL, OPENAI_MODEL: "of-the-test", PHRASING_DEADLINE_MS: "8000" };
}
