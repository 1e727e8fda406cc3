/** E-mail to a real server: what arrives, and how each kind of refusal ends. */
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { pino } from "pino";
import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openMail } from "../../src/escalation/targets/mail.ts";
import { DeliveryFailed } from "../../src/escalation/targets/target.ts";
import { type TicketPackage, ticketPackage } from "../../src/tickets/ticketPackage.ts";
import { makeTicket } from "../support/ticket.ts";
import { certificate } from "./certificate.ts";
import { type MailServer, mailServer, no } from "./mailServer.ts";

const silent = pino({ level: "silent" });
const key = "RC-7K3F-2QW9-1-mail";
const ada = makeTicket({
  person: { id: "ada", name: "Ada Lovelace" },
  transcript: [{ who: "person", at: "2026-01-05T09:00:00.000Z", text: "Remote Desktop says 0x904, grüße aus Köln" }],
});

function settingsFor(address: string, to: string) {
  const { mail: settings } = readConfig({ MAIL_SERVER: address, MAIL_FROM: "bot@desk.example", MAIL_TO: to }).targets;
  if (!settings) throw new Error("no mail is configured");
  return settings;
}

async function send(
  { port }: { port: number },
  {
    ticket = makeTicket(),
    login = "",
    to = "desk@desk.example",
    scheme = "smtp",
    id = key,
    said = [] as string[],
  } = {},
) {
  const log = pino({ level: "warn" }, { write: (line: string) => said.push(line) });
  const target = openMail(settingsFor(`${scheme}://${login}127.0.0.1:${port}`, to), log);
  await target.deliver(ticket, id, AbortSignal.timeout(20_000));
}

async function failure(server: { port: number }, wish: Parameters<typeof send>[1] = {}): Promise<DeliveryFailed> {
  const error = await send(server, wish).then(
    () => new Error("it was delivered"),
    (reason) => reason,
  );
  if (!(error instanceof DeliveryFailed)) throw error;
  return error;
}

async function received(ticket: TicketPackage, id = key): Promise<MailServer["mails"][number]> {
  const server = await mailServer();
  await send(server, { ticket, id });
  const [first] = server.mails;
  if (!first || server.mails.length > 1) throw new Error(`${server.mails.length} mails arrived`);
  return first;
}

describe("a mail", () => {
  test("can be read at once, kept as a page and processed as JSON", async () => {
    const { parsed, to } = await received(ada);
    expect(parsed.subject).toBe(
      "RC-7K3F-2QW9, Ada Lovelace, srv-fibu, The server's certificate is stale, 1 OPEN CHANGE",
    );
    expect(parsed.from?.text).toBe('"Reconnect" <bot@desk.example>');
    expect(to).toEqual(["desk@desk.example"]);
    expect(parsed.text).toContain("UNDO: Turn it on again");
    expect(parsed.text).toContain("grüße aus Köln");
    expect(parsed.html).toContain("grüße aus Köln");
    expect(parsed.attachments.map(({ filename }) => filename)).toEqual(["RC-7K3F-2QW9.html", "RC-7K3F-2QW9.json"]);
    const [page, json] = parsed.attachments.map(({ content }) => content.toString("utf8"));
    expect(page).toContain("grüße aus Köln");
    expect(ticketPackage.parse(JSON.parse(json ?? ""))).toEqual(ada);
  });

  test('about an urgent ticket starts with "URGENT"', async () => {
    const { parsed, raw } = await received({
      ...ada,
      urgency: "now",
      openChanges: [],
      computer: undefined,
      suspects: [],
    });
    expect(parsed.subject).toBe("URGENT: RC-7K3F-2QW9, Ada Lovelace, 0x904 / 0x7");
    expect(raw).toContain("\r\nImportance: High\r\n");
  });

  test("that is sent twice keeps its id, and a later one about the same ticket replies to the first", async () => {
    const first = await received(makeTicket());
    const again = await received(makeTicket());
    expect(first.parsed.messageId).toBe("<RC-7K3F-2QW9-1-mail@desk.example>");
    expect(again.parsed.messageId).toBe(first.parsed.messageId);
    const later = await received(makeTicket({ revision: 2 }), "RC-7K3F-2QW9-2-mail");
    expect(later.parsed.messageId).toBe("<RC-7K3F-2QW9-2-mail@desk.example>");
    expect(later.parsed.inReplyTo).toBe(first.parsed.messageId);
    expect(later.parsed.subject).toContain("handed over again");
  });

  test("asks servers to send no absence notice", async () => {
    const { parsed } = await received(makeTicket());
    expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
  });

  test.each([
    ["two lines", "Ada\r\nBcc: all@elsewhere.example"],
    ["a body", "Ada\nContent-Type: text/html\n\n<script>alert(1)</script>"],
    ["an encoded word", "=?utf-8?Q?Ada=0D=0ABcc:_all@elsewhere.example?="],
    ["a line separator", "Ada\u2028Bcc: all@elsewhere.example"],
    ["signs that turn text around", "Ada\u202eevil\u0000"],
    ["a thousand signs", `${"A".repeat(1000)}\r\nBcc: x@elsewhere.example`],
  ])("gets no header and no recipient from a person's name: %s", async (_, name) => {
    const honest = await received(makeTicket({ person: { id: "ada" } }));
    const { parsed, raw, to } = await received(makeTicket({ person: { id: "ada", name } }));
    expect(to).toEqual(["desk@desk.example"]);
    expect([...parsed.headers.keys()].sort()).toEqual([...honest.parsed.headers.keys()].sort());
    expect(parsed.subject?.length).toBeLessThan(200);
    expect(raw.slice(0, raw.indexOf("\r\n\r\n"))).not.toMatch(/^(?:bcc|<script)/im);
  });
});

