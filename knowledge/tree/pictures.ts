/** The pictures that a step or a question can show. They are drawn in `knowledge/pictures/`; its test checks each file. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Picture = {
  /** The alternative text, from the title of the drawing. */
  alt: string;
  svg: string;
};

const folder = fileURLToPath(new URL("../pictures/", import.meta.url));

/** By id, which is the name of the file without its ending. */
export const pictures: ReadonlyMap<string, Picture> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".svg"))
    .map((name) => {
      const svg = readFileSync(folder + name, "utf8");
      const alt = /<title[^>]*>([^<]*)<\/title>/.exec(svg)?.[1]?.replaceAll("&quot;", '"') ?? "";
      return [name.slice(0, -".svg".length), { alt, svg }];
    }),
);
