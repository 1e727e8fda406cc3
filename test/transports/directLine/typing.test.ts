/** While a model takes its time, the person sees a typing indicator. */
import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { listens, talks } from "./wire.ts";

test("typing is shown before the answer arrives, and is not in the transcript", async () => {
  const thought = Promise.withResolvers<void>();
  const { url } = await startServer({
    phrase: async ({ text }, { waiting }) => {
      waiting();
      await thought.promise;
      return { text, by: "template", why: "late" };
    },
  });
  const ada = await talks(url);
  const socket = await listens(ada.streamUrl);
  await socket.hears(1);
  const answered = ada.says("Remote Desktop says 0x904 0x7");

  await socket.hears(2);
  expect(socket.heard.slice(1)).toMatchObject([{ type: "typing", from: { id: "reconnect" } }]);
  thought.resolve();
  await answered;
  await socket.hears(6);
  expect(socket.heard.slice(2).map(({ type }) => type)).toEqual(Array(4).fill("message"));
  expect((await ada.reads()).map(({ type }) => type)).not.toContain("typing");
});
