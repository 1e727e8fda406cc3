/** The real tree asks as little as a good engineer: how many messages people need before the right move. */
import { describe, expect, test } from "vitest";
import { diagnosis } from "../../bench/diagnosis.ts";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

/** Says the messages until the bot says `words`, and returns how many it took. */
async function countMessages(messages: readonly string[], words: string): Promise<number> {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  for (const [at, message] of messages.entries()) {
    await chat.user(message);
    if (chat.text().includes(words)) return at + 1;
  }
  throw new Error(`the bot did not say "${words}"; its last message was: ${chat.text()}`);
}

test("a VPN user whose office colleagues are fine, and who runs no script, needs at most 5 answers to the right tests", async () => {
  const answers = [
    "from home over vpn I get 0x904 0x7, everybody in the office is fine",
    "I can't run a script",
    "windows server 2019, nothing changed, I am no administrator",
    "srv01",
    "I can't tell",
  ];
  expect(await countMessages(answers, "Send pings of three sizes")).toBeLessThanOrEqual(5);
  expect(await countMessages(answers, "Connect over your phone's hotspot")).toBeLessThanOrEqual(5);
});

test("an administrator with an expired certificate, who runs no script, needs at most 6 answers to its fix", async () => {
  const answers = [
    "server 2019, I am domain admin. the rdp certificate expired yesterday, since then nobody gets in, 0x904 0x7",
    "yes, I administer the server",
    "I can't run a script",
    "I am at its console",
    "BOUND: NONE\nIN USE: EXPIRED",
    "done",
  ];
  expect(await countMessages(answers, "Delete the expired certificate")).toBeLessThanOrEqual(6);
});

test("25H2 to Windows 7 without scripts needs at most 4 answers to TLS, and a non-administrator at most 5 to a hand-over that names it", async () => {
  const first =
    "since my pc is on 25H2 I cannot connect to our Windows 7 machine, 0x904 extended 0x7, the old PCs get in";
  const administrator = [
    `${first}. I am administrator of that machine and sit at its console`,
    "yes",
    "I can't run a script",
    "yes",
  ];
  expect(await countMessages(administrator, "TLS")).toBeLessThanOrEqual(4);
  const answers = [first, "I can't run a script", "no, I only use it", "yes"];
  expect(await countMessages(answers, "My best guess so far: The two computers")).toBeLessThanOrEqual(5);
});

test("an Azure owner whose port is open to everybody, and who runs no script, needs at most 6 answers", async () => {
  const answers = [
    "my azure vm says 0x904 0x7. I am the owner, only I use it. 3389 is open to any",
    "I can't run a script",
    "yes, I manage it",
  ];
  expect(await countMessages(answers, "Close port 3389 to the Internet")).toBeLessThanOrEqual(6);
});

/** A report with these lines. */
function printReport(kind: "client" | "server", lines: readonly string[]): string {
  return [`Reconnect report 1 ${kind}`, ...lines, `End of report: ${lines.length} lines`].join("\n");
}

describe("with a report", () => {
  test("a VPN user whose big packets vanish needs at most 4 answers to smaller packets", async () => {
    const client = ["host: srv01.corp.example", "admin: yes", "build: 22631.4460", "route: vpn", "route-mtu: 1400"];
    const pings = ["ping-32: 30 of 30 Success", "ping-1200: 0 of 3 TimedOut", "ping-full: 0 of 3 TimedOut"];
    const log = ["attempts: 2", "desktop-shown: no", "stage: plain"];
    const answers = [
      "from home over vpn I get 0x904 0x7, everybody in the office is fine",
      printReport("client", [...client, ...log, ...pings]),
      "done",
    ];
    expect(await countMessages(answers, "Step 1 of")).toBeLessThanOrEqual(4);
  });

  test("an administrator with an expired certificate needs at most 3 answers to its fix", async () => {
    const server = ["host: SRV01", "admin: yes", "way-in: screen", "build: 17763.5458", "cert-bound: none"];
    const certificate = ["cert-date: expired", "cert-key: present", "cert-issuer: itself", "cert-name: same"];
    const rights = ["key-readable: yes", "key-folder: good", "log: read", "events: 1058x1@2026-01-05T09:00:00Z"];
    const answers = [
      "the rdp certificate of our server 2019 expired yesterday, since then nobody gets in, 0x904 0x7",
      printReport("server", [...server, ...certificate, ...rights]),
    ];
    expect(await countMessages(answers, "has expired and wasn't replaced")).toBeLessThanOrEqual(3);
  });

  test("25H2 to Windows 7 needs at most 3 answers to TLS", async () => {
    const server = ["host: LAB7", "admin: yes", "way-in: screen", "build: 7601.24214", "tls-1.2: default"];
    const tls = ["tls-1.0: default", "rdp-tls-update: no", "ciphers: default", "tls-parts-off: none", "log: read"];
    const answers = [
      "since my pc is on 25H2 I cannot connect to our Windows 7 machine, 0x904 extended 0x7, the old PCs get in. I administer that machine",
      printReport("server", [...server, ...tls]),
      "done",
    ];
    expect(await countMessages(answers, "I think: The two computers")).toBeLessThanOrEqual(3);
  });

  test("an Azure owner needs at most 3 answers to the closed port or the certificate", async () => {
    const server = [
      "host: VM1",
      "admin: yes",
      "way-in: portal",
      "build: 20348.2402",
      "log: read",
      "reached: yes x40 last 2026-01-05T09:00:00Z",
    ];
    const answers = [
      "my azure vm says 0x904 0x7. I am the owner, I manage the subscription, only I use it. 3389 is open to any",
      printReport("server", [...server, "events: 1006x9@2026-01-05T09:00:00Z"]),
      "yes",
    ];
    expect(await countMessages(answers, "Close port 3389 to the Internet")).toBeLessThanOrEqual(3);
  });
});

test("the diagnosis that the benchmarks measure goes as they expect", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  for (const { says, hears } of diagnosis) {
    await chat.user(says);
    chat.bot(hears);
  }
});
