/** Mails that bring technicians' answers to a person who left an address and closed the chat, through a real mail server. */
import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { composeApp } from "../../src/compose/composeApp.ts";
import { composeServer } from "../../src/compose/composeServer.ts";
import { readConfig } from "../../src/config.ts";
import { openDesk } from "../../src/desk/openDesk.ts";
import { openStore } from "../../src/store/openStore.ts";
import { openDesk as openTestDesk } from "../support/desk.ts";
import { readableLog } from "../support/log.ts";
import { emptyFolder } from "../support/process.ts";
import { treeFiles } from "../support/trees.ts";
import { wordsOf } from "../transports/directLine/seen.ts";
import { comesIn, listens, talks } from "../transports/directLine/wire.ts";
import { mailServer, no } from "./mailServer.ts";

type Wish = Parameters<typeof openTestDesk>[0] & {
  to?: string;
  server?: SMTPServerOptions;
  says?: string;
  isThere?: boolean;
};

/** Ada was handed over with these words, and Kim has her ticket. Ada's chat is closed unless the test says otherwise. */
async function adaWaits({
  to = "desk@desk.example",
  server = {},
  says = "yes, mail me at ada@example.org",
  isThere = false,
  ...parts
}: Wish = {}) {
  const { port, mails } = await mailServer(server);
  const environment = { MAIL_SERVER: `smtp://127.0.0.1:${port}`, MAIL_FROM: "bot@desk.example", MAIL_TO: to };
  const { mail } = readConfig(environment).targets;
  const chat = { isOpen: isThere };
  const desk = await openTestDesk({ channelId: "reconnect", mail, publicUrl: "https://help.example", ...parts });
  desk.presence.add(() => chat.isOpen);
  await desk.chat.says("0x904", "technician", says);
  const reply = desk.chat.text();
  const reference = (await desk.store.tickets.list())[0]?.reference ?? "";
  const kim = desk.technician("Kim");
  await kim.does(reference, { kind: "claim" });
  desk.outbox.start();
  onTestFinished(() => desk.outbox.stop(0));
  const waiting = async () =>
    (await desk.store.deliveries.list({ most: 50 })).filter(({ target }) => target === "answer-mail");
  return {
    ...desk,
    ...{ mails, kim, reference, reply, page: chat, deliveries: waiting },
    /** Lets time pass, and everything that is due then go out. */
    async minutesPass(minutes: number) {
      await desk.pass(minutes);
      desk.outbox.wake();
      const isDue = async () =>
        (await waiting()).filter(({ state, nextAt }) => state === "waiting" && nextAt <= desk.now());
      await vi.waitFor(async () => expect(await isDue()).toEqual([]), { timeout: 20_000 });
    },
  };
}

describe("an answer", () => {
  test("is mailed to a person who closed the chat: who wrote, the words, the reference and how to go on", async () => {
    const { kim, reference, mails, minutesPass } = await adaWaits();
    await kim.does(reference, { kind: "say", text: "Which cable do you use?\nBcc: eve@example.org" });
    await minutesPass(2);
    expect(mails.map(({ to }) => to)).toEqual([["ada@example.org"]]);
    const { parsed, raw } = mails[0] ?? {};
    expect(parsed?.subject).toBe(`Kim answered about ${reference}`);
    expect(parsed?.text?.trim().split("\n\n")).toEqual([
      "Kim wrote to you in the chat about your Remote Desktop problem:",
      "> Which cable do you use?\n> Bcc: eve@example.org",
      "To answer, open the chat in the same browser as before: https://help.example/",
      "If you reply to this mail, the help desk reads it, but it doesn't get into the chat.",
      `Your reference is ${reference}. You can reach the service desk at ext. 4000 (8 to 18 h); give them the reference.`,
      "You get this mail because you left this address in the chat.",
    ]);
    expect(parsed?.from?.text).toBe('"Reconnect" <bot@desk.example>');
    expect(parsed?.replyTo?.text).toBe("desk@desk.example");
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  test("without MAIL_TO goes out too, and replies go to the sender", async () => {
    const { kim, reference, mails, minutesPass, tickets } = await adaWaits({ to: "", publicUrl: undefined });
    await kim.does(reference, { kind: "say", text: "I am on it." });
    await minutesPass(2);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.parsed.replyTo?.text).toBe("bot@desk.example");
    expect(mails[0]?.parsed.text).toContain("To answer, open the chat in the same browser as before.\n");
    expect(mails[0]?.parsed.text).not.toContain("If you reply");
    expect(await tickets()).toHaveLength(1);
  });

  test("that asks whether it works says who thinks so, what it was and the note", async () => {
    const { kim, reference, mails, minutesPass } = await adaWaits();
    await kim.does(reference, { kind: "say", text: "One moment." });
    await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "Corrected the record." });
    await minutesPass(2);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.parsed.subject).toBe(`Kim thinks ${reference} is solved`);
    expect(mails[0]?.parsed.text).toContain(
      [
        "> One moment.",
        "Kim thinks your Remote Desktop problem is solved. What it was: The name leads to another machine.",
        "> Corrected the record.",
        "Please try to connect, and tell us in the chat whether it works.",
      ].join("\n\n"),
    );
  });

  test("goes out with the ones that follow it, and at most one mail in ten minutes holds them", async () => {
    const { kim, reference, mails, minutesPass } = await adaWaits();
    await kim.does(reference, { kind: "say", text: "first" });
    await kim.does(reference, { kind: "say", text: "second" });
    await minutesPass(2);
    await kim.does(reference, { kind: "say", text: "third" });
    await minutesPass(3);
    await kim.does(reference, { kind: "say", text: "fourth" });
    await minutesPass(3);
    expect(mails).toHaveLength(1);
    await minutesPass(10);
    const quotes = mails.map(({ parsed }) => parsed.text?.match(/^> .*$/gm));
    expect(mails[0]?.parsed.text?.match(/Kim wrote/g)).toHaveLength(1);
    expect(quotes).toEqual([
      ["> first", "> second"],
      ["> third", "> fourth"],
    ]);
    await minutesPass(60);
    expect(mails).toHaveLength(2);
  });
});

