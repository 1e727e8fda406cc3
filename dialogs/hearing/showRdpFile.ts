/** Shows what was changed in an .rdp file, and gives it back repaired. */
import type { RdpFile } from "../../knowledge/reading/rdpFile.ts";
import { sentence } from "../words/sentence.ts";

export const repairedFile = "remote-desktop-repaired.rdp";

/** The paragraphs. The repaired file stands between fences, with the name under which it can be saved. */
export function showRdpFile({ changes, repaired }: RdpFile): string[] {
  if (changes.length === 0 || repaired === undefined) return [sentence("report.rdp-file-fine")];
  const lines = changes.map((change) =>
    change.kind === "set"
      ? sentence("report.rdp-set", {
          setting: change.setting,
          old: change.old,
          value: change.new,
          because: change.because,
        })
      : sentence("report.rdp-removed", { setting: change.setting, because: change.because }),
  );
  const text = repaired.replace(/\r\n/g, "\n").trimEnd();
  return [
    [sentence("report.rdp-file-repaired"), ...lines].join("\n"),
    sentence("report.rdp-file-use"),
    `\`\`\`${repairedFile}\n${text}\n\`\`\``,
  ];
}
