/** Names a code in words. */
import { sentence } from "../words/sentence.ts";

/** "error code 0x904", "event 1058" */
export function nameBareCode(kind: string, hex: string): string {
  if (kind === "event") return sentence("code.event", { number: Number(hex) });
  return kind === "extended" ? sentence("code.extended", { hex }) : sentence("code.error", { hex });
}
