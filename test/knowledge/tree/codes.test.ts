import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { embeddedCodes, findErrorCode, findExtendedCode, formatHex, loadCodes } from "../../../knowledge/tree/codes.ts";

const codes = loadCodes();

test("the codes of this fault have their official names", () => {
  expect(findErrorCode(codes, 2308)?.name).toBe("disconnectReasonAtClientWinsockFDCLOSE");
  expect(findExtendedCode(codes, 7)?.name).toBe("exDiscReasonServerDeniedConnection");
  expect(formatHex(2308)).toBe("0x904");
});

test("every code has an explanation and a listed source", () => {
  expect(codes.codes.length).toBeGreaterThan(150);
  for (const { means, source } of codes.codes) {
    expect(means).toMatch(/\.$/);
    expect(codes.sources[source]?.url).toMatch(/^https:/);
  }
});

test.each([
  ["a duplicate code", (text: string) => text.replace("code: 0x104", "code: 0x0"), /appears twice.*\n.*line \d+/],
  [
    "a source that is not listed",
    (text: string) => text.replace("source: fortipam", "source: nowhere"),
    /"source" names "nowhere", which is not listed under "sources:"\n.*line \d+/,
  ],
  [
    "a kind that does not exist",
    (text: string) => text.replace("kind: gateway", "kind: gate"),
    /must be one of: disconnect/,
  ],
  ["an unknown key", (text: string) => text.replace("    log: ", "    lock: "), /"lock" is not allowed here/],
  ["a tab", (text: string) => text.replace("    kind", "\tkind"), /not valid YAML/],
])("%s in codes.yaml is reported with its place and reason", (_mistake, spoil, message) => {
  const folder = mkdtempSync(join(tmpdir(), "codes-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "codes.yaml");
  writeFileSync(file, spoil(readFileSync(embeddedCodes, "utf8")));
  expect(() => loadCodes(file)).toThrow(message);
});

test("the name of a missing codes file is in the message", () => {
  expect(() => loadCodes("/nowhere/codes.yaml")).toThrow(/nowhere\/codes\.yaml/);
});
