/** A person whose browser never gives up: it sends each message until it is acknowledged, and waits for the answer before the next one. */
import { setTimeout as wait } from "node:timers/promises";
import { type Client, officialClient } from "../transports/directLine/officialClient.ts";
import { base, buttonsOf, wordsOf } from "../transports/directLine/seen.ts";

/** The client id of an acknowledged message, and the id that the server gave it. */
export type Acknowledged = { name: string; id: string };

export type Conversation = {
  script: readonly string[];
  id: string;
  acknowledged: Acknowledged[];
  /** The received activities without duplicates, in the order of arrival. */
  received: { id: string; words: string }[];
  /** Posts that were sent again because their outcome was unknown. */
  repeated: number;
};

/** Timeouts for answers and retries. The client's defaults are up to 20 seconds. */
const IMPATIENT = { timeout: 300, random: () => -0.245 };
export const AGAIN_MS = 80;
/** How long to wait for a new button before pressing an older one. */
const LOOKING_MS = 1_000;
/** Longer than any wait that a kill causes. */
export const PATIENCE_MS = 120_000;

let count = 0;

/** A person in a conversation, who sends each message until it is acknowledged and waits patiently. */
export type Caller = {
  id: string;
  client: Client;
  acknowledged: Acknowledged[];
  /** Resolves with the id that the server gave the message. */
  says(activity: object): Promise<string>;
  hears<Found>(what: string, look: () => Found | undefined): Promise<Found>;
  repeated(): number;
  leaves(): void;
};

export async function comeIn(url: string): Promise<Caller> {
  const { token, conversationId } = await requestToken(url);
  const client = officialClient(url, { token, ...IMPATIENT });
  const acknowledged: Acknowledged[] = [];
  let repeated = 0;
  const hears: Caller["hears"] = (what, look) => {
    const late = new AbortController();
    const tooLate = wait(PATIENCE_MS, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error(
        `${what} did not arrive in ${conversationId}; states ${client.states}, heard ${client.heard.length}`,
      );
    });
    return Promise.race([client.until(look), tooLate]).finally(() => late.abort());
  };
  await hears("the greeting", () => client.heard[0]);
  return {
    ...{ id: conversationId, client, acknowledged, hears },
    async says(activity) {
      count += 1;
      const name = `n${count}`;
      const named = { ...activity, channelData: { clientActivityID: name } };
      let id = await client.post(named);
      while (id === "retry") {
        repeated += 1;
        await wait(AGAIN_MS);
        id = await client.post(named);
      }
      acknowledged.push({ name, id });
      return id;
    },
    repeated: () => repeated,
    leaves: () => client.leaves(),
  };
}

/** Plays the script in a new conversation, with a pause of `pauseMs()` before each message. */
export async function converse(url: string, script: readonly string[], pauseMs: () => number): Promise<Conversation> {
  const caller = await comeIn(url);
  const { client, acknowledged } = caller;
  for (const line of script) {
    await wait(pauseMs());
    const label = readLabel(line);
    // An answer may be several messages, with buttons on the last. Some scripts press an older button.
    if (label) {
      const newer = client.until(() => findButton(label, client, acknowledged.at(-1)?.id));
      await Promise.race([newer, wait(LOOKING_MS, undefined, { ref: false })]);
    }
    const id = await caller.says(asActivity(line, client));
    // Ids increase within a conversation, and the answer is stored with the message.
    await caller.hears(`the answer to "${line}"`, () => client.heard.find((activity) => activity.id > id));
  }
  caller.leaves();
  const once = new Map(client.heard.filter(({ id }) => id).map((activity) => [activity.id, wordsOf(activity)]));
  const received = [...once].map(([id, words]) => ({ id, words }));
  return { script, id: caller.id, acknowledged, received, repeated: caller.repeated() };
}

function asActivity(line: string, client: Client): object {
  const label = readLabel(line);
  const button = label && findButton(label, client);
  // If the button is missing, the conversation has diverged, and the comparison reports it.
  return button ? { type: "message", value: button.data } : { type: "message", text: label ?? line };
}

/** "[Done]" is a button; other lines are typed. */
function readLabel(line: string): string | undefined {
  return /^\[(.+)\]$/.exec(line)?.[1];
}

/** The newest button with that label after the given activity. Ids increase within a conversation. */
function findButton(label: string, { heard }: Client, after = "") {
  return heard
    .filter(({ id }) => id > after)
    .flatMap(buttonsOf)
    .findLast(({ title }) => title === label);
}

async function requestToken(url: string): Promise<{ token: string; conversationId: string }> {
  for (;;) {
    try {
      const answer = await fetch(`${url}${base}/tokens/generate`, { method: "POST" });
      if (answer.ok) return (await answer.json()) as { token: string; conversationId: string };
    } catch {
      // The server is down at the moment.
    }
    await wait(AGAIN_MS);
  }
}
