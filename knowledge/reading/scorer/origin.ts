/** Tells whether the weights of the scorer belong to the present sentences. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sentencesFolder } from "./sentences.ts";

const room = fileURLToPath(new URL("../..", import.meta.url));
/** Everything that the weights depend on. */
const others = [
  "thesaurus.yaml",
  ...["features", "models", "segments", "train", "bank"].map((name) => `reading/scorer/${name}.ts`),
];

/** A hash of the sentences, the thesaurus, and the code that turns them into weights. */
export function hashOrigin(folder: string = sentencesFolder): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash("sha256");
  for (const file of [...files, ...others.map((name) => path.join(room, name))]) {
    hash.update(path.basename(file));
    // Git may check files out with other line ends.
    hash.update(readFileSync(file, "utf8").replaceAll("\r\n", "\n"));
  }
  return hash.digest("hex");
}
