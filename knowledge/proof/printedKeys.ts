/** Which lines a script of a report prints. */
import type { ReportScript } from "../tree/reports.ts";

const spoken: Record<"powershell" | "cmd" | "sh", RegExp> = {
  powershell: /["']((?:[a-z0-9.-]|\$\((?:[^()]|\([^()]*\))*\))+): /g,
  cmd: /call :(?:say|setting) ([a-z0-9.-]+)/g,
  sh: /\bsay ([a-z0-9.-]+)/g,
};

/** A pattern for each line: a part of a key that the script computes fits anything. */
export function listPrintedKeys({ run, file }: ReportScript): RegExp[] {
  const language = file.endsWith(".ps1") ? "powershell" : file.endsWith(".cmd") ? "cmd" : "sh";
  return [...run.matchAll(spoken[language])].map(([, key = ""]) => {
    const parts = key.split(/\$\((?:[^()]|\([^()]*\))*\)/).map((part) => part.replace(/\./g, "\\."));
    return new RegExp(`^${parts.join("[a-z0-9.-]+")}$`);
  });
}
