import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { redactHandOver, redactTicket } from "../../src/escalation/redact.ts";
import { ticketPackage } from "../../src/tickets/ticketPackage.ts";
import { makeTicket, ticketSaying } from "../support/ticket.ts";

const everything = { people: true, hosts: true };
const nothing = { people: false, hosts: false };
const said = (text: string, wish = everything) => redactTicket(ticketSaying(text), wish).transcript[0]?.text;

describe("before a ticket leaves the process", () => {
  test("the person, the technician and the machines get pseudonyms, the same ones everywhere", () => {
    const whole = makeTicket();
    const redacted = redactTicket(
      {
        ...whole,
        transcript: [
          ...whole.transcript,
          { who: "bot", at: whole.at, text: "Kim Weber has taken over. Ana, is SRV-FIBU up?" },
          { who: "person", at: whole.at, text: "CORP\\ana.sommer here: ping srv-fibu.corp.test answers from 10.1.2.3" },
        ],
      },
      everything,
    );
    expect(redacted.person).toEqual({ id: "USER-1", name: "USER-1", contact: "USER-1", onBehalf: "USER-2" });
    expect(redacted.transcript.slice(3).map(({ name, text }) => [name, text])).toEqual([
      ["USER-3", "I am looking at it"],
      [undefined, "USER-3 has taken over. USER-1, is HOST-1 up?"],
      [undefined, "USER-1 here: ping HOST-1 answers from HOST-2"],
    ]);
    expect(redacted.facts.map(({ answer, words }) => [answer, words])).toEqual([
      ["HOST-1", "HOST-1"],
      ["everyone", "all of us on HOST-1"],
      ["no", "No VPN"],
    ]);
    expect(redacted.looks[1]?.run).toBe("Test-NetConnection HOST-1 -Port 3389");
    expect(redacted.redacted).toEqual({ secrets: 0, people: 3, hosts: 2 });
    expect(redacted.openChanges).toEqual(whole.openChanges);
    expect(ticketPackage.parse(redacted)).toEqual(redacted);
  });

  test("the cards of the conversation get the same pseudonyms, lose secrets, and stay cards", () => {
    const makeCard = (text: string, run: string) => ({
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
        type: "AdaptiveCard",
        version: "1.5",
        fallbackText: text,
        body: [
          { type: "RichTextBlock", inlines: [{ type: "TextRun", text: run, fontType: "monospace" }] },
          {
            type: "ActionSet",
            actions: [
              {
                type: "Action.Submit",
                title: "Done",
                data: {
                  reconnect: { move: "step:cause:host-booting/wait-and-retry#0", choice: "done", label: "Done" },
                },
              },
            ],
          },
        ],
      },
    });
    const at = new Date(0);
    const show = (text: string, run: string) => ({ id: "1", at, replyToId: "0", cards: [makeCard(text, run)] });
    const ticket = makeTicket();
    const shown = [show("Hand over as Ana Sommer? You wrote: password: hunter22", "ping srv-fibu")];
    const redacted = redactHandOver({ ticket, shown }, everything);
    expect(redacted.shown).toEqual([show("Hand over as USER-1? You wrote: password: [masked]", "ping HOST-1")]);
    expect(redacted.ticket).toEqual({
      ...redactTicket(ticket, everything),
      redacted: { secrets: 1, people: 3, hosts: 1 },
    });
    expect(redactHandOver({ ticket, shown }, nothing).shown).toEqual([
      show("Hand over as Ana Sommer? You wrote: password: [masked]", "ping srv-fibu"),
    ]);
  });

  test("a target that may see names gets them, but no secrets", () => {
    const whole = makeTicket();
    expect(redactTicket(whole, nothing)).toEqual(whole);
    const redacted = redactTicket(
      ticketSaying("password: hunter22 for ana@corp.test, and again: password: hunter22"),
      nothing,
    );
    expect(redacted.transcript[0]?.text).toBe("password: [masked] for ana@corp.test, and again: password: [masked]");
    expect(redacted.redacted).toEqual({ secrets: 1, people: 0, hosts: 0 });
  });

  test.each([
    ["the password is Sommer2026!", "the password is [masked]"],
    ["token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123", "token [masked]"],
    ["AccountKey=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==;x", "AccountKey=[masked];x"],
    ["see https://ana:Sommer2026@files.test/a", "see https://ana:[masked]@files.test/a"],
    ["123456-123456-123456-123456-123456-123456-123456-123456", "[masked]"],
    ["Server=db;User Id=sa;Password=x1y2z3", "Server=db;User Id=sa;Password=[masked]"],
  ])("a secret is masked: %s", (text, masked) => {
    expect(said(text, nothing)).toBe(masked);
  });

  test.each([
    ["mail me at jo.berg@contoso.com", "mail me at USER-3"],
    ["I am CONTOSO\\jberg there", "I am USER-3 there"],
    ["user: jberg", "user: USER-3"],
    ["username:s:jberg", "username:s:USER-3"],
    ["I log in as jberg, and jberg is refused", "I log in as USER-3, and USER-3 is refused"],
    ["my name is Jo Berg", "my name is USER-3"],
    ["user: Jo Berg cannot connect", "user: USER-3 cannot connect"],
    ["the user account Jo Berg is locked", "the user account USER-3 is locked"],
    ["no such user Jo", "no such user USER-3"],
    ["the user is 'Jo Berg'. It is urgent", "the user is 'USER-3'. It is urgent"],
    ["my colleague is called Jo Berg", "my colleague is called USER-3"],
    ["jo at contoso dot com", "USER-3"],
    ["call me on 0171 5554433", "call me on USER-3"],
    ["+49 (30) 555-1234 is my number", "USER-3 is my number"],
    ["it lies in C:\\Users\\jberg\\Desktop\\work.rdp", "it lies in C:\\Users\\USER-3\\Desktop\\work.rdp"],
    ["S-1-5-21-1004336348-1177238915-682003330-512", "USER-3"],
    ["runas /user:jberg mstsc.exe", "runas /user:USER-3 mstsc.exe"],
  ])("a person's name is redacted: %s", (text, redacted) => {
    expect(said(text)).toBe(redacted);
  });

  test.each([
    ["ping 192.168.7.20 and 192.168.7.20:3389", "ping HOST-1 and HOST-1:3389"],
    ["[fe80::1ff:fe23:4567:890a]:3389", "[HOST-1]:3389"],
    ["\\\\fileserver7\\share$\\a.txt", "\\\\HOST-1\\share$\\a.txt"],
    ["ts01 is ts01.corp.local is TS01", "HOST-1 is HOST-1 is HOST-1"],
    ["DESKTOP-4F7K2QX to FRA-TS-02", "HOST-1 to HOST-2"],
    ["full address:s:gemini:3389", "full address:s:HOST-1:3389"],
    ["mstsc /v:gemini, I mean Gemini", "mstsc /v:HOST-1, I mean HOST-1"],
    ["https://rdweb.contoso.com/RDWeb", "https://HOST-1/RDWeb"],
    ["my server is called gemini", "my server is called HOST-1"],
    ["00:1A:2B:3C:4D:5E", "HOST-1"],
  ])("a machine's name is redacted: %s", (text, redacted) => {
    expect(said(text)).toBe(redacted);
  });

  test.each([
    "error code 0x904, extended error code 0x7, event 4625 and event id 36871",
    "Windows 10.0.26100 and 10.0.26100.4349, client 6.3.9600, version 1.2.3.4, KB5034441",
    "at 09:15:30 on 2026-03-02, or 02.03.2026, or 3/2/2026",
    "Server 2019, Server2022, Win11, Windows 11 24H2, TLS 1.2, SHA-256, CVE-2024-38077, RC-7K3F-2QW9",
    'reg query "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp" /v UserAuthentication',
    "C:\\Windows\\System32\\mstsc.exe and %windir%\\System32\\drivers\\etc\\hosts, Default.rdp, termsrv.dll",
    "NT AUTHORITY\\NETWORK SERVICE, BUILTIN\\Administrators, S-1-5-20",
    "Get-NetTCPConnection -LocalPort 3389 | Select-Object -First 1; [System.Net.Dns]::GetHostName(); $_.Thumbprint",
    "my login is not accepted, the user account is disabled, user name and password are fine",
    "User Account Control asks, the user Profile Service failed, another user signed/logged in, connect as administrator",
    "the user crashed. The account Lockout policy, my boss is ill, the server is slow, Basic authentication is off",
    "rdp-tcp 65536 Listen, MTU 1500, 127.0.0.1:3389 and ::1 and 255.255.255.0, localhost",
    "1500   1   1234567   234567  Ethernet 2",
    "Everyone is hit, e.g. the whole team, i.e. twelve people",
    "https://learn.microsoft.com/windows-server/remote",
    "3f2a0c5d9e7b41a8c6d2e0f19b3a7c5d4e6f8091 is the thumbprint",
  ])("technical words stay unchanged: %s", (text) => {
    expect(said(text)).toBe(text);
  });

  test("no sentence of the tree contains a word that is read as a name", () => {
    const texts = textsOf({ ...parse(readFileSync(embeddedTree, "utf8")), sources: {} });
    const whole = makeTicket({
      transcript: texts.map((text) => ({ who: "bot", at: "2026-03-02T09:15:00.000Z", text })),
    });
    expect(redactTicket(whole, everything).transcript).toEqual(whole.transcript);
  });

  test("an unnamed caller stays unnamed, and a name that is an everyday word is redacted only as a name", () => {
    const caller = makeTicket({ person: { id: "will", name: "Will", onBehalf: "a caller" } });
    const redacted = redactTicket(
      { ...caller, transcript: [{ who: "person", at: caller.at, text: "Will here. It will not connect." }] },
      everything,
    );
    expect(redacted.person).toEqual({ id: "USER-1", name: "USER-1", onBehalf: "a caller" });
    expect(redacted.transcript[0]?.text).toBe("USER-1 here. It will not connect.");
  });
});

