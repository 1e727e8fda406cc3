/** Secrets that somebody wrote down without noticing. What the door knows, and keys and tokens in forms of their own. */
import { withoutSecrets } from "../channels/door.ts";

const masked = "[masked]";

// A key has a letter and a digit; a registry key has neither of this length in one piece.
const key = "(?!HKEY_)(?=[\\w+/.~%-]*\\d)(?=[\\w+/.~%-]*[A-Za-z])[\\w+/.~%-]{20,}=*";
const secrets: [RegExp, string][] = [
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]+)*/g, masked],
  [/(\bBasic\s+)[A-Za-z0-9+/]{8,}=*/g, `$1${masked}`],
  [/\b(?:whsec_|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|AKIA)[\w+/-]{16,}=*/g, masked],
  [
    new RegExp(
      `(\\b[\\w-]*(?:key|token|secret|sig|signature|credential)["']?(?:\\s*[:=]\\s*|\\s+(?:is|was)\\s+|\\s+)["']?)${key}`,
      "gi",
    ),
    `$1${masked}`,
  ],
  // Name and password inside an address.
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:)(?!\[masked\]@)[^\s/@]+(?=@)/gi, `$1${masked}`],
  // The recovery key of a disk: eight groups of six digits.
  [/(?<!\d)\d{6}(?:-\d{6}){7}(?!\d)/g, masked],
];

/** A word of a sentence such as "the saved password is outdated". */
const wordOfOurs = /^[a-z]+[.,;:]?$/;

/** The text without its secrets, and what they were; `spoken`: it holds somebody's own words. Doing it again finds nothing. */
export function secretsTakenOut(text: string, spoken: boolean): { text: string; found: string[] } {
  let clean = text;
  for (let before = ""; before !== clean; ) {
    before = clean;
    clean = secrets.reduce((so, [pattern, replacement]) => so.replace(pattern, replacement), withoutSecrets(clean));
  }
  const found = clean === text ? [] : whatWasMasked(text, clean);
  // We write about passwords and never write one.
  return !spoken && found.every((one) => wordOfOurs.test(one)) ? { text, found: [] } : { text: clean, found };
}

/** What stands in the one text where the other has a mask. */
function whatWasMasked(text: string, clean: string): string[] {
  const found: string[] = [];
  const pieces = clean.split(masked);
  let from = pieces[0]?.length ?? 0;
  for (const [index, piece] of pieces.slice(1).entries()) {
    const isLast = index === pieces.length - 2;
    const at = isLast ? text.length - piece.length : text.indexOf(piece, from + 1);
    const secret = text.slice(from, at < from ? undefined : at);
    if (secret !== masked) found.push(secret);
    from = at + piece.length;
  }
  return found;
}