describe("a server that", () => {
  test.each<[string, SMTPServerOptions, string, boolean]>([
    [
      "does not know the recipient",
      { onRcptTo: (_, __, done) => done(no(550, "no such user Ada")) },
      "refused the recipients; see MAIL_TO (550)",
      true,
    ],
    [
      "asks for a retry later",
      { onRcptTo: (_, __, done) => done(no(451, "greylisted")) },
      "refused the recipients; see MAIL_TO (451)",
      false,
    ],
    [
      "refuses the sender",
      { onMailFrom: (_, __, done) => done(no(553, "not you")) },
      "refused the sender; see MAIL_FROM (553)",
      true,
    ],
    ["is busy", { onConnect: (_, done) => done(no(421, "too busy")) }, "refused the connection (421)", false],
    [
      "finds the mail too long",
      {
        onData: (stream, _, done) => {
          stream.resume().on("end", () => done(no(552, "too long: Ada's computer ...")));
        },
      },
      "refused the mail (552)",
      true,
    ],
  ])("%s", async (_, over, message, forGood) => {
    const server = await mailServer(over);
    expect(await failure(server)).toMatchObject({ message: `127.0.0.1:${server.port} ${message}`, forGood });
  });

  test("requires a login gets it, and a wrong login fails for good without being shown", async () => {
    const server = await mailServer({
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        username === "bot@desk" && password === "pa:ss/word%" ? done(null, { user: "bot" }) : done(no(535, "wrong")),
    });
    await send(server, { login: "bot%40desk:pa%3Ass%2Fword%25@" });
    expect(server.mails).toHaveLength(1);
    const refused = await failure(server, { login: "bot:not-for-logs@" });
    expect(refused).toMatchObject({
      message: `127.0.0.1:${server.port} refused the login; see MAIL_SERVER (535)`,
      forGood: true,
    });
  });

  test("offers no login gets no mail when a login is configured", async () => {
    const server = await mailServer();
    const { message } = await failure(server, { login: "bot:not-for-logs@" });
    expect(message).toContain("see MAIL_SERVER");
    expect(server.mails).toEqual([]);
  });

  test("accepts the mail for some recipients has it, and the log names the refused ones", async () => {
    const server = await mailServer({
      onRcptTo: ({ address }, _, done) => (address.startsWith("gone") ? done(no(550, "no such user")) : done()),
    });
    const said: string[] = [];
    await send(server, { to: "desk@desk.example, gone@desk.example", said });
    expect(server.mails.map(({ to }) => to)).toEqual([["desk@desk.example"]]);
    expect(JSON.parse(said[0] ?? "")).toMatchObject({ delivery: key, refused: ["gone@desk.example"] });
  });

  test("hangs up in the middle gets a retry", async () => {
    const server = await mailServer({ onData: (stream) => void stream.once("data", () => server.hangUp()) });
    expect(await failure(server)).toMatchObject({
      forGood: false,
      message: expect.stringMatching(/hung up \(E[A-Z]+\)$/),
    });
  });

  test("cannot be reached gets a retry", async () => {
    expect(await failure({ port: 1 })).toMatchObject({
      forGood: false,
      message: expect.stringContaining("cannot be reached"),
    });
  });

  test("offers no encryption gets neither the mail nor the login, unless it is on this machine", async () => {
    const logins: string[] = [];
    const server = await mailServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: ({ username = "" }, _, done) => {
        logins.push(username);
        done(null, { user: username });
      },
    });
    const settings = settingsFor("smtp://bot:secret@mail.example:587", "desk@desk.example");
    expect(settings.server.encryption).toBe("asked-for");
    const target = openMail(
      { ...settings, server: { ...settings.server, host: "127.0.0.1", port: server.port } },
      silent,
    );
    const refused = target.deliver(makeTicket(), key, AbortSignal.timeout(20_000));
    await expect(refused).rejects.toThrow("refused encryption; see MAIL_SERVER (500)");
    expect(logins).toEqual([]);
    await send(server, { login: "bot:secret@" });
    expect(server.mails).toHaveLength(1);
  });

  test("has a trusted certificate gets the mail encrypted, from the first byte or by STARTTLS", async () => {
    const before = getCACertificates();
    onTestFinished(() => setDefaultCACertificates(before));
    setDefaultCACertificates([...before, certificate]);
    const atOnce = await mailServer({ secure: true });
    await send(atOnce, { scheme: "smtps" });
    expect(atOnce.mails).toMatchObject([{ isEncrypted: true }]);

    const asked = await mailServer();
    const settings = settingsFor("smtp://mail.example", "desk@desk.example");
    const target = openMail(
      { ...settings, server: { ...settings.server, host: "127.0.0.1", port: asked.port } },
      silent,
    );
    await target.deliver(makeTicket(), key, AbortSignal.timeout(20_000));
    expect(asked.mails).toMatchObject([{ isEncrypted: true }]);
  });

  test("has a self-signed certificate gets nothing", async () => {
    const server = await mailServer({ secure: true });
    const { message, forGood } = await failure(server, { scheme: "smtps" });
    expect(message).toContain("has no trusted certificate");
    expect(forGood).toBe(false);
    expect(server.mails).toEqual([]);
  });
});
