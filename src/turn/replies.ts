/** What the bot says in a turn is held back until it is stored. */
import type { Activity, TurnContext as Turn } from "botbuilder";
import type { Provenance } from "../../dialogs/wording/cards.ts";
import type { Line } from "../store/store.ts";

export type Replies = {
  all: Partial<Activity>[];
  /** To the channel, in one go. */
  send(replies: Partial<Activity>[]): Promise<void>;
};

/** Holds back what the dialogs say in this turn. Typing goes out at once and is never kept. */
export function holdBack(context: Turn): Replies {
  const all: Partial<Activity>[] = [];
  let sending = false;
  context.onSendActivities(async (_context, activities, next) => {
    if (sending || activities.every(({ type }) => type === "typing")) return next();
    all.push(...activities.filter(({ type }) => type !== "typing"));
    return activities.map(() => ({ id: "" }));
  });
  return {
    all,
    send: async (replies) => {
      sending = true;
      try {
        if (replies.length > 0) await context.sendActivities(replies);
      } finally {
        sending = false;
      }
    },
  };
}

/** A reply as a line of the transcript. `to` is whom it is for: in a group the next to speak may be somebody else. */
export function lineOf(
  reply: Partial<Activity>,
  { to, ...about }: Pick<Line, "id" | "caseId" | "conversation" | "at" | "toTechnicians"> & { to: Activity["from"] },
): Line {
  return {
    ...about,
    who: "bot",
    activityId: about.id,
    text: reply.text ?? "",
    activity: { ...reply, recipient: to },
    provenance: (reply.channelData as { reconnect?: Provenance } | undefined)?.reconnect ?? null,
  };
}
