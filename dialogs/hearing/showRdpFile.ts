/** Shows what was changed in an .rdp file, and gives it back repaired. */
import type { RdpFile } from "../../knowledge/reading/rdpFile.ts";
import { texts } from "../wording/texts.ts";

export const repairedFile = "remote-desktop-repaired.rdp";

/** The paragraphs. The repaired file stands between fences, with the name under which it can be saved. */
export function showRdpFile({ changes, repaired }: RdpFile): string[] {
  if (changes.length === 0 || repaired === undefined) return [texts.rdpFileFine];
  const lines = changes.map((change) =>
    change.kind === "set"
      ? texts.rdpSet(change.setting, change.old, change.new, change.because)
      : texts.rdpRemoved(change.setting, change.because),
  );
  const text = repaired.replace(/\r\n/g, "\n").trimEnd();
  return [[texts.rdpFileRepaired, ...lines].join("\n"), texts.rdpFileUse, `\`\`\`${repairedFile}\n${text}\n\`\`\``];
}