describe("with random names", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz".split("");
  const syllable = fc.constantFrom("zor", "vex", "quil", "brax", "mun", "tyl", "özg", "dra", "xan", "wyk");
  const odd = fc.array(syllable, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(""));
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const person = fc.tuple(odd, odd).map(([first, last]) => `${capital(first)} ${capital(last)}`);
  const ascii = odd.map((name) => name.replaceAll("ö", "o"));
  const host = fc.oneof(
    fc.tuple(ascii, fc.nat(99)).map(([name, number]) => `${name}-${number}`),
    ascii,
    fc.tuple(ascii, ascii).map(([name, domain]) => `${name}.${domain}.test`),
    fc.ipV4().filter((ip) => !/^(?:127|0|255|192\.0\.2)\./.test(ip)),
  );
  const anyCase = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.toLowerCase(),
  );
  const sentences = fc.constantFrom(
    (name: string) => `it was ${name}.`,
    (name: string) => `"${name}"`,
    (name: string) => `${name}: no answer`,
    (name: string) => `(${name}), then 0x904`,
    (name: string) => `line one\n${name}`,
    (name: string) => `see /${name}/ or '${name}'`,
  );

  test("no form of a person's name stays", () => {
    fc.assert(
      fc.property(person, person, ascii, anyCase, sentences, (name, technician, login, cased, put) => {
        const whole = makeTicket();
        const mail = `${login}@${letters.slice(0, 5).join("")}.test`;
        const redacted = redactTicket(
          {
            ...whole,
            person: { id: "29:1x-zz", name, contact: mail },
            impact: put(cased(name)),
            transcript: [
              { who: "technician", name: technician, at: whole.at, text: put(cased(name)) },
              { who: "bot", at: whole.at, text: put(cased(technician)) },
              { who: "person", at: whole.at, text: put(cased(mail)) },
              { who: "person", at: whole.at, text: put(cased(name.split(" ")[0] ?? "")) },
              { who: "person", at: whole.at, text: `${put(`CORP\\${cased(login)}`)} and ${put("29:1x-zz")}` },
            ],
          },
          everything,
        );
        const json = JSON.stringify(redacted).toLowerCase();
        for (const gone of [...name.split(" "), ...technician.split(" "), login, "29:1x-zz"])
          expect(json).not.toContain(gone.toLowerCase());
        expect(json).toContain("0123456789abcdef0123456789abcdef");
      }),
      { numRuns: 60 },
    );
  });

  test("no form of a machine's name stays, and commands change only in that name", () => {
    fc.assert(
      fc.property(host, host, anyCase, sentences, (first, second, cased, put) => {
        const whole = makeTicket();
        const value = { ...whole.facts[0], fact: "host", answer: first, label: first, words: first };
        const redacted = redactTicket(
          {
            ...whole,
            facts: [value as (typeof whole.facts)[number]],
            looks: [{ look: "reach", do: "See", run: `Test-NetConnection ${cased(first)} -Port 3389`, learns: [] }],
            transcript: [
              { who: "person", at: whole.at, text: put(cased(first)) },
              { who: "bot", at: whole.at, text: put(cased(first)) },
              { who: "person", at: whole.at, text: `mstsc /v:${cased(second)}` },
              { who: "person", at: whole.at, text: put(cased(second)) },
            ],
          },
          everything,
        );
        const json = JSON.stringify(redacted).toLowerCase();
        for (const gone of [first, second])
          expect(json).not.toMatch(new RegExp(`(?<![\\w.])${gone.toLowerCase().replaceAll(".", "\\.")}(?![\\w.])`));
        expect(redacted.looks[0]?.run).toBe("Test-NetConnection HOST-1 -Port 3389");
      }),
      { numRuns: 60 },
    );
  });

  test("redaction is idempotent", () => {
    const piece = fc.oneof(
      person,
      host,
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        "user:",
        "CORP\\",
        "\\\\",
        "@",
        "password:",
        "login as",
        "HOST-1",
        "USER-2",
        "-",
        ".",
        "/v:",
        "key=",
        "[masked]",
        "call me",
        "0171 ",
      ),
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(" "));
    const tight = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        fc.oneof(text, tight),
        fc.oneof(text, tight),
        person,
        fc.boolean(),
        fc.boolean(),
        (a, b, name, people, hosts) => {
          const whole = makeTicket({ person: { id: "u-17", name }, impact: b });
          const once = redactTicket(
            { ...whole, transcript: [...ticketSaying(a, b).transcript, { who: "bot", at: whole.at, text: a }] },
            { people, hosts },
          );
          expect(redactTicket(once, { people, hosts })).toEqual(once);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a text without names stays unchanged", () => {
    const word = fc.constantFrom(
      ..."error code 0x904 since Monday the connection is lost after 30 seconds 100% (all of us) - why? Server 2019; port 3389, event 56 10.0.26100 mstsc.exe RDP-Tcp TermService 09:15 KB5034441 yes/no".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        expect(said(words.join(" "))).toBe(words.join(" "));
      }),
    );
  });
});

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  // Skip patterns, because they are not sentences.
  return Object.entries(value).flatMap(([key, part]) =>
    ["says", "short", "paste", "matches", "reads"].includes(key) ? [] : textsOf(part),
  );
}

