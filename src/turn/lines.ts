/** What is said in a turn, as lines of the transcript. */
import type { Activity } from "botbuilder";
import type { Provenance } from "../../dialogs/wording/cards.ts";
import { activityToKeep, technicianId } from "../channels/channels.ts";
import { readLabel } from "../channels/door.ts";
import type { Line } from "../store/conversations.ts";

/** What all lines of a turn share. */
export type LinePlace = Pick<Line, "caseId" | "conversation" | "at" | "toTechnicians">;

export function makePersonLine(activity: Activity, activityId: string, id: string, place: LinePlace): Line {
  return {
    ...place,
    id,
    who: "person",
    activityId,
    text: activity.text || readLabel(activity.value) || "",
    activity: activityToKeep(activity),
    provenance: null,
  };
}

/** `to` is whom the reply is for: in a group the next to speak may be somebody else. */
export function makeBotLine(reply: Partial<Activity>, id: string, to: Activity["from"], place: LinePlace): Line {
  return {
    ...place,
    id,
    who: "bot",
    activityId: id,
    text: reply.text ?? "",
    activity: { ...reply, recipient: to },
    provenance: (reply.channelData as { reconnect?: Provenance } | undefined)?.reconnect ?? null,
  };
}

/** `name` is the technician's, as the person sees it. */
export function makeTechnicianLine(
  { name, text }: { name: string; text: string },
  id: string,
  to: Activity["from"],
  place: LinePlace,
): Line {
  const from = { id: technicianId, name };
  const activity = { type: "message", text, textFormat: "plain", from, recipient: to };
  return { ...place, id, who: "technician", activityId: id, text, activity, provenance: null };
}
