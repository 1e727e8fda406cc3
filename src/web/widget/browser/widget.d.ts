/** The types of `Reconnect`, the global of /widget.js. Served at /widget.d.ts. */

export type WidgetEvents = {
  open: Record<string, never>;
  close: Record<string, never>;
  /** A message of the bot or a technician has come in. `from` is the technician's name, or "bot". */
  message: { from: string; text: string };
  /** So many messages have come in while the chat was closed. */
  unread: { count: number };
  /** The case was handed over to the technicians. */
  ticket: { reference: string };
  /** The person says that it works. `reference` is null for a case that was not handed over. */
  resolved: { reference: string | null };
};

export type Reconnect = {
  open(): void;
  close(): void;
  toggle(): void;
  /** Opens the chat and says this in the person's name. */
  send(text: string): void;
  /**
   * Says who the person is, by a JSON Web Token that your server has signed for this page. Each token is good for one use
   * within ten minutes, so give a function that fetches one where a page stays open for longer.
   */
  identify(token: string | (() => string | Promise<string>)): void;
  /** Returns a function that stops listening. */
  on<Event extends keyof WidgetEvents>(event: Event, hear: (detail: WidgetEvents[Event]) => void): () => void;
  /** Takes the chat off the page. The conversation stays on the server. */
  remove(): void;
};

declare global {
  interface Window {
    /** Undefined until /widget.js has been loaded. */
    Reconnect?: Reconnect;
  }
}
