import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { understand } from "../../../knowledge/reading/understand.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { knowledge, read } from "./said.ts";

const weakened = `screen mode id:i:2
use multimon:i:0
session bpp:i:32
full address:s:srv01.corp.example:3389
prompt for credentials:i:1
authentication level:i:0
enablecredsspsupport:i:0
negotiate security layer:i:0
a setting of tomorrow:s:some text
username:s:CORP\\jdoe
`;
const repaired = weakened
  .replace("authentication level:i:0", "authentication level:i:2")
  .replace("enablecredsspsupport:i:0", "enablecredsspsupport:i:1")
  .replace("negotiate security layer:i:0", "negotiate security layer:i:1")
  .replaceAll("\n", "\r\n");

const readFile = (text: string) => understand(knowledge, text).rdpFile;
const listChanges = (text: string) =>
  readFile(text)?.changes.map((change) =>
    change.kind === "set" ? `${change.setting} ${change.old} -> ${change.new}` : `no ${change.setting}`,
  );

test("a weakened file comes back repaired, with each change and its reason", () => {
  const file = readFile(weakened);
  expect(file?.repaired).toBe(repaired);
  expect(listChanges(weakened)).toEqual([
    "authentication level 0 -> 2",
    "enablecredsspsupport 0 -> 1",
    "negotiate security layer 0 -> 1",
  ]);
  for (const { setting, because } of file?.changes ?? [])
    expect(because).toBe(loadTree()["rdp-settings"][setting]?.because);
});

test("a file that is fine has no changes and is not given back", () => {
  expect(readFile(repaired)).toEqual({ changes: [] });
  // The signature of a file that is not changed stays valid.
  expect(readFile(`${repaired}signature:s:AQABAAEAAABMBgAA\r\n`)).toEqual({ changes: [] });
});

describe("the file is recognised", () => {
  const everyLine = (change: (line: string) => string) => weakened.trimEnd().split("\n").map(change).join("\n");
  test.each([
    ["with a byte order mark", `\ufeff${weakened}`],
    ["with a byte order mark that was read as Latin letters", `ï»¿${weakened}`],
    ["as UTF-16 that was read as UTF-8", `\ufffd\ufffd${[...weakened.replaceAll("\n", "\r\n")].join("\0")}\0`],
    ["with Windows line ends", weakened.replaceAll("\n", "\r\n")],
    ["with old Mac line ends", weakened.replaceAll("\n", "\r")],
    ["with an empty line after every line", weakened.replaceAll("\n", "\n\n")],
    ["quoted in a mail", everyLine((line) => `> ${line}`)],
    ["quoted twice in a mail", everyLine((line) => `>> ${line}`)],
    ["with spaces at both ends", everyLine((line) => `   ${line} \t`)],
    ["with smart quotes around it", `“${weakened.trimEnd()}”`],
    ["with quotes around every line", everyLine((line) => `“${line}”`)],
    ["with all lines put into one", weakened.trimEnd().replaceAll("\n", " ")],
    ["between other words", `Hello,\nthis is my file:\n\n${weakened}\nThanks everyone!\nKarl`],
    ["right after a sentence", `It says 0x904. ${weakened}Is that right?`],
    [
      "with all lines put into one, after a colon",
      `It says 0x904, my file: ${weakened.trimEnd().replaceAll("\n", " ")}`,
    ],
    ["right after a colon", `This is my file: ${weakened}Is that right?`],
    ["between marks of code", `\`\`\`\n${weakened}\`\`\``],
  ])("%s", (_form, text) => {
    const file = readFile(text);
    expect(file?.repaired).toBe(repaired);
    expect(file?.changes).toHaveLength(3);
  });

  test("whatever the case of its letters", () => {
    const text = "Full Address:S:srv01\nEnableCredSspSupport:I:0\nUserName:S:ada";
    expect(readFile(text)?.repaired).toBe("Full Address:S:srv01\r\nEnableCredSspSupport:I:1\r\nUserName:S:ada\r\n");
  });

  test("with a long text that a mail program has wrapped", () => {
    const long = `remoteapplicationcmdline:s:/server srv01 /database production /user ada`;
    const text = weakened.replace("username", `${long}\n/language en\nusername`);
    expect(readFile(text)?.repaired).toContain(`\r\n${long} /language en\r\nusername:s:`);
  });

  test("with quotes inside a value, which stay", () => {
    const text = weakened.replace("some text", "“some” “text”");
    expect(readFile(text)?.repaired).toBe(repaired.replace("some text", "“some” “text”"));
  });

  test("with a remark in between, which stays", () => {
    const text = weakened.replace("session", "// for the big screen\nsession");
    expect(readFile(text)?.repaired).toContain("\r\n// for the big screen\r\nsession bpp:i:32\r\n");
  });
});

