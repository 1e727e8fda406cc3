/** Names what commands act on, in one spelling for every shell and tool. */
import { type Command, findParameter, listPositional } from "./script.ts";

/** `HKEY_LOCAL_MACHINE\Software`, `HKLM:\Software\` and `Registry::HKLM\software` are one key: `hklm\software`. */
export function normalizeKey(key: string): string {
  return key
    .toLowerCase()
    .replaceAll("/", "\\")
    .replace(/^(?:microsoft\.powershell\.core\\)?registry::/, "")
    .replace(/^hkey_local_machine/, "hklm")
    .replace(/^hkey_current_user/, "hkcu")
    .replace(/^(hk\w+):/, "$1")
    .replace(/\\{2,}/g, "\\")
    .replace(/\\$/, "");
}

const folders: [RegExp, string][] = [
  [/%systemroot%|%windir%|\$env:systemroot|\$env:windir/g, "c:\\windows"],
  [/%programdata%|%allusersprofile%|\$env:programdata|\$env:allusersprofile/g, "c:\\programdata"],
  [/%systemdrive%|\$env:systemdrive/g, "c:"],
  // Windows keeps this name of Windows XP as a link.
  [/c:\\(?:documents and settings\\all users|programdata)\\application data/g, "c:\\programdata"],
];

/** Small letters, backslashes, and the folders that a variable usually stands for. */
export function normalizePath(path: string): string {
  let normal = path.toLowerCase().replace(/^(?:filesystem::|\\\\\?\\)/, "");
  if (!normal.startsWith("/")) normal = normal.replaceAll("/", "\\");
  normal = normal.replace(/\$\{(env:\w+)\}/g, "$$$1");
  for (const [variable, folder] of folders) normal = normal.replace(variable, folder);
  return normal.replace(/(?!^)\\{2,}/g, "\\").replace(/(?<=[^\\:])[\\/]+$/, "");
}

export function readFolder(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, "");
}

/** What PowerShell's path leads to. */
export function classifyPath(path: string): "registry" | "certificate" | "file" {
  if (/^(?:(?:microsoft\.powershell\.core\\)?registry::|hk(?:lm|cu|cr|u):|hkey_)/i.test(path)) return "registry";
  return /^(?:cert:|(?:microsoft\.powershell\.security\\)?certificate::)/i.test(path) ? "certificate" : "file";
}

/** The paths that an item cmdlet acts on: its own, or those of the commands that feed it. */
export function listPaths(command: Command): string[] {
  const own = findParameter(command, "Path", "LiteralPath", "PSPath", "FilePath") ?? listPositional(command)[0] ?? [];
  const literal = own.filter((path) => !/^[$(@{](?!env:)/i.test(path));
  if (literal.length > 0) return literal;
  const feeding = command.inputs.filter(({ name }) => !/^(where|foreach|select|sort)|^[?%]$/i.test(name));
  return feeding.flatMap(listPaths);
}
