/** What we use of the libraries that the page loads as scripts. Their own types need packages that are not installed. */
type Subscription = { unsubscribe(): void };
type Observer<T> = { next?: (value: T) => void; error?: (error: unknown) => void; complete?: () => void };
export type Observable<T> = { subscribe(observer: Observer<T> | ((value: T) => void)): Subscription };

export type Stream = { conversationId: string; token: string; streamUrl: string };

export type DirectLineClient = {
  connectionStatus$: Observable<number>;
  postActivity(activity: object): Observable<string>;
  reconnect(stream: Stream): void;
};

type Press = { cardAction: { type: string; value?: { reconnect?: { label?: unknown } } } };
type Next = (press: Press) => unknown;

export type Libraries = {
  DirectLine: {
    ConnectionStatus: { ExpiredToken: number };
    DirectLine: new (options: {
      token: string;
      domain: string;
      webSocket: boolean;
      WebSocket: unknown;
    }) => DirectLineClient;
  };
  WebChat: {
    createStore(): { dispatch(action: { type: string; payload?: object }): void };
    renderWebChat(
      options: { cardActionMiddleware: () => (next: Next) => Next; [option: string]: unknown },
      room: Element,
    ): void;
  };
};

/** What the page's parts tell each other about the connection. */
export type Connection = "gone" | "back" | "failed" | "ended";
export type Tell = (connection: Connection) => void;