describe("no file is seen in", () => {
  test.each([
    ["a question about one setting", "should I add enablecredsspsupport:i:0?"],
    [
      "a question about three settings",
      "should I add enablecredsspsupport:i:0, authentication level:i:0 or negotiate security layer:i:0?",
    ],
    ["advice that begins with its settings", "enablecredsspsupport:i:0, authentication level:i:0 and full address:s:x"],
    ["two lines", "full address:s:srv01\nenablecredsspsupport:i:0"],
    ["one line three times", "enablecredsspsupport:i:0\n".repeat(3)],
    ["settings that Remote Desktop does not have", "one:i:1\ntwo:i:2\nthree:s:3\nfour:b:04"],
    ["sentences around single settings", "full address:s:a\nI changed\nit to\nusername:s:b\nand then\nto\ndomain:s:c"],
    ["two files", `${weakened}and my colleague's, which works:\n${repaired}`],
  ])("%s", (_form, text) => {
    expect(readFile(text)).toBeUndefined();
  });
});

test("the last of several lines for one setting counts", () => {
  const file = "full address:s:srv01\nusername:s:ada\n";
  expect(readFile(`${file}enablecredsspsupport:i:0\nenablecredsspsupport:i:1`)?.changes).toEqual([]);
  expect(readFile(`${file}enablecredsspsupport:i:1\nenablecredsspsupport:i:0`)?.repaired).toMatch(
    /enablecredsspsupport:i:1\r\nenablecredsspsupport:i:1\r\n$/,
  );
  expect(read(`${file}enablecredsspsupport:i:1\nenablecredsspsupport:i:0`).facts).toEqual(["rdp-file: weakened"]);
});

test("the number of a setting is read as Remote Desktop reads it", () => {
  const text = weakened.replace("enablecredsspsupport:i:0", "enablecredsspsupport:i: 00 <-- this line");
  expect(readFile(text)?.repaired).toBe(repaired);
});

test("a changed file loses its password and its signature, and nothing of them is quoted", () => {
  const password = "01000000D08C9DDF0115D1118C7A00C04FC297EB";
  const signature = "AQABAAEAAABMBgAAMIIGSAYJKoZIhvcNAQcCoIIGOTCCBjUCAQExDzANBglghkgBZQMEAgEF";
  const text = weakened
    .replace("prompt", `password 51:b:${password}\n${password}\n${password}\nprompt`)
    .concat(`signscope:s:Full Address,Server Port\nsignature:s:${signature}\n${signature}\nADALBg==\n`);
  const understood = understand(knowledge, text);
  expect(understood.rdpFile?.repaired).toBe(repaired);
  expect(listChanges(text)).toEqual([
    "no password 51",
    "authentication level 0 -> 2",
    "enablecredsspsupport 0 -> 1",
    "negotiate security layer 0 -> 1",
    "no signscope",
    "no signature",
  ]);
  expect(JSON.stringify(understood)).not.toMatch(/D08C9DDF|AQABAAEA|ADALBg|Server Port/);
});

test("a password that is already masked goes as well", () => {
  const text = weakened.replace("prompt", "password 51:b:[masked]\nprompt");
  expect(readFile(text)?.repaired).toBe(repaired);
});

test("a gateway without a name is switched off, and any other gateway stays", () => {
  const file = (gateway: string) => `full address:s:srv01\nusername:s:ada\n${gateway}`;
  const noName = file("gatewayhostname:s:\ngatewayusagemethod:i:1\ngatewayprofileusagemethod:i:1");
  expect(listChanges(noName)).toEqual(["gatewayusagemethod 1 -> 0"]);
  expect(read(noName).facts).toEqual([]);
  const byPolicy = file("gatewayhostname:s:\ngatewayusagemethod:i:1\ngatewayprofileusagemethod:i:0");
  expect(listChanges(byPolicy)).toEqual([]);
  const named = file("gatewayhostname:s:gw.corp.example\ngatewayusagemethod:i:2\ngatewayprofileusagemethod:i:1");
  expect(listChanges(named)).toEqual([]);
  expect(read(named).facts).toEqual(["goes-through: gateway"]);
  expect(read(file("gatewayhostname:s:gw.corp.example\ngatewayusagemethod:i:0")).facts).toEqual([]);
});

test("a file whose address is the own PC goes through a tunnel", () => {
  const file = (address: string) => read(`full address:s:${address}\nusername:s:ada\nsession bpp:i:32`).facts;
  for (const address of ["127.0.0.1:33890", "127.0.0.2", "localhost:3390", "LOCALHOST", "[::1]:3390"])
    expect(file(address), address).toEqual(["goes-through: tunnel"]);
  for (const address of ["srv01:33890", "localhost.corp.example", "10.0.0.5"])
    expect(file(address), address).toEqual([]);
});

test("words and numbers inside a file are no statements of the person", () => {
  const text =
    "full address:s:bastion.corp.example\nusername:s:only me\nremoteapplicationname:s:error 2308\ndesktopwidth:i:2308";
  expect(read(text)).toMatchObject({ codes: [], inScope: "unknown", facts: [] });
  expect(read(`It says 0x904. ${text}\nOnly me, others get in`)).toMatchObject({
    codes: ["disconnect 0x904"],
    facts: ["who-is-hit: only-me"],
  });
});

