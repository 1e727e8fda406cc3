/** Detects the language that a person writes. */
import { createRequire, findPackageJSON } from "node:module";
import path from "node:path";

type Detector = { detect(text: string): { language: string; isReliable(): boolean } };

let detector: Detector | undefined;

/**
 * The language profiles take 30 MB, so they are loaded for the first message that needs them. The package exports them for
 * \`import\` only, which cannot wait for that message, so they are required by their path.
 */
function loadDetector(): Detector {
  if (detector) return detector;
  const root = path.dirname(findPackageJSON("eld", import.meta.url) ?? "");
  const profiles = createRequire(import.meta.url)(path.join(root, "src", "entries", "static.extrasmall.js"));
  detector = (profiles as { eld: Detector }).eld;
  return detector;
}

const mostCharacters = 600;
/** Shorter texts are mostly names and numbers, which belong to no language. */
const fewestLetters = 8;

const common = new Set(
  "the and is it i my not to a of in on can you this that with for what do does did has have was are we they no yes at by from but so or if an be me he she".split(
    " ",
  ),
);

/** The languages in Latin letters that people here write most. A few words of them are enough; other scripts speak for themselves. */
const frequent = new Set("de fr es pt it nl pl tr en".split(" "));
const fewestOfOthers = 60;

/** The language as a two-letter code; undefined for a text that could be anything. */
export function detectLanguage(text: string): string | undefined {
  const head = text.slice(0, mostCharacters);
  const letters = head.match(/\p{L}/gu)?.length ?? 0;
  if (letters < fewestLetters) return undefined;
  const words = head.toLowerCase().match(/\p{L}+/gu) ?? [];
  // Most messages are English, and need no look at the profiles.
  if (words.filter((word) => common.has(word)).length * 4 >= words.length) return "en";
  const { language, isReliable } = readProfiles(head);
  const isLatin = (head.match(/\p{Script=Latin}/gu)?.length ?? 0) * 2 > letters;
  const isKnown = !isLatin || frequent.has(language) || letters >= fewestOfOthers;
  return isReliable && isKnown ? language : undefined;
}

function readProfiles(text: string): { language: string; isReliable: boolean } {
  const found = loadDetector().detect(text);
  return { language: found.language, isReliable: found.isReliable() };
}
