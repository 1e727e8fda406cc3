/** Schemas that settings of several rooms share. */
import * as z from "zod";

/** A secret that fits into an HTTP header. */
export const secret = z.string().regex(/^[\x21-\x7e]{1,2000}$/, "a secret of printable characters, without blanks");

export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "a UUID");

export const filePath = z.string().refine((text) => !text.includes("\0"), "the path of a file or folder");

export const words = z.string().max(300, "at most 300 characters");

export function wholeNumber(least: number, most: number, of = "") {
  const length = String(most).length;
  return z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && text.length <= length && Number(text) >= least && Number(text) <= most,
      `a whole number ${of}from ${least} to ${most}`,
    )
    .transform(Number);
}

/** Entries between commas, trimmed, empty ones left out. */
export function splitList(text: string): string[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}
