/** One person at a browser that never gives up: says everything until it was taken, and waits for the answer before going on. */
import { setTimeout as wait } from "node:timers/promises";
import { type Client, officialClient } from "../transports/directLine/officialClient.ts";
import { base, buttonsOf, wordsOf } from "../transports/directLine/seen.ts";

/** What was posted under which name, and the id that the server acknowledged it with. */
export type Said = { name: string; id: string };

export type Conversation = {
  script: readonly string[];
  id: string;
  said: Said[];
  /** What the client received, each activity once, in the order of arrival. */
  received: { id: string; words: string }[];
  /** Posts whose outcome was not known, and which were sent again. */
  repeated: number;
};

/** How long to wait for an answer or before trying again; the client's own patience is 20 seconds. */
const IMPATIENT = { timeout: 300, random: () => -0.245 };
export const AGAIN_MS = 80;
/** How long somebody looks for a button before pressing one further up. */
const LOOKING_MS = 1_000;
/** No kill keeps anybody waiting as long as this. */
export const PATIENCE_MS = 120_000;

let count = 0;

/** Somebody who has come in: what they say is said again until it was taken, and they wait as long as it takes, almost. */
export type Caller = {
  id: string;
  client: Client;
  said: Said[];
  /** Resolves with the id that the server gave it. */
  says(activity: object): Promise<string>;
  hears<Found>(what: string, look: () => Found | undefined): Promise<Found>;
  repeated(): number;
  leaves(): void;
};

export async function comeIn(url: string): Promise<Caller> {
  const { token, conversationId } = await pass(url);
  const client = officialClient(url, { token, ...IMPATIENT });
  const said: Said[] = [];
  let repeated = 0;
  const hears: Caller["hears"] = (what, look) => {
    const late = new AbortController();
    const tooLate = wait(PATIENCE_MS, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error(`${what} never came in ${conversationId}; states ${client.states}, heard ${client.heard.length}`);
    });
    return Promise.race([client.until(look), tooLate]).finally(() => late.abort());
  };
  await hears("the greeting", () => client.heard[0]);
  return {
    ...{ id: conversationId, client, said, hears },
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
      said.push({ name, id });
      return id;
    },
    repeated: () => repeated,
    leaves: () => client.leaves(),
  };
}

/** Plays the script in a conversation of its own, with a pause of `pauseMs()` before each thing said. */
export async function converse(url: string, script: readonly string[], pauseMs: () => number): Promise<Conversation> {
  const caller = await comeIn(url);
  const { client, said } = caller;
  for (const line of script) {
    await wait(pauseMs());
    const label = labelIn(line);
    // An answer may be several messages, and the buttons come with the last; some scripts mean an older one.
    if (label) {
      const newer = client.until(() => buttonIn(label, client, said.at(-1)?.id));
      await Promise.race([newer, wait(LOOKING_MS, undefined, { ref: false })]);
    }
    const id = await caller.says(asActivity(line, client));
    // Ids of one conversation grow, and the answer is stored with what it answers.
    await caller.hears(`the answer to "${line}"`, () => client.heard.find((activity) => activity.id > id));
  }
  caller.leaves();
  const once = new Map(client.heard.filter(({ id }) => id).map((activity) => [activity.id, wordsOf(activity)]));
  const received = [...once].map(([id, words]) => ({ id, words }));
  return { script, id: caller.id, said, received, repeated: caller.repeated() };
}

function asActivity(line: string, client: Client): object {
  const label = labelIn(line);
  const button = label && buttonIn(label, client);
  // Where it should be there and is not, the talk has gone elsewhere, which the comparison tells.
  return button ? { type: "message", value: button.data } : { type: "message", text: label ?? line };
}

/** "[Done]" is a button, anything else is typed. */
function labelIn(line: string): string | undefined {
  return /^\[(.+)\]$/.exec(line)?.[1];
}

/** The newest of that name, of what came after the activity with that id. Ids of one conversation grow. */
function buttonIn(label: string, { heard }: Client, after = "") {
  return heard
    .filter(({ id }) => id > after)
    .flatMap(buttonsOf)
    .findLast(({ title }) => title === label);
}

async function pass(url: string): Promise<{ token: string; conversationId: string }> {
  for (;;) {
    try {
      const answer = await fetch(`${url}${base}/tokens/generate`, { method: "POST" });
      if (answer.ok) return (await answer.json()) as { token: string; conversationId: string };
    } catch {
      // Nobody listens at the moment.
    }
    await wait(AGAIN_MS);
  }
}
