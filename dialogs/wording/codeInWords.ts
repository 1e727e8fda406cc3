import { findErrorCode, findExtendedCode, type Knowledge } from "../../knowledge/tree/codes.ts";
import { sentence } from "../words/sentence.ts";

/** "error code 0x904", "event 1058" */
export function nameBareCode(kind: string, hex: string): string {
  if (kind === "event") return sentence("code.event", { number: Number(hex) });
  return kind === "extended" ? sentence("code.extended", { hex }) : sentence("code.error", { hex });
}

/** A code with its official name, for summaries. */
export function nameCode({ codes }: Knowledge, { kind, hex }: { kind: string; hex: string }): string {
  const entry = kind === "extended" ? findExtendedCode(codes, Number(hex)) : findErrorCode(codes, Number(hex));
  return `${nameBareCode(kind, hex)}${entry?.name ? ` (${entry.name})` : ""}`;
}
