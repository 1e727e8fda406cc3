/** The name of the remote computer is found where a person names one, and nowhere else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findHost } from "../../../knowledge/reading/findHost.ts";

describe("finds the name", () => {
  test.each([
    ["rdp to SRV-FILE01 fails with 0x904", "SRV-FILE01"],
    ["the computer is called TS-ACC-02", "TS-ACC-02"],
    ["its called srv02", "srv02"],
    ["i connect to ts01.contoso.local.", "ts01.contoso.local"],
    ["remote desktop to the server 10.0.0.5", "10.0.0.5"],
    ["connect to srv01.example.com.", "srv01.example.com"],
    ["Ich erreiche den Server KANZLEI-SRV1 nicht", "KANZLEI-SRV1"],
    ["Der Server heißt KANZLEI-SRV1", "KANZLEI-SRV1"],
    ["target is WIN7-CNC", "WIN7-CNC"],
    ["it's our Azure VM vm-build-3", "vm-build-3"],
    ["host ts-09 since monday", "ts-09"],
    ["Event ID: 1057\nComputer:      HR-DB-11.corp.example\nDescription: x", "HR-DB-11.corp.example"],
    ["screen mode id:i:2\nfull address:s:terminal:3390\n", "terminal"],
  ])("%s", (text, host) => expect(findHost(text)?.host).toBe(host));
});

describe("finds no name", () => {
  test.each([
    "i want to connect to windows-11 pcs",
    "connect to wi-fi and log in to teams",
    "rdp to server 2019",
    "connected to KB5060842",
    "rdp to SRV01 fails and rdp to SRV02 works",
    "the error is called 0x904",
    "connect to port 3389",
    "I can sign in to office365, but remote desktop to our server fails",
    "connect to 25h2 and to wifi5 and to vpn2",
    "connect to user1@srv01",
    "connect to SRV01 and to SRV02",
    "the server is up-to-date",
    "a server is set-up by us",
    "the host is on-premises",
    "pc is 64-bit",
  ])("%s", (text) => expect(findHost(text)).toBeUndefined());
});

test("what it finds stands in the text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("rdp to ", "its called ", "full address:s:"),
      (text, lead) => {
        const found = findHost(`${lead}${text}`);
        if (found) expect(`${lead}${text}`).toContain(found.host);
      },
    ),
  );
});
