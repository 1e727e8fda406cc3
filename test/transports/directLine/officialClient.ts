/** The official client, unchanged, in Node. It gets stand-ins for XMLHttpRequest and for a page that unloads. */
import { createRequire } from "node:module";
import { ConnectionStatus, DirectLine, type DirectLineOptions, type Services } from "botframework-directlinejs";
import { base, type Seen, wordsOf } from "./seen.ts";

// The module has no types and is only passed on.
(globalThis as { XMLHttpRequest?: unknown }).XMLHttpRequest = createRequire(import.meta.url)("xhr2").XMLHttpRequest;

export { ConnectionStatus };

const PATIENCE_MS = 20_000;

export type Client = {
  /** Every activity received, including duplicates. */
  heard: Seen[];
  /** The client's connection states, newest last. */
  states: ConnectionStatus[];
  /** Resolves with the reason when the connection is over. */
  over: Promise<unknown>;
  /** Posts a message. Resolves with the server's answer, or "retry". */
  says(text: string, more?: object): Promise<string>;
  post(activity: object): Promise<string>;
  /** Resolves with the result of `look`, now or after a later activity. Rejects when the connection is over. */
  until<Found>(look: () => Found | undefined): Promise<Found>;
  /** The first activity that contains the words. */
  hears(words: string): Promise<Seen>;
  refreshes(): Promise<string>;
  leaves(): void;
};

/** Members that the client's own types declare private. */
type Inside = {
  refreshToken(): { subscribe(next: (token: string) => void, error: (error: unknown) => void): void };
};

export function officialClient(url: string, options: DirectLineOptions & Partial<Services>): Client {
  const client = new DirectLine({ domain: `${url}${base}`, ...options });
  const heard: Seen[] = [];
  const states: ConnectionStatus[] = [];
  const waiting = new Set<() => void>();
  const over = Promise.withResolvers<unknown>();
  client.connectionStatus$.subscribe((state) => states.push(state));
  const subscription = client.activity$.subscribe(
    (activity) => {
      heard.push(activity as unknown as Seen);
      for (const look of waiting) look();
    },
    (error) => over.resolve(error),
    () => over.resolve("complete"),
  );
  const post = (activity: object): Promise<string> =>
    new Promise((resolve, reject) =>
      client.postActivity({ from: { id: "me" }, ...activity } as never).subscribe(resolve, reject),
    );
  const until: Client["until"] = (look) =>
    new Promise((resolve, reject) => {
      const again = () => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(again);
        resolve(found);
      };
      waiting.add(again);
      void over.promise.then((why) => reject(new Error(`the connection is over: ${why}, states ${states}`)));
      again();
    });
  return {
    heard,
    states,
    over: over.promise,
    post,
    says: (text, more = {}) => post({ type: "message", text, ...more }),
    until,
    hears: (words) =>
      new Promise((resolve, reject) => {
        const tell = () => reject(new Error(`"${words}" was not received, only:\n${heard.map(wordsOf).join("\n")}`));
        const late = setTimeout(tell, PATIENCE_MS);
        until(() => heard.find((activity) => wordsOf(activity).includes(words)))
          .finally(() => clearTimeout(late))
          .then(resolve, reject);
      }),
    refreshes: () =>
      new Promise((resolve, reject) => (client as unknown as Inside).refreshToken().subscribe(resolve, reject)),
    leaves: () => {
      subscription.unsubscribe();
      client.end();
    },
  };
}
