/** What happens to a message before anything reads it or stores it. */
import { type Activity, type Entity, TurnContext } from "botbuilder";
import { isSecretField, MASK, maskSecrets } from "../privacy/secrets.ts";

/** More than any button of ours sends along. */
const mostOfValue = 8_000;
/** Of one field of a form. */
const mostOfField = 1_000;

/** Cleans the activity in place: the bot's own name, secrets, and what a client may not set. Tells whether a secret was in the words. */
export function cleanIncoming(activity: Activity): { hadSecret: boolean } {
  // The SDK reads who is mentioned without looking whether anybody is.
  if (activity.entities) activity.entities = activity.entities.filter(isCompleteEntity);
  // Teams repeats the bot's name inside the text; nobody means it as an answer.
  if (activity.entities && activity.recipient && activity.text) TurnContext.removeRecipientMention(activity);
  if (activity.value !== undefined && activity.value !== null) activity.value = cleanValue(activity.value);
  const before = typeof activity.text === "string" ? activity.text.replace(/\u00a0/g, " ") : "";
  if (typeof activity.text === "string") activity.text = maskSecrets(before).trim();
  if (
    typeof activity.channelData === "object" &&
    activity.channelData !== null &&
    "reconnect" in activity.channelData
  ) {
    const { reconnect: _notTheirs, ...theirs } = activity.channelData;
    activity.channelData = theirs;
  }
  return { hadSecret: before.trim() !== (activity.text ?? "") };
}

function isCompleteEntity(entity: Entity): boolean {
  if (typeof entity.type !== "string") return false;
  return entity.type.toLowerCase() !== "mention" || (isObject(entity.mentioned) && typeof entity.text === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** What came with a press, without secrets; what is too long is cut field by field, and else only the press itself is kept. */
function cleanValue(value: unknown): unknown {
  const kept = [
    value,
    isObject(value) ? shortenFields(value) : undefined,
    isObject(value) ? { reconnect: value.reconnect } : undefined,
  ]
    .map((part) => JSON.stringify(part) ?? "")
    .find((json) => json.length <= mostOfValue);
  return kept
    ? JSON.parse(kept, (key, part: unknown) => {
        if (typeof part !== "string") return part;
        return isSecretField(key) ? MASK : maskSecrets(part);
      })
    : undefined;
}

/** What somebody chose to keep to themselves must not get lost because they wrote much elsewhere. */
function shortenFields({ reconnect, ...fields }: Record<string, unknown>): object {
  const texts = Object.entries(fields).flatMap(([name, field]) =>
    // One sign more than fits, so that the form can tell that it was cut.
    typeof field === "string" ? [[name, field.slice(0, mostOfField + 1)]] : [],
  );
  return { reconnect, ...Object.fromEntries(texts) };
}

/** The label of a pressed button, for the transcript of channels that send a press without words. */
export function readLabel(value: unknown): string | undefined {
  const press = typeof value === "object" && value !== null && "reconnect" in value ? value.reconnect : undefined;
  const label = typeof press === "object" && press !== null && "label" in press ? press.label : undefined;
  return typeof label === "string" ? label.slice(0, 200) : undefined;
}
