/** A code that people have from elsewhere is not what their own window says. */
import { expect, test } from "vitest";
import { understand } from "../../../knowledge/reading/understand.ts";
import { loadCodes } from "../../../knowledge/tree/codes.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { treeFiles } from "../../support/trees.ts";

const knowledge = { tree: loadTree(treeFiles.secondVersion), codes: loadCodes() };

test.each([
  "I read about 0x904 extended 0x7 and vpn mtu",
  "my work pc has this 0x904 thing. the article says rename a folder",
  "think the code was 0x904 or 0x1-something, protocol error",
  "caller says disconnected - logged as 0x904 because that is our category",
  "Procurei no google e diz que é o certificado (erro 904) e que tenho de desligar o NLA",
  "the internet says error 0x904 is the certificate",
  "Kollege meint, das ist der Fehler 0x904",
  "Found tons of pages about 0x904/0x7 that say renew the certificate",
  "Found this for 0x904 / 0x7, which step first?",
  "error code either 0x204 or 0x904, the line is terrible",
  "i think its the 0x904 error everybody talks about? theres a long number with a 7 at the end",
  "i read somewhere about 0x904 but thats not mine",
  "I had 0x904 last week. The article said change the file, did that, now it says something else",
])("not a code of theirs: %s", (message) => {
  expect(understand(knowledge, message).codes).toEqual([]);
});

test.each(["call me back on ext 904", "I sit in 904, second floor", "room 904, the PC is dead"])(
  "a number that is no code: %s",
  (message) => {
    expect(understand(knowledge, message).codes).toEqual([]);
  },
);

test.each([
  "I get 0x904 and 0x7, the article about it says nothing",
  "it says 0x904. my colleague says restart the server",
  "0x904 or 2308",
  "my boss can't get in, some 0x904 thing, extended 0x7",
  "the internet works, and remote desktop says 0x904",
  "WireGuard with the default MTU. 0x904/0x7 in mstsc",
  "904 again, same server as last month",
  "omg 904 904 904!! i need my files",
])("a code of theirs: %s", (message) => {
  expect(understand(knowledge, message).codes[0]?.hex).toBe("0x904");
});
