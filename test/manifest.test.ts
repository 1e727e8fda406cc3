/** The Teams app package: valid, with the version of this package and icons as Teams requires them. */
import { readFileSync } from "node:fs";
import { AppManifestUtils } from "@microsoft/app-manifest";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(new URL(file, root), "utf8"));
const manifest = json("manifest/manifest.json");

/** Size and colour type from a PNG's first chunk; types 4 and 6 have an alpha channel. */
function png(file: string): { width: number; height: number; alpha: boolean } {
  const bytes = readFileSync(new URL(`manifest/${file}`, root));
  expect(bytes.toString("latin1", 1, 4), `${file} is no PNG`).toBe("PNG");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), alpha: [4, 6].includes(bytes[25] ?? 0) };
}

test("Teams accepts the manifest", async () => {
  expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
});

test("a manifest with a mistake is rejected", async () => {
  const { accentColor: _, ...colourless } = manifest;
  expect(await AppManifestUtils.validateAgainstSchema(colourless)).not.toEqual([]);
});

test("the icons have the sizes that Teams shows, and the outline icon is transparent", () => {
  expect(png(manifest.icons.color)).toMatchObject({ width: 192, height: 192 });
  expect(png(manifest.icons.outline)).toEqual({ width: 32, height: 32, alpha: true });
});

test("the app has the version of the package", () => {
  expect(manifest.version).toBe(json("package.json").version);
});
