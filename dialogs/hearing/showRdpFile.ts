/** Shows what was changed in an .rdp file, and gives it back repaired. */
import type { RdpFile } from "../../knowledge/reading/rdpFile.ts";
import { reportTexts } from "../wording/reportTexts.ts";

export const repairedFile = "remote-desktop-repaired.rdp";

/** The paragraphs. The repaired file stands between fences, with the name under which it can be saved. */
export function showRdpFile({ changes, repaired }: RdpFile): string[] {
  if (changes.length === 0 || repaired === undefined) return [reportTexts.rdpFileFine];
  const lines = changes.map((change) =>
    change.kind === "set"
      ? reportTexts.rdpSet(change.setting, change.old, change.new, change.because)
      : reportTexts.rdpRemoved(change.setting, change.because),
  );
  const text = repaired.replace(/\r\n/g, "\n").trimEnd();
  return [
    [reportTexts.rdpFileRepaired, ...lines].join("\n"),
    reportTexts.rdpFileUse,
    `\`\`\`${repairedFile}\n${text}\n\`\`\``,
  ];
}
