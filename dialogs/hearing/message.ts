/** Reads the text, the pressed button and its form from an activity. */
import type { Activity } from "botbuilder-core";

/** A message as it arrived: words, a pressed button, or only a picture. */
export type Message = {
  text: string;
  press?: { move: string; choice: string };
  /** The form fields that were filled in beside the button. */
  fields?: Record<string, string>;
  onlyPicture: boolean;
  /** When it arrived, ISO 8601. */
  at?: string;
};

/** Reads the fields the dialogs rely on and ignores all others. */
export function readMessage(activity: Partial<Activity>): Message {
  const text = typeof activity.text === "string" ? activity.text : "";
  const press = readPress(activity.value);
  const pictures = (activity.attachments ?? []).filter(({ contentType }) => contentType?.startsWith("image/"));
  const fields = press ? readFields(activity.value) : {};
  const { timestamp } = activity;
  return {
    text,
    ...(press && { press, fields }),
    onlyPicture: text.trim() === "" && pictures.length > 0,
    ...(timestamp && { at: typeof timestamp === "string" ? timestamp : timestamp.toISOString() }),
  };
}

function readPress(value: unknown): Message["press"] {
  const press = typeof value === "object" && value !== null && "reconnect" in value ? value.reconnect : undefined;
  if (typeof press !== "object" || press === null || !("move" in press) || !("choice" in press)) return undefined;
  return typeof press.move === "string" && typeof press.choice === "string"
    ? { move: press.move, choice: press.choice }
    : undefined;
}

function readFields(value: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (typeof field === "string" ? [[name, field]] : [])),
  );
}
