/**
 * The only detector of secrets. It finds passwords by their labels, and keys and tokens by their form. Texts can have any
 * length, so each pattern must run in linear time.
 */
import { aboutSecret, secretLabels } from "./words.ts";

export const MASK = "[masked]";

// A key contains a letter and a digit. The name of a registry hive is not a key.
const key = "(?!HKEY_)(?=[\\w+/.~%-]*\\d)(?=[\\w+/.~%-]*[A-Za-z])[\\w+/.~%-]{20,}=*";
const assignment = "(?:\\s*[:=]\\s*|\\s+(?:is|was)\\s+|\\s+)";

/** Each pattern with its replacement. */
const patterns: [RegExp, string][] = [
  // Lines of .rdp files, command lines and sentences in which people reveal a password without noticing.
  // A mail program can wrap the bytes, but the next setting of the file has to stay whole.
  [/(password\s+51:b:)(?:[^\S\n]*[0-9a-f]+|\s*[0-9a-f]+(?!\S))(?:[\s>]+[0-9a-f]+(?!\S))*/gi, `$1${MASK}`],
  [new RegExp(`(\\b(?:${secretLabels})["']?\\s*[:=]\\s*["']?)(?!\\s|51:b:|${aboutSecret})\\S+`, "gi"), `$1${MASK}`],
  [
    new RegExp(
      `(\\b(?:${secretLabels})["']?\\s+(?:is|ist|lautet)(?:\\s*:)?\\s*["']?)(?!\\s|${aboutSecret})\\S{3,}`,
      "gi",
    ),
    `$1${MASK}`,
  ],
  // A variable or a command in brackets is not a secret.
  [new RegExp(`((?:^|\\s)--?(?:${secretLabels})\\s+["']?)(?![\\s($-])\\S+`, "gim"), `$1${MASK}`],
  [/(\bConvertTo-SecureString\s+(?:-String\s+)?["']?)(?![\s($-])[^\s"']+/gi, `$1${MASK}`],
  [/((?:^|\s)\/p(?:ass(?:word)?)?:)\S+/gim, `$1${MASK}`],
  [/(\bBearer\s+)[\w.~+/-]{16,}=*/gi, `$1${MASK}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
  // The lookahead requires a dot after the run. Without it, the pattern would try every "eyJ" of a long run.
  [/(?<![\w-])(?=[\w-]+\.[\w-]{4})([\w-]*?)\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]+)*/g, `$1${MASK}`],
  [/(\bAuthorization["']?\s*[:=]\s*["']?Basic\s+)[a-z0-9+/]{8,}=*/gi, `$1${MASK}`],
  // In "Basic authentication" an ordinary word follows. A digit or a capital after a small letter shows credentials.
  [/(\bBasic\s+)(?=[A-Za-z+/]*(?:\d|[a-z][A-Z]))[A-Za-z0-9+/]{8,}=*/g, `$1${MASK}`],
  [/\b(?:whsec_|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|AKIA)[\w+/-]{16,}=*/g, MASK],
  [
    new RegExp(`((?<![\\w-])[\\w-]*(?:key|token|secret|sig|signature|credential)["']?${assignment}["']?)${key}`, "gi"),
    `$1${MASK}`,
  ],
  // User name and password in a URL.
  [/((?<![a-z0-9+.-])[a-z0-9+.-]+:\/\/[^\s/:@]+:)(?!\[masked\]@)[^\s/@]+(?=@)/gi, `$1${MASK}`],
  // A BitLocker recovery key: eight groups of six digits.
  [/(?<!\d)\d{6}(?:-\d{6}){7}(?!\d)/g, MASK],
];

/** A mask can bring two parts of a text together that form another secret, so masking repeats. Two rounds are usual; the limit keeps long texts linear. */
const MOST_ROUNDS = 5;

const secretField = new RegExp(`^(?:${secretLabels})$`, "i");

export function maskSecrets(text: string): string {
  let clean = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = clean;
    clean = patterns.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), clean);
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

/** A word of the bot's own sentences, such as "the saved password is outdated". */
const wordOfOurs = /^[a-z]+[.,;:]?$/;

/** Masks the secrets and lists them. `made`: the text is the bot's own. It mentions passwords, but an ordinary word in it is never one. */
export function takeOutSecrets(text: string, made: boolean): { text: string; secrets: string[] } {
  const clean = maskSecrets(text);
  const secrets = clean === text ? [] : listMasked(text, clean);
  return made && secrets.every((secret) => wordOfOurs.test(secret)) ? { text, secrets: [] } : { text: clean, secrets };
}

/** The parts of the text that are masked in its clean copy. */
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
