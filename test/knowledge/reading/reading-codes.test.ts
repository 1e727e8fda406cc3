import fc from "fast-check";
import { expect, test } from "vitest";
import { understand } from "../../../knowledge/reading/understand.ts";
import { knowledge, read } from "./said.ts";

test("digits dictated one by one are quoted in the person's words", () => {
  const { codes } = understand(knowledge, "It says zero x nine oh four, extended error code zero x seven.");
  expect(codes).toEqual([
    { kind: "disconnect", hex: "0x904", from: "zero x nine oh four" },
    { kind: "extended", hex: "0x7", from: "zero x seven" },
  ]);
});

test("a code is quoted in the person's own spelling", () => {
  const { codes } = understand(knowledge, "It says Ox904, extended 0×7, and 1058 is in the system log");
  expect(codes).toEqual([
    { kind: "disconnect", hex: "0x904", from: "Ox904" },
    { kind: "extended", hex: "0x7", from: "0×7" },
    { kind: "event", hex: "0x422", from: "1058" },
  ]);
});

test("an extended code other than 0x7 is noted, and the fault stays in scope", () => {
  expect(understand(knowledge, "Error code: 0x904\nExtended error code: 0x0").extendedDiffers).toBe("0x0");
  expect(understand(knowledge, "Error code: 0x904\nExtended error code: 0x7").extendedDiffers).toBeUndefined();
});

test("another fault is recognized by its words", () => {
  const { otherFault } = understand(knowledge, "I just get a black screen after the login");
  expect(otherFault).toMatchObject({ id: "black-screen", from: "black screen" });
});

test("the order of the dialog identifies the codes in any language, with any line ends", () => {
  const label = fc.stringMatching(/^[а-яα-ωぁ-ん一-龥]{4,20}$/u);
  fc.assert(
    fc.property(
      label,
      label,
      fc.constantFrom("\n", "\r\n", "\r\n\r\n"),
      fc.constantFrom(": ", "：", " : "),
      (a, b, end, colon) => {
        const said = read(`${a}${colon}0x904${end}${b}${colon}0x7${end}`);
        expect(said.codes).toEqual(["disconnect 0x904", "extended 0x7"]);
      },
    ),
  );
});

const loneCodes = ["0x904", "0x204", "0x1b07", "error 2308", "error 904", "error code 0x904", "0x112f"];

test("a number from memory is no code yet, so that the window is asked for", () => {
  expect(understand(knowledge, "remote desktop fails, some error 904 or so").codes).toEqual([]);
  expect(understand(knowledge, "remote desktop fails, some error 904").codes).toHaveLength(1);
});

test("a denial before a code cancels it", () => {
  for (const code of loneCodes) {
    expect(read(code).codes).toHaveLength(1);
    for (const denial of ["not ", "it is not ", "no, it's not ", "never ", "isn't "])
      expect(read(denial + code).codes).toEqual([]);
  }
});

test("a text without digits or words for digits contains no code", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      const without = text.replace(/\p{N}/gu, "");
      expect(read(without).codes).toEqual([]);
    }),
  );
});

test("any paste is read without an error, and every quotation is in the text", () => {
  const pieces = fc.constantFrom(
    "0x904",
    " 2308",
    "error ",
    "not ",
    "extended ",
    "\n",
    ": ",
    "event 36870",
    "/7",
    "İ",
    "\ud800",
    "😀",
    "…",
    "vpn ",
    "only me ",
    "'",
    "? ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      const { codes, facts } = understand(knowledge, text);
      for (const { from } of [...codes, ...facts]) expect(text).toContain(from);
      expect(new Set(codes.map(({ kind, hex }) => kind + hex)).size).toBe(codes.length);
    }),
    { numRuns: 300 },
  );
});

test("a paste of 100 KB is read within the time limit of a test", () => {
  const pastes = [
    "error 2308 on port 904 ",
    "can't ",
    "over via through ",
    "0x90",
    "a",
    "TCP connect to (",
    "event 36870, ",
    "😀 ",
    "works ",
    "rdp to srv01 ",
    "computer name is ",
    "connect to a-",
    "Reconnect report 1 server\nadmin: yes ",
    "admin: yes\n",
  ];
  for (const piece of pastes) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    // A pattern with catastrophic backtracking would exceed the test's time limit; the bench measures smaller losses.
    expect(understand(knowledge, text).codes.length, piece).toBeLessThanOrEqual(40);
  }
});

test.each([
  ["用frp映射3389，外网连接报0x904，局域网内没问题", ["disconnect 0x904"]],
  ["JumpServer堡垒机一点连接就断开，提示2308。", ["disconnect 0x904"]],
  ["OnDisconnected: discReason=2308 extendedReason=7", ["disconnect 0x904", "extended 0x7"]],
  ["nla off: logon screen, nla on: 0x904/7", ["disconnect 0x904", "extended 0x7"]],
  ["904 ext 7, only me apparently", ["disconnect 0x904", "extended 0x7"]],
  ["My hotspot works, but my home wifi gives the 0x904 thing", ["disconnect 0x904"]],
  ["TermService is running. Still 2308. Rebooted the server yesterday", ["disconnect 0x904"]],
  ["slt ca me met 2308 des que je tape le mdp, je suis sur mac", ["disconnect 0x904"]],
  ["remote desktop doesnt work. room 2308, main building", []],
  ["Asset LT-2308, remote desktop is down", []],
  ["Appelant: M. Girard, compta, poste 2214, bureau à distance", []],
])("the code in %j is read as %j", (message, codes) => {
  expect(read(message).codes).toEqual(codes);
});
