/** The parts that we use of the libraries which the page loads as scripts. Their own types need packages that are not installed. */
import type { Sentences } from "../../../../dialogs/words/ids.ts";

type Subscription = { unsubscribe(): void };
type Observer<T> = { next?: (value: T) => void; error?: (error: unknown) => void; complete?: () => void };
export type Observable<T> = { subscribe(observer: Observer<T> | ((value: T) => void)): Subscription };

export type Stream = { conversationId: string; token: string; streamUrl: string };

export type DirectLineClient = { postActivity(activity: object): Observable<string> };

type Press = { cardAction: { type: string; value?: { reconnect?: { label?: unknown } } } };
type Next = (press: Press) => unknown;

export type Libraries = {
  DirectLine: {
    DirectLine: new (options: Stream & { domain: string; webSocket: boolean; WebSocket: unknown }) => DirectLineClient;
  };
  WebChat: {
    createStore(): { dispatch(action: { type: string; payload?: object }): void };
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
