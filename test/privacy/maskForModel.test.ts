import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskForModel } from "../../src/privacy/maskForModel.ts";

const anything = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary", maxLength: 600 }),
  fc.string({ unit: "grapheme" }),
  fc.lorem(),
);
const aboutNames = fc
  .array(
    fc.constantFrom(
      ...[
        "user",
        "user:",
        "login",
        "password",
        "is",
        "called",
        "server",
        "server=",
        "log",
        "in",
        "as",
        "at",
        "dot",
        "the",
      ],
      ...["karl", "Miller,", "x-1.", "[masked]", "[masked],", "0x904", "1234", "-", "+49 30 1234567", "a@b.c", "name,"],
    ),
  )
  .map((words) => words.join(" "));

describe("a person's message, masked for a model,", () => {
  test("keeps ordinary words, anger and codes", () => {
    const said = "I'm so annoyed!!! Remote Desktop says 0x904 / 0x7 (again) on Windows Server 2019, “nobody” can work…";
    expect(maskForModel(said)).toBe(said);
  });

  test.each([
    ["an e-mail address", "write to ", "john.doe@contoso.com"],
    ["an e-mail address with an invisible character", "write to ", "john\u200b@contoso.com"],
    ["a phone number", "call ", "+49 (30) 1234-567"],
    ["a host", "connect to ", "srv-rds01.contoso.local"],
    ["a host without a domain", "connect to ", "SRV-RDS01"],
    ["an IPv4 address", "connect to ", "10.20.30.40:3389"],
    ["an IPv6 address", "connect to ", "fe80::1ff:fe23:4567:890a%eth2"],
    ["a user of a domain", "log in as ", "CONTOSO\\jdoe"],
    ["a user by name", "username: ", "jdoe"],
    ["a user in a sentence", "my username is ", "karl"],
    ["a user by two names", "user: ", "Karl Miller"],
    ["a user by two names in a sentence", "the user account ", "Karl Miller"],
    ["a login", "my login ", "karl"],
    ["a user after log in as", "I log in as ", "karlmiller"],
    ["a user after log in to a server as", "logged on to the server as ", "karl"],
    ["a passcode", "passcode ", "hunter"],
    ["a password without a linking word", "password ", "Sommer"],
    ["a number that is a secret", "my pin is ", "1234"],
    ["a setting", "user: ", "karl"],
    ["an e-mail address that is spelled out", "write to ", "karl at contoso dot com"],
    ["a server that is called", "the server is called ", "apollo"],
    ["a user's folder", "open ", "C:\\Users\\jdoe\\work.rdp"],
    ["a share", "open ", "\\\\files\\jdoe"],
    ["a link", "open ", "https://contoso.com/?user=jdoe"],
    ["a password", "my password is ", "Tr0ub4dor&3"],
    ["a password of plain letters", "my password is ", "hunter"],
    ["a password without a label", "log in with ", "Tr0ub4dor&3"],
    ["a key", "use ", "sk_live_51HabcdefABCDEF"],
    ["a long number", "customer ", "48151623"],
    ["a network card", "card ", "00-1A-2B-3C-4D-5E"],
    ["a name after I am", "I am ", "Ada Lovelace"],
    ["a host in a command", "ping ", "gemini"],
  ])("does not contain %s", (_what, before, name) => {
    expect(maskForModel(`${before}${name} please`)).toBe(`${before}[masked] please`);
  });

  test.each([
    "the user cannot connect, every user gets error 0x904",
    "my password is wrong again",
    "password doesn't work",
    "is the user name or password incorrect?",
    "I can log in as before",
    "the server is down since Monday",
    "the logon attempt failed and the account is disabled",
    "my password is rejected every time",
    "a restriction on the account (such as hours) does not let it log on",
  ])("keeps the words after a label that is not followed by a name: %s", (said) => {
    expect(maskForModel(said)).toBe(said);
  });

  test("keeps the words after the name", () => {
    expect(maskForModel("user: Karl Miller cannot connect")).toBe("user: [masked] cannot connect");
    expect(maskForModel("password Sommer doesn’t work")).toBe("password [masked] doesn’t work");
    expect(maskForModel("login karl, computer=apollo. Nothing works")).toBe(
      "login [masked], computer: [masked]. Nothing works",
    );
  });

  test("masks every name of a sentence that links several", () => {
    expect(maskForModel("login karl was called zorvex as quil")).toBe("login [masked] was called [masked] as [masked]");
  });

  test("never contains a name with a typical form, whatever the words around it", () => {
    const label = fc.stringMatching(/^[a-z]{2,8}$/);
    const names = fc.oneof(
      fc.emailAddress(),
      fc.ipV4(),
      fc.domain(),
      fc.webUrl(),
      fc.tuple(label, label).map(([domain, user]) => `${domain}\\${user}`),
      fc.stringMatching(/^[a-z]{2,5}-?[0-9]{2,5}$/),
    );
    fc.assert(
      fc.property(fc.lorem({ maxCount: 5 }), names, fc.constantFrom("", "!", ".", ")", '"'), (words, name, end) => {
        expect(maskForModel(`${words} ${name}${end} ${words}`)).not.toContain(name);
      }),
    );
  });

  test("does not change when it is masked a second time", () => {
    fc.assert(
      fc.property(fc.oneof(anything, aboutNames), (said) => {
        expect(maskForModel(maskForModel(said))).toBe(maskForModel(said));
      }),
    );
  });

  test("is not cut in the middle of a name, at any length", () => {
    expect(maskForModel(`${"A".repeat(3_995)} john@contoso.com`)).toBe("[masked]");
    const key = `-----BEGIN PRIVATE KEY-----\n${`${"A".repeat(64)}\n`.repeat(80)}-----END PRIVATE KEY-----`;
    expect(maskForModel(key)).toBe("[masked]");
  });
});