test("the file says more about itself than the person does", () => {
  expect(read(`enablecredsspsupport is 1\n\n${weakened}`).facts).toEqual(["rdp-file: weakened"]);
});

test("a tree without the section reads a file line by line", () => {
  const { facts, rdpFile } = understand({ ...knowledge, tree: { facts: knowledge.tree.facts } }, weakened);
  expect(facts).toEqual([{ fact: "rdp-file", answer: "weakened", from: "enablecredsspsupport:i:0" }]);
  expect(rdpFile).toBeUndefined();
});

// Values that hold no name of a setting and are too short to be wrapped.
const value = fc.stringMatching(/^[A-Z0-9\\.;*]{0,12}(?: [A-Z0-9]{1,9})?$/);
const secretHex = "D08C9DDF0115D1118C7A00C04FC297EB";
const secretText = "MIIGSAYJKoZIhvcNAQcCoIIGOTCCBjUCAQExDzANBglghkgB";
const number = fc.constantFrom("0", "1", "2", "3", "4");
const line = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      "enablecredsspsupport",
      "authentication level",
      "negotiate security layer",
      "gatewayusagemethod",
      "gatewayprofileusagemethod",
      "audiomode",
      "unknown number",
    ),
    fc.constant("i"),
    number,
  ),
  fc.tuple(
    fc.constantFrom("full address", "gatewayhostname", "username", "unknown text", "drivestoredirect"),
    fc.constant("s"),
    value,
  ),
  fc.tuple(fc.constant("password 51"), fc.constant("b"), fc.constant(secretHex)),
  fc.tuple(fc.constantFrom("signature", "signscope"), fc.constant("s"), fc.constant(secretText)),
);
type Line = [name: string, type: string, value: string];
const write = (lines: readonly Line[]) => lines.map((parts) => parts.join(":"));
const someFile = fc.uniqueArray(line, { selector: ([name]) => name, minLength: 3, maxLength: 14 });
const form = fc.constantFrom<(lines: string[]) => string>(
  (lines) => lines.join("\n"),
  (lines) => `${lines.join("\r\n")}\r\n`,
  (lines) => `\ufeff${lines.join("\r\n")}`,
  (lines) => `My file:\n${lines.map((line) => `> ${line}  `).join("\n")}\n\nWhat do you say?`,
  (lines) => [...lines.join("\r\n")].join("\0"),
);

const fileLine = fc.oneof({ weight: 9, arbitrary: line.map((parts) => parts.join(":")) }, fc.constant("a remark"));

test("a repaired file has nothing left to change", () => {
  fc.assert(
    fc.property(fc.array(fileLine, { minLength: 3, maxLength: 14 }), form, (lines, layOut) => {
      const again = readFile(readFile(layOut(lines))?.repaired ?? "");
      expect(again?.changes ?? []).toEqual([]);
      expect(again?.repaired).toBeUndefined();
    }),
  );
});

test("all other lines survive word for word and in their order", () => {
  fc.assert(
    fc.property(someFile, form, (lines, layOut) => {
      const file = readFile(layOut(write(lines)));
      if (!file?.repaired) return;
      const expected = lines.flatMap((parts) => {
        const change = file.changes.find(({ setting }) => setting === parts[0]);
        if (change?.kind === "removed") return [];
        return change ? [`${parts[0]}:${parts[1]}:${change.new}`] : [parts.join(":").trim()];
      });
      expect(file.repaired).toBe(expected.map((text) => `${text}\r\n`).join(""));
    }),
  );
});

test("no text makes it claim a change without its line, or give a password or a signature back", () => {
  const piece = fc.oneof(
    line.map((parts) => parts.join(":")),
    fc.constantFrom(
      "\n",
      "\r\n",
      " ",
      "\n> ",
      "\0",
      "“",
      ", ",
      "or ",
      `\n${secretHex}`,
      "password 51:b:",
      "full address",
    ),
    fc.string({ unit: "binary", maxLength: 6 }),
  );
  const text = fc
    .tuple(fc.array(piece, { maxLength: 40 }), fc.constantFrom("", "\n", " "))
    .map(([pieces, between]) => pieces.join(between));
  fc.assert(
    fc.property(text, (message) => {
      const { rdpFile, facts } = understand(knowledge, message);
      const clean = message.replace(/[\0\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/g, "").toLowerCase();
      for (const change of rdpFile?.changes ?? [])
        expect(clean).toContain(change.kind === "set" ? `${change.setting}:i:${change.old}` : `${change.setting}:`);
      for (const { from } of facts) expect(message).toContain(from);
      expect(JSON.stringify([rdpFile, facts])).not.toMatch(/password 51:b:|D08C9DDF|signature:s|signscope:s|MIIGSAYJ/i);
    }),
    {
      numRuns: 2000,
      examples: [
        ["enablecredsspsupport:i:0 enablecredsspsupport:i:0 \nD08C9DDF0115D1118C7A00C04FC297EB or \nfull address:s:"],
      ],
    },
  );
});
