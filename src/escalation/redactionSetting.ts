import * as z from "zod";
import { splitList } from "../settings/schemas.ts";
import type { Redaction } from "./redact.ts";

/** What a receiver gets only as pseudonyms: `people`, `hosts`, both, or `none`. */
export const redactionSetting = (byDefault: string) =>
  z
    .string()
    .default(byDefault)
    .transform(splitList)
    .refine(
      (names) => names.every((name) => name === "people" || name === "hosts") || names.join() === "none",
      "people, hosts, both separated by a comma, or none",
    )
    .transform((names): Redaction => ({ people: names.includes("people"), hosts: names.includes("hosts") }));
