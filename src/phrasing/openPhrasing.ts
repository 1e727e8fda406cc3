/** Opens phrasing as configured. Loads its modules only if a model is configured. */
import type { Registry } from "prom-client";
import { isLoopback } from "../http/loopback.ts";
import type { Log } from "../log.ts";
import type { Model } from "./model.ts";
import type { PhrasingShelf } from "./phrase.ts";
import type { Phrase } from "./phraseRequest.ts";
import type { PhrasingSettings } from "./settings.ts";

type World = { shelf: PhrasingShelf; log: Log; now: () => string };

/** `register` contains the metrics. */
export type Phrasing = { phrase: Phrase; register: Registry };

/** Returns undefined if phrasing is off. Does not call the model yet, because a model that is down must not delay the start. */
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
  if (settings.kind === "openai-compatible" && isUnencrypted(settings.baseUrl))
    log.warn(
      { model: model.name },
      settings.apiKey
        ? "prompts and the key go to the model over the network unencrypted; set an https address in OPENAI_BASE_URL"
        : "prompts go to the model over the network unencrypted; set an https address in OPENAI_BASE_URL",
    );
  log.info({ model: model.name, deadlineMs, mostAtOnce }, "phrasing is on");
  const register = new Registry();
  const figures = createFigures(register);
  return { phrase: createPhrase({ model, shelf, log, figures, now, deadlineMs, mostAtOnce }), register };
}

/** Loads only the client that the settings need. */
export async function openModel(settings: PhrasingSettings): Promise<Model> {
  if (settings.kind === "azure") return (await import("./azureOpenAi.ts")).createAzureModel(settings);
  return (await import("./openAiCompatible.ts")).createCompatibleModel(settings);
}

function isUnencrypted(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "http:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""));
}
