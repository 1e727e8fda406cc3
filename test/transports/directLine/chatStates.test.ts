/** What our chat page and the desk tell each other besides messages: who has the case, who types, and who has seen what. */
import { expect, onTestFinished, test, vi } from "vitest";
import { type ChatState, chatState } from "../../../src/desk/chatState.ts";
import { browserAt } from "../../support/browserAt.ts";
import { startApp, startServer } from "../../support/server.ts";
import { ask, type Listener, listens, type Talk, talks } from "./wire.ts";

const reach = { HELP_DESK_NAME: "the service desk", HELP_DESK_CONTACT: "ext. 4000" };

const statesOf = ({ heard }: Pick<Listener, "heard">): ChatState[] =>
  heard
    .filter((activity) => "name" in activity && activity.name === "reconnect.state")
    .map(({ value }) => chatState.parse(value));

async function opensPage(talk: Talk) {
  const listener = await listens(`${talk.streamUrl}&state=1`);
  const shows = (state: Partial<ChatState>) =>
    vi.waitFor(() => expect(statesOf(listener).at(-1)).toMatchObject(state), { timeout: 5_000 });
  return { ...listener, shows };
}

/** Ada waits for a technician. */
async function isHandedOver(talk: Talk): Promise<string> {
  for (const words of ["Remote Desktop says 0x904", "technician", "yes"]) await talk.says(words);
  const words = (await talk.reads()).map(({ text, summary }) => text ?? summary).join("\n");
  return /RC-\w{4}-\w{4}/.exec(words)?.[0] ?? "";
}

async function signsIn(app: { url: string; newLink(): string }, name: string) {
  const browser = browserAt(app);
  await browser.post("/desk/link", { code: app.newLink().split("/").pop() ?? "", name });
  const does = async (reference: string, form: Record<string, string>) =>
    (await browser.post(`/desk/tickets/${reference}`, { once: crypto.randomUUID(), ...form })).status;
  return { ...browser, does };
}

/** The events of a technician's stream. */
async function follows({ ask: request }: Awaited<ReturnType<typeof signsIn>>) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const { body } = await request("/desk/news", { signal: abort.signal });
  const events: string[] = [];
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) events.push(...decoder.decode(chunk).split("\n\n").filter(Boolean));
  })().catch(() => {});
  return { typing: () => events.filter((event) => event.startsWith("event: typing")) };
}

test("the page learns who has the case, from the bot to the end, and so do a second tab and a page that connects again", async () => {
  const app = await startApp(reach);
  const ada = await talks(app.url);
  const page = await opensPage(ada);
  await page.shows({ phase: "bot", title: "The bot is helping you", technician: null });
  const reference = await isHandedOver(ada);
  await page.shows({
    phase: "waiting",
    title: "Waiting for a technician",
    reference,
    details: ["You're next in line.", "You can reach the service desk at ext. 4000."],
  });
  const kim = await signsIn(app, "Kim");
  expect(await kim.does(reference, { kind: "claim" })).toBe(303);
  await page.shows({ phase: "with-technician", title: "Kim is here", technician: "Kim" });

  const again = await opensPage(await talks(app.url, ada));
  await again.shows({ phase: "with-technician", technician: "Kim" });
  expect(statesOf(again)).toHaveLength(1);

  await kim.does(reference, { kind: "resolve", cause: "(none)", note: "A cable was loose." });
  await Promise.all(
    [page, again].map((tab) => tab.shows({ phase: "resolved", title: "Is it solved?", technician: "Kim" })),
  );
  await ada.says("yes, it works");
  await page.shows({ phase: "closed", title: "This is closed" });
  expect(page.frames.filter((frame) => frame.includes("reconnect.state") && frame.includes("watermark"))).toEqual([]);
  expect((await ada.reads()).filter(({ type }) => type === "event")).toEqual([]);
});

test("a waiting person sees their place change when the one before them gets a technician", async () => {
  const app = await startApp();
  const [ada, eve] = [await talks(app.url), await talks(app.url)];
  const first = await isHandedOver(ada);
  await isHandedOver(eve);
  const page = await opensPage(eve);
  await page.shows({ details: expect.arrayContaining(["One other is ahead of you."]) });
  const kim = await signsIn(app, "Kim");
  await kim.does(first, { kind: "claim" });
  await page.shows({ details: expect.arrayContaining(["You're next in line."]) });
});

