import { findErrorCode, findExtendedCode, type Knowledge } from "../../knowledge/tree/codes.ts";

/** A code with its official name, for summaries. */
export function nameCode({ codes }: Knowledge, { kind, hex }: { kind: string; hex: string }): string {
  const entry = kind === "extended" ? findExtendedCode(codes, Number(hex)) : findErrorCode(codes, Number(hex));
  const label = kind === "extended" ? "extended code" : kind === "event" ? "event" : "error code";
  return `${label} ${kind === "event" ? Number(hex) : hex}${entry?.name ? ` (${entry.name})` : ""}`;
}