describe("no mail goes out", () => {
  test.each<[string, Wish]>([
    ["to a person who has the chat open", { isThere: true }],
    ["to a person who left no address", { says: "yes, call me at 4711" }],
    ["in a channel that brings the answer", { channelId: "msteams" }],
    ["without a mail server", { mail: undefined }],
  ])("%s", async (_, wish) => {
    const { kim, reference, reply, deliveries } = await adaWaits(wish);
    await kim.does(reference, { kind: "say", text: "I am on it." });
    expect(await deliveries()).toEqual([]);
    expect(reply.includes("I'll mail you at ada@example.org")).toBe(wish.isThere ?? false);
  });

  test("to a person who comes back before it, by opening the chat or by writing", async () => {
    const { kim, reference, chat, page, mails, minutesPass, deliveries } = await adaWaits();
    await kim.does(reference, { kind: "say", text: "Are you there?" });
    page.isOpen = true;
    await minutesPass(2);
    expect([mails.length, await deliveries()]).toEqual([0, []]);
    page.isOpen = false;
    await kim.does(reference, { kind: "say", text: "Which cable?" });
    await chat.user("the blue one");
    await minutesPass(2);
    expect([mails.length, await deliveries()]).toEqual([0, []]);
  });

  test("to an address that the person has deleted", async () => {
    const { kim, reference, chat, mails, minutesPass, deliveries } = await adaWaits();
    await kim.does(reference, { kind: "say", text: "Which cable do you use?" });
    await chat.deletes("yes, mail me at ada@example.org");
    await minutesPass(2);
    expect([mails.length, await deliveries()]).toEqual([0, []]);
    await kim.does(reference, { kind: "say", text: "Hello?" });
    expect(await deliveries()).toEqual([]);
  });
});

describe("the promise of a mail", () => {
  test("stands in the hand-over and in the news, and names the address", async () => {
    const { reply, chat, kim, reference } = await adaWaits();
    expect(reply).toContain("If you close this page, I'll mail you at ada@example.org when someone answers.");
    await kim.does(reference, { kind: "release" });
    await chat.user("any news?");
    chat.bot("If you close this page, I'll mail you at ada@example.org when someone answers.");
    chat.botDoesNotSay("You can close this page");
  });

  test("follows an address that comes later", async () => {
    const { chat, kim, reference, reply } = await adaWaits({ says: "yes" });
    expect(reply).not.toContain("I'll mail you");
    await kim.does(reference, { kind: "release" });
    await chat.user("please mail me at ada@example.org");
    chat.bot(`Added to ${reference}: ada@example.org.`, "I'll mail you at ada@example.org when someone answers.");
  });

  test("is not made where technicians cannot answer in the chat", async () => {
    const { reply } = await adaWaits({ hasDesk: false });
    expect(reply).not.toContain("I'll mail you");
  });
});

