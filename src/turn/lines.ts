/** Turns the messages of a turn into lines of the transcript. */
import type { Activity } from "botbuilder";
import type { Provenance } from "../../dialogs/wording/cards.ts";
import { activityToKeep, technicianId } from "../channels/channels.ts";
import { readLabel } from "../channels/cleanIncoming.ts";
import type { EventRange, Line } from "../store/conversations.ts";

/** The fields that all lines of a turn share. */
export type LineBase = Pick<Line, "caseId" | "conversation" | "at" | "toTechnicians">;

export function makePersonLine(
  activity: Activity,
  activityId: string,
  id: string,
  base: LineBase & { events: EventRange },
): Line {
  return {
    ...base,
    id,
    who: "person",
    activityId,
    text: readText(activity),
    activity: activityToKeep(activity),
    provenance: null,
  };
}

/** The text of a person's line. */
export function readText({ text, value }: Activity): string {
  return text || readLabel(value) || "";
}

/** `to` is the recipient. In a group, the next person to write may be another one. */
export function makeBotLine(reply: Partial<Activity>, id: string, to: Activity["from"], base: LineBase): Line {
  return {
    ...base,
    id,
    who: "bot",
    activityId: id,
    text: reply.text ?? "",
    activity: { ...reply, recipient: to },
    provenance: (reply.channelData as { reconnect?: Provenance } | undefined)?.reconnect ?? null,
  };
}

/** `name` is the technician's name as the person sees it. */
export function makeTechnicianLine(
  { name, text }: { name: string; text: string },
  id: string,
  to: Activity["from"],
  base: LineBase,
): Line {
  const from = { id: technicianId, name };
  const activity = { type: "message", text, textFormat: "plain", from, recipient: to };
  return { ...base, id, who: "technician", activityId: id, text, activity, provenance: null };
}
