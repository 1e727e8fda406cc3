/** Changes of the registry, by reg and by PowerShell. */

import type { Change, Save } from "./change.ts";
import { classifyPath, listPaths, normalizeKey, normalizePath } from "./changeTargets.ts";
import { type Command, findParameter, listPositional } from "./script.ts";

export function findRegistryChanges(name: string, command: Command): Change[] {
  if (name === "set-ciminstance") return readListener(command);
  return name === "reg" ? readReg(command.words) : readItemCmdlet(name, command);
}

// Win32_TSGeneralSetting writes the listener's certificate into the registry.
function readListener({ text }: Command): Change[] {
  if (!/SSLCertificateSHA1Hash/i.test(text)) return [];
  const target = normalizeKey("HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp");
  return [{ kind: "registry", target, part: "sslcertificatesha1hash", value: "" }];
}

/** `reg export KEY FILE` and `reg save KEY FILE`. */
export function findRegistrySave(name: string, { words }: Command): Save | undefined {
  const [verb, key, file] = words;
  if (name !== "reg" || !/^(export|save)$/i.test(verb ?? "") || !key || !file) return undefined;
  return { file: normalizePath(file), kind: "registry", target: normalizeKey(key) };
}

function readReg(words: readonly string[]): Change[] {
  const [verb = "", key = "", file] = words;
  const option = (name: string) => {
    const at = words.findIndex((word) => word.toLowerCase() === name);
    return at < 0 ? undefined : words[at + 1];
  };
  const part = words.some((word) => /^\/ve$/i.test(word)) ? "" : option("/v")?.toLowerCase();
  const target = normalizeKey(key);
  switch (verb.toLowerCase()) {
    case "add":
      return [{ kind: "registry", target, part, value: normalizeData(option("/d") ?? "") }];
    case "delete":
      return [{ kind: "registry", target, part, value: "deleted" }];
    case "import":
      return [{ kind: "registry", target: "", from: normalizePath(key) }];
    case "restore":
      return [{ kind: "registry", target, from: normalizePath(file ?? "") }];
    default:
      return [];
  }
}

function readItemCmdlet(name: string, command: Command): Change[] {
  const [verb, noun] = name.split("-");
  if ((noun !== "item" && noun !== "itemproperty") || verb === "get" || verb === "copy") return [];
  const keys = listPaths(command).filter((path) => classifyPath(path) === "registry");
  if (noun === "item") {
    const value = verb === "remove" ? "deleted" : "";
    return keys.map((key) => ({ kind: "registry", target: normalizeKey(key), value }));
  }
  const positional = listPositional(command);
  const free = findParameter(command, "Path", "LiteralPath") ? positional : positional.slice(1);
  const parts = findParameter(command, "Name") ?? free.shift() ?? [];
  const written = findParameter(command, "Value") ?? free.shift();
  const value = /^(remove|clear)$/.test(verb ?? "") ? "deleted" : normalizeData(written?.[0] ?? "");
  return keys.flatMap((key) =>
    parts.map((part): Change => ({ kind: "registry", target: normalizeKey(key), part: part.toLowerCase(), value })),
  );
}

// 0x00000001 and 1 are one number. A longer one stays as it is written, because it would lose digits.
function normalizeData(data: string): string {
  return /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(data) ? String(Number(data)) : data.toLowerCase();
}