describe("the mail server", () => {
  test("can be busy: the mail waits, takes along what is said meanwhile, and arrives once", async () => {
    let isBusy = true;
    const onRcptTo: SMTPServerOptions["onRcptTo"] = (_address, _session, done) => done(isBusy ? no(450, "busy") : null);
    const { kim, reference, mails, minutesPass, deliveries } = await adaWaits({ server: { onRcptTo } });
    await kim.does(reference, { kind: "say", text: "first" });
    await minutesPass(2);
    expect(await deliveries()).toMatchObject([{ state: "waiting", error: expect.stringContaining("(450)") }]);
    await kim.does(reference, { kind: "say", text: "second" });
    isBusy = false;
    await minutesPass(5);
    expect(mails.map(({ parsed }) => parsed.text?.match(/^> .*$/gm))).toEqual([["> first", "> second"]]);
    await minutesPass(60);
    expect(mails).toHaveLength(1);
  });

  test("can refuse the address for good: the desk shows it, and the address stands nowhere in it", async () => {
    const onRcptTo: SMTPServerOptions["onRcptTo"] = (_address, _session, done) => done(no(550, "no such user ada"));
    const { kim, reference, minutesPass } = await adaWaits({ server: { onRcptTo } });
    await kim.does(reference, { kind: "say", text: "first" });
    await minutesPass(2);
    const { deliveries } = await kim.sees(reference);
    expect(deliveries).toMatchObject([
      { target: "answer-mail", state: "dead", error: expect.stringMatching(/refused the person's address \(550\)$/) },
    ]);
    expect(JSON.stringify(deliveries)).not.toContain("ada");
  });

  test("gets a mail again under the same id if the process died before it noted the first", async () => {
    const store = await openStore(":memory:");
    let deaths = 0;
    const { markDelivered } = store.deliveries;
    store.deliveries.markDelivered = async (...outcome) => {
      if (deaths === 0) {
        deaths += 1;
        throw new Error("killed");
      }
      return markDelivered.apply(store.deliveries, outcome);
    };
    const { kim, reference, mails, pass, outbox, deliveries } = await adaWaits({ store });
    await kim.does(reference, { kind: "say", text: "first" });
    await pass(2);
    outbox.wake();
    await vi.waitFor(() => expect(deaths).toBe(1), { timeout: 20_000 });
    expect(mails).toHaveLength(1);
    await pass(2);
    outbox.wake();
    await vi.waitFor(async () => expect(await deliveries()).toMatchObject([{ state: "delivered" }]), {
      timeout: 20_000,
    });
    expect(new Set(mails.map(({ parsed }) => parsed.messageId)).size).toBe(1);
    expect(mails).toHaveLength(2);
  });
});

test("the server knows by the socket of the chat page whether a person is there", async () => {
  const { port } = await mailServer();
  const mail = { MAIL_SERVER: `smtp://127.0.0.1:${port}`, MAIL_FROM: "bot@desk.example" };
  const config = readConfig({ DATA_DIR: emptyFolder(), PORT: "0", TREE_FILE: treeFiles.fourCauses, ...mail });
  const { log } = readableLog();
  const app = await composeApp(config, log);
  const server = composeServer(config, log, app);
  onTestFinished(() => server.stop(0).then(() => app.store.close()));
  const { url } = await server.start();
  const ada = await talks(url, await comesIn(url));
  await ada.says("Remote Desktop says 0x904");
  await ada.says("technician");
  await ada.says("yes, mail me at ada@example.org");
  expect((await ada.reads()).map(wordsOf).join("\n")).toContain("I'll mail you at ada@example.org");

  const [{ reference } = { reference: "" }] = await app.store.tickets.list();
  const now = () => new Date().toISOString();
  const desk = openDesk({ ...app, now, isThere: app.presence.isThere, tellNews: () => {} });
  const kim = { name: "Kim" };
  await desk.act(reference, kim, "claim", { kind: "claim" });
  const { socket: page } = await listens(ada.streamUrl);
  await desk.act(reference, kim, "here", { kind: "say", text: "Are you here?" });
  expect(await app.store.deliveries.list({ most: 5 })).toEqual([]);
  page.close();
  await vi.waitFor(async () => expect((await desk.ticket(reference, kim))?.isThere).toBe(false));
  await desk.act(reference, kim, "gone", { kind: "say", text: "Are you still here?" });
  expect(await app.store.deliveries.list({ most: 5 })).toMatchObject([{ target: "answer-mail", state: "waiting" }]);
});
