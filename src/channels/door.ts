/** What happens to a message before anything reads it or stores it. */
import { type Activity, TurnContext } from "botbuilder";

const masked = "[masked]";

// Lines of .rdp files, command lines and sentences in which people give away a password without noticing.
const secrets: [RegExp, string][] = [
  [/(password\s+51:b:)[0-9a-f\s]+/gi, `$1${masked}`],
  [
    /(\b(?:password|passwort|kennwort|passwd|pwd|passphrase|client[_-]?secret|api[_-]?key)["']?\s*(?:[:=]|\bis\b|\bist\b)\s*["']?)(?!\s|51:b:|wrong|not|right|correct|the\b|ok|fine|expired|incorrect|saved)\S{3,}/gi,
    `$1${masked}`,
  ],
  [/(\/pass(?::|word:)?)\S+/gi, `$1${masked}`],
  [/(\bBearer\s+)[\w.~+/-]{16,}=*/g, `$1${masked}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, masked],
];

export function withoutSecrets(text: string): string {
  return secrets.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** Cleans the activity in place: the bot's own name, secrets, and what a client may not set. */
export function atTheDoor(activity: Activity): void {
  // Teams repeats the bot's name inside the text; nobody means it as an answer.
  if (activity.entities && activity.recipient) TurnContext.removeRecipientMention(activity);
  if (typeof activity.text === "string") activity.text = withoutSecrets(activity.text.replace(/\u00a0/g, " ")).trim();
  if (
    typeof activity.channelData === "object" &&
    activity.channelData !== null &&
    "reconnect" in activity.channelData
  ) {
    const { reconnect: _notTheirs, ...theirs } = activity.channelData;
    activity.channelData = theirs;
  }
}

/** The label of a pressed button, for the transcript of channels that send a press without words. */
export function labelOf(value: unknown): string | undefined {
  const press = typeof value === "object" && value !== null && "reconnect" in value ? value.reconnect : undefined;
  const label = typeof press === "object" && press !== null && "label" in press ? press.label : undefined;
  return typeof label === "string" ? label.slice(0, 200) : undefined;
}
