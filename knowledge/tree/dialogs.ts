/** Loads the sentences of Windows' own Remote Desktop windows. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const file = new URL("../dialogs.yaml", import.meta.url);

const schema = z.record(
  z.string(),
  z.strictObject({
    /** The neighbouring fault of the tree that the window belongs to. */
    neighbour: z.string().optional(),
    /** The other fault of codes.yaml. */
    fault: z.string().optional(),
    /** Sentences by language. */
    says: z.record(z.string(), z.array(z.string().min(6))),
  }),
);
export type Dialogs = z.infer<typeof schema>;

let loaded: Dialogs | undefined;

/** Parsed once per process. */
export function loadDialogs(): Dialogs {
  loaded ??= schema.parse(parse(readFileSync(file, "utf8")));
  return loaded;
}
