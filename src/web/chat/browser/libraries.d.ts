/** The parts that we use of the libraries which the page loads as scripts. Their own types need packages that are not installed. */
export type { ChatState } from "../../../desk/chatState.ts";

import type { Sentences } from "../../../../dialogs/words/ids.ts";

type Subscription = { unsubscribe(): void };
type Observer<T> = { next?: (value: T) => void; error?: (error: unknown) => void; complete?: () => void };
export type Observable<T> = { subscribe(observer: Observer<T> | ((value: T) => void)): Subscription };

export type Stream = { conversationId: string; token: string; streamUrl: string };

export type DirectLineClient = { postActivity(activity: object): Observable<string> };

/** An element of React, as Web Chat renders it. */
export type ChatElement = { type: unknown; key: unknown; ref: unknown; props: object };

/** A message or event as Web Chat shows it. */
export type ShownActivity = {
  type: string;
  id?: string;
  name?: string;
  text?: string;
  value?: unknown;
  from?: { id?: string; name?: string; role?: string };
  entities?: { type: string }[];
  channelData?: { "webchat:sequence-id"?: number };
};

type Render = ((...options: unknown[]) => ChatElement | false) | false;
/** Changes how Web Chat shows something. */
export type Middleware<Shown> = () => (
  next: (shown: Shown, ...more: unknown[]) => Render,
) => (shown: Shown, ...more: unknown[]) => Render;

type Press = { cardAction: { type: string; value?: { reconnect?: { label?: unknown } } } };
type Next = (press: Press) => unknown;

type StoreAction = { type: string; payload?: object };

export type Libraries = {
  DirectLine: {
    DirectLine: new (options: Stream & { domain: string; webSocket: boolean; WebSocket: unknown }) => DirectLineClient;
  };
  WebChat: {
    createStore(
      initial: object,
      middleware: () => (next: (action: StoreAction) => unknown) => (action: StoreAction) => unknown,
    ): { dispatch(action: StoreAction): void };
    renderWebChat(
      options: { cardActionMiddleware: () => (next: Next) => Next; [option: string]: unknown },
      room: Element,
    ): void;
  };
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
