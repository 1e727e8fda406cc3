/** The copy that a person keeps holds their own conversations, all of them, and no one else's. */
import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { createCopyFinder } from "../../../src/web/chat/ownCopy.ts";
import { startServer } from "../../support/server.ts";
import { comesIn, talks } from "../../transports/directLine/wire.ts";

test("it shows the latest conversation, with the earlier ones", async () => {
  const { url, store } = await startServer();
  const pass = await comesIn(url);
  const person = String(decodeJwt(pass.token).user);
  const first = await talks(url, pass);
  await first.says("0x904 on my old laptop");
  await first.post({ type: "endOfConversation" });
  const second = await talks(url, await comesIn(url, { cookie: pass.cookie }));
  await second.says("0x904 on my new laptop");
  await (await talks(url)).says("0x904 of someone else");

  const findCopy = createCopyFinder(store);
  const copy = await findCopy(person);
  expect(copy?.lines.find(({ who }) => who === "You")?.text).toBe("0x904 on my new laptop");
  expect(copy?.earlier.map((lines) => lines.find(({ who }) => who === "You")?.text)).toEqual([
    "0x904 on my old laptop",
  ]);
  expect(copy?.text.match(/0x904 o[nf] .*/g)).toEqual(["0x904 on my old laptop", "0x904 on my new laptop"]);
  expect(await findCopy("dl_nobody")).toBeUndefined();
  expect(await findCopy(undefined)).toBeUndefined();
});
