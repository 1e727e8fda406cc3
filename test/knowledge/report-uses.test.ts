/** The list of what the scripts of the reports use is complete. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { loadTree } from "../../knowledge/tree/load.ts";

const entry = z.strictObject({
  kind: z.enum(["cmdlet", "program", "dotnet", "com", "wmi", "registry", "event"]),
  name: z.string(),
  windows: z.enum([
    "windows-7",
    "windows-8",
    "windows-8.1",
    "server-2012",
    "windows-10",
    "windows-11",
    "windows-11-24h2",
  ]),
  powershell: z.number(),
  page: z.url().optional(),
  note: z.string().optional(),
});
const file = path.resolve(import.meta.dirname, "../../knowledge/report-uses.yaml");
const uses = z.array(entry).parse(parse(readFileSync(file, "utf8")));
const names = uses.map(({ name }) => name.toLowerCase());
const isListed = (name: string) => names.some((known) => known.includes(name.toLowerCase()));

const scripts = new Map(
  Object.values(loadTree().reports)
    .flatMap(({ scripts }) => scripts)
    .filter(({ file }) => file.endsWith(".ps1"))
    .map(({ file, run }) => [file, run]),
);
const own = ["format-value", "format-yes", "format-time"];

describe.each([...scripts])("%s", (_, run) => {
  test("uses only cmdlets and programs of the list", () => {
    const cmdlets = [...run.matchAll(/(?<![\w.-])[A-Z][a-z]+-[A-Z]\w+/g)].map(([name]) => name);
    const programs = [...run.matchAll(/System32\\(?:[\w.]+\\)*(\w+)\.exe/gi)].map(([, name = ""]) => name);
    const unlisted = [...cmdlets, ...programs].filter((name) => !own.includes(name.toLowerCase()) && !isListed(name));
    expect([...new Set(unlisted)]).toEqual([]);
  });

  test("uses only types and objects of the list", () => {
    const types = [
      ...run.matchAll(/\[((?:Net|Security|Math|BitConverter|Microsoft|regex|IntPtr)[\w.]*)\](::(\w+))?/g),
    ].map(([, type = "", , member]) =>
      type === "regex" ? `Regex.${member}` : [type, member].filter(Boolean).join("."),
    );
    const made = [...run.matchAll(/New-Object (?:-ComObject )?([A-Z][\w.]+)/g)].map(([, type = ""]) => type);
    expect(
      [...new Set([...types, ...made])].filter((name) => !isListed(name) && !isListed(name.replace(/\.\w+$/, ""))),
    ).toEqual([]);
  });

  test("uses only members of the list", () => {
    const code = run.replace(/'[^']*'/g, "''").replace(/\.(?:exe|dll|sys)\b/g, "");
    const members = [...code.matchAll(/(?<=[\w)\]}])(?:::|\.)([A-Za-z]\w+)/g)].map(([, member = ""]) => member);
    const words = new Set(uses.flatMap(({ name }) => name.toLowerCase().match(/[a-z0-9-]+/g) ?? []));
    const unlisted = [...new Set(members)].filter((member) => !words.has(member.toLowerCase()));
    expect(unlisted).toEqual([]);
  });

  test("reads only registry keys of the list", () => {
    const keys = [...run.matchAll(/HK(?:LM|CU):\\([^'")]+)/g)].map(
      ([, key = ""]) => key.split(/[$*]/)[0]?.replace(/\\$/, "") ?? "",
    );
    expect([...new Set(keys)].filter((key) => !isListed(key))).toEqual([]);
  });
});

test("what is newer than Windows 7 or PowerShell 2 says so, or how the scripts do without it", () => {
  for (const { name, powershell, note } of uses) if (powershell > 2) expect(note, name).toBeTruthy();
});

test("each entry has a page, or says that none was found", () => {
  for (const { name, page, note } of uses) expect(page ?? note, name).toBeTruthy();
});
