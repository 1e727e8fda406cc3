/** The one detector of secrets: passwords that are named as such, and keys and tokens that show by their form. It reads texts of any length, so each pattern is linear. */
import { aboutSecret, secretLabels } from "./words.ts";

export const MASK = "[masked]";

// A key has a letter and a digit; the name of a registry hive is not one.
const key = "(?!HKEY_)(?=[\\w+/.~%-]*\\d)(?=[\\w+/.~%-]*[A-Za-z])[\\w+/.~%-]{20,}=*";
const assignment = "(?:\\s*[:=]\\s*|\\s+(?:is|was)\\s+|\\s+)";

/** What each pattern matches, with what it is replaced by. */
const patterns: [RegExp, string][] = [
  // Lines of .rdp files, command lines and sentences in which people give away a password without noticing.
  [/(password\s+51:b:)[0-9a-f\s]+/gi, `$1${MASK}`],
  [new RegExp(`(\\b(?:${secretLabels})["']?\\s*[:=]\\s*["']?)(?!\\s|51:b:|${aboutSecret})\\S+`, "gi"), `$1${MASK}`],
  [
    new RegExp(
      `(\\b(?:${secretLabels})["']?\\s+(?:is|ist|lautet)(?:\\s*:)?\\s*["']?)(?!\\s|${aboutSecret})\\S{3,}`,
      "gi",
    ),
    `$1${MASK}`,
  ],
  // A variable or a command in brackets is no secret by itself.
  [new RegExp(`((?:^|\\s)--?(?:${secretLabels})\\s+["']?)(?![\\s($-])\\S+`, "gim"), `$1${MASK}`],
  [/(\bConvertTo-SecureString\s+(?:-String\s+)?["']?)(?![\s($-])[^\s"']+/gi, `$1${MASK}`],
  [/((?:^|\s)\/p(?:ass(?:word)?)?:)\S+/gim, `$1${MASK}`],
  [/(\bBearer\s+)[\w.~+/-]{16,}=*/gi, `$1${MASK}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
  // The lookahead makes sure that a dot follows the run, so that no other "eyJ" in it has to be tried in vain.
  [/(?<![\w-])(?=[\w-]+\.[\w-]{4})([\w-]*?)\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]+)*/g, `$1${MASK}`],
  [/(\bAuthorization["']?\s*[:=]\s*["']?Basic\s+)[a-z0-9+/]{8,}=*/gi, `$1${MASK}`],
  // "Basic authentication" is a word; letters in both cases or digits are a login.
  [/(\bBasic\s+)(?=[A-Za-z+/]*(?:\d|[a-z][A-Z]))[A-Za-z0-9+/]{8,}=*/g, `$1${MASK}`],
  [/\b(?:whsec_|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|AKIA)[\w+/-]{16,}=*/g, MASK],
  [
    new RegExp(`((?<![\\w-])[\\w-]*(?:key|token|secret|sig|signature|credential)["']?${assignment}["']?)${key}`, "gi"),
    `$1${MASK}`,
  ],
  // Name and password inside an address.
  [/((?<![a-z0-9+.-])[a-z0-9+.-]+:\/\/[^\s/:@]+:)(?!\[masked\]@)[^\s/@]+(?=@)/gi, `$1${MASK}`],
  // The recovery key of a disk: eight groups of six digits.
  [/(?<!\d)\d{6}(?:-\d{6}){7}(?!\d)/g, MASK],
];

/** A mask may bring two parts of a text together that hold another secret. Two rounds are usual; the limit keeps long texts linear. */
const MOST_ROUNDS = 5;

const secretField = new RegExp(`^(?:${secretLabels})$`, "i");

export function maskSecrets(text: string): string {
  let clean = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = clean;
    clean = patterns.reduce((so, [pattern, replacement]) => so.replace(pattern, replacement), clean);
    if (clean === before) break;
  }
  return clean;
}

export function holdsSecret(text: string): boolean {
  return maskSecrets(text) !== text;
}

/** True for the name of a field whose whole value is a secret. */
export function isSecretField(name: string): boolean {
  return secretField.test(name);
}

/** A word of a sentence of ours, such as "the saved password is outdated". */
const wordOfOurs = /^[a-z]+[.,;:]?$/;

/** Masks the secrets and lists them. `made`: the text is ours; it mentions passwords and holds no plain-word password. */
export function takeOutSecrets(text: string, made: boolean): { text: string; secrets: string[] } {
  const clean = maskSecrets(text);
  const secrets = clean === text ? [] : listMasked(text, clean);
  return made && secrets.every((secret) => wordOfOurs.test(secret)) ? { text, secrets: [] } : { text: clean, secrets };
}

/** What stands in the text where its clean copy has a mask. */
function listMasked(text: string, clean: string): string[] {
  const secrets: string[] = [];
  const pieces = clean.split(MASK);
  let from = pieces[0]?.length ?? 0;
  for (const [index, piece] of pieces.slice(1).entries()) {
    const isLast = index === pieces.length - 2;
    const at = isLast ? text.length - piece.length : text.indexOf(piece, from + 1);
    const secret = text.slice(from, at < from ? undefined : at);
    if (secret !== MASK) secrets.push(secret);
    from = at + piece.length;
  }
  return secrets;
}
