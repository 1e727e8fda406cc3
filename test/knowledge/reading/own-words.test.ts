/** Other people's words are not the person's account. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { blankOthersWords } from "../../../knowledge/reading/ownWords.ts";

const keep = (text: string) => blankOthersWords(text).replace(/\s+/g, " ").trim();

test.each([
  ["a quoted mail", "No VPN here.\n> Please try over the VPN too\n> and turn NLA off", "No VPN here."],
  [
    "a mail below the reply",
    "Same error again.\nOn Mon, 3 Nov 2025 at 9:12, Kim wrote:\nPlease restart the server.",
    "Same error again.",
  ],
  [
    "an Outlook header",
    "see below\n\nFrom: Beth Carr\nSent: Monday\nTo: IT\nSubject: rdp\n\nI use the VPN",
    "see below",
  ],
  ["a German header", "Geht nicht.\nVon: Kim\nGesendet: Montag\nBetreff: RDP\nBitte NLA abschalten.", "Geht nicht."],
  [
    "a forwarded ticket",
    "what now?\n---------- Forwarded message ----------\nFrom: x\nrename MachineKeys",
    "what now?",
  ],
  ["a chat log", "still broken\n[10:32] Bob: try the vpn\n[10:33] Kim: restart it", "still broken"],
  [
    "advice in lines",
    "I did none of this:\n1. Turn off NLA.\n2. Delete the certificate.\n3. Restart.",
    "I did none of this:",
  ],
  [
    "advice in one line",
    "The page says 1. turn off NLA 2. delete the certificate 3. restart the server. I did not.",
    "The page says . I did not.",
  ],
  [
    "another person's sentence",
    'The vendor says: "check events 36871, 1058 or 56". I cannot look.',
    'The vendor says: " ". I cannot look.',
  ],
  [
    "a German one",
    "Der Hersteller schreibt: „Bitte prüfen Sie Ereignis 36871.“ Ich kann nicht.",
    "Der Hersteller schreibt: „ “ Ich kann nicht.",
  ],
  ["a signature", "It says 0x904.\n\nKind regards,\nAda Lovelace\nAccounts", "It says 0x904."],
  ["a phone's signature", "It says 0x904. Sent from my iPhone", "It says 0x904."],
  [
    "a dialog's advice",
    "Error 0x904. If this keeps happening, contact your network administrator for assistance.",
    "Error 0x904. .",
  ],
  [
    "a German dialog's advice",
    "Fehlercode 0x904. Versuchen Sie erneut, eine Verbindung herzustellen.",
    "Fehlercode 0x904. .",
  ],
])("%s is left out", (_, text, own) => {
  expect(keep(text)).toBe(own);
});

test.each([
  "From home it works, to the office it does not",
  "1. It happens to everyone\n2. We use the VPN\n3. Server 2019",
  "On Monday I wrote to you: same error",
  "regards the VPN: we have none",
  'The window says: "This computer can\'t connect to the remote computer"',
  "User: Tom\nVPN: yes\nOS: Windows 11",
  "14:02 Schannel error 36870\n14:03 Schannel error 36870",
])("%j is the person's own account", (text) => {
  expect(keep(text)).toBe(text.replace(/\s+/g, " "));
});

test("places stay the same, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("> a", "From: b", "Sent: c", "1. turn off NLA", "2. open it", "regards", "x", "")),
      (lines) => {
        const text = lines.join("\n");
        const own = blankOthersWords(text);
        expect(own).toHaveLength(text.length);
        for (const [at, char] of [...own].entries()) expect(char === " " || char === text[at]).toBe(true);
      },
    ),
  );
});
