/** Loads samples of pasted output. Each begins with a line of its own: === language | facts, or "nothing" | what it is */
import { readdirSync, readFileSync } from "node:fs";

export type Sample = { tool: string; language: string; facts: string[]; title: string; paste: string };

const folder = new URL("outputs/", import.meta.url);

export function loadSamples(): Sample[] {
  return readdirSync(folder).flatMap((file) => {
    const [, ...samples] = readFileSync(new URL(file, folder), "utf8").split(/^=== /m);
    return samples.map((sample) => {
      const end = sample.indexOf("\n");
      const [language = "", facts = "", title = ""] = sample.slice(0, end).split(" | ");
      const listed = facts === "nothing" ? [] : facts.split(";").map((fact) => fact.trim());
      return {
        tool: file.replace(".txt", ""),
        language,
        facts: listed.filter(Boolean).sort(),
        title,
        paste: sample.slice(end + 1),
      };
    });
  });
}
