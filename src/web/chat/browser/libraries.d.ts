/** The parts that we use of the libraries which the page loads as scripts. Their own types need packages that are not installed. */
export type { ChatState } from "../../../desk/chatState.ts";

import type { Sentences } from "../../../../dialogs/words/ids.ts";

type Subscription = { unsubscribe(): void };
type Observer<T> = { next?: (value: T) => void; error?: (error: unknown) => void; complete?: () => void };
export type Observable<T> = { subscribe(observer: Observer<T> | ((value: T) => void)): Subscription };

export type Stream = { conversationId: string; token: string; streamUrl: string };

export type DirectLineClient = {
  activity$: Observable<ShownActivity>;
  postActivity(activity: object): Observable<string>;
};

export type Attachment = { contentType: string; content: { [part: string]: unknown } };

type Claim = {
  position: number;
  appearance: { name: string; url: string };
  claimInterpreter?: { slogan?: string };
};

/** A message or event that comes in, or a message of the person. */
export type ShownActivity = {
  type: string;
  id?: string;
  name?: string;
  text?: string;
  textFormat?: string;
  timestamp?: string;
  value?: unknown;
  from?: { id?: string; name?: string; role?: string };
  attachments?: Attachment[];
  suggestedActions?: { actions: { title: string; value: unknown }[] };
  entities?: { type: string; citation?: Claim[] }[];
  channelData?: { "webchat:sequence-id"?: number; clientActivityID?: string };
};

export type AdaptiveCards = typeof import("adaptivecards");

export type DirectLineLibrary = {
  DirectLine: new (options: Stream & { domain: string; webSocket: boolean; WebSocket: unknown }) => DirectLineClient;
};

/** The sentences of scripts. Each page contains those of its own scripts. */
export type ScriptSentence = Extract<
  keyof Sentences,
  `${"page.copy" | "page.script" | "desk-page.script" | "desk-page.age"}.${string}`
>;

/** The states of the connection that the notice can show. */
export type Connection = "gone" | "busy" | "back" | "failed" | "ended";
export type Tell = (connection: Connection) => void;

/** What the service worker of the notifications uses of its scope. The types of workers and of pages exclude each other. */
export type NotifierScope = {
  addEventListener(
    type: "notificationclick",
    listener: (event: { notification: Notification; waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  clients: { matchAll(options: object): Promise<{ focus(): Promise<unknown> }[]> };
};
