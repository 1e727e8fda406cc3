import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { embeddedCodes, findErrorCode, findExtendedCode, formatHex, loadCodes } from "../../../knowledge/tree/codes.ts";

const codes = loadCodes();

test("the fault of the tree is told with its official names", () => {
  expect(findErrorCode(codes, 2308)?.name).toBe("disconnectReasonAtClientWinsockFDCLOSE");
  expect(findExtendedCode(codes, 7)?.name).toBe("exDiscReasonServerDeniedConnection");
  expect(formatHex(2308)).toBe("0x904");
});

test("every code has plain words and a source that is listed", () => {
  expect(codes.codes.length).toBeGreaterThan(150);
  for (const { means, source } of codes.codes) {
    expect(means).toMatch(/\.$/);
    expect(codes.sources[source]?.url).toMatch(/^https:/);
  }
});

test.each([
  ["a code written twice", (text: string) => text.replace("code: 0x104", "code: 0x0"), /stands twice.*\n.*line \d+/],
  [
    "a source that is not listed",
    (text: string) => text.replace("source: fortipam", "source: nowhere"),
    /not one of the sources/,
  ],
  [
    "a kind that does not exist",
    (text: string) => text.replace("kind: gateway", "kind: gate"),
    /must be one of: disconnect/,
  ],
  [
    "a word nobody knows",
    (text: string) => text.replace("    log: ", "    lock: "),
    /"lock" is not a word of this place/,
  ],
  ["a tab", (text: string) => text.replace("    kind", "\tkind"), /not valid YAML/],
])("a curator who leaves %s is told where and why", (_mistake, spoil, told) => {
  const file = join(mkdtempSync(join(tmpdir(), "codes-")), "codes.yaml");
  writeFileSync(file, spoil(readFileSync(embeddedCodes, "utf8")));
  expect(() => loadCodes(file)).toThrow(told);
});

test("a file of codes that is not there is named", () => {
  expect(() => loadCodes("/nowhere/codes.yaml")).toThrow(/nowhere\/codes\.yaml/);
});