describe("a text that would take too long to redact", () => {
  test.each([
    ["one endless word", "a-".repeat(120_000)],
    ["many long words", `${"a@".repeat(95)} `.repeat(1_200)],
    ["only line ends", "\n".repeat(200_000)],
    ["thousands of hosts", Array.from({ length: 12_000 }, (_, at) => `srv${at}.corp.example`).join(" ")],
  ])("is cut and marked: %s", (_what, text) => {
    const lines = Array.from({ length: 8 }, () => ({ who: "person" as const, at: "2026-01-05T09:00:00.000Z", text }));
    const { transcript } = redactTicket(makeTicket({ transcript: lines }), { people: true, hosts: true });
    expect(transcript).toHaveLength(8);
    expect(transcript.reduce((sum, line) => sum + line.text.length, 0)).toBeLessThan(60_000);
    if (/\S/.test(text)) expect(transcript.at(-1)?.text).toContain("[cut: ");
  });

  test("digits that are not a phone number stay unchanged, even if there are many ways to group them", () => {
    const text = `+${"1".repeat(36)}a `.repeat(200).trim();
    const lines = Array.from({ length: 5 }, () => ({ who: "person" as const, at: "2026-01-05T09:00:00.000Z", text }));
    const redacted = redactTicket(makeTicket({ transcript: lines }), everything);
    expect(redacted.transcript.map((line) => line.text === text)).toEqual([true, true, true, true, true]);
  });

  test("a path and a pasted log of usual size stay whole", () => {
    const text =
      `C:\\Users\\Public\\Documents\\${"folder\\".repeat(20)}file.rdp\n`.repeat(5) + "The server refused. ".repeat(200);
    const redacted = redactTicket(
      makeTicket({ transcript: [{ who: "person", at: "2026-01-05T09:00:00.000Z", text }] }),
      {
        people: false,
        hosts: false,
      },
    );
    expect(redacted.transcript[0]?.text).toBe(text);
  });
});

test("names, hosts and keys as people write them are redacted", () => {
  const messages = [
    "I am Ada Lovelace and it is urgent",
    "Regards, Ada Lovelace",
    "it is SRV-FINANCE, and mine is ADA-LAPTOP, PC-ADA",
    "Authorization: Basic QWRhOkhlbGxvV29ybGQ=",
    "sig=ab%2Fcd1234567890abcdefghij%3D",
    "secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "this is Windows Server 2019, I am Domain Admin",
  ];
  const transcript = messages.map((text) => ({ who: "person" as const, at: "2026-01-05T09:00:00.000Z", text }));
  const redacted = redactTicket(makeTicket({ transcript }), { people: true, hosts: true }).transcript.map(
    ({ text }) => text,
  );
  expect(redacted.join("\n")).not.toMatch(/Ada|Lovelace|FINANCE|LAPTOP|PC-|QWRhOk|cd1234567890|MfKQ9r/);
  expect(redacted.at(-1)).toBe("this is Windows Server 2019, I am Domain Admin");
});
