/** Makes phrasing out of the configuration. Without a model nothing of it is loaded. */
import type { Registry } from "prom-client";
import { isLoopback } from "../http/loopback.ts";
import type { Log } from "../log.ts";
import type { Model } from "./model.ts";
import type { PhrasingShelf } from "./phrase.ts";
import type { Phrase } from "./phraseRequest.ts";
import type { PhrasingSettings } from "./settings.ts";

type World = { shelf: PhrasingShelf; log: Log; now: () => string };

/** `register` holds what is counted. */
export type Phrasing = { phrase: Phrase; register: Registry };

/** Undefined when it is switched off. Asks nobody yet: a model that is down must not hold a start. */
export async function openPhrasing(
  settings: PhrasingSettings | undefined,
  { shelf, log, now }: World,
): Promise<Phrasing | undefined> {
  if (!settings) return undefined;
  const [{ createPhrase }, { createFigures }, { Registry }, model] = await Promise.all([
    import("./phrase.ts"),
    import("./figures.ts"),
    import("prom-client"),
    openModel(settings),
  ]);
  const { deadlineMs, mostAtOnce } = settings;
  if (settings.kind === "openai-compatible" && isOpen(settings.baseUrl))
    log.warn(
      { model: model.name },
      settings.apiKey
        ? "what the model is told, and the key, go over the network unencrypted; see OPENAI_BASE_URL"
        : "what the model is told goes over the network unencrypted; see OPENAI_BASE_URL",
    );
  log.info({ model: model.name, deadlineMs, mostAtOnce }, "a model may phrase");
  const register = new Registry();
  const figures = createFigures(register);
  return { phrase: createPhrase({ model, shelf, log, figures, now, deadlineMs, mostAtOnce }), register };
}

/** Loads only the client that is asked for. */
export async function openModel(settings: PhrasingSettings): Promise<Model> {
  if (settings.kind === "azure") return (await import("./azureOpenAi.ts")).azureOpenAi(settings);
  return (await import("./openAiCompatible.ts")).openAiCompatible(settings);
}

function isOpen(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "http:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""));
}
