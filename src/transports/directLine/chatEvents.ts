/** Events of our own chat page that are no part of the conversation: the state of the chat, typing, and how far the person has read. */
import * as z from "zod";
import type { LiveTalk } from "../../desk/liveTalk.ts";
import type { News } from "../../desk/news.ts";
import type { SentActivity } from "./activities.ts";
import { makeTechnicianTyping } from "./passingActivities.ts";
import type { Readers } from "./readers.ts";
import type { Grant } from "./tokens.ts";

const seenValue = z.object({ watermark: z.string().regex(/^\d{1,12}$/) });

/** The desk changes often; a waiting person sees the changes at most once in this time. */
const DESK_NEWS_EVERY_MS = 1_000;

type Parts = { readers: Readers; live: LiveTalk; news: News };

export class ChatEvents {
  readonly #parts: Parts;
  readonly #stopListening: (() => void)[];
  #refresh: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    const { readers, live, news } = parts;
    this.#parts = parts;
    this.#stopListening = [
      live.toChat.listen(({ conversation, typing }) => {
        if (typing === undefined) readers.wake(conversation);
        else readers.showOnPages(conversation, makeTechnicianTyping(conversation, typing));
      }),
      // The place in the queue, and who is at the desk.
      news.listen(() => {
        this.#refresh ??= setTimeout(() => {
          this.#refresh = undefined;
          readers.wakeWaiting();
        }, DESK_NEWS_EVERY_MS).unref();
      }),
    ];
  }

  /** Takes what the page tells besides messages; ignores everything else. An agent hub has no such page. */
  async take(sent: SentActivity, { conversation, person, hub }: Grant, lastSeq: number): Promise<void> {
    const { live } = this.#parts;
    if (hub) return;
    if (sent.type === "typing") await live.personTypes({ conversation, person });
    if (sent.type !== "event" || sent.name !== "reconnect.seen") return;
    const value = seenValue.safeParse(sent.value);
    if (value.success) await live.personSaw({ conversation, person }, Math.min(Number(value.data.watermark), lastSeq));
  }

  stop(): void {
    for (const stop of this.#stopListening) stop();
    clearTimeout(this.#refresh);
  }
}
