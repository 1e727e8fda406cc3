/** The pictures of places that are hard to find: one file serves screens in light and dark, paper, and people who cannot see it. */

import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadTree } from "../../knowledge/tree/load.ts";
import { pictures } from "../../knowledge/tree/pictures.ts";

const folder = path.resolve(import.meta.dirname, "../../knowledge/pictures");
const ids = globSync("*.svg", { cwd: folder }).map((file) => file.replace(/\.svg$/, ""));

function read(id: string): string {
  return readFileSync(path.join(folder, `${id}.svg`), "utf8");
}

/** The first fault of an XML text without comments, CDATA and doctype, or undefined. */
function findXmlFault(xml: string): string | undefined {
  const tag = /<(\/?)([a-z]\w*)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/gi;
  const between = xml.replace(tag, "").replace(/&(?:amp|lt|gt|quot|apos|#\d+);/g, "");
  const stray = /[<&].{0,20}/.exec(between);
  if (stray) return `"${stray[0]}" is no tag and no entity`;
  const open: string[] = [];
  let roots = 0;
  for (const [text, closing, name = "", attributes = "", empty] of xml.matchAll(tag)) {
    const names = [...attributes.matchAll(/([\w:-]+)=/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) return `${text} names an attribute twice`;
    if (closing && open.pop() !== name) return `${text} closes what is not open`;
    if (!closing && open.length === 0 && ++roots > 1) return `${text} is a second root`;
    if (!closing && !empty) open.push(name);
  }
  return open.length > 0 ? `<${open.at(-1)}> is never closed` : undefined;
}

/** The words of the only element with this name. */
function wordsOf(id: string, name: "title" | "desc"): string {
  const all = [...read(id).matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, "g"))];
  return all.length === 1 ? (all[0]?.[1]?.trim() ?? "") : "";
}

type Colors = Record<string, string>;

/** The colours of light, dark and print, in the order of the style sheet. */
function readColors(id: string): Colors[] {
  return [...read(id).matchAll(/svg \{ (--[^}]+) \}/g)].map(([, list = ""]) =>
    Object.fromEntries([...list.matchAll(/--([\w-]+): (#\w+)/g)].map(([, name, color]) => [name, color])),
  );
}

/** WCAG's relative luminance of #rgb or #rrggbb. */
function luminance(color: string): number {
  const digits = color.length === 4 ? color.replace(/\w/g, "$&$&") : color;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one = "#000", other = "#000"): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Text and what it stands on. */
const inks: [text: string, ground: string][] = [
  ...["desk", "paper", "bar", "warn"].map((ground): [string, string] => ["ink", ground]),
  ["quiet", "paper"],
  ...["desk", "paper", "bar"].map((ground): [string, string] => ["mark", ground]),
  ["on-mark", "mark"],
];

test("six places have a picture", () => {
  expect(ids.sort()).toEqual([
    "azure-run-command",
    "certlm-store",
    "rdp-security-warning",
    "run-as-administrator",
    "see-details",
    "show-options",
  ]);
});

test("the pictures speak one visual language", () => {
  expect(new Set(ids.map((id) => /<style>[\s\S]*<\/style>/.exec(read(id))?.[0])).size).toBe(1);
});

describe.each(ids)("%s", (id) => {
  test("each picture is well-formed XML", () => {
    expect(findXmlFault(read(id))).toBeUndefined();
  });

  test("each picture says in words where to click", () => {
    expect(read(id)).toMatch(/^<svg [^>]*role="img"/);
    expect(wordsOf(id, "title").length).toBeGreaterThan(20);
    expect(wordsOf(id, "title").length).toBeLessThan(130);
    expect(wordsOf(id, "desc")).toMatch(/^[A-Z].*\bclick ".*\.$/);
  });

  test("each picture fits into the chat and shrinks with it", () => {
    const [, width, height, box] = /width="(\d+)" height="(\d+)" viewBox="([^"]+)"/.exec(read(id)) ?? [];
    expect(box).toBe(`0 0 ${width} ${height}`);
    expect(Number(width)).toBeLessThanOrEqual(480);
    expect(Number(height)).toBeLessThanOrEqual(320);
    const sizes = [...read(id).matchAll(/(?:font|font-size): ([\d.]+)px/g)].map(([, size]) => Number(size));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(13);
  });

  test("each picture can be read in light, in dark and on paper", () => {
    expect(read(id)).toContain("@media (prefers-color-scheme: dark)");
    expect(read(id)).toContain("@media print");
    const schemes = readColors(id);
    expect(schemes).toHaveLength(3);
    const faint = schemes.flatMap((colors) =>
      inks.filter(([text, ground]) => contrast(colors[text], colors[ground]) < 4.5).map((pair) => pair.join(" on ")),
    );
    expect(faint).toEqual([]);
  });

  test("each picture is small, runs nothing and loads nothing", () => {
    expect(Buffer.byteLength(read(id))).toBeLessThanOrEqual(5 * 1024);
    expect(read(id)).not.toMatch(/<script|href|foreignObject|url\(|@import|<image|<!|\son\w+=/i);
  });
});

test("a broken drawing is noticed", () => {
  expect(findXmlFault('<svg><path d="M0 0"></svg>')).toContain("closes what is not open");
  expect(findXmlFault("<svg><g></g>")).toContain("never closed");
  expect(findXmlFault("<svg>You & I</svg>")).toContain("no entity");
  expect(findXmlFault("<svg/><svg/>")).toContain("second root");
  expect(findXmlFault('<svg x="1" x="2"/>')).toContain("twice");
});

test("each picture is shown somewhere in the tree", () => {
  const { facts, looks, reports, steps } = loadTree();
  const shown = [
    ...[facts, looks, steps].flatMap((section) => Object.values(section).map(({ picture }) => picture)),
    ...Object.values(reports).flatMap(({ scripts }) => scripts.map(({ picture }) => picture)),
  ];
  for (const id of pictures.keys()) expect(shown).toContain(id);
});
