/** Schemas that settings of several rooms share. */
import * as z from "zod";

/** A secret that can be sent in an HTTP header. */
export const secret = z.string().regex(/^[\x21-\x7e]{1,2000}$/, "a secret of printable characters without spaces");

export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "a UUID");

export const filePath = z.string().refine((text) => !text.includes("\0"), "the path of a file or folder");

export const words = z.string().max(300, "at max 300 characters");

export function wholeNumber(min: number, max: number, unit = "") {
  const length = String(max).length;
  return z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && text.length <= length && Number(text) >= min && Number(text) <= max,
      `a whole number ${unit}from ${min} to ${max}`,
    )
    .transform(Number);
}

/** Splits at commas, trims the entries and drops empty ones. */
export function splitList(text: string): string[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
}
