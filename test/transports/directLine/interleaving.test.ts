/** However posts, polls, sockets and disconnects interleave, the client receives the whole transcript in order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import type { Seen } from "./seen.ts";
import { ask, type Listener, listens, talks } from "./wire.ts";

type Deed = "post" | "repeat" | "poll" | "connect" | "drop" | "cut" | "wait";
const deed = fc.constantFrom<Deed>("post", "post", "repeat", "poll", "connect", "drop", "cut", "wait");
const texts = ["0x904 0x7", "did that, same error", "no", "back", "what have we tried", "hello"];

/** A client as the protocol describes it: drops duplicates by id and remembers its newest watermark. */
class Client {
  readonly received = new Map<string, Seen>();
  readonly order: string[] = [];
  watermark = "";
  listener: Listener | undefined;

  take(activities: readonly Seen[], watermark: string | undefined): void {
    for (const activity of activities) {
      if (!this.received.has(activity.id)) this.order.push(activity.id);
      this.received.set(activity.id, activity);
    }
    if (watermark) this.watermark = watermark;
  }
}

test("a client that polls, listens, disconnects and reconnects in any order gets every line", async () => {
  const { url } = await startServer();
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 25 }), fc.boolean(), async (deeds, atOnce) => {
      const ada = await talks(url);
      const client = new Client();
      client.watermark = "0";
      const drop = (how: "close" | "terminate") => {
        client.listener?.socket.removeAllListeners("message");
        client.listener?.socket[how]();
        client.listener = undefined;
      };
      let count = 0;
      const does: Record<Deed, () => Promise<unknown>> = {
        post: () => {
          count += 1;
          return ada.says(texts[count % texts.length] ?? "", { channelData: { clientActivityID: `m${count}` } });
        },
        repeat: async () => count > 0 && ada.says("said before", { channelData: { clientActivityID: `m${count}` } }),
        poll: async () => {
          const { body } = await ask(url, "GET", `${ada.path}?watermark=${client.watermark}`, ada);
          client.take(body.activities, body.watermark);
        },
        connect: async () => {
          drop("close");
          const path = `/conversations/${ada.conversationId}?watermark=${client.watermark}`;
          const listener = await listens((await ask(url, "GET", path, ada)).body.streamUrl);
          if (client.listener) return listener.socket.close();
          client.listener = listener;
          const hear = (frame: string) => {
            const { activities, watermark } = JSON.parse(frame);
            client.take(activities, watermark);
          };
          for (const frame of listener.frames) hear(frame);
          listener.socket.on("message", (data) => client.listener === listener && hear(String(data)));
        },
        drop: async () => drop("close"),
        cut: async () => drop("terminate"),
        wait: () => new Promise((resolve) => setTimeout(resolve, 5)),
      };
      const running: Promise<unknown>[] = [];
      for (const name of deeds) {
        const done = does[name]();
        if (atOnce) running.push(done);
        else await done;
      }
      await Promise.all(running);
      await does.connect();
      const last = await ada.says("that was all");
      await expect.poll(() => client.received.has(last)).toBe(true);
      await does.poll();

      const transcript = await ada.reads();
      expect([...client.received.values()].toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(transcript);
      if (!atOnce) expect(client.order).toEqual(transcript.map(({ id }) => id));
      const own = transcript.filter(({ from }) => from.id !== "reconnect");
      expect(own).toHaveLength(count + 1);
      expect(transcript.map(({ id }) => Number(id.split("|")[1]))).toEqual(transcript.map((_, at) => at + 1));
      drop("terminate");
    }),
    { numRuns: 40 },
  );
});
