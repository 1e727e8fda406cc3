/** What a client posts into its conversation: messages, events of the chat page, and the end. */
import { randomUUID } from "node:crypto";
import type { Activity } from "botbuilder";
import type { Request, Response } from "restify";
import { makeActivityId, ownDirectLine } from "../../channels/channels.ts";
import type { LiveTalk } from "../../desk/liveTalk.ts";
import type { News } from "../../desk/news.ts";
import { forgetBrowser, readPersonId } from "../../http/browserCookie.ts";
import { type HandleRequest, Refused } from "../../http/server.ts";
import { makeConversationKey } from "../../store/caseKey.ts";
import type { Store } from "../../store/store.ts";
import type { Access } from "./access.ts";
import { readClientName, readSentActivity, toBotActivity } from "./activities.ts";
import { ChatEvents } from "./chatEvents.ts";
import type { DirectLineAdapter } from "./directLineAdapter.ts";
import type { Readers } from "./readers.ts";
import type { Grant } from "./tokens.ts";
import { WaitingMessages } from "./waitingMessages.ts";

type Parts = {
  store: Pick<Store, "conversations">;
  access: Access;
  readers: Readers;
  adapter: DirectLineAdapter;
  live: LiveTalk;
  news: News;
  now: () => Date;
};

export class PostedActivities {
  readonly #parts: Parts;
  readonly #chatEvents: ChatEvents;
  readonly #waiting = new WaitingMessages();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#chatEvents = new ChatEvents(parts);
  }

  /** Answers when the activity is stored. */
  readonly take: HandleRequest = async (request, response) => {
    const { access } = this.#parts;
    const grant = await access.readGrant(request);
    const sent = readSentActivity(request.body);
    const { conversation } = grant;
    const { lastSeq } = await access.requireConversation(grant);
    if (sent.type === "endOfConversation") await this.#end(request, response, grant);
    await this.#chatEvents.take(sent, grant, lastSeq);
    const activity = toBotActivity(sent, readClientName(sent) ?? randomUUID(), grant);
    const seq = activity ? await this.#waiting.count(conversation, () => this.#store(activity, conversation)) : 0;
    response.send(200, { id: makeActivityId(conversation, seq) });
  };

  stop(): void {
    this.#chatEvents.stop();
  }

  async #end(request: Request, response: Response, { conversation, person }: Grant): Promise<void> {
    const { store, readers, now } = this.#parts;
    await store.conversations.close(makeConversationKey(ownDirectLine, conversation), now().toISOString());
    readers.end(conversation);
    // The next user of this browser may be another person.
    if (readPersonId(request) === person) forgetBrowser(response);
  }

  /** Returns the number of the stored line, also for a repeated activity; 0 for an event, which has no line. */
  async #store(activity: Partial<Activity>, conversation: string): Promise<number> {
    const { store, adapter } = this.#parts;
    const [key, id = ""] = [makeConversationKey(ownDirectLine, conversation), activity.id];
    await adapter.take(activity);
    const seq = await store.conversations.findSeq(key, id);
    if (seq !== undefined) return seq;
    if (activity.type === "event" && (await store.conversations.hasTaken(key, id))) return 0;
    // The turn stored nothing, so the client should send it again. A 4xx would make it give up.
    throw new Refused(502, "BotRejectedActivity", `the ${activity.type} could not be stored; send it again`);
  }
}