test("clients that did not ask for states, and agent hubs, get none", async () => {
  const hubSecret = "a-secret-of-24-characters";
  const { url } = await startServer({ hubSecret });
  const ada = await talks(url);
  const plain = await listens(ada.streamUrl);
  const user = { id: "ada@contoso", name: "Ada" };
  const { body } = await ask(url, "POST", "/tokens/generate", { token: hubSecret, json: { user } });
  const hub = await talks(url, { ...body, cookie: "" });
  const [page, asHub] = [await opensPage(ada), await listens(`${hub.streamUrl}&state=1`)];
  await page.shows({ phase: "bot" });
  await Promise.all([ada.says("hello"), hub.says("hello")]);
  await Promise.all([plain.hears(2), asHub.hears(2)]);
  expect([statesOf(plain), statesOf(asHub)]).toEqual([[], []]);
});

test("typing reaches the other side only while that technician has the case, and is not stored", async () => {
  const app = await startApp();
  const ada = await talks(app.url);
  const reference = await isHandedOver(ada);
  const page = await opensPage(ada);
  const [kim, sam] = [await signsIn(app, "Kim"), await signsIn(app, "Sam")];
  const [atKim, atSam] = [await follows(kim), await follows(sam)];
  const typed = () => page.heard.filter(({ type }) => type === "typing");

  await ada.post({ type: "typing" });
  await kim.post(`/desk/tickets/${reference}/typing`, {});
  await kim.does(reference, { kind: "claim" });
  await page.shows({ phase: "with-technician" });
  expect([typed(), atKim.typing()]).toEqual([[], []]);

  const before = await ada.reads();
  await vi.waitFor(
    async () => {
      await sam.post(`/desk/tickets/${reference}/typing`, {});
      await kim.post(`/desk/tickets/${reference}/typing`, {});
      await ada.post({ type: "typing" });
      expect(typed()).toMatchObject([{ from: { id: "technician", name: "Kim", role: "bot" } }]);
      expect(atKim.typing()).toEqual([`event: typing\ndata: ${reference}`]);
    },
    { timeout: 10_000, interval: 500 },
  );
  expect(atSam.typing()).toEqual([]);
  expect(await ada.reads()).toEqual(before);
});

test("each side learns what the other has seen, and it stays after a reload", async () => {
  const app = await startApp();
  const ada = await talks(app.url);
  const reference = await isHandedOver(ada);
  const page = await opensPage(ada);
  const [kim, sam] = [await signsIn(app, "Kim"), await signsIn(app, "Sam")];
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "say", text: "Which server is it?" });
  const ticket = async () => (await kim.see(`/desk/tickets/${reference}`)).html;
  expect(await ticket()).not.toContain("Seen");

  const before = await ada.reads();
  const seen = (watermark: unknown) => ada.post({ type: "event", name: "reconnect.seen", value: { watermark } });
  const question = before.find(({ text }) => text === "Which server is it?");
  for (const wrong of ["1", "-1", 5, null]) expect((await seen(wrong)).status).toBe(200);
  expect(await ticket()).not.toContain("Seen");
  await seen(String(Number(question?.id.split("|")[1])));
  expect(await ticket()).toMatch(/Which server is it\?[\s\S]*Seen <time/);
  expect(await ada.reads()).toEqual(before);

  const id = await ada.says("the one in the basement");
  const row = String(Number(id.split("|")[1]));
  await sam.post(`/desk/tickets/${reference}/seen`, { row });
  await page.shows({ seen: null });
  await kim.post(`/desk/tickets/${reference}/seen`, { row });
  await page.shows({ seen: { by: "Kim", seq: Number(row) } });
  await (await opensPage(await talks(app.url, ada))).shows({ seen: { by: "Kim", seq: Number(row) } });
  expect((await kim.post(`/desk/tickets/${reference}/seen`, { row: "many" })).status).toBe(400);
});
