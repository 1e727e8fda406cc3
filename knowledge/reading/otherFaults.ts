/** Finds other faults that the words name, and decides whether a message is about the fault of the tree. */
import type { Codes, OtherFault } from "../tree/codes.ts";
import type { FoundDialog } from "./findDialogs.ts";
import { findPhrases, type Phrases, preparePhrases } from "./phrases.ts";
import type { Code } from "./readCodes.ts";
import type { Prose } from "./words.ts";

export type NamedFault = OtherFault & { from: string };

const ownCode = "0x904";
const preparedFaults = new WeakMap<Codes, Phrases<OtherFault>>();

/** "yes" if the codes are those of this fault, "no" if they or the words name another one. */
export function judgeScope(
  faultCodes: readonly Code[],
  hasEvidence: boolean,
  otherFault: OtherFault | undefined,
  showsOwnWindow: boolean,
): "yes" | "no" | "unknown" {
  if (faultCodes.some(({ kind, hex }) => kind === "disconnect" && hex === ownCode)) return "yes";
  if (hasEvidence) return "unknown";
  if (faultCodes.some(({ kind }) => kind === "disconnect" || kind === "other")) return "no";
  if (faultCodes.length > 0 || !otherFault) return "unknown";
  return showsOwnWindow ? "unknown" : "no";
}

/** The other fault that the person's words or the sentence of a window name. */
export function findOtherFault(codes: Codes, prose: Prose, dialogs: readonly FoundDialog[]): NamedFault | undefined {
  let phrases = preparedFaults.get(codes);
  if (!phrases) {
    phrases = preparePhrases(
      codes["other-faults"].flatMap((fault) =>
        fault.says.map((phrase) => ({ phrase, meaning: fault, about: "fault" })),
      ),
    );
    preparedFaults.set(codes, phrases);
  }
  const [match] = findPhrases(phrases, prose, "trouble");
  return match ? { ...match.meaning, from: match.from } : nameDialogFault(codes, dialogs);
}

function nameDialogFault(codes: Codes, dialogs: readonly FoundDialog[]): NamedFault | undefined {
  const found = dialogs.find(({ fault }) => fault !== undefined);
  const fault = codes["other-faults"].find(({ id }) => id === found?.fault);
  return found && fault && { ...fault, from: found.from };
}
