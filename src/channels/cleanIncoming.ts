/** Cleans an incoming message before any other code reads or stores it. */
import { type Activity, type Entity, TurnContext } from "botbuilder";
import { isSecretField, MASK, maskSecrets } from "../privacy/secrets.ts";

/** In characters of JSON. Our own buttons send less. */
const mostOfValue = 8_000;
/** The limit for one field of a form. */
const mostOfField = 1_000;

/** Removes the bot's own name, secrets and what a client may not set from the activity, in place. */
export function cleanIncoming(activity: Activity): { hadSecret: boolean } {
  // The SDK reads `mentioned.id` of every mention and throws if `mentioned` is missing.
  if (activity.entities) activity.entities = activity.entities.filter(isCompleteEntity);
  // Teams repeats the bot's name in the text; it is not part of the answer.
  if (activity.entities && activity.recipient && activity.text) TurnContext.removeRecipientMention(activity);
  if (activity.value !== undefined && activity.value !== null) activity.value = cleanValue(activity.value);
  const original = typeof activity.text === "string" ? activity.text.replace(/\u00a0/g, " ") : "";
  if (typeof activity.text === "string") activity.text = maskSecrets(original).trim();
  if (
    typeof activity.channelData === "object" &&
    activity.channelData !== null &&
    "reconnect" in activity.channelData
  ) {
    const { reconnect: _ours, ...clientData } = activity.channelData;
    activity.channelData = clientData;
  }
  return { hadSecret: original.trim() !== (activity.text ?? "") };
}

function isCompleteEntity(entity: Entity): boolean {
  if (typeof entity.type !== "string") return false;
  return entity.type.toLowerCase() !== "mention" || (isObject(entity.mentioned) && typeof entity.text === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Masks secrets in the value of a press. If the value is too long, its fields are cut; if that is not enough, only the press is kept. */
function cleanValue(value: unknown): unknown {
  const json = [
    value,
    isObject(value) ? shortenFields(value) : undefined,
    isObject(value) ? { reconnect: value.reconnect } : undefined,
  ]
    .map((part) => JSON.stringify(part) ?? "")
    .find((text) => text.length <= mostOfValue);
  return json
    ? JSON.parse(json, (key, part: unknown) => {
        if (typeof part !== "string") return part;
        return isSecretField(key) ? MASK : maskSecrets(part);
      })
    : undefined;
}

/** Cuts texts only: the choice what to keep back must survive a long text in another field. */
function shortenFields({ reconnect, ...fields }: Record<string, unknown>): object {
  const texts = Object.entries(fields).flatMap(([name, field]) =>
    // One character over the limit, so that the form can see that the text was cut.
    typeof field === "string" ? [[name, field.slice(0, mostOfField + 1)]] : [],
  );
  return { reconnect, ...Object.fromEntries(texts) };
}

/** The label of a pressed button, for the transcript of channels that send a press without text. */
export function readLabel(value: unknown): string | undefined {
  const press = typeof value === "object" && value !== null && "reconnect" in value ? value.reconnect : undefined;
  const label = typeof press === "object" && press !== null && "label" in press ? press.label : undefined;
  return typeof label === "string" ? label.slice(0, 200) : undefined;
}
